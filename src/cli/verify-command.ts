// moneytrail verify: whether an output, and all that it rests on, is as it was when it was written.
import type { Command } from "commander"
import type { Verification } from "../index.ts"
import { loadMessages, readVeil, verifyOutput } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { type LangOption, langOption } from "./lang-option.ts"
import { collect } from "./option-values.ts"
import { painter, type Terminal } from "./terminal.ts"
import { verificationText } from "./verification-text.ts"

interface VerifyCommandOptions extends LangOption {
  readonly inputs?: readonly string[]
  readonly given?: readonly string[]
  readonly rules?: readonly string[]
  readonly rerun?: true
  readonly key?: string
  readonly chain?: string
  readonly json?: true
}

export function defineVerify(command: Command, { terminal, signal, finish }: Context): void {
  command
    .option("--inputs <files...>", "payment files of the run (default: where the manifest says)")
    .option(
      "--given <files...>",
      "settings, mapping, rates, parties, suppressions and other files given to the run (default: where the manifest says)",
    )
    .option("--rules <dir>", "directory of rules in place of all those of the run; repeatable", collect)
    .option("--rerun", "derive the findings again from the inputs and compare them one by one")
    .option("--key <file>", "key of the pseudonyms, to derive findings of a run that made some")
    .option("--chain <sha256>", "the chain as it was noted when the output was written")
    .addOption(langOption())
    .option("--json", "print the result as one JSON object")
    .addHelpText(
      "after",
      examples([
        ["the files of out/, and the inputs and rules they were made from", "moneytrail verify out"],
        ["the inputs are elsewhere now", "moneytrail verify out --inputs archive/payments.csv"],
        [
          "so are rates and settings",
          "moneytrail verify out --given archive/rates.csv archive/moneytrail.yaml",
        ],
        [
          "rules of one's own are elsewhere now",
          "moneytrail verify out --rules shipped --rules archive/my-rules",
        ],
        ["find everything again and compare", "moneytrail verify out --rerun"],
      ]),
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 all is well; 1 something differs; 2 no output of a screening, or findings could not be derived again.\n",
    )
    .action((dir: string, options: VerifyCommandOptions) => finish(verify(dir, options, terminal, signal)))
}

async function verify(
  dir: string,
  options: VerifyCommandOptions,
  { stdout, env }: Pick<Terminal, "stdout" | "env">,
  signal: AbortSignal,
): Promise<ExitCode> {
  const messages = await loadMessages(options.lang)
  const { inputs, given, rules, rerun, chain, key } = options
  const veil = key === undefined ? undefined : await readVeil(key)
  const verification: Verification = await verifyOutput(dir, {
    inputs,
    given,
    rules,
    rerun,
    chain,
    veil,
    signal,
  })
  stdout.write(
    options.json === true
      ? `${JSON.stringify({ dir, ...verification }, null, 2)}\n`
      : verificationText(dir, verification, messages, painter(stdout, env)),
  )
  if (verification.differences.length > 0) return 1
  return verification.notChecked.includes("rerun") ? 2 : 0
}
