// Conditions on one payment in plain words, for the catalogue of rules.
import { unreachable } from "../model/errors.ts"
import { formatMinor } from "../model/money.ts"
import { CLEAR_HEARINGS, COMPANIONS, TERM_KINDS } from "../text/lexicon.ts"
import {
  type ClockCondition,
  type Condition,
  type LexiconCondition,
  type NumberTest,
  PRICE_KINDS,
  type PriceCondition,
  type SameField,
} from "./tree.ts"

/** A sentence; with points it ends in a colon and they follow. */
export interface DescriptionPart {
  readonly text: string
  readonly points: readonly string[]
}

/** A sentence without points. */
export function sentence(text: string): DescriptionPart {
  return { text, points: [] }
}

/** A condition as a clause without a full stop: `the channel is “cash” and the amount is at least 8000.00 USD`. */
export function describeCondition(condition: Condition): string {
  return clause(condition, false, false)
}

/** The parts of a condition that must all hold, each as a clause. */
export function describeParts(condition: Condition): readonly string[] {
  return condition.kind === "all" ? condition.of.flatMap(describeParts) : [clause(condition, false, false)]
}

/** `not` goes down to the leaves: not (a and b) is (not a) or (not b), also where fields are missing. */
function clause(condition: Condition, negated: boolean, nested: boolean): string {
  if (condition.kind === "not") return clause(condition.of, !negated, nested)
  if (condition.kind !== "all" && condition.kind !== "any") return leaf(condition, negated)
  if (condition.of.length === 1) return clause(condition.of[0]!, negated, nested)
  const joiner = (condition.kind === "all") !== negated ? " and " : " or "
  const joined = condition.of.map((part) => clause(part, negated, true)).join(joiner)
  return nested ? `(${joined})` : joined
}

type Leaf = Exclude<Condition, { readonly kind: "all" | "any" | "not" }>

function leaf(condition: Leaf, negated: boolean): string {
  const is = negated ? "is not" : "is"
  switch (condition.kind) {
    case "amount":
      return `the amount ${is} ${boundsText(condition.test, moneyText(condition.test.currency))}`
    case "currency":
      return `the currency ${is} ${oneOf(condition.values)}`
    case "party":
      return `the ${condition.side} ${is} ${oneOf(condition.values.map(quote))}`
    case "text":
      return `${fieldText(condition.field)} ${is} ${oneOf(condition.values.map(quote))}`
    case "list":
      return `${fieldText(condition.field)} ${is} on the list ${condition.list}`
    case "lexicon":
      return lexiconText(condition, negated)
    case "exists":
      return `${fieldText(condition.field)} is ${condition.exists === negated ? "missing" : "given"}`
    case "multiple": {
      const { minor, currency } = condition.of
      return `the amount ${is} a whole multiple of ${moneyText(currency)(minor)}`
    }
    case "ending":
      return `the amount ${negated ? "does not end" : "ends"} in ${orList(condition.endings)}`
    case "pattern": {
      const verb = negated ? "does not match" : "matches"
      return `${fieldText(condition.field)} ${verb} the pattern ${quote(condition.pattern)}`
    }
    case "price":
      return priceText(condition, negated)
    case "clock":
      return clockText(condition, negated)
    case "same": {
      const [a, b] = condition.fields
      return `${fieldText(a)} and ${fieldText(b)} ${negated ? "differ" : "are the same"}`
    }
    default:
      return unreachable(condition)
  }
}

function lexiconText(condition: LexiconCondition, negated: boolean): string {
  const { fields, lexicons, ambiguity, kinds, minTerms, heard } = condition
  const verb = fields.length > 1 ? "hold" : "holds"
  const words = minTerms > 1 ? `at least ${minTerms} different words` : "a word"
  const limits = [
    `ambiguity ${orList(ambiguity)}`,
    ...(kinds.length === TERM_KINDS.length ? [] : [`kinds: ${kinds.join(", ")}`]),
    ...(isClearOnly(heard) ? [] : [`heard by: ${heard.join(", ")}`]),
    ...(condition.doubtful ? ["terms of doubtful source too"] : []),
    ...(condition.alone ? ["also where company they need is missing"] : []),
    ...companyLimit(condition),
  ]
  const does = negated ? `${verb === "hold" ? "do" : "does"} not hold` : verb
  return `${fields.map(fieldText).join(" or ")} ${does} ${words} of ${lexicons.length > 1 ? "the lexicons" : "the lexicon"} ${lexicons.join(", ")} (${limits.join("; ")})`
}

function companyLimit({ accompanied }: LexiconCondition): readonly string[] {
  if (accompanied.length === 0) return []
  return [
    `only in company${accompanied.length === COMPANIONS.length ? "" : ` of: ${accompanied.join(", ")}`}`,
  ]
}

function isClearOnly(heard: LexiconCondition["heard"]): boolean {
  return heard.length === CLEAR_HEARINGS.length && CLEAR_HEARINGS.every((path) => heard.includes(path))
}

function priceText(condition: PriceCondition, negated: boolean): string {
  const { fields, taxa, levels, confidence, since, by, per, test } = condition
  const what = {
    amount: `the amount divided by the quantity in ${orList([...fields.map(fieldText), fieldText("quantity")])}`,
    stated: `a price per unit in ${orList(fields.map(fieldText))}`,
  }
  const is = negated ? "is not" : "is"
  const of = orList(taxa)
  const bounds =
    test.is === "fits"
      ? `from ${test.from} to ${test.to} times a price of ${of}`
      : `${test.is === "above" ? "more" : "less"} than ${test.times} times every price of ${of}`
  const limits = [
    `levels: ${levels.join(", ")}`,
    `confidence ${orList(confidence)}`,
    ...(per.length === PRICE_KINDS.length ? [] : [`by ${per.join(", ")}`]),
    ...(since === null ? [] : [`of ${since} or later`]),
  ]
  return `${by.map((basis) => what[basis]).join(" or ")} ${is} ${bounds} (${limits.join("; ")})`
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const

function clockText({ zone, hours, weekdays }: ClockCondition, negated: boolean): string {
  const parts = [
    ...(hours === null ? [] : [`from ${timeOfDay(hours.from)} to before ${timeOfDay(hours.to)}`]),
    ...(weekdays === null ? [] : [`on ${orList(weekdays.map((day) => WEEKDAYS[day - 1] ?? String(day)))}`]),
  ]
  return `the payment is ${negated ? "not " : ""}made ${parts.join(" ")} by the clock of ${zone}`
}

function timeOfDay(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, "0")
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

const FIELD_TEXTS: Readonly<Record<string, string>> = {
  payer: "the payer",
  payee: "the payee",
  memo: "the memo",
  channel: "the channel",
  waybill: "the waybill",
  goods: "the goods",
  hsCode: "the HS code",
  quantity: "the quantity",
  unit: "the unit",
}

/** A field as people call it: `payerCountry` is the payer's country. */
export function fieldText(field: SameField): string {
  const known = FIELD_TEXTS[field]
  if (known !== undefined) return known
  if (field.startsWith("attributes.")) return `the column ${quote(field.slice("attributes.".length))}`
  const [, side, what] = /^(payer|payee)(.+)$/.exec(field) ?? []
  return side === undefined || what === undefined ? field : `the ${side}'s ${what.toLowerCase()}`
}

/** Bounds in words: `at least 5`, `more than 5`, `at most 5`, `below 5`, `from 5 to 9`, `from 5 to below 10`. */
export function boundsText({ gte, gt, lte, lt }: NumberTest, format: (value: number) => string): string {
  const low = gte ?? gt
  const high = lte ?? lt
  if (low !== undefined && high !== undefined) {
    const from = gte === undefined ? "above" : "from"
    return `${from} ${format(low)} to ${lte === undefined ? "below " : ""}${format(high)}`
  }
  if (low !== undefined) return `${gte === undefined ? "more than" : "at least"} ${format(low)}`
  return high === undefined ? "anything" : `${lte === undefined ? "below" : "at most"} ${format(high)}`
}

/** Minor units as `8000.00 USD`. */
export function moneyText(currency: string): (minor: number) => string {
  return (minor) => `${formatMinor(minor, currency)} ${currency}`
}

function oneOf(values: readonly string[]): string {
  return values.length === 1 ? values[0]! : `one of ${values.join(", ")}`
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(items: readonly string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} or ${items.at(-1)}`
}

function quote(text: string): string {
  return `“${text}”`
}
