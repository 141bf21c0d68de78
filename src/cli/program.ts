// The program: its commands, and how what happens in them becomes messages and an exit code.
import { Command, CommanderError } from "commander"
import { InputError, InputErrors, VERSION } from "../index.ts"
import { COMMANDS_ON_PAYMENTS, OTHER_COMMANDS } from "./commands.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { addLazyCommands } from "./lazy-commands.ts"
import { addRulesCommand } from "./rules-command.ts"
import { painter, printableLines, type Terminal } from "./terminal.ts"

/** What a process needs of the program: see `runProcess`. */
export interface ProgramParts {
  readonly run: typeof run
  readonly reportError: typeof reportError
  readonly reportUnwritable: typeof reportUnwritable
}

/** Runs the program on its arguments. Never throws: whatever goes wrong is told on standard error. */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  let exitCode: ExitCode = 0
  const finish = async (work: Promise<ExitCode>) => {
    exitCode = await work
  }
  try {
    await buildProgram({ terminal, signal, finish }).parseAsync([...args], { from: "user" })
    return exitCode
  } catch (error) {
    return reportError(error, terminal, signal)
  }
}

function buildProgram(context: Context): Command {
  const { stdout, stderr } = context.terminal
  const program = new Command("moneytrail")
    .description(
      "Follow the money of the illegal wildlife trade: screens payment files with rules and finds the seller " +
        "networks behind them, with evidence to the row.",
    )
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
    })
    .showHelpAfterError("Add --help to see the options, with examples.")
    .addHelpText(
      "after",
      examples([
        ["screen a file and look at out/alerts.csv", "moneytrail screen payments.csv"],
        ["see what the rules look for", "moneytrail rules list"],
        ["see why a party is in the alerts", "moneytrail explain a-0123456789abcdef --in out"],
      ]),
    )
  addLazyCommands(program, COMMANDS_ON_PAYMENTS, context)
  addRulesCommand(program, context)
  addLazyCommands(program, OTHER_COMMANDS, context)
  return program
}

/** The same for what is printed, where it cannot be, as on a full disk. */
export function reportUnwritable(
  { code, message }: NodeJS.ErrnoException,
  terminal: Terminal,
  signal: AbortSignal,
): ExitCode {
  const detail = `it cannot be written (${code ?? message}); is the disk full? What is printed is not whole`
  return reportError(
    new InputError("OUTPUT_NOT_WRITABLE", { file: "standard output" }, detail),
    terminal,
    signal,
  )
}

/** Tells what went wrong on standard error; the exit code says whose it is to mend. */
export function reportError(error: unknown, { stderr, env }: Terminal, signal: AbortSignal): ExitCode {
  const paint = painter(stderr, env)
  // commander has printed its own message; a code of 0 is --help or --version.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (signal.aborted) {
    stderr.write("interrupted; no output was written\n")
    return 130
  }
  if (error instanceof InputError) {
    const { length } = error instanceof InputErrors ? error.errors : [error]
    stderr.write(`${paint("red", length === 1 ? "error:" : `${length} errors:`)}${length === 1 ? " " : "\n"}`)
    stderr.write(`${printableLines(error.message)}\n`)
    return 2
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  stderr.write(`${paint("red", "moneytrail failed by a fault of its own:")}\n${printableLines(text)}\n`)
  stderr.write(
    `Please report this, with the lines above and the command (moneytrail ${VERSION}, node ${process.version}).\n`,
  )
  return 70
}
