// Rule tests: a timeline of payments in, exact findings out. They stand beside the rule, in `<id>.test.yaml`.
import { InputError, type SourcePlace, throwIfAny } from "../model/errors.ts"
import type { Finding } from "../model/finding.ts"
import { compareText } from "../model/vocabulary.ts"
import { issuesToErrors } from "./issues.ts"
import { type RuleFile, readPack, roleOf, sortErrors } from "./pack.ts"
import type { Overrides } from "./params.ts"
import { parseRule } from "./parse-rule.ts"
import { parseYaml } from "./parse-yaml.ts"
import { ruleTestSchema } from "./schema-files.ts"
import { overridesAt } from "./settings.ts"
import type { Rule, RulePack } from "./tree.ts"

/** A finding as a test states it. */
interface TestFinding {
  readonly subject: string
  /** Ids, sorted. */
  readonly payments: readonly string[]
  /** Original texts of the terms found, sorted, each once; null in an expectation: not compared. */
  readonly matches: readonly string[] | null
}

export interface RuleTestCase {
  readonly name: string
  readonly timezone: string
  readonly overrides: Overrides
  /** CSV. */
  readonly payments: string
  readonly expected: readonly TestFinding[]
  readonly place: SourcePlace
}

/** The tests of one rule. */
export interface RuleTests {
  readonly file: string
  /** The rule beside the tests; undefined when it is wrong or not there. */
  readonly rule: Rule | undefined
  /** Each with the rule as the case's params make it. */
  readonly cases: readonly { readonly test: RuleTestCase; readonly rule: Rule }[]
  /** What the file states, also when the rule is wrong; undefined when the file itself is. */
  readonly stated: readonly RuleTestCase[] | undefined
}

export interface RuleTestResult {
  readonly rule: string
  /** Name of the case. */
  readonly case: string
  /** Where the case stands. */
  readonly place: SourcePlace
  readonly passed: boolean
  readonly expected: readonly TestFinding[]
  readonly found: readonly TestFinding[]
  /** What differs, a line each; empty when the case passed. */
  readonly diff: string
}

/** Screens the CSV with the pack, which holds one rule. Times without a zone are in `timezone`. */
export type EvaluateCase = (
  pack: RulePack,
  csv: string,
  timezone: string,
) => readonly Finding[] | Promise<readonly Finding[]>

/**
 * Runs every rule test among the files of a pack, in order of files and cases. A case passes when the findings are
 * exactly the expected ones. An `InputError` of `evaluate` fails its case.
 *
 * @throws InputError or InputErrors: everything that is wrong in the files.
 */
export async function runRuleTests(
  files: readonly RuleFile[],
  evaluate: EvaluateCase,
): Promise<readonly RuleTestResult[]> {
  const errors: InputError[] = []
  const pack = readPack(files, null, errors)
  const tests = readRuleTests(files, pack, errors)
  throwIfAny(sortErrors(errors))
  const results: RuleTestResult[] = []
  for (const { cases } of tests) {
    for (const { test, rule } of cases)
      results.push(await runCase(test, { ...pack, rules: [rule] }, rule, evaluate))
  }
  return results
}

/** The tests among the files of a pack that was read already; what is wrong with them goes to `errors`. */
export function readRuleTests(
  files: readonly RuleFile[],
  pack: RulePack,
  errors: InputError[],
): readonly RuleTests[] {
  const texts = new Map(files.map(({ file, text }) => [file, text]))
  const sorted = files
    .filter(({ file }) => roleOf(file) === "test")
    .sort((a, b) => compareText(a.file, b.file))
  return sorted.map(({ file, text }) => {
    const stated = parseRuleTests(file, text, errors)
    const ruleFile = file.replace(/\.test\.yaml$/, ".yaml")
    const ruleText = texts.get(ruleFile)
    if (ruleText === undefined) {
      const detail = `there is no rule ${ruleFile} for these tests; name the file after its rule`
      errors.push(new InputError("RULE_TEST_INVALID", { file, line: 1, column: 1 }, detail))
    }
    const rule = pack.rules.find((other) => other.file === ruleFile)
    if (rule === undefined || ruleText === undefined) return { file, rule, cases: [], stated }
    const cases = (stated ?? []).flatMap((test) => {
      const varied =
        test.overrides.size === 0 ? rule : parseRule(ruleFile, ruleText, test.overrides, errors)?.rule
      return varied === undefined ? [] : [{ test, rule: varied }]
    })
    return { file, rule, cases, stated }
  })
}

/** Reads one file of rule tests; what is wrong goes to `errors` (RULE_TEST_INVALID), and undefined comes back. */
function parseRuleTests(file: string, text: string, errors: InputError[]): RuleTestCase[] | undefined {
  const source = parseYaml(file, text, errors)
  if (source === undefined) return undefined
  const checked = ruleTestSchema.safeParse(source.value)
  if (!checked.success) {
    errors.push(...issuesToErrors(checked.error.issues, { source, code: "RULE_TEST_INVALID" }))
    return undefined
  }
  return checked.data.map(({ name, timezone, params, payments, expect }, i) => ({
    name,
    timezone,
    overrides: overridesAt(source, [i, "params"], Object.keys(params)),
    payments,
    expected: expect.map(({ subject, payments: ids, matches }) => ({
      subject,
      payments: sortedOnce(ids),
      matches: matches === undefined ? null : sortedOnce(matches),
    })),
    place: source.placeOfValue([i, "name"]),
  }))
}

async function runCase(
  test: RuleTestCase,
  pack: RulePack,
  rule: Rule,
  evaluate: EvaluateCase,
): Promise<RuleTestResult> {
  const head = { rule: rule.id, case: test.name, place: test.place, expected: test.expected }
  try {
    const found = (await evaluate(pack, test.payments, test.timezone)).map(toTestFinding)
    const diff = compareFindings(test.expected, found)
    return { ...head, found, diff, passed: diff === "" }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ...head, found: [], diff: `could not run: ${error.message}`, passed: false }
  }
}

function toTestFinding(finding: Finding): TestFinding {
  const terms = finding.matches.filter(({ kind }) => kind !== "benign")
  return {
    subject: finding.subject,
    payments: sortedOnce(finding.payments),
    matches: sortedOnce(terms.map(({ text }) => text)),
  }
}

function sortedOnce(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort(compareText)
}

/** Expected findings that are missing and found ones that were not expected; empty when there are none. */
function compareFindings(expected: readonly TestFinding[], found: readonly TestFinding[]): string {
  const left = [...found]
  const lines: string[] = []
  // Expectations that name texts choose first: one without takes any finding of its subject and payments.
  const strictFirst = [...expected].sort((a, b) => Number(a.matches === null) - Number(b.matches === null))
  for (const wanted of strictFirst) {
    const match = left.findIndex((finding) => fits(wanted, finding))
    if (match < 0) lines.push(`missing:      ${printFinding(wanted)}`)
    else left.splice(match, 1)
  }
  for (const finding of left) lines.push(`not expected: ${printFinding(finding)}`)
  return lines.join("\n")
}

function fits(wanted: TestFinding, found: TestFinding): boolean {
  return (
    wanted.subject === found.subject &&
    equal(wanted.payments, found.payments) &&
    (wanted.matches === null || equal(wanted.matches, found.matches ?? []))
  )
}

function equal(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i])
}

function printFinding({ subject, payments, matches }: TestFinding): string {
  const texts = matches === null || matches.length === 0 ? "" : ` (${matches.join(", ")})`
  return `${subject}: ${payments.join(", ")}${texts}`
}
