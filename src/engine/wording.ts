// Tests and conditions in plain words, for the evidence of findings.
import { formatMinor } from "../model/money.ts"
import { DAY_MS, formatDuration } from "../model/time.ts"
import type { ClockCondition, Condition, Having, MoneyTest, NumberTest } from "../rules/tree.ts"
import { weekdayName } from "./clock.ts"

/** A condition on one field of a payment, as it stands in a rule. */
export type Leaf = Exclude<Condition, { readonly kind: "all" | "any" | "not" }>

/** A leaf of a rule's condition; negated: the payment must not pass it. */
export interface Clause {
  readonly leaf: Leaf
  readonly negated: boolean
}

/** Every leaf of the condition, in its order. */
export function clausesOf(condition: Condition | null, negated = false): readonly Clause[] {
  if (condition === null) return []
  if (condition.kind === "not") return clausesOf(condition.of, !negated)
  if (condition.kind === "all" || condition.kind === "any")
    return condition.of.flatMap((part) => clausesOf(part, negated))
  return [{ leaf: condition, negated }]
}

/** What a leaf looks at: a field, or several. */
export function measureOfLeaf(leaf: Leaf): string {
  switch (leaf.kind) {
    case "amount":
    case "multiple":
    case "ending":
      return "amount"
    case "currency":
      return "currency"
    case "party":
      return leaf.side
    case "lexicon":
      return leaf.fields.join(", ")
    case "same":
      return leaf.fields.join(" and ")
    case "clock":
      return "local time"
    case "text":
    case "list":
    case "exists":
    case "pattern":
      return leaf.field
  }
}

/** The test of a leaf as the rule states it. */
export function thresholdOfClause({ leaf, negated }: Clause): string {
  if (leaf.kind === "exists") return leaf.exists !== negated ? "present" : "absent"
  if (leaf.kind === "same") return negated ? "different" : "the same"
  return negated ? `not ${thresholdOfLeaf(leaf)}` : thresholdOfLeaf(leaf)
}

function thresholdOfLeaf(leaf: Exclude<Leaf, { readonly kind: "exists" | "same" }>): string {
  switch (leaf.kind) {
    case "amount":
      return wordTest(leaf.test, moneyFormat(leaf.test.currency))
    case "currency":
    case "party":
    case "text":
      return leaf.values.length === 1 ? `equal to ${leaf.values[0]}` : `one of ${leaf.values.join(", ")}`
    case "list":
      return `in list ${leaf.list}`
    case "lexicon": {
      const words = `words of ${leaf.lexicons.join(", ")}`
      return leaf.minTerms > 1 ? `${words}, at least ${leaf.minTerms} different` : words
    }
    case "multiple":
      return `a multiple of ${moneyFormat(leaf.of.currency)(leaf.of.minor)}`
    case "ending":
      return `ending in ${leaf.endings.join(" or ")}`
    case "pattern":
      return `matching ${leaf.pattern}`
    case "clock":
      return wordClock(leaf)
  }
}

function wordClock({ zone, hours, weekdays }: ClockCondition): string {
  const times = hours === null ? [] : [`from ${wordMinute(hours.from)} to before ${wordMinute(hours.to)}`]
  const days = weekdays === null ? [] : [`on ${weekdays.map(weekdayName).join(", ")}`]
  return [...times, ...days, `in ${zone}`].join(" ")
}

function wordMinute(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60]
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`
}

/** A measure of windows: its name, its test, and how its values are printed. */
export interface MeasureWords {
  readonly measure: string
  readonly threshold: string
  readonly format: (value: number) => string
}

export function wordHaving(having: Having): MeasureWords {
  const { measure, format } = nameHaving(having)
  const bound = having.measure === "age" || having.measure === "idle" ? formatDuration : format
  return { measure, threshold: wordTest(having.test, bound), format }
}

function nameHaving(having: Having): Pick<MeasureWords, "measure" | "format"> {
  switch (having.measure) {
    case "count":
      return { measure: "count", format: String }
    case "sum":
    case "min":
    case "max":
    case "average":
    case "median":
      return { measure: having.measure, format: moneyFormat(having.test.currency) }
    case "distinct":
      return { measure: `distinct ${having.field}`, format: String }
    case "repeated":
      return having.of === "count"
        ? { measure: `payments with the same ${having.field}`, format: String }
        : { measure: `share of payments with the same ${having.field}`, format: formatRatio }
    case "spread":
      return { measure: "spread", format: formatRatio }
    case "share": {
      const where = clausesOf(having.where).map(
        (clause) => `${measureOfLeaf(clause.leaf)} ${thresholdOfClause(clause)}`,
      )
      return { measure: `share of ${having.of} with ${where.join("; ")}`, format: formatRatio }
    }
    case "baseline":
      return {
        measure: `${having.of} against the ${formatDuration(having.overMs)} before`,
        format: (value) => `${formatRatio(value)} times`,
      }
    case "in_out": {
      const what = having.of === "sum" ? "money" : "payments"
      return {
        measure: `${what} in by ${what} out`,
        format: (value) => (value === Number.POSITIVE_INFINITY ? "nothing out" : formatRatio(value)),
      }
    }
    case "benford":
      return { measure: "distance of first digits from Benford's law", format: formatRatio }
    case "age":
      return { measure: `age of ${having.of}`, format: roughDuration }
    case "idle":
      return { measure: `longest silence of ${having.of}`, format: roughDuration }
  }
}

/** Bounds in words: `at least 5`, `more than 5`, `at most 5`, `below 5`, `from 5 to 9`, `from 5 to below 10`. */
export function wordTest(test: NumberTest, format: (value: number) => string): string {
  const { gte, gt, lte, lt } = test
  const openBelow = gt !== undefined && (gte === undefined || gt >= gte)
  const openAbove = lt !== undefined && (lte === undefined || lt <= lte)
  const low = openBelow ? gt : gte
  const high = openAbove ? lt : lte
  if (low !== undefined && high !== undefined)
    return `${openBelow ? "above" : "from"} ${format(low)} to ${openAbove ? "below " : ""}${format(high)}`
  if (low !== undefined) return `${openBelow ? "more than" : "at least"} ${format(low)}`
  return high === undefined ? "any" : `${openAbove ? "below" : "at most"} ${format(high)}`
}

/** Minor units as `8000.00 USD`; parts of a minor unit, as averages have, are rounded. */
export function moneyFormat(currency: MoneyTest["currency"]): (minor: number) => string {
  return (minor) => `${formatMinor(Math.round(minor), currency)} ${currency}`
}

/** At most four decimals. */
export function formatRatio(value: number): string {
  return String(Number(value.toFixed(4)))
}

const DURATION_UNITS = [
  ["d", DAY_MS],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const

/** The two largest units of a time that was observed: `29d 3h`, `5m`; milliseconds below a second. */
export function roughDuration(ms: number): string {
  const largest = DURATION_UNITS.findIndex(([, size]) => ms >= size)
  if (largest < 0) return formatDuration(ms)
  let rest = ms
  const parts: string[] = []
  for (const [unit, size] of DURATION_UNITS.slice(largest, largest + 2)) {
    const whole = Math.floor(rest / size)
    rest -= whole * size
    if (whole > 0) parts.push(`${whole}${unit}`)
  }
  return parts.join(" ")
}

/** The least and the largest: `5 to 9`, or just `5` when they print alike. */
export function wordRange(values: Iterable<number>, format: (value: number) => string): string {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const [low, high] = [format(least), format(most)]
  return low === high ? low : `${low} to ${high}`
}
