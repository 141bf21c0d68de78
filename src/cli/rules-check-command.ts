// moneytrail rules check: whether rule files are right.
import type { Command } from "commander"
import { InputError, InputErrors } from "../index.ts"
import { checkRulePack, checkSuppressionFile, type RuleFaults } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { ruleDirs } from "./rule-dirs.ts"
import { countOf, painter, printable, type Terminal } from "./terminal.ts"
import { unlessInterrupted } from "./unless-interrupted.ts"

interface CheckOptions {
  readonly settings?: string
  readonly suppressions?: string
  readonly labels?: string
  readonly strict?: true
  readonly json?: true
}

const EDITOR_HELP = `
Editors that read JSON Schema complete and explain the keys of rules:
  moneytrail rules schema --out schemas/
and as the first line of each rule:
  # yaml-language-server: $schema=../../schemas/rule.schema.json
`

export function defineRulesCheck(command: Command, { terminal, signal, finish }: Context): void {
  command
    .option("--settings <file>", "settings to check with the rules")
    .option("--suppressions <file>", "warn of suppressions that would swallow what a rule test says is true")
    .option("--labels <file>", "with --suppressions: or what a label says is true")
    .option("--strict", "warnings are errors")
    .option("--json", "print errors and warnings as JSON")
    .addHelpText(
      "after",
      examples([
        ["check your own rules", "moneytrail rules check my-rules/"],
        ["beside the shipped ones, for a build server", "moneytrail rules check shipped my-rules/ --strict"],
        [
          "would a suppression hide what is true?",
          "moneytrail rules check --suppressions suppressions.yaml --labels labels.csv",
        ],
        ["your settings for the shipped rules", "moneytrail rules check --settings moneytrail.yaml"],
      ]) + EDITOR_HELP,
    )
    .action((paths: string[], options: CheckOptions) => finish(check(paths, options, terminal, signal)))
}

async function check(
  paths: readonly string[],
  options: CheckOptions,
  { stdout, stderr, env }: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { errors, warnings } = await unlessInterrupted(findFaults(paths, options), signal)
  if (options.json === true) {
    stdout.write(
      `${JSON.stringify({ errors: errors.map(faultJson), warnings: warnings.map(faultJson) }, null, 2)}\n`,
    )
    return errors.length === 0 ? 0 : 2
  }
  const paint = painter(stderr, env)
  for (const { message } of warnings) stderr.write(`${paint("yellow", "warning:")} ${printable(message)}\n`)
  const [first, ...rest] = errors
  if (first !== undefined) throw new InputErrors([first, ...rest])
  const noted = warnings.length === 0 ? "" : `, with ${countOf(warnings.length, "warning")}`
  stdout.write(`The rules are in order${noted}.\n`)
  return 0
}

async function findFaults(given: readonly string[], options: CheckOptions): Promise<RuleFaults> {
  const { settings, suppressions, labels, strict } = options
  if (labels !== undefined && suppressions === undefined) {
    throw new InputError("OPTION_INVALID", { file: "--labels" }, "is for --suppressions; give that as well")
  }
  const paths = ruleDirs(given)
  const found = await checkRulePack({ paths, settings })
  // Suppressions are held against tests, which run only where the rules are right.
  const swallowed =
    suppressions === undefined || found.errors.length > 0
      ? []
      : (await checkSuppressionFile(suppressions, { paths, labels })).map(
          (detail) => new InputError("SUPPRESSION_INVALID", { file: suppressions }, detail),
        )
  const warnings = [...found.warnings, ...swallowed]
  return strict === true ? { errors: [...found.errors, ...warnings], warnings: [] } : { ...found, warnings }
}

function faultJson({ code, place, detail }: InputError): object {
  return { code, ...place, detail }
}
