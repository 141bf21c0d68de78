// moneytrail explain: why a finding or an alert was made, or why a rule says nothing about a party.
import type { Command } from "commander"
import { explainSilence, InputError } from "../index.ts"
import { loadMessages, loadRules, readExplanation, readPayments } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { explanationText } from "./explanation-text.ts"
import { type LangOption, langOption } from "./lang-option.ts"
import {
  addReadingOptions,
  addRuleOptions,
  partiesOf,
  type ReadingOptions,
  type RuleOptions,
  ratesOf,
  readOptionsOf,
} from "./reading-options.ts"
import { ruleDirs } from "./rule-dirs.ts"
import { findSettings } from "./settings-file.ts"
import { silenceText } from "./silence-text.ts"
import type { Terminal } from "./terminal.ts"

interface ExplainOptions extends ReadingOptions, RuleOptions, LangOption {
  readonly in?: string
  readonly rule?: string
  readonly party?: string
  readonly json?: true
}

export function defineExplain(command: Command, { terminal, signal, finish }: Context): void {
  command
    .option("--in <dir>", "directory that `moneytrail screen` wrote (default: out)")
    .option("--rule <id>", "the rule that says nothing")
    .option("--party <id>", "the party it says nothing about")
  addReadingOptions(addRuleOptions(command))
    .addOption(langOption())
    .option("--json", "print it as one JSON object")
    .addHelpText(
      "after",
      examples([
        ["a party of alerts.csv", "moneytrail explain u36517902"],
        ["an alert with all its findings", "moneytrail explain a-0123456789abcdef"],
        ["a finding of another run", "moneytrail explain f-0123456789abcdef --in out-march/"],
        [
          "why a rule does not fire on a party",
          "moneytrail explain --rule cash-below-us-ctr-payee --party acme payments.csv",
        ],
      ]),
    )
    .action((subjects: string[], options: ExplainOptions) =>
      finish(
        options.rule === undefined && options.party === undefined
          ? explain(subjects, options, terminal)
          : explainWhyNot(subjects, options, terminal, signal),
      ),
    )
}

async function explain(
  subjects: readonly string[],
  options: ExplainOptions,
  { stdout }: Terminal,
): Promise<ExitCode> {
  const [id = "", ...others] = subjects
  if (others.length > 0) {
    const detail = `${subjects.length} ids are given; explain takes one, or files with --rule and --party`
    throw new InputError("OPTION_INVALID", {}, detail)
  }
  const messages = await loadMessages(options.lang)
  const explanation = await readExplanation(options.in ?? "out", id)
  stdout.write(
    options.json === true
      ? `${JSON.stringify(explanation, null, 2)}\n`
      : explanationText(explanation, messages),
  )
  return 0
}

async function explainWhyNot(
  files: readonly string[],
  options: ExplainOptions,
  { stdout }: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { rule, party } = options
  if (rule === undefined || party === undefined) {
    const missing = rule === undefined ? "--rule" : "--party"
    throw new InputError("OPTION_INVALID", { file: missing }, "is missing; give --rule and --party together")
  }
  if (options.in !== undefined) {
    const detail = "why a rule is silent is worked out from the payment files; give those instead of --in"
    throw new InputError("OPTION_INVALID", { file: "--in" }, detail)
  }
  const pack = await loadRules({
    dirs: ruleDirs(options.rules),
    settings: await findSettings(options.settings),
    lang: options.lang,
  })
  const rates = await ratesOf(options)
  const parties = await partiesOf(options)
  const { table } = await readPayments(files, { ...readOptionsOf(options), signal })
  const silence = await explainSilence(table, pack, { rule, party, rates, parties, signal })
  stdout.write(
    options.json === true ? `${JSON.stringify(silence, null, 2)}\n` : silenceText(silence, pack.messages),
  )
  return 0
}
