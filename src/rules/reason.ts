// The sentence of a rule: `$name` is filled in when the rule is read, `{…}` by the engine for each finding.
import { InputError, type SourcePlace } from "../model/errors.ts"
import { nearest } from "../model/nearest.ts"

/** What `{…}` in a reason may name; filled in over the whole finding. */
const REASON_PLACEHOLDERS = [
  "subject",
  "count",
  "total",
  "from",
  "to",
  "period",
  "days",
  "payers",
  "payees",
  "terms",
  "taxa",
  "countries",
  "instances",
  "parties",
  "members",
  "contacts",
  "rules",
] as const

const PARAM = /\$([A-Za-z_]\w*)/g
/** A space and a noun that a number may stand before. */
export const COUNTED_NOUNS =
  "( (?:known )?(?:times|payments|payers|payees|days|parties|members|contacts)\\b)?"
const PARAM_AND_NOUN = new RegExp(`${PARAM.source}(?: ?(%)|${COUNTED_NOUNS})`, "g")

/** What a reason has filled in: `{count}`, `$times`; `{period}` is `{from}` and `{to}`. */
export function filledIn(reason: string): ReadonlySet<string> {
  const days = reason.replaceAll("{period}", "{from} {to}")
  return new Set([...days.matchAll(/\{[^{}]*\}|\$[A-Za-z_]\w*/g)].map(([written]) => written))
}

/** Reports placeholders and params that there are not, and braces that open nothing. */
export function checkReason(
  reason: string,
  params: ReadonlySet<string>,
  place: SourcePlace,
  errors: InputError[],
): void {
  const all = REASON_PLACEHOLDERS.map((name) => `{${name}}`).join(" ")
  for (const [written, name = ""] of reason.matchAll(/\{([^{}]*)\}/g)) {
    if (REASON_PLACEHOLDERS.some((known) => known === name)) continue
    const near = nearest(name, REASON_PLACEHOLDERS)
    const detail = `reason holds ${written}, which is nothing to fill in; write ${near ? `{${near}}` : `one of ${all}`}`
    errors.push(new InputError("RULE_INVALID", place, detail))
  }
  if (/[{}]/.test(reason.replace(/\{[^{}]*\}/g, ""))) {
    const detail = `reason holds a brace without its other half; write ${all}, or no brace`
    errors.push(new InputError("RULE_INVALID", place, detail))
  }
  for (const [written, name = ""] of reason.matchAll(PARAM)) {
    if (params.has(name)) continue
    errors.push(
      new InputError("RULE_UNKNOWN_PARAM", place, unknownParam(written, name, params, "reason holds")),
    )
  }
}

/** The detail of RULE_UNKNOWN_PARAM. */
export function unknownParam(
  written: string,
  name: string,
  params: ReadonlySet<string>,
  holder: string,
): string {
  const near = nearest(name, params)
  const names = [...params].map((param) => `$${param}`).join(", ")
  const mend = near !== undefined ? `$${near}` : names === "" ? "it under params first" : `one of ${names}`
  return `${holder} ${written}, which is no param of this rule; write ${mend}`
}

/** The reason with each `$name` replaced by the value in force, as written; `$name %` is a share in percent. */
export function fillReason(reason: string, values: ReadonlyMap<string, string>): string {
  return reason.replace(PARAM_AND_NOUN, (written: string, name: string, percent?: string, noun = "") => {
    const value = values.get(name)
    if (value === undefined) return written
    if (percent === undefined) return countWords(value, noun)
    return written.replace(`$${name}`, () => percentOf(value))
  })
}

/** 0.9 is 90; rounded, for a hundred times 0.07 is a little more than 7. */
function percentOf(share: string): string {
  return String(Number((Number(share) * 100).toFixed(6)))
}

const DURATION_UNITS: Readonly<Record<string, string>> = {
  w: "week",
  d: "day",
  h: "hour",
  m: "minute",
  s: "second",
  ms: "millisecond",
}

/** A duration as rules write it (`7d`) in the words of a sentence: `7 days`. */
export function durationInWords(duration: string): string {
  return duration.replace(/^(\d+) ?(ms|[wdhms])$/, (_, count: string, unit: string) => {
    return `${count} ${DURATION_UNITS[unit]}${count === "1" ? "" : "s"}`
  })
}

/** `5 times`, but `once`; `5 known payers`, but `1 known payer`. `noun` is one of `COUNTED_NOUNS` after a space, or empty. */
export function countWords(value: string, noun: string): string {
  if (value !== "1") return value + noun
  return noun === " times" ? "once" : value + noun.replace(/s$/, "")
}
