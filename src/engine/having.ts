// What a window rule measures of each W(p): the `having` conditions of the rule language.
import { unreachable } from "../model/errors.ts"
import type { DistinctField, Having, WindowDetection } from "../rules/tree.ts"
import { type ConditionMasks, evaluateCondition } from "./condition.ts"
import { columnOf, type EngineContext } from "./context.ts"
import { ABSENT, anyOf, TRUE, UNDECIDABLE } from "./masks.ts"
import {
  movingAny,
  movingCount,
  movingDistinct,
  movingExtreme,
  movingFlagged,
  movingMixed,
  movingSum,
} from "./measures.ts"
import { baselineWindows, gather, gatherNumbers, type Selection, type Windows } from "./selection.ts"
import type { Shortfalls } from "./shortfalls.ts"

/** One measure of the window of each item. */
export interface Measured {
  /** NaN: there is no value, so the test fails. */
  readonly values: Float64Array
  /** 1 where an exchange rate is missing, whatever the value; null: nowhere. */
  readonly undecidable: Uint8Array | null
}

/** What is measured: the items of a rule, their windows, and the rule's own figures. */
export interface Measurement {
  readonly context: EngineContext
  readonly detection: WindowDetection
  readonly selection: Selection
  readonly windows: Windows
  readonly masks: ConditionMasks
  readonly shortfalls: Shortfalls
}

export function measure(measurement: Measurement, having: Having): Measured {
  const { windows } = measurement
  switch (having.measure) {
    case "count":
      return { values: movingCount(windows), undecidable: null }
    case "sum":
    case "average":
    case "min":
    case "max":
      return measureAmounts(measurement, having.measure, having.test.currency)
    case "distinct":
      return measureDistinct(measurement, having.field)
    case "spread":
      return measureSpread(measurement, having.currency)
    case "share":
      return measureShare(measurement, having)
    case "baseline":
      return measureBaseline(measurement, having)
    case "age":
      return measureAge(measurement, having.of)
    default:
      return unreachable(having)
  }
}

/** Amounts of the items in a currency, and which of them have no rate. */
function amountsIn({ context, selection }: Measurement, currency: string | null) {
  const source = currency === null ? context.table.amountMinor : context.amountsIn(currency)
  const amounts = gatherNumbers(source, selection.rows)
  const withoutRate = new Uint8Array(amounts.length)
  for (let i = 0; i < amounts.length; i++) if (Number.isNaN(amounts[i]!)) withoutRate[i] = 1
  return { amounts, withoutRate }
}

/** Where amounts of the window cannot be compared: without a currency, where it mixes several; else, without a rate. */
function incomparable(
  { context, selection }: Measurement,
  currency: string | null,
  withoutRate: Uint8Array,
  windows: Windows,
): Uint8Array {
  if (currency !== null) return movingAny(withoutRate, windows)
  return movingMixed(gather(context.table.currency, selection.rows), windows)
}

function measureAmounts(
  measurement: Measurement,
  which: "sum" | "average" | "min" | "max",
  currency: string,
): Measured {
  const { windows } = measurement
  const { amounts, withoutRate } = amountsIn(measurement, currency)
  const undecidable = movingAny(withoutRate, windows)
  if (which === "min" || which === "max")
    return { values: movingExtreme(amounts, windows, which), undecidable }
  const values = movingSum(amounts, windows)
  if (which === "average") divide(values, movingCount(windows), values)
  return { values, undecidable }
}

function measureSpread(measurement: Measurement, currency: string | null): Measured {
  const { windows } = measurement
  const { amounts, withoutRate } = amountsIn(measurement, currency)
  const values = movingExtreme(amounts, windows, "max")
  const least = movingExtreme(amounts, windows, "min")
  const sums = movingSum(amounts, windows)
  for (let i = 0; i < values.length; i++) {
    // Multiplied before it is divided: one rounding, so that a bound such as 0.05 is met exactly.
    const count = windows.to[i]! - windows.from[i]!
    values[i] = sums[i] === 0 ? 0 : ((values[i]! - least[i]!) * count) / sums[i]!
  }
  return { values, undecidable: incomparable(measurement, currency, withoutRate, windows) }
}

/** A sum of nothing but zeros has the share 0. */
function measureShare(measurement: Measurement, having: Having & { readonly measure: "share" }): Measured {
  const { context, selection, windows, masks, shortfalls } = measurement
  const mask = evaluateCondition(context, having.where, masks)
  const length = selection.rows.length
  const isTrue = new Uint8Array(length)
  const unknown = new Uint8Array(length)
  for (let i = 0; i < length; i++) {
    const row = selection.rows[i]!
    const state = mask[row]!
    if (state === TRUE) isTrue[i] = 1
    else if (state === UNDECIDABLE) unknown[i] = 1
    else if (state === ABSENT) shortfalls.notApplicable[row] = 1
  }
  const unknowns = movingAny(unknown, windows)
  if (having.of === "count") {
    const values = movingFlagged(isTrue, windows)
    divide(values, movingCount(windows), values)
    return { values, undecidable: unknowns }
  }
  const { amounts, withoutRate } = amountsIn(measurement, having.currency)
  const whole = movingSum(amounts, windows)
  const values = movingSum(
    amounts.map((amount, i) => (isTrue[i] === 1 ? amount : 0)),
    windows,
  )
  for (let i = 0; i < length; i++) values[i] = whole[i] === 0 ? 0 : values[i]! / whole[i]!
  const undecidable = incomparable(measurement, having.currency, withoutRate, windows)
  return { values, undecidable: anyOf([unknowns, undecidable], length) }
}

function measureBaseline(
  measurement: Measurement,
  having: Having & { readonly measure: "baseline" },
): Measured {
  const { selection, windows, detection } = measurement
  const { overMs, atLeast } = having
  const lookbackMs = detection.lookbackMs
  const before = baselineWindows(selection.at, selection.starts, windows, lookbackMs, overMs)
  const counts = movingCount(before)
  const { values, base, undecidable } =
    having.of === "count"
      ? { values: movingCount(windows), base: counts, undecidable: null }
      : baselineSums(measurement, having.currency, before)
  for (let i = 0; i < values.length; i++) {
    const tooFew = counts[i]! < atLeast
    const expected = base[i]! * lookbackMs
    // Multiplied before it is divided: one rounding.
    values[i] = tooFew || expected === 0 ? Number.NaN : (values[i]! * overMs) / expected
    if (tooFew && undecidable !== null) undecidable[i] = 0
  }
  return { values, undecidable }
}

function baselineSums(measurement: Measurement, currency: string | null, before: Windows) {
  const { windows } = measurement
  const { amounts, withoutRate } = amountsIn(measurement, currency)
  // B(p) ends where W(p) begins: together they are one range.
  const both = { from: before.from, to: windows.to }
  return {
    values: movingSum(amounts, windows),
    base: movingSum(amounts, before),
    undecidable: incomparable(measurement, currency, withoutRate, both),
  }
}

function measureAge({ context, selection }: Measurement, of: "payer" | "payee" | "pair"): Measured {
  const { table } = context
  const values = new Float64Array(selection.rows.length)
  const first = of === "pair" ? context.pairFirstSeen() : context.firstSeen()
  for (let i = 0; i < values.length; i++) {
    const row = selection.rows[i]!
    // Code 0, a missing side, has no first time: Infinity becomes NaN here.
    const seen = first[of === "pair" ? row : table[of][row]!]!
    values[i] = Number.isFinite(seen) ? selection.at[i]! - seen : Number.NaN
  }
  return { values, undecidable: null }
}

/** Missing values are not counted. A payment without an optional field that is counted is noted as not applicable. */
function measureDistinct(measurement: Measurement, field: DistinctField): Measured {
  const { context, selection, windows, shortfalls } = measurement
  const { table } = context
  const length = selection.rows.length
  switch (field) {
    case "counterparty":
      return distinctOf(counterparties(measurement), table.parties.size)
    case "payer":
    case "payee":
      return distinctOf(gather(table[field], selection.rows), table.parties.size)
    case "currency":
      return distinctOf(gather(table.currency, selection.rows), table.currencies.size)
    case "amount":
    case "day": {
      const { codes, size } = field === "day" ? context.dayCodes() : context.amountCodes()
      return distinctOf(gather(codes, selection.rows), size)
    }
    default: {
      const column = columnOf(table, field)
      const codes = column === undefined ? new Uint32Array(length) : gather(column.codes, selection.rows)
      for (let i = 0; i < length; i++) if (codes[i] === 0) shortfalls.notApplicable[selection.rows[i]!] = 1
      return distinctOf(codes, column?.values.size ?? 1)
    }
  }

  function distinctOf(codes: Uint32Array, size: number): Measured {
    return { values: movingDistinct(codes, size, windows), undecidable: null }
  }
}

/** The other side of each item, seen from the group; by pair, seen from the subject. */
function counterparties({ context, selection, detection }: Measurement): Uint32Array {
  const { payer, payee } = context.table
  if (selection.key !== "party") return gather(detection.subject === "payer" ? payee : payer, selection.rows)
  return selection.rows.map((row, i) => (selection.isIn[i] === 1 ? payer : payee)[row]!)
}

function divide(a: Float64Array, b: Float64Array, into: Float64Array): void {
  for (let i = 0; i < into.length; i++) into[i] = a[i]! / b[i]!
}
