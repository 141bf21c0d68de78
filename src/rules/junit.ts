// Results of rule tests as JUnit XML, which build servers read. XML 1.0 (W3C, fifth edition); the elements are those of
// the Ant task `junitreport`, as build servers agree on them. There are no times: results hold none.
import { checkArguments, having, listOf } from "../model/arguments.ts"
import { formatPlace } from "../model/errors.ts"
import { xmlAttribute, xmlText } from "../model/xml.ts"
import type { RuleTestResult } from "./rule-test.ts"

const RESULTS = listOf(having("a result of testRulePack", "rule", "case", "place", "passed"))

/** One suite a test file, one case a case, in the order of the results. */
export function ruleTestsJunit(results: readonly RuleTestResult[]): string {
  checkArguments("ruleTestsJunit", { results: [results, RESULTS] })
  const suites = new Map<string, RuleTestResult[]>()
  for (const result of results) {
    const file = result.place.file ?? ""
    const suite = suites.get(file)
    if (suite === undefined) suites.set(file, [result])
    else suite.push(result)
  }
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element("testsuites", { name: "moneytrail rules", ...counts(results) }, [
      ...[...suites].map(([file, cases]) =>
        element("testsuite", { name: file, ...counts(cases) }, cases.map(caseElement)),
      ),
    ]),
  ]
  return `${lines.join("\n")}\n`
}

function counts(results: readonly RuleTestResult[]): Record<string, string> {
  const failures = results.filter(({ passed }) => !passed).length
  return { tests: String(results.length), failures: String(failures), errors: "0", skipped: "0" }
}

function caseElement({ rule, case: name, place, passed, diff }: RuleTestResult): string {
  const where: Record<string, string> = place.line === undefined ? {} : { line: String(place.line) }
  const attributes = { classname: rule, name, file: place.file ?? "", ...where }
  if (passed) return element("testcase", attributes, [])
  const message = `${formatPlace(place)}: ${diff.split("\n")[0]}`
  const failure = `<failure${printAttributes({ message })}>${xmlText(diff)}</failure>`
  return element("testcase", attributes, [failure])
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly string[],
): string {
  const open = `<${name}${printAttributes(attributes)}`
  return children.length === 0 ? `${open}/>` : `${open}>\n${children.join("\n")}\n</${name}>`
}

function printAttributes(attributes: Readonly<Record<string, string>>): string {
  return Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
    .join("")
}
