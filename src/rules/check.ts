// Whether the files of a pack are in order: all that parsing checks, and that each rule is proved by its tests.
import { InputError } from "../model/errors.ts"
import { type RuleFile, readPack, roleOf, sortErrors } from "./pack.ts"
import { paramUses } from "./params.ts"
import { parseYaml } from "./parse-yaml.ts"
import { type RuleTestCase, readRuleTests } from "./rule-test.ts"

/**
 * Everything that is wrong in the files of a pack, by file and line. Beyond `parseRules`: every rule has a test case
 * with a finding and one without, every test file is right and has its rule, and every param is used.
 */
export function checkRules(files: readonly RuleFile[]): readonly InputError[] {
  const errors: InputError[] = []
  const pack = readPack(files, null, errors)
  const tests = new Map(readRuleTests(files, pack, errors).map(({ file, stated }) => [file, stated]))
  for (const { file, text } of files) {
    if (roleOf(file) !== "rule") continue
    const testFile = file.replace(/\.yaml$/, ".test.yaml")
    if (tests.has(testFile)) checkCases(testFile, tests.get(testFile), errors)
    else {
      const detail = `the rule has no tests; write ${testFile} with a case that fires and one that stays silent`
      errors.push(new InputError("RULE_WITHOUT_TESTS", { file, line: 1, column: 1 }, detail))
    }
    checkParamsUsed(file, text, errors)
  }
  return sortErrors(errors)
}

function checkCases(file: string, cases: readonly RuleTestCase[] | undefined, errors: InputError[]): void {
  if (cases === undefined) return
  const missing = [
    cases.some(({ expected }) => expected.length > 0) ? [] : ["a case with a finding"],
    cases.some(({ expected }) => expected.length === 0) ? [] : ["a case that must stay silent (expect: [])"],
  ].flat()
  for (const what of missing) {
    const detail = `the tests lack ${what}; write one`
    errors.push(new InputError("RULE_WITHOUT_TESTS", { file, line: 1, column: 1 }, detail))
  }
}

/** A param that acts on nothing misleads whoever sets it; a reason alone does not count. */
function checkParamsUsed(file: string, text: string, errors: InputError[]): void {
  const source = parseYaml(file, text, [])
  if (source === undefined) return
  const { value } = source
  const params = typeof value === "object" && value !== null && "params" in value ? value.params : undefined
  if (typeof params !== "object" || params === null || Array.isArray(params)) return
  const used = new Set(paramUses(value).map(({ name }) => name))
  for (const name of Object.keys(params)) {
    if (used.has(name)) continue
    const detail = `the param ${name} is used nowhere; write $${name} where it acts, or take it away`
    errors.push(new InputError("RULE_INVALID", source.placeOfKey(["params", name]), detail))
  }
}
