// Rule tests as they are written: `<id>.test.yaml` beside its rule → checked cases.
import { InputError, type SourcePlace } from "../model/errors.ts"
import { compareText } from "../model/vocabulary.ts"
import { issuesToErrors } from "./issues.ts"
import type { Overrides } from "./params.ts"
import { parseRule } from "./parse-rule.ts"
import { parseYaml } from "./parse-yaml.ts"
import { type RuleFile, roleOf } from "./rule-file.ts"
import { sortedOnce, type TestFinding } from "./rule-test-diff.ts"
import { ruleTestSchema } from "./schema-rule-test.ts"
import { overridesAt } from "./settings.ts"
import type { Rule } from "./tree.ts"

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

/** The tests among the files of a pack whose rules were read already; what is wrong with them goes to `errors`. */
export function readRuleTests(
  files: readonly RuleFile[],
  rules: readonly Rule[],
  errors: InputError[],
): readonly RuleTests[] {
  const texts = new Map(files.map(({ file, text }) => [file, text]))
  const byFile = new Map(rules.map((rule) => [rule.file, rule]))
  const sorted = files
    .filter(({ file }) => roleOf(file) === "test")
    .sort((a, b) => compareText(a.file, b.file))
  return sorted.map(({ file, text }) => {
    const stated = parseRuleTests(file, text, errors)
    const ruleFile = ruleFileOf(file)
    const ruleText = texts.get(ruleFile)
    if (ruleText === undefined) {
      const detail = `there is no rule ${ruleFile} for these tests; name the file after its rule`
      errors.push(new InputError("RULE_TEST_INVALID", { file, line: 1, column: 1 }, detail))
    }
    const rule = byFile.get(ruleFile)
    if (rule === undefined || ruleText === undefined) return { file, rule, cases: [], stated }
    const cases = (stated ?? []).flatMap((test) => {
      const varied =
        test.overrides.size === 0 ? rule : parseRule(ruleFile, ruleText, test.overrides, errors)?.rule
      return varied === undefined ? [] : [{ test, rule: varied }]
    })
    return { file, rule, cases, stated }
  })
}

/** The file of the tests of a rule, and of the rule of tests. */
export function testFileOf(ruleFile: string): string {
  return ruleFile.replace(/\.yaml$/, ".test.yaml")
}

export function ruleFileOf(testFile: string): string {
  return testFile.replace(/\.test\.yaml$/, ".yaml")
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
    expected: expect.map(({ subject, members, payments: ids, matches, reason }) => ({
      subject: subject ?? null,
      members: members === undefined ? null : sortedOnce(members),
      payments: sortedOnce(ids),
      matches: matches === undefined ? null : sortedOnce(matches),
      reason: reason ?? null,
    })),
    place: source.placeOfValue([i, "name"]),
  }))
}
