// The values of a param between two ends, and a rule with one of them in force.
import { assert, InputError, throwIfAny } from "../model/errors.ts"
import { formatMinor, parseMoneyLiteral } from "../model/money.ts"
import { nearest } from "../model/nearest.ts"
import { formatDuration, parseDuration } from "../model/time.ts"
import type { RuleFile } from "./pack.ts"
import { parseRule } from "./parse-rule.ts"
import { parseYaml } from "./parse-yaml.ts"
import { overridesAt } from "./settings.ts"
import { sortErrors } from "./sort-errors.ts"
import type { Param, Rule, RulePack } from "./tree.ts"

/** What is swept: `RULE.PARAM=from:to:step`, both ends included. */
export interface SweepRequest {
  readonly rule: Rule
  readonly param: Param
  readonly values: readonly ParamValue[]
}

export interface ParamValue {
  /** As a rule file writes it. */
  readonly text: string
  /** Minor units, milliseconds, or the number itself. */
  readonly at: number
}

/** Values of one sweep at most. */
const MAX_VALUES = 1000

/**
 * Reads `RULE.PARAM=from:to:step` against a pack: `5000 USD:9500 USD:500 USD`, `1d:30d:1d`, `2:10:1`, `0.5:1:0.05`. The
 * last value is the largest that does not pass `to`.
 *
 * @throws InputError OPTION_INVALID, RULE_UNKNOWN_RULE, RULE_UNKNOWN_PARAM
 */
export function parseSweep(text: string, pack: RulePack): SweepRequest {
  const match = /^([^.=\s]+)\.([^.=\s]+)=([^:]+):([^:]+):([^:]+)$/.exec(text.trim())
  if (match === null) {
    throw wrong(
      `"${text}" is no sweep; write RULE.PARAM=from:to:step, such as my-rule.floor=5000 USD:9500 USD:500 USD`,
    )
  }
  const [, ruleId = "", name = "", from = "", to = "", step = ""] = match
  const rule = pack.rules.find(({ id }) => id === ruleId)
  if (rule === undefined) {
    const near = nearest(
      ruleId,
      pack.rules.map(({ id }) => id),
    )
    const hint = near === undefined ? "see `moneytrail rules list`" : `did you mean ${near}?`
    throw new InputError(
      "RULE_UNKNOWN_RULE",
      { file: "--sweep" },
      `no rule in force has the id "${ruleId}"; ${hint}`,
    )
  }
  const param = rule.params.find((known) => known.name === name)
  if (param === undefined) {
    const names = rule.params.map((known) => known.name)
    const hint = names.length === 0 ? "the rule has none" : `its params are ${names.join(", ")}`
    throw new InputError(
      "RULE_UNKNOWN_PARAM",
      { file: "--sweep" },
      `${ruleId} has no param "${name}"; ${hint}`,
    )
  }
  return { rule, param, values: valuesBetween(param, [from, to, step]) }
}

/** A param's values as exact integers of a small unit: minor units, milliseconds, or decimals of a number. */
interface Scale {
  readonly read: (text: string) => number | undefined
  readonly write: (units: number) => string
  readonly at: (units: number) => number
  readonly example: string
}

function valuesBetween(param: Param, ends: readonly [from: string, to: string, step: string]): ParamValue[] {
  const scale = scaleOf(param, ends)
  const [from, to, step] = ends.map((text) => {
    const units = scale.read(text.trim())
    if (units === undefined)
      throw wrong(`"${text.trim()}" is no value of ${param.name}; write ${scale.example}`)
    return units
  }) as [number, number, number]
  if (step <= 0) throw wrong(`the step ${ends[2].trim()} leads nowhere; write one above 0`)
  if (to < from) throw wrong(`${ends[0].trim()} is above ${ends[1].trim()}; write the smaller one first`)
  checkRange(param, scale, from, to)
  const count = Math.floor((to - from) / step) + 1
  if (count > MAX_VALUES)
    throw wrong(`these are ${count} values; take a larger step, ${MAX_VALUES} are the most`)
  return Array.from({ length: count }, (_, i) => {
    const units = from + i * step
    return { text: scale.write(units), at: scale.at(units) }
  })
}

function checkRange({ name, min, max }: Param, { read }: Scale, from: number, to: number): void {
  const [least, most] = [min, max].map((text) => (text === null ? undefined : read(text)))
  if ((least === undefined || from >= least) && (most === undefined || to <= most)) return
  const range = [min === null ? "" : ` from ${min}`, max === null ? "" : ` to ${max}`].join("")
  throw new InputError(
    "RULE_PARAM_OUT_OF_RANGE",
    { file: "--sweep" },
    `${name} takes values${range}; sweep inside of that`,
  )
}

function scaleOf({ type, default: initial, min, max }: Param, ends: readonly string[]): Scale {
  switch (type) {
    case "money": {
      const currency = parseMoneyLiteral(initial)?.currency
      assert(currency !== undefined, "a checked param of money has a currency")
      return {
        read: (text) => {
          const money = parseMoneyLiteral(text)
          return money !== undefined && money.currency === currency && money.minor >= 0
            ? money.minor
            : undefined
        },
        write: (units) => `${formatMinor(units, currency)} ${currency}`,
        at: (units) => units,
        example: `an amount in ${currency}, such as ${initial}`,
      }
    }
    case "duration":
      return {
        read: parseDuration,
        write: formatDuration,
        at: (units) => units,
        example: "a duration such as 7d, 6h or 90s",
      }
    case "count":
    case "ratio": {
      const texts = [...ends, min, max].map((text) => text ?? "")
      const decimals = Math.max(...texts.map((text) => /\.(\d+)/.exec(text)?.[1]?.length ?? 0))
      const digits = type === "count" ? 0 : Math.min(decimals, 9)
      return {
        read: (text) => readDecimal(text, digits),
        write: (units) => String(units / 10 ** digits),
        at: (units) => units / 10 ** digits,
        example: type === "count" ? "a whole number" : "a number such as 0.9",
      }
    }
  }
}

/** `0.95` with two digits is 95. */
function readDecimal(text: string, digits: number): number | undefined {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text)
  const fraction = match?.[2] ?? ""
  if (match === null || fraction.length > digits) return undefined
  const units = Number(`${match[1]}${fraction.padEnd(digits, "0")}`)
  return Number.isSafeInteger(units) ? units : undefined
}

function wrong(detail: string): InputError {
  return new InputError("OPTION_INVALID", { file: "--sweep" }, detail)
}

/**
 * The rule with another value of one param, all others as they are in force. `files`: of the pack the rule is from.
 *
 * @throws InputError or InputErrors when the rule makes no sense with the value
 */
export function varyParam(files: readonly RuleFile[], rule: Rule, param: string, value: string): Rule {
  const file = files.find((one) => one.file === rule.file)
  assert(file !== undefined, `the pack has the file ${rule.file}`)
  const params = rule.params.map(
    ({ name, value: inForce }) => [name, name === param ? value : inForce] as const,
  )
  const errors: InputError[] = []
  const text = params.map(([name, written]) => `${name}: ${written}\n`).join("")
  const source = parseYaml(`--sweep ${param}=${value}`, text, errors)
  const overrides =
    source &&
    overridesAt(
      source,
      [],
      params.map(([name]) => name),
    )
  const varied = overrides && parseRule(file.file, file.text, overrides, errors)?.rule
  throwIfAny(sortErrors(errors))
  assert(varied !== undefined, "a rule is left out only with an error")
  return varied
}
