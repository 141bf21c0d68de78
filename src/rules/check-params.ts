// Whether the params of a rule are fit to be tuned: each acts on something, has bounds, and lets the rule fire at them.
import { InputError } from "../model/errors.ts"
import { issuesToErrors } from "./issues.ts"
import { paramUses, putParams, readParams } from "./params.ts"
import { whyNever } from "./reachability.ts"
import { ruleSchema } from "./schema.ts"
import { DETECTIONS, type Detection, type Param, type Rule, type RulePack } from "./tree.ts"
import { valueAt, type YamlSource } from "./yaml-source.ts"

/** A param that acts on nothing misleads whoever sets it; a reason alone does not count. */
export function checkParamsUsed(source: YamlSource, errors: InputError[]): void {
  const params = valueAt(source.value, ["params"])
  if (typeof params !== "object" || params === null || Array.isArray(params)) return
  const used = new Set(paramUses(source.value).map(({ name }) => name))
  for (const name of Object.keys(params)) {
    if (used.has(name)) continue
    const detail = `the param ${name} is used nowhere; write $${name} where it acts, or take it away`
    errors.push(new InputError("RULE_INVALID", source.placeOfKey(["params", name]), detail))
  }
}

/**
 * Warnings about params that are right by themselves: RULE_UNBOUNDED_PARAM without min or max;
 * RULE_PARAM_OUT_OF_RANGE where settings could choose a bound with which the rule is wrong or never fires, the other
 * params at their defaults, and also with any one of them at its own bounds; RULE_MIXED_CURRENCIES for an amount in a currency that nothing else in the rule is in.
 */
export function checkParamRanges(
  source: YamlSource,
  rule: Rule,
  lists: RulePack["lists"],
  warnings: InputError[],
): void {
  for (const param of rule.params) {
    const missing = (["min", "max"] as const).filter((bound) => param[bound] === null)
    if (missing.length > 0) {
      const detail = `the param ${param.name} has no ${missing.join(" and no ")}; write how far settings may move it`
      warnings.push(new InputError("RULE_UNBOUNDED_PARAM", source.placeOfKey(["params", param.name]), detail))
    }
  }
  checkBoundsOfParams(source, rule, lists, warnings)
  checkCurrencies(source, rule.params, warnings)
}

function checkBoundsOfParams(
  source: YamlSource,
  rule: Rule,
  lists: RulePack["lists"],
  warnings: InputError[],
): void {
  const { values } = readParams(source, new Map(), [])
  const bounds = rule.params.flatMap(({ name, default: byDefault, ...param }) =>
    (["min", "max"] as const).flatMap((bound) => {
      const value = valueAt(source.value, ["params", name, bound])
      const isOther = param[bound] !== null && param[bound] !== byDefault
      return isOther && (typeof value === "string" || typeof value === "number")
        ? [{ name, bound, value }]
        : []
    }),
  )
  for (const { name, bound, value } of bounds) {
    const atBound = new Map(values).set(name, value)
    const [why] = whyNot(source, rule, lists, atBound)
    if (why === undefined) continue
    // Two params that hold each other within bounds may be moved together.
    const others = bounds.filter((other) => other.name !== name)
    if (
      others.some(
        (other) => whyNot(source, rule, lists, new Map(atBound).set(other.name, other.value)).length === 0,
      )
    )
      continue
    const detail = `with ${name} at its ${bound} of ${value} the rule cannot fire: ${why}; write a ${bound} with which it can`
    warnings.push(
      new InputError("RULE_PARAM_OUT_OF_RANGE", source.placeOfValue(["params", name, bound]), detail),
    )
  }
}

/** Why the rule is wrong or never fires with these values in place of its params; empty when it can fire. */
function whyNot(
  source: YamlSource,
  rule: Rule,
  lists: RulePack["lists"],
  values: ReadonlyMap<string, string | number>,
): readonly string[] {
  const { kind } = rule.detection
  const checked = ruleSchema.shape[kind].safeParse(valueAt(putParams(source.value, values), [kind]))
  if (checked.success) {
    const detection: Detection | undefined = checked.data
    return detection === undefined ? [] : whyNever({ detection }, lists)
  }
  const issues = checked.error.issues.map((issue) => ({ ...issue, path: [kind, ...issue.path] }))
  const wordParam = (name: string) => `$${name} (${values.get(name)})`
  const errors = issuesToErrors(issues, { source, code: null, wordParam })
  return errors.slice(0, 1).map(({ detail }) => detail)
}

const MONEY = /^\d+(?:\.\d+)? ([A-Z]{3,5})$/
const CURRENCY = /^[A-Z]{3,5}$/

/** Amounts in a currency that the rest of the rule does not use are compared by exchange rates, or not at all. */
function checkCurrencies(source: YamlSource, params: readonly Param[], warnings: InputError[]): void {
  const inDetection = currenciesIn(source.value)
  const ofParams = params.flatMap(({ name, type, default: byDefault }) => {
    const currency = type === "money" ? MONEY.exec(byDefault)?.[1] : undefined
    return currency === undefined ? [] : [{ name, currency }]
  })
  for (const { name, currency } of ofParams) {
    const others = new Set([
      ...inDetection,
      ...ofParams.filter((other) => other.name !== name).map((other) => other.currency),
    ])
    if (others.size === 0 || others.has(currency)) continue
    const detail = `the param ${name} is in ${currency}, which nothing else in the rule is (${[...others].sort().join(", ")}); write it in one of these, or name ${currency} in a condition`
    warnings.push(
      new InputError("RULE_MIXED_CURRENCIES", source.placeOfValue(["params", name, "default"]), detail),
    )
  }
}

/** Currencies of amounts, and under the key `currency`, in the detections of a rule file. */
function currenciesIn(rule: unknown): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (value: unknown, underCurrency: boolean): void => {
    if (typeof value === "string") {
      const money = MONEY.exec(value)?.[1]
      if (money !== undefined) found.add(money)
      else if (underCurrency && CURRENCY.test(value)) found.add(value)
    }
    if (typeof value !== "object" || value === null) return
    const isList = Array.isArray(value)
    for (const [key, item] of Object.entries(value))
      visit(item, isList || key === "in" ? underCurrency : key === "currency")
  }
  for (const key of DETECTIONS) visit(valueAt(rule, [key]), false)
  return found
}
