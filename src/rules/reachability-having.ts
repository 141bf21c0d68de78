// Whether the measures of a window can be what a rule asks of them: each alone, and those that bound each other.
import { DAY_MS, formatDuration } from "../model/time.ts"
import { moneyText } from "./describe-conditions.ts"
import { describeHaving } from "./describe-having.ts"
import { hull, type Interval, intervalOf, isEmpty, overlap, range, wholeNumbers } from "./interval.ts"
import { amountsOf, currenciesOf } from "./reachability-amounts.ts"
import { valuesOf } from "./reachability-fields.ts"
import type { Way } from "./reachability-ways.ts"
import type { DistinctField, Having, WindowDetection } from "./tree.ts"

/** Greatest mean absolute deviation from Benford's law: when every amount begins with 9, 2 × (1 − log10(10/9)) / 9. */
const MOST_BENFORD = 0.21206

/** A window with the ways in which its payments may pass; undefined: any payment may. */
interface Window {
  readonly detection: WindowDetection
  readonly ways: readonly Way[] | undefined
}

/** Why the measures can never be as asked; sentences without a full stop. `isNever`: no payment passes a condition. */
export function whyNoWindow(
  detection: WindowDetection,
  ways: readonly Way[] | undefined,
  isNever: (where: Extract<Having, { readonly measure: "share" }>["where"]) => boolean,
): readonly string[] {
  const window = { detection, ways }
  const whys: string[] = []
  const ranges = new Map<string, { readonly values: Interval; readonly having: Having }>()
  for (const having of detection.having) {
    const possible =
      having.measure === "share" && isNever(having.where) ? range(0, 0) : possibleValues(window, having)
    const values = overlapOf(having, possible, intervalOf(having.test))
    if (isEmpty(values)) {
      whys.push(`${describeHaving(having)}: it can only be ${wordValues(having, possible)}`)
      continue
    }
    const { test: _, ...rest } = having
    const key = JSON.stringify({ ...rest, currency: currencyOf(having) })
    const known = ranges.get(key)
    const both = known === undefined ? values : overlapOf(having, known.values, values)
    if (known !== undefined && isEmpty(both)) whys.push(wordPair(known.having, having))
    ranges.set(key, { values: both, having })
  }
  if (whys.length > 0) return whys
  return relationFaults(window, [...ranges.values()])
}

function overlapOf(having: Having, a: Interval, b: Interval): Interval {
  return isWhole(having) ? wholeNumbers(overlap(a, b)) : overlap(a, b)
}

function isWhole(having: Having): boolean {
  if (having.measure === "repeated") return having.of === "count"
  return having.measure === "count" || having.measure === "distinct"
}

/** Currency of a measure of amounts, for measures that are compared with others of their kind. */
function currencyOf(having: Having): string | null {
  return "currency" in having.test ? having.test.currency : "currency" in having ? having.currency : null
}

function possibleValues(window: Window, having: Having): Interval {
  switch (having.measure) {
    case "count":
      return range(1)
    case "sum":
    case "min":
    case "max":
    case "average":
    case "median": {
      const { least, most } = amountsIn(window, having.test.currency)
      return range(least, having.measure === "sum" ? Number.POSITIVE_INFINITY : most)
    }
    case "distinct":
      return differentValues(window, having.field)
    case "repeated": {
      const isThere = differentValues(window, having.field).least > 0
      if (having.of === "count") return range(isThere ? 1 : 0)
      return { ...range(0, 1), leastOpen: isThere }
    }
    case "share":
      return range(0, 1)
    case "benford":
      return range(0, MOST_BENFORD)
    case "idle":
      return { ...range(0), leastOpen: true }
    case "spread":
    case "baseline":
    case "in_out":
    case "age":
      return range(0)
  }
}

/** Amounts that may pass, in a currency. */
function amountsIn({ ways }: Window, currency: string): Interval {
  const all = (ways ?? [[]]).map((way) => amountsOf(way, currency).amounts)
  return all.length === 0 ? range(0) : all.reduce(hull)
}

/** How many different values a field can have in one window. */
function differentValues({ detection, ways }: Window, field: DistinctField): Interval {
  if (field === "amount") return range(1)
  if (field === "day") return range(1, Math.ceil(detection.lookbackMs / DAY_MS) + 1)
  if (field === "currency")
    return range(
      1,
      mostValues(ways, (way) => currenciesOf(way).allowed),
    )
  if (field === "counterparty") return range(0, detection.groupBy === "pair" ? 1 : undefined)
  if (field !== "payer" && field !== "payee") return range(0)
  if (groupSides(detection).includes(field)) return range(1, 1)
  return range(
    0,
    mostValues(ways, (way) => valuesOf(way, field).allowed),
  )
}

/** Sides that are one and the same party all through a window. */
function groupSides({ groupBy, direction }: WindowDetection): readonly DistinctField[] {
  if (groupBy === "payer" || groupBy === "payee") return [groupBy]
  if (groupBy === "pair") return ["payer", "payee"]
  if (groupBy !== "party" || direction === null) return []
  return direction === "in" ? ["payee"] : ["payer"]
}

/** Different values over all ways; Infinity when one of them leaves the field free. */
function mostValues(
  ways: readonly Way[] | undefined,
  allowedOf: (way: Way) => ReadonlySet<string> | null,
): number {
  const values = new Set<string>()
  for (const way of ways ?? [[]]) {
    const allowed = allowedOf(way)
    if (allowed === null) return Number.POSITIVE_INFINITY
    for (const value of allowed) values.add(value)
  }
  return values.size
}

interface Ranged {
  readonly values: Interval
  readonly having: Having
}

/** Of amounts in one currency: the first is never above the second. */
const NEVER_ABOVE: readonly (readonly [Having["measure"], Having["measure"]])[] = [
  ["min", "median"],
  ["min", "average"],
  ["min", "max"],
  ["median", "max"],
  ["average", "max"],
  ["min", "sum"],
  ["median", "sum"],
  ["average", "sum"],
  ["max", "sum"],
]

function relationFaults(window: Window, ranged: readonly Ranged[]): readonly string[] {
  const whys: string[] = []
  const count = ranged.find(({ having }) => having.measure === "count")
  for (const one of ranged) {
    if (count !== undefined && exceedsCount(one, count.values)) whys.push(wordPair(count.having, one.having))
    for (const other of ranged) {
      const isOrdered = NEVER_ABOVE.some(
        ([low, high]) => low === one.having.measure && high === other.having.measure,
      )
      if (!isOrdered || currencyOf(one.having) !== currencyOf(other.having)) continue
      if (isAbove(one.values, other.values)) whys.push(wordPair(one.having, other.having))
    }
  }
  return [...whys, ...countFaults(window, ranged, count)]
}

/** Whether every number of `a` is above every one of `b`. */
function isAbove(a: Interval, b: Interval): boolean {
  return isEmpty({ least: a.least, leastOpen: a.leastOpen, most: b.most, mostOpen: b.mostOpen })
}

/** A window has no more values, and none more often, than payments. */
function exceedsCount({ having, values }: Ranged, count: Interval): boolean {
  if (having.measure === "distinct") return isAbove(values, count)
  if (having.measure === "repeated" && having.of === "count") return isAbove(values, count)
  return having.measure === "benford" && having.atLeast > count.most
}

/** Measures that the number of payments ties together. */
function countFaults(
  window: Window,
  ranged: readonly Ranged[],
  count: Ranged | undefined,
): readonly string[] {
  const whys: string[] = []
  for (const { having, values } of ranged) {
    if (count === undefined) break
    if (having.measure === "sum") {
      const { least, most } = amountsIn(window, having.test.currency)
      const lowest = { ...range(count.values.least * least) }
      // No payments of unbounded amount are as good as none: 0 × Infinity is no number.
      const highest = range(0, most === 0 ? 0 : count.values.most * most)
      if (isAbove(lowest, values) || isAbove(values, highest)) whys.push(wordPair(count.having, having))
    }
    // Of a field that every payment has, some value comes as often as the payments divided by the values.
    if (having.measure !== "repeated" || having.of !== "count") continue
    const different = differentValues(window, having.field)
    if (different.least > 0 && count.values.least > values.most * different.most)
      whys.push(wordPair(count.having, having))
  }
  return whys
}

function wordPair(a: Having, b: Having): string {
  return `${describeHaving(a)}, and ${describeHaving(b)}: they exclude each other`
}

function wordValues(having: Having, { least, leastOpen, most }: Interval): string {
  const { measure } = having
  const format =
    "currency" in having.test
      ? moneyText(having.test.currency)
      : measure === "age" || measure === "idle"
        ? formatDuration
        : String
  if (least === most) return format(least)
  const from = leastOpen ? `above ${format(least)}` : `at least ${format(least)}`
  return most === Number.POSITIVE_INFINITY ? from : `${from} and at most ${format(most)}`
}
