// Tests and conditions in plain words, for the evidence of findings.
import { type Messages, wordDurations } from "../model/messages.ts"
import { formatMinor } from "../model/money.ts"
import { DAY_MS, formatDuration } from "../model/time.ts"
import type {
  ClockCondition,
  Condition,
  Having,
  MoneyTest,
  NumberTest,
  PriceCondition,
} from "../rules/tree.ts"

/** A condition on one field of a payment, as it stands in a rule. */
export type Leaf = Exclude<Condition, { readonly kind: "all" | "any" | "not" }>

/** A leaf of a rule's condition; negated: the payment must not pass it. */
export interface Clause {
  readonly leaf: Leaf
  readonly negated: boolean
}

/** Every finding of a rule asks for those of its conditions. */
const clauses = new WeakMap<Condition, readonly Clause[]>()

/** Every leaf of the condition, in its order. */
export function clausesOf(condition: Condition | null): readonly Clause[] {
  if (condition === null) return []
  const known = clauses.get(condition) ?? findClauses(condition, false)
  clauses.set(condition, known)
  return known
}

function findClauses(condition: Condition, negated: boolean): readonly Clause[] {
  if (condition.kind === "not") return findClauses(condition.of, !negated)
  if (condition.kind === "all" || condition.kind === "any")
    return condition.of.flatMap((part) => findClauses(part, negated))
  return [{ leaf: condition, negated }]
}

/** What a leaf looks at: a field, or several. */
export function measureOfLeaf(messages: Messages, leaf: Leaf): string {
  const nameOf = (field: string) => messages.nameOf("field", field)
  switch (leaf.kind) {
    case "amount":
    case "multiple":
    case "ending":
      return nameOf("amount")
    case "currency":
      return nameOf("currency")
    case "party":
      return nameOf(leaf.side)
    case "lexicon":
      return leaf.fields.map(nameOf).join(messages.say("join.comma"))
    case "same":
      return leaf.fields.map(nameOf).join(messages.say("join.and"))
    case "clock":
      return messages.say("leaf.local-time")
    case "price":
      return messages.say("leaf.price")
    case "text":
    case "list":
    case "exists":
    case "pattern":
      return nameOf(leaf.field)
  }
}

/** The test of a leaf as the rule states it. */
export function thresholdOfClause(messages: Messages, { leaf, negated }: Clause): string {
  if (leaf.kind === "exists") return messages.say(leaf.exists !== negated ? "test.present" : "test.absent")
  if (leaf.kind === "same") return messages.say(negated ? "test.different" : "test.same")
  const test = thresholdOfLeaf(messages, leaf)
  return negated ? messages.say("test.not", { test }) : test
}

function thresholdOfLeaf(
  messages: Messages,
  leaf: Exclude<Leaf, { readonly kind: "exists" | "same" }>,
): string {
  const comma = messages.say("join.comma")
  switch (leaf.kind) {
    case "amount":
      return wordTest(messages, leaf.test, moneyFormat(leaf.test.currency))
    case "currency":
    case "party":
    case "text":
      return leaf.values.length === 1
        ? messages.say("test.equal", { value: leaf.values[0]! })
        : messages.say("test.one-of", { values: leaf.values.join(comma) })
    case "list":
      return messages.say("test.in-list", { list: leaf.list })
    case "lexicon": {
      const lexicons = leaf.lexicons.join(comma)
      return leaf.minTerms > 1
        ? messages.say("test.words-several", { lexicons, count: leaf.minTerms })
        : messages.say("test.words", { lexicons })
    }
    case "multiple":
      return messages.say("test.multiple", { amount: moneyFormat(leaf.of.currency)(leaf.of.minor) })
    case "ending":
      return messages.say("test.ending", { endings: leaf.endings.join(messages.say("join.or")) })
    case "pattern":
      return messages.say("test.matching", { pattern: leaf.pattern })
    case "clock":
      return wordClock(messages, leaf)
    case "price":
      return wordPriceTest(messages, leaf)
  }
}

function wordPriceTest(messages: Messages, { taxa: all, test }: PriceCondition): string {
  const taxa = all.map((taxon) => messages.taxon(taxon)).join(messages.say("join.or"))
  if (test.is === "fits") return messages.say("test.price-fits", { from: test.from, to: test.to, taxa })
  const key = test.is === "above" ? "test.price-above" : "test.price-below"
  return messages.say(key, { times: test.times, taxa })
}

function wordClock(messages: Messages, { zone, hours, weekdays }: ClockCondition): string {
  const parts: string[] = []
  if (hours !== null)
    parts.push(messages.say("clock.hours", { from: wordMinute(hours.from), to: wordMinute(hours.to) }))
  if (weekdays !== null) {
    const days = weekdays.map((day) => messages.nameOf("weekday", String(day)))
    parts.push(messages.say("clock.days", { days: days.join(messages.say("join.comma")) }))
  }
  return [...parts, messages.say("clock.zone", { zone })].join(messages.say("join.space"))
}

function wordMinute(minute: number): string {
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60]
  return `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`
}

/** Prints a measured value. */
export type Format = (value: number, messages: Messages) => string

/** A measure of windows: its name, its test, and how its values are printed. */
export interface MeasureWords {
  readonly measure: string
  readonly threshold: string
  readonly format: Format
}

export function wordHaving(messages: Messages, having: Having): MeasureWords {
  const { measure, format } = nameHaving(messages, having)
  const bound: Format = having.measure === "age" || having.measure === "idle" ? exactDuration : format
  return { measure, threshold: wordTest(messages, having.test, bound), format }
}

function nameHaving(messages: Messages, having: Having): Pick<MeasureWords, "measure" | "format"> {
  const fieldName = (field: string) => messages.nameOf("field", field)
  const measureName = (measure: string) => messages.nameOf("measure", measure)
  switch (having.measure) {
    case "count":
      return { measure: measureName("count"), format: String }
    case "sum":
    case "min":
    case "max":
    case "average":
    case "median":
      return { measure: measureName(having.measure), format: moneyFormat(having.test.currency) }
    case "distinct":
      return { measure: messages.say("having.distinct", { field: fieldName(having.field) }), format: String }
    case "repeated":
      return having.of === "count"
        ? { measure: messages.say("having.repeated", { field: fieldName(having.field) }), format: String }
        : {
            measure: messages.say("having.repeated-share", { field: fieldName(having.field) }),
            format: formatRatio,
          }
    case "spread":
      return { measure: measureName("spread"), format: formatRatio }
    case "share": {
      const where = clausesOf(having.where).map(
        (clause) => `${measureOfLeaf(messages, clause.leaf)} ${thresholdOfClause(messages, clause)}`,
      )
      const values = { of: measureName(having.of), where: where.join(messages.say("join.semicolon")) }
      return { measure: messages.say("having.share", values), format: formatRatio }
    }
    case "baseline":
      return {
        // Counts and sums are held against a part of the time before as long as the window, and the words say so: who
        // divides by all that was before gets another figure.
        measure: messages.say(
          having.of === "count" || having.of === "sum" ? "having.baseline-rate" : "having.baseline",
          {
            of: measureName(having.of),
            time: exactDuration(having.overMs, messages),
          },
        ),
        format: (value, { say }) => say("having.times", { ratio: formatRatio(value) }),
      }
    case "in_out": {
      return {
        measure: messages.say(having.of === "sum" ? "having.in-out-money" : "having.in-out-payments"),
        format: (value, { say }) =>
          value === Number.POSITIVE_INFINITY ? say("having.nothing-out") : formatRatio(value),
      }
    }
    case "benford":
      return { measure: messages.say("having.benford"), format: formatRatio }
    case "age":
      return {
        measure: messages.say("having.age", { of: messages.nameOf("group", having.of) }),
        format: roughDuration,
      }
    case "idle":
      return {
        measure: messages.say("having.idle", { of: messages.nameOf("group", having.of) }),
        format: roughDuration,
      }
  }
}

/** Bounds in words: `at least 5`, `more than 5`, `at most 5`, `below 5`, `from 5 to 9`, `from 5 to below 10`. */
export function wordTest(messages: Messages, test: NumberTest, format: Format): string {
  const { gte, gt, lte, lt } = test
  const openBelow = gt !== undefined && (gte === undefined || gt >= gte)
  const openAbove = lt !== undefined && (lte === undefined || lt <= lte)
  const least = openBelow ? gt : gte
  const most = openAbove ? lt : lte
  const low = least === undefined ? "" : format(least, messages)
  const high = most === undefined ? "" : format(most, messages)
  if (least !== undefined && most !== undefined) {
    const [above, from] = openAbove
      ? (["bound.above-below", "bound.from-below"] as const)
      : (["bound.above-to", "bound.from-to"] as const)
    return messages.say(openBelow ? above : from, { low, high })
  }
  if (least !== undefined) return messages.say(openBelow ? "bound.more-than" : "bound.at-least", { low })
  if (most !== undefined) return messages.say(openAbove ? "bound.below" : "bound.at-most", { high })
  return messages.say("bound.any")
}

/** Minor units as `8000.00 USD`; parts of a minor unit, as averages have, are rounded. */
export function moneyFormat(currency: MoneyTest["currency"]): (minor: number) => string {
  return (minor) => `${formatMinor(Math.round(minor), currency)} ${currency}`
}

/** At most four decimals. */
export function formatRatio(value: number): string {
  return String(Number(value.toFixed(4)))
}

/** As rules write it: `7d`, `36h`. */
export function exactDuration(ms: number, messages: Messages): string {
  return wordDurations(messages, formatDuration(ms))
}

const DURATION_UNITS = [
  ["d", DAY_MS],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
] as const

/** The two largest units of a time that was observed: `29d 3h`, `5m`; milliseconds below a second. */
export function roughDuration(ms: number, messages: Messages): string {
  const largest = DURATION_UNITS.findIndex(([, size]) => ms >= size)
  if (largest < 0) return exactDuration(ms, messages)
  let rest = ms
  const parts: string[] = []
  for (const [unit, size] of DURATION_UNITS.slice(largest, largest + 2)) {
    const whole = Math.floor(rest / size)
    rest -= whole * size
    if (whole > 0) parts.push(messages.say(`duration.${unit}`, { count: whole }))
  }
  return parts.join(messages.say("join.space"))
}

/** The least and the largest: `5 to 9`, or just `5` when they print alike. */
export function wordRange(messages: Messages, values: Iterable<number>, format: Format): string {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const [low, high] = [format(least, messages), format(most, messages)]
  return low === high ? low : messages.say("range.observed", { low, high })
}
