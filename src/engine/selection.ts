// The payments of each group that pass a condition, one after another, and the windows that end at each of them.
import { legIsIn, legRow } from "../model/order.ts"
import type { EngineContext } from "./context.ts"
import { type GroupKey, isByLeg } from "./groups.ts"
import { TRUE } from "./masks.ts"

/** Items of a grouping that pass, as arrays of equal length; canonical order inside a group. */
export interface Selection {
  readonly key: GroupKey
  /** Rows; a payment with both sides in one group stands there twice, once for each leg. */
  readonly rows: Uint32Array
  /** Of groups of legs: 1 where the side in the group is paid, 0 where it pays. Else empty. */
  readonly isIn: Uint8Array
  /** Epoch milliseconds. */
  readonly at: Float64Array
  /** Group g is items `starts[g]` to `starts[g + 1]`, end exclusive; groups as in the context's grouping. */
  readonly starts: Uint32Array
}

/** `direction`: of groups of legs only, which to take; null: both. */
export function select(
  context: EngineContext,
  key: GroupKey,
  mask: Uint8Array,
  direction: "in" | "out" | null,
): Selection {
  const { items, starts: groupStarts, groupCount } = context.grouping(key)
  const byLeg = isByLeg(key)
  const starts = new Uint32Array(groupCount + 1)
  const kept = new Uint32Array(items.length)
  let count = 0
  for (let group = 0; group < groupCount; group++) {
    const end = groupStarts[group + 1]!
    for (let i = groupStarts[group]!; i < end; i++) {
      const item = items[i]!
      if (mask[byLeg ? legRow(item) : item] !== TRUE) continue
      if (byLeg && direction !== null && (direction === "in") !== legIsIn(item)) continue
      kept[count++] = item
    }
    starts[group + 1] = count
  }
  return describeItems(context, key, kept.slice(0, count), starts)
}

function describeItems(
  { table }: EngineContext,
  key: GroupKey,
  items: Uint32Array,
  starts: Uint32Array,
): Selection {
  if (!isByLeg(key))
    return { key, rows: items, isIn: new Uint8Array(), at: gatherNumbers(table.time, items), starts }
  const rows = items.map(legRow)
  const isIn = new Uint8Array(items.length)
  for (let i = 0; i < items.length; i++) isIn[i] = legIsIn(items[i]!) ? 1 : 0
  return { key, rows, isIn, at: gatherNumbers(table.time, rows), starts }
}

/**
 * For each item a range of items, `from` to `to`, end exclusive. Both never decrease from one item to the next, not
 * even from group to group: so a measure slides over all groups in one pass.
 */
export interface Windows {
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/**
 * W(p): items of p's group with p.time − lookbackMs ≤ time ≤ p.time, closed at both ends; items of p's instant that
 * stand after it included.
 */
export function lookbackWindows(at: Float64Array, starts: Uint32Array, lookbackMs: number): Windows {
  const from = new Uint32Array(at.length)
  const to = new Uint32Array(at.length)
  for (let group = 0; group + 1 < starts.length; group++) {
    const groupEnd = starts[group + 1]!
    let start = starts[group]!
    let end = start
    for (let item = start; item < groupEnd; item++) {
      while (end < groupEnd && at[end]! <= at[item]!) end++
      while (at[start]! < at[item]! - lookbackMs) start++
      from[item] = start
      to[item] = end
    }
  }
  return { from, to }
}

/** B(p): items of p's group with p.time − lookbackMs − overMs ≤ time < p.time − lookbackMs. May be empty. */
export function baselineWindows(
  at: Float64Array,
  starts: Uint32Array,
  windows: Windows,
  lookbackMs: number,
  overMs: number,
): Windows {
  const from = new Uint32Array(at.length)
  for (let group = 0; group + 1 < starts.length; group++) {
    const groupEnd = starts[group + 1]!
    let start = starts[group]!
    for (let item = start; item < groupEnd; item++) {
      while (at[start]! < at[item]! - lookbackMs - overMs) start++
      from[item] = start
    }
  }
  return { from, to: windows.from }
}

/** The codes of some rows. */
export function gather(codes: Uint32Array | Uint16Array, rows: Uint32Array): Uint32Array {
  const gathered = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) gathered[i] = codes[rows[i]!]!
  return gathered
}

/** The numbers of some rows. */
export function gatherNumbers(numbers: Float64Array, rows: Uint32Array): Float64Array {
  const gathered = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) gathered[i] = numbers[rows[i]!]!
  return gathered
}
