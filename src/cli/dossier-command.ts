// moneytrail dossier: one alert or network with all that it rests on, for a file.
import { stat } from "node:fs/promises"
import { resolve } from "node:path"
import type { Command } from "commander"
import { InputError } from "../index.ts"
import { loadMessages, writeDossier } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { type LangOption, langOption } from "./lang-option.ts"
import { countOf, printable, type Terminal } from "./terminal.ts"

interface DossierCommandOptions extends LangOption {
  readonly alert?: string
  readonly network?: string
  readonly inputs?: readonly string[]
  readonly given?: readonly string[]
  readonly out: string
  readonly json?: true
}

export function defineDossier(command: Command, { terminal, signal, finish }: Context): void {
  command
    .option("--alert <id>", "the alert: its id, or the party it is about")
    .option("--network <id>", "the network, by its id")
    .option("--inputs <files...>", "payment files of the run (default: where the manifest says)")
    .option(
      "--given <files...>",
      "the mapping and other files given to the run (default: where the manifest says)",
    )
    .option("--out <dir>", "directory for the dossier, made when absent", "dossier")
    .addOption(langOption())
    .option("--json", "print what was written as one JSON object")
    .addHelpText(
      "after",
      examples([
        ["all about one party", "moneytrail dossier out --alert u36517902 --out dossier/u36517902"],
        [
          "a network, from input files that were archived",
          "moneytrail dossier out --network n-0123456789abcdef --inputs archive/payments.csv",
        ],
        [
          "so is the mapping they are read with",
          "moneytrail dossier out --network n-0123456789abcdef --inputs archive/payments.csv --given archive/map.yaml",
        ],
        ["check it later", "moneytrail verify dossier"],
      ]),
    )
    .action((dir: string, options: DossierCommandOptions) => finish(dossier(dir, options, terminal, signal)))
}

async function dossier(
  dir: string,
  options: DossierCommandOptions,
  { stdout }: Pick<Terminal, "stdout">,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { alert, network, inputs, given, out } = options
  await checkPlace(dir, out)
  const messages = await loadMessages(options.lang)
  const { files, ...about } = await writeDossier(dir, out, {
    alert,
    network,
    inputs,
    given,
    messages,
    signal,
  })
  const names = files.map(({ name }) => name)
  stdout.write(
    options.json === true
      ? `${JSON.stringify({ out, ...about, files: files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })) }, null, 2)}\n`
      : `${printable(out)}: ${about.kind} ${printable(about.id)}, ${countOf(about.findings, "finding")}, ` +
          `${countOf(about.payments, "payment")}\n  ${names.join("\n  ")}\n`,
  )
  return 0
}

/** A dossier has files of the same names as the output it is taken from. */
async function checkPlace(dir: string, out: string): Promise<void> {
  if (out === "") throw new InputError("OPTION_INVALID", { file: "--out" }, "is empty; give a directory")
  const isSame = resolve(dir) === resolve(out) || (await sameDirectory(dir, out))
  if (!isSame) return
  const detail =
    "the dossier would replace files of the output it is taken from; give another directory with --out"
  throw new InputError("OPTION_INVALID", { file: out }, detail)
}

async function sameDirectory(a: string, b: string): Promise<boolean> {
  const [first, second] = await Promise.all([a, b].map((path) => stat(path).catch(() => null)))
  return first != null && second != null && first.ino === second.ino && first.dev === second.dev
}
