// moneytrail rules test: whether the tests beside the rules hold.
import type { Command } from "commander"
import { InputError, ruleTestsJunit } from "../index.ts"
import { type RuleTestResult, testRulePack } from "../node.ts"
import { type Context, type ExitCode, examples } from "./context.ts"
import { collect } from "./option-values.ts"
import { ruleDirs } from "./rule-dirs.ts"
import { printable, printableLines, type Terminal } from "./terminal.ts"
import { unlessInterrupted } from "./unless-interrupted.ts"
import { writeText } from "./write-text.ts"

interface TestOptions {
  readonly rule?: readonly string[]
  readonly junit?: string
}

export function defineRulesTest(command: Command, { terminal, signal, finish }: Context): void {
  command
    .option("--rule <id>", "tests of this rule only; repeatable", collect)
    .option("--junit <file>", "write the results as JUnit XML, for build servers")
    .addHelpText(
      "after",
      examples([
        ["all tests of the shipped pack", "moneytrail rules test"],
        ["the rule you are at", "moneytrail rules test my-rules/velocity/my-rule.yaml"],
        [
          "rules that name findings of shipped ones",
          "moneytrail rules test shipped my-rules/ --rule my-rule",
        ],
        ["for a build server", "moneytrail rules test my-rules/ --junit results.xml"],
      ]),
    )
    .action((paths: string[], options: TestOptions) => finish(test(paths, options, terminal, signal)))
}

async function test(
  paths: readonly string[],
  options: TestOptions,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { stdout } = terminal
  const all = await unlessInterrupted(testRulePack(ruleDirs(paths)), signal)
  if (all.length === 0) {
    const detail = "no tests here; write them in <rule id>.test.yaml beside each rule"
    throw new InputError("RULE_WITHOUT_TESTS", { file: paths.join(", ") }, detail)
  }
  const results = selectRules(all, options.rule)
  if (options.junit !== undefined) await writeText(options.junit, ruleTestsJunit(results), terminal)
  const failed = results.filter((result) => !result.passed)
  for (const { rule, case: name, place, diff } of failed) {
    const where = [place.file, place.line].filter((part) => part !== undefined).join(":")
    stdout.write(`FAILED ${printable(`${where}: ${rule}: ${name}`)}\n${printableLines(diff)}\n`)
  }
  if (failed.length > 0) stdout.write("(- expected and missing, + found and not expected)\n")
  const silent = failed.find(
    ({ expected, found, diff }) => expected.length > 0 && found.length === 0 && diff.startsWith("-"),
  )
  if (silent !== undefined) stdout.write(`${printable(silenceHint(silent))}\n`)
  stdout.write(`${results.length - failed.length} passed, ${failed.length} failed\n`)
  return failed.length === 0 ? 0 : 2
}

/** How an author sees which condition kept a rule silent. */
function silenceHint({ rule, expected }: RuleTestResult): string {
  const [first] = expected
  const party = first?.subject ?? first?.members?.[0] ?? "<party>"
  return `Why silent? Save the payments of the case as case.csv, then: moneytrail explain case.csv --rules <dir> --rule ${rule} --party ${party}`
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
