// Whether the files of a pack are in order: all that parsing checks, that each rule is proved by its tests and can
// fire, that its params can be tuned, and that the indicators it names are known.
import { InputError } from "../model/errors.ts"
import { adviseName, nearest } from "../model/nearest.ts"
import { checkExtensions, extensionsOf } from "./check-lists.ts"
import { checkParamRanges, checkParamsUsed } from "./check-params.ts"
import { checkPrices } from "./check-prices.ts"
import { checkWords, checkWordsLeft } from "./check-words.ts"
import { composePack, misplacedWords } from "./compose-pack.ts"
import { readContexts } from "./contexts.ts"
import type { Indicators } from "./indicators.ts"
import { areAllPlaced, type KnownReaders } from "./known-rules.ts"
import { filesOfLanguage, joinMessages, languagesOf, readMessages } from "./messages.ts"
import { parseIndicators } from "./parse-indicators.ts"
import { whyNever, whyNoneBeside, whyNoPayment } from "./reachability.ts"
import { readIndicators } from "./read-indicators.ts"
import type { Readers } from "./readers.ts"
import type { ParsedRule } from "./readings.ts"
import { type RuleFile, roleOf, stemOf } from "./rule-file.ts"
import { type RuleTestCase, readRuleTests, testFileOf } from "./rule-test-file.ts"
import type { Settings } from "./settings.ts"
import { sortErrors } from "./sort-errors.ts"
import type { Rule, RulePack } from "./tree.ts"
import { YAML_READERS } from "./yaml-readers.ts"
import type { YamlSource } from "./yaml-source.ts"

/** What is wrong with a pack, by file and line; warnings are what may be meant but seldom is. */
export interface RuleFaults {
  readonly errors: readonly InputError[]
  readonly warnings: readonly InputError[]
}

export interface CheckRulesOptions {
  /** A deployer's settings, which are checked against the rules. */
  readonly settings?: RuleFile | null | undefined
  /** Readers that spare reading YAML again. */
  readonly known?: KnownReaders | undefined
}

/**
 * Everything that is wrong in the files of a pack. Beyond `parseRules`, errors: every rule has a test case with a finding
 * and one without, every test file is right and has its rule, every param is used, every rule can fire with the values
 * in force and every context can hold (RULE_UNREACHABLE), messages in every language fit the rules, and every indicator
 * that a rule names is known, where an `indicators.yaml` is among the files.
 * Warnings: see `checkParamRanges`, `checkExtensions` and `checkWords`; and indicators that payments cannot show.
 */
export function checkRules(files: readonly RuleFile[], options: CheckRulesOptions = {}): RuleFaults {
  const { known, settings = null } = options
  const faults = checkWith(known ?? YAML_READERS, files, settings)
  if (known === undefined) return faults
  // Places of faults are known only to who reads YAML.
  return areAllPlaced([...faults.errors, ...faults.warnings], files, known)
    ? faults
    : checkWith(YAML_READERS, files, settings)
}

function checkWith(read: Readers, files: readonly RuleFile[], settings: RuleFile | null): RuleFaults {
  const errors: InputError[] = []
  const warnings: InputError[] = []
  const parsedRules = new Map<RuleFile, ParsedRule | undefined>()
  const rememberRule: Readers["rule"] = (file, overrides, faults) => {
    const parsed = read.rule(file, overrides, faults)
    if (overrides.size === 0) parsedRules.set(file, parsed)
    return parsed
  }
  const rememberSettings: Readers["settings"] = (file, faults) => {
    const parsed = read.settings(file, faults)
    if (parsed !== undefined) checkSuppressedRules(parsed, files, warnings)
    return parsed
  }
  const readers = { ...read, rule: rememberRule, settings: rememberSettings }
  const pack = composePack(files, settings, readers, errors)
  const inForce = new Map(pack.rules.map((rule) => [rule.file, rule]))
  const tests = new Map(readRuleTests(files, pack.rules, errors).map(({ file, stated }) => [file, stated]))
  const extensions = extensionsOf(files, read.list)
  const hasIndicators = files.some(({ file }) => roleOf(file) === "indicators")
  const indicators = hasIndicators ? readIndicators(files, parseIndicators, errors) : undefined
  const all: ParsedRule[] = []
  for (const ruleFile of files) {
    const { file } = ruleFile
    if (roleOf(file) !== "rule") continue
    // Without settings: what the author wrote. Its errors are told above.
    if (!parsedRules.has(ruleFile)) rememberRule(ruleFile, new Map(), [])
    const parsed = parsedRules.get(ruleFile)
    // What is no rule, or is named so that its tests cannot be found, has that fault told already.
    const isRule = parsed === undefined || misplacedWords(parsed.source) === undefined
    if (isRule && file.endsWith(".yaml")) checkCases(testFileOf(file), file, tests, errors)
    if (parsed === undefined || !isRule) continue
    all.push(parsed)
    const { source, rule } = parsed
    checkParamsUsed(source, errors)
    checkExtensions(source, extensions, warnings)
    if (rule === undefined) continue
    checkPrices(source, inForce.get(file) ?? rule, pack.prices, errors)
    const { detection } = inForce.get(file) ?? rule
    checkWordsLeft(source, { key: detection.kind, value: detection }, pack.lexicons, errors)
    if (checkReachable(source, inForce.get(file) ?? rule, pack.lists, errors))
      checkParamRanges(source, rule, pack.lists, warnings)
    if (indicators !== undefined) checkIndicators(source, rule, indicators, errors, warnings)
  }
  checkContexts(files, read.context, pack, errors)
  checkMessages(files, read.messages, all, errors)
  for (const file of files) {
    const reading = roleOf(file.file) === "lexicon" ? read.lexicon(file, []) : undefined
    if (reading?.read !== undefined) checkWords(reading.source, reading.read, warnings)
  }
  return { errors: sortErrors(errors), warnings: sortErrors(warnings) }
}

/** What is wrong in a context is told when the pack is read; here, that it can hold of some payment. */
function checkContexts(
  files: readonly RuleFile[],
  read: Readers["context"],
  { lists, lexicons }: RulePack,
  errors: InputError[],
): void {
  const contexts = files.filter(({ file }) => roleOf(file) === "context")
  for (const { source, context } of readContexts(contexts, read, []).found) {
    checkWordsLeft(source, { key: "where", value: context.where }, lexicons, errors)
    for (const why of whyNoPayment(context.where, lists)) {
      const detail = `no payment can be in this context: ${why}`
      errors.push(new InputError("RULE_UNREACHABLE", source.placeOfKey(["where"]), detail))
    }
  }
}

/** Messages in every language; what is not translated yet is no fault. */
function checkMessages(
  files: readonly RuleFile[],
  read: Readers["messages"],
  rules: readonly ParsedRule[],
  errors: InputError[],
): void {
  const messages = files.filter(({ file }) => roleOf(file) === "messages")
  for (const lang of languagesOf(messages))
    joinMessages(readMessages(filesOfLanguage(messages, lang, errors), read, errors), rules, errors)
}

/** Suppressions of settings that name rules which there are not hide nothing. */
function checkSuppressedRules(
  { source, suppressions }: Settings,
  files: readonly RuleFile[],
  warnings: InputError[],
): void {
  const ids = new Set(files.filter(({ file }) => roleOf(file) === "rule").map(({ file }) => stemOf(file)))
  for (const [at, { rule }] of suppressions.entries()) {
    if (rule === null || ids.has(rule)) continue
    const place = source.placeOfValue(["suppressions", at, "rule"])
    const detail = `there is no rule "${rule}", so that the suppression hides nothing; ${adviseName(rule, ids, "rules")}`
    warnings.push(new InputError("SETTINGS_INVALID", place, detail))
  }
}

function checkCases(
  testFile: string,
  ruleFile: string,
  tests: ReadonlyMap<string, readonly RuleTestCase[] | undefined>,
  errors: InputError[],
): void {
  if (!tests.has(testFile)) {
    const place = { file: ruleFile, line: 1, column: 1 }
    const detail = `the rule has no tests; write ${testFile} with a case that fires and one that stays silent`
    errors.push(new InputError("RULE_WITHOUT_TESTS", place, detail))
    return
  }
  const cases = tests.get(testFile)
  if (cases === undefined) return
  const missing = [
    cases.some(({ expected }) => expected.length > 0) ? [] : ["a case with a finding"],
    cases.some(({ expected }) => expected.length === 0) ? [] : ["a case that must stay silent (expect: [])"],
  ].flat()
  for (const what of missing) {
    const detail = `the tests lack ${what}; write one`
    errors.push(new InputError("RULE_WITHOUT_TESTS", { file: testFile, line: 1, column: 1 }, detail))
  }
}

/** Whether the rule can fire; reported when not. */
function checkReachable(
  source: YamlSource,
  rule: Rule,
  lists: RulePack["lists"],
  errors: InputError[],
): boolean {
  const { detection } = rule
  const whys = whyNever(rule, lists)
  const place = source.placeOfKey([detection.kind])
  for (const why of detection.kind === "match" ? whyNoneBeside(detection, lists) : []) {
    const detail = `no payment can pass also with the values in force: ${why}`
    errors.push(new InputError("RULE_UNREACHABLE", source.placeOfKey(["match", "also"]), detail))
  }
  for (const why of whys) {
    const detail = `the rule can never fire with the values in force: ${why}`
    errors.push(new InputError("RULE_UNREACHABLE", place, detail))
  }
  return whys.length === 0
}

function checkIndicators(
  source: YamlSource,
  rule: Rule,
  indicators: Indicators,
  errors: InputError[],
  warnings: InputError[],
): void {
  rule.indicators.forEach((id, i) => {
    const place = source.placeOfValue(["indicators", i])
    const indicator = indicators.get(id)
    if (indicator === undefined) {
      const near = nearest(id, indicators.keys())
      const mend = near === undefined ? "name one of indicators.yaml, or add it there" : `write ${near}`
      errors.push(new InputError("RULE_UNKNOWN_INDICATOR", place, `there is no indicator "${id}"; ${mend}`))
    } else if (indicator.visible === "no") {
      const detail = `indicators.yaml says that payments cannot show ${id} (${indicator.why}); take it away, or mend it there`
      warnings.push(new InputError("RULE_INVALID", place, detail))
    }
  })
}
