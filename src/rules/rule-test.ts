// Rule tests: a timeline of payments in, exact findings out. They stand beside the rule, in `<id>.test.yaml`.
import { InputError, type SourcePlace, throwIfAny } from "../model/errors.ts"
import type { Finding } from "../model/finding.ts"
import type { Network } from "../model/network.ts"
import { composePack } from "./compose-pack.ts"
import type { Readers } from "./readers.ts"
import type { RuleFile } from "./rule-file.ts"
import { isAboutNetworks, withRulesMeant } from "./rule-references.ts"
import { compareFindings, sortedOnce, type TestFinding } from "./rule-test-diff.ts"
import { type RuleTestCase, readRuleTests } from "./rule-test-file.ts"
import { sortErrors } from "./sort-errors.ts"
import type { Rule, RulePack } from "./tree.ts"
import { YAML_READERS } from "./yaml-readers.ts"

/** How one case of a rule's tests went. */
export interface RuleTestResult {
  readonly rule: string
  /** Name of the case. */
  readonly case: string
  /** Where the case stands. */
  readonly place: SourcePlace
  readonly passed: boolean
  readonly expected: readonly TestFinding[]
  readonly found: readonly TestFinding[]
  /** What differs, a line each (`-` expected and missing, `+` found and not expected); empty when the case passed. */
  readonly diff: string
}

/** What a screening of the payments of a case finds. */
export interface CaseScreening {
  readonly findings: readonly Finding[]
  readonly networks: readonly Pick<Network, "id" | "members">[]
}

/** Screens the CSV with the pack. Times without a zone are in `timezone`. */
export type ScreenCase = (
  pack: RulePack,
  csv: string,
  timezone: string,
) => CaseScreening | Promise<CaseScreening>

/**
 * Runs every rule test among the files of a pack, in order of files and cases. A case passes when the findings of its
 * rule are exactly the expected ones. The rule runs alone, but for rules that speak of others: those of a combine rule
 * run beside it, and the whole pack where networks are spoken of. An `InputError` of `screen` fails its case.
 *
 * `known`: readers that spare reading YAML again.
 *
 * @throws InputError or InputErrors: everything that is wrong in the files.
 */
export async function runRuleTests(
  files: readonly RuleFile[],
  screen: ScreenCase,
  known?: Readers,
): Promise<readonly RuleTestResult[]> {
  const errors: InputError[] = []
  const pack = composePack(files, null, known ?? YAML_READERS, errors)
  // Places of faults are known only to who reads YAML.
  if (known !== undefined && errors.length > 0) return runRuleTests(files, screen)
  const tests = readRuleTests(files, pack.rules, errors)
  throwIfAny(sortErrors(errors))
  const results: RuleTestResult[] = []
  for (const { cases } of tests) {
    for (const { test, rule } of cases) {
      const rules = rulesFor(rule, pack.rules)
      results.push(await runCase(test, { ...pack, rules }, rule, screen))
    }
  }
  return results
}

/** The rules that a case of a rule runs with, the rule as the case's params make it among them. */
function rulesFor(rule: Rule, rules: readonly Rule[]): readonly Rule[] {
  const all = rules.map((other) => (other.id === rule.id ? rule : other))
  const meant = withRulesMeant(rule, all)
  return meant.some(isAboutNetworks) ? all : meant
}

async function runCase(
  test: RuleTestCase,
  pack: RulePack,
  rule: Rule,
  screen: ScreenCase,
): Promise<RuleTestResult> {
  const head = { rule: rule.id, case: test.name, place: test.place, expected: test.expected }
  try {
    const { findings, networks } = await screen(pack, test.payments, test.timezone)
    const members = new Map(networks.map(({ id, members }) => [id, members.map(({ party }) => party)]))
    const found = findings
      .filter((finding) => finding.rule === rule.id)
      .map((finding) =>
        toTestFinding(finding, isAboutNetworks(rule) ? members.get(finding.subject) : undefined),
      )
    const diff = compareFindings(test.expected, found)
    return { ...head, found, diff, passed: diff === "" }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { ...head, found: [], diff: `could not run: ${error.message}`, passed: false }
  }
}

function toTestFinding(finding: Finding, members: readonly string[] | undefined): TestFinding {
  const terms = finding.matches.filter(({ kind }) => kind !== "benign")
  return {
    subject: finding.subject,
    members: members === undefined ? null : sortedOnce(members),
    payments: sortedOnce(finding.payments),
    matches: sortedOnce(terms.map(({ text }) => text)),
    reason: finding.reason,
  }
}
