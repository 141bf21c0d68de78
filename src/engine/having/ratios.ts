// Measures of a window that divide: spread, share, in by out, and now by before.
import { newFlags, newNumbers } from "../../model/large-arrays.ts"
import type { Having } from "../../rules/tree.ts"
import { evaluateCondition } from "../condition.ts"
import { stateAt, TRUE, UNDECIDABLE } from "../masks.ts"
import { movingAny, movingCount, movingExtreme, movingFlagged, movingSum } from "../moving-windows.ts"
import { baselineWindows, type Windows } from "../selection.ts"
import { incomparable, itemAmounts, type Measured, type Measurement } from "./measurement.ts"

type Of<M extends Having["measure"]> = Extract<Having, { readonly measure: M }>

export function measureSpread(measurement: Measurement, currency: string | null): Measured {
  const { windows } = measurement
  const items = itemAmounts(measurement, currency)
  const values = movingExtreme(items.amounts, windows, "max")
  const least = movingExtreme(items.amounts, windows, "min")
  const sums = movingSum(items.amounts, windows)
  for (let i = 0; i < values.length; i++) {
    // Multiplied before it is divided: one rounding, so that a bound such as 0.05 is met exactly.
    const count = windows.to[i]! - windows.from[i]!
    values[i] = sums[i] === 0 ? 0 : ((values[i]! - least[i]!) * count) / sums[i]!
  }
  return { values, undecidable: incomparable(measurement, currency, items, windows) }
}

/** A sum of nothing but zeros has the share 0. */
export function measureShare(measurement: Measurement, having: Of<"share">): Measured {
  const { context, selection, windows, masks } = measurement
  const length = selection.rows.length
  // What a share is of is not looked for where no group is left.
  if (length === 0) return { values: new Float64Array(0), undecidable: null }
  const mask = evaluateCondition(context, having.where, masks)
  const isTrue = newFlags(length)
  const unknown = newFlags(length)
  let isAnyUnknown = false
  for (let i = 0; i < length; i++) {
    const state = stateAt(mask, selection.rows[i]!)
    if (state === TRUE) isTrue[i] = 1
    else if (state === UNDECIDABLE) {
      unknown[i] = 1
      isAnyUnknown = true
    }
  }
  const unknowns = isAnyUnknown ? movingAny(unknown, windows) : null
  if (having.of === "count") {
    const values = movingFlagged(isTrue, windows)
    divide(values, movingCount(windows))
    return { values, undecidable: unknowns }
  }
  const items = itemAmounts(measurement, having.currency)
  const whole = movingSum(items.amounts, windows)
  const values = movingSum(onlyWhere(isTrue, 1, items.amounts), windows)
  for (let i = 0; i < length; i++) values[i] = whole[i] === 0 ? 0 : values[i]! / whole[i]!
  return { values, undecidable: either(unknowns, incomparable(measurement, having.currency, items, windows)) }
}

/** 1 where one of the two has 1; null: nowhere. */
function either(some: Uint8Array | null, others: Uint8Array | null): Uint8Array | null {
  if (some === null || others === null) return some ?? others
  for (let i = 0; i < some.length; i++) if (others[i] === 1) some[i] = 1
  return some
}

/** Nothing by nothing is NaN, something by nothing Infinity. */
export function measureInOut(measurement: Measurement, having: Of<"in_out">): Measured {
  const { selection, windows } = measurement
  if (having.of === "count") {
    const values = movingFlagged(selection.isIn, windows)
    const counts = movingCount(windows)
    for (let i = 0; i < values.length; i++) values[i] = values[i]! / (counts[i]! - values[i]!)
    return { values, undecidable: null }
  }
  const items = itemAmounts(measurement, having.currency)
  const values = movingSum(onlyWhere(selection.isIn, 1, items.amounts), windows)
  divide(values, movingSum(onlyWhere(selection.isIn, 0, items.amounts), windows))
  return { values, undecidable: incomparable(measurement, having.currency, items, windows) }
}

export function measureBaseline(measurement: Measurement, having: Of<"baseline">): Measured {
  const { selection, windows, detection } = measurement
  const { overMs, atLeast } = having
  const before = baselineWindows(selection.at, selection.starts, windows, detection.lookbackMs, overMs)
  const counts = movingCount(before)
  const { values, undecidable } =
    having.of === "count"
      ? { values: perTime(movingCount(windows), counts, detection.lookbackMs, overMs), undecidable: null }
      : baselineAmounts(measurement, having.of, having, before)
  for (let i = 0; i < values.length; i++) {
    if (counts[i]! >= atLeast) continue
    values[i] = Number.NaN
    if (undecidable !== null) undecidable[i] = 0
  }
  return { values, undecidable }
}

/** Values are multiplied before they are divided: one rounding. NaN where there was nothing before. */
function baselineAmounts(
  measurement: Measurement,
  of: "sum" | "average" | "max",
  { currency, overMs }: Of<"baseline">,
  before: Windows,
): Measured {
  const { windows, detection } = measurement
  const items = itemAmounts(measurement, currency)
  // B(p) ends where W(p) begins: together they are one range.
  const both = { from: before.from, to: windows.to }
  const undecidable = incomparable(measurement, currency, items, both)
  if (of === "max") {
    const values = movingExtreme(items.amounts, windows, "max")
    const base = movingExtreme(items.amounts, before, "max")
    for (let i = 0; i < values.length; i++) values[i] = base[i] === 0 ? Number.NaN : values[i]! / base[i]!
    return { values, undecidable }
  }
  const values = movingSum(items.amounts, windows)
  const base = movingSum(items.amounts, before)
  if (of === "sum") return { values: perTime(values, base, detection.lookbackMs, overMs), undecidable }
  const counts = movingCount(windows)
  const countsBefore = movingCount(before)
  for (let i = 0; i < values.length; i++) {
    const expected = base[i]! * counts[i]!
    values[i] = expected === 0 ? Number.NaN : (values[i]! * countsBefore[i]!) / expected
  }
  return { values, undecidable }
}

/** `values` in the lookback against `base` in `overMs`, in their place. */
function perTime(values: Float64Array, base: Float64Array, lookbackMs: number, overMs: number): Float64Array {
  for (let i = 0; i < values.length; i++) {
    const expected = base[i]! * lookbackMs
    values[i] = expected === 0 ? Number.NaN : (values[i]! * overMs) / expected
  }
  return values
}

/** The amounts of the items with this flag, 0 for the others. */
function onlyWhere(flags: Uint8Array, flag: 0 | 1, amounts: Float64Array): Float64Array {
  const only = newNumbers(amounts.length)
  for (let i = 0; i < only.length; i++) if (flags[i] === flag) only[i] = amounts[i]!
  return only
}

function divide(values: Float64Array, by: Float64Array): void {
  for (let i = 0; i < values.length; i++) values[i] = values[i]! / by[i]!
}
