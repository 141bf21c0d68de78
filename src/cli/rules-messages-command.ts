// moneytrail rules messages: the file that a translator fills in.
import type { Command } from "commander"
import { writeMessages } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { collect } from "./option-values.ts"
import { RULE_DIRS_HELP, ruleDirs } from "./rule-dirs.ts"
import { countOf, type Terminal } from "./terminal.ts"
import { unlessInterrupted } from "./unless-interrupted.ts"
import { writeText } from "./write-text.ts"

interface MessagesOptions {
  readonly rules?: readonly string[]
  readonly out?: string
}

export function defineRulesMessages(command: Command, { terminal, signal, finish }: Context): void {
  command
    .option("--rules <dir>", RULE_DIRS_HELP, collect)
    .option("--out <file>", "file to write (default: standard output)")
    .addHelpText(
      "after",
      examples([
        ["begin a language", "moneytrail rules messages pt --out rules/messages/pt.yaml"],
        ["see what is still to be translated", "moneytrail rules messages vi > vi.yaml"],
      ]),
    )
    .action((lang: string, options: MessagesOptions) => finish(messages(lang, options, terminal, signal)))
}

async function messages(
  lang: string,
  options: MessagesOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const file = await unlessInterrupted(writeMessages(lang, ruleDirs(options.rules)), signal)
  await writeText(options.out, file.text, terminal)
  const { count, missing, changed, unused } = file
  terminal.stderr.write(
    `${lang}: ${countOf(count, "text")}, ${missing.length} not translated, ${changed.length} changed in English since, ` +
      `${unused.length} no longer used\n`,
  )
  return 0
}
