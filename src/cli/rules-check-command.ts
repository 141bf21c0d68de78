// moneytrail rules check: whether rule files are right.
import type { Command } from "commander"
import { type InputError, InputErrors } from "../index.ts"
import { checkRulePack } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { ruleDirs } from "./rule-dirs.ts"
import { countOf, painter, printable, type Terminal } from "./terminal.ts"

interface CheckOptions {
  readonly settings?: string
  readonly strict?: true
  readonly json?: true
}

const EDITOR_HELP = `
Editors that read JSON Schema complete and explain the keys of rules:
  moneytrail rules schema --out schemas/
and as the first line of each rule:
  # yaml-language-server: $schema=../../schemas/rule.schema.json
`

export function addRulesCheckCommand(rules: Command, { terminal, finish }: Context): void {
  rules
    .command("check")
    .description("check rule files; every error is told with its file, line and column")
    .argument("[paths...]", "directories of rules, or single rules (default: the shipped pack)")
    .option("--settings <file>", "settings to check with the rules")
    .option("--strict", "warnings are errors")
    .option("--json", "print errors and warnings as JSON")
    .addHelpText(
      "after",
      examples([
        ["check your own rules", "moneytrail rules check my-rules/"],
        ["beside the shipped ones, for a build server", "moneytrail rules check shipped my-rules/ --strict"],
        ["your settings for the shipped rules", "moneytrail rules check --settings moneytrail.yaml"],
      ]) + EDITOR_HELP,
    )
    .action((paths: string[], options: CheckOptions) => finish(check(paths, options, terminal)))
}

async function check(
  paths: readonly string[],
  options: CheckOptions,
  { stdout, stderr, env }: Terminal,
): Promise<ExitCode> {
  const found = await checkRulePack({ paths: ruleDirs(paths), settings: options.settings })
  const isStrict = options.strict === true
  const errors = isStrict ? [...found.errors, ...found.warnings] : found.errors
  const warnings = isStrict ? [] : found.warnings
  if (options.json === true) {
    const faults = { errors: errors.map(faultJson), warnings: warnings.map(faultJson) }
    stdout.write(`${JSON.stringify(faults, null, 2)}\n`)
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

function faultJson({ code, place, detail }: InputError): object {
  return { code, ...place, detail }
}
