// moneytrail rules: what the rules look for, whether their files are right, and whether their tests hold.
import type { Command } from "commander"
import { InputError, InputErrors, listRules } from "../index.ts"
import { checkRulePack, loadRules, type RuleTestResult, testRulePack } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { collect } from "./option-values.ts"
import { RULE_DIRS_HELP, ruleDirs } from "./rule-dirs.ts"
import { findSettings } from "./settings-file.ts"
import { alignColumns, printable, printableLines, type Terminal } from "./terminal.ts"

interface ListOptions {
  readonly rules?: readonly string[]
  readonly settings?: string
  readonly json?: true
}

interface TestOptions {
  readonly rule?: readonly string[]
}

export function addRulesCommand(program: Command, { terminal, finish }: Context): void {
  const rules = program
    .command("rules")
    .description("list, check and test the rules")
    .addHelpText(
      "after",
      examples([
        ["what the shipped rules look for", "moneytrail rules list"],
        ["are your own rules right?", "moneytrail rules check my-rules/"],
        ["do their tests hold?", "moneytrail rules test my-rules/"],
      ]),
    )
  rules
    .command("list")
    .description("list the rules in force")
    .option("--rules <dir>", RULE_DIRS_HELP, collect)
    .option(
      "--settings <file>",
      "settings that change params or switch rules off (default: ./moneytrail.yaml)",
    )
    .option("--json", "print all that is known of each rule, as JSON")
    .addHelpText(
      "after",
      examples([
        ["a table", "moneytrail rules list"],
        ["your own rules, for another program", "moneytrail rules list --rules my-rules/ --json"],
      ]),
    )
    .action((options: ListOptions) => finish(list(options, terminal)))
  rules
    .command("check")
    .description("check rule files; every error is told with its file, line and column")
    .argument("[dirs...]", "directories of rules (default: the shipped pack)")
    .addHelpText("after", examples([["check your own rules", "moneytrail rules check my-rules/"]]))
    .action((dirs: string[]) => finish(check(dirs, terminal)))
  rules
    .command("test")
    .description("run the tests that stand beside the rules")
    .argument("[dirs...]", "directories of rules (default: the shipped pack)")
    .option("--rule <id>", "tests of this rule only; repeatable", collect)
    .addHelpText(
      "after",
      examples([
        ["all tests of the shipped pack", "moneytrail rules test"],
        ["one rule of your own", "moneytrail rules test my-rules/ --rule my-rule"],
      ]),
    )
    .action((dirs: string[], options: TestOptions) => finish(test(dirs, options, terminal)))
}

async function list(options: ListOptions, { stdout }: Terminal): Promise<ExitCode> {
  const pack = await loadRules({
    dirs: ruleDirs(options.rules),
    settings: await findSettings(options.settings),
  })
  const rules = listRules(pack)
  if (options.json === true) {
    stdout.write(`${JSON.stringify(rules, null, 2)}\n`)
    return 0
  }
  const rows = rules.map((rule) =>
    [rule.id, rule.version, rule.status, rule.typology, rule.severity, rule.title].map(printable),
  )
  stdout.write(
    `${alignColumns([["rule", "version", "status", "typology", "severity", "title"], ...rows], "").join("\n")}\n`,
  )
  return 0
}

async function check(dirs: readonly string[], { stdout }: Terminal): Promise<ExitCode> {
  const [first, ...rest] = await checkRulePack(ruleDirs(dirs))
  if (first !== undefined) throw new InputErrors([first, ...rest])
  stdout.write("The rules are in order.\n")
  return 0
}

async function test(dirs: readonly string[], options: TestOptions, { stdout }: Terminal): Promise<ExitCode> {
  const all = await testRulePack(ruleDirs(dirs))
  if (all.length === 0) {
    const detail = "no tests here; write them in <rule id>.test.yaml beside each rule"
    throw new InputError("RULE_WITHOUT_TESTS", { file: dirs.join(", ") }, detail)
  }
  const results = selectRules(all, options.rule)
  const failed = results.filter((result) => !result.passed)
  for (const { rule, case: name, place, diff } of failed) {
    const where = [place.file, place.line].filter((part) => part !== undefined).join(":")
    stdout.write(`FAILED ${printable(`${where}: ${rule}: ${name}`)}\n${printableLines(diff)}\n`)
  }
  stdout.write(`${results.length - failed.length} passed, ${failed.length} failed\n`)
  return failed.length === 0 ? 0 : 2
}

function selectRules(
  results: readonly RuleTestResult[],
  rules: readonly string[] | undefined,
): readonly RuleTestResult[] {
  const absent = rules?.find((rule) => !results.some((result) => result.rule === rule))
  if (absent !== undefined) {
    throw new InputError("OPTION_INVALID", { file: "--rule" }, `no rule with tests has the id "${absent}"`)
  }
  return rules === undefined ? results : results.filter((result) => rules.includes(result.rule))
}
