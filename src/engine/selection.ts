// The payments of each group that pass a condition, one after another, and the windows that end at each of them.
import { legRow } from "../model/order.ts"
import { type Bits, countBoth, intersect, listRows } from "./bits.ts"
import type { EngineContext } from "./context.ts"
import { type GroupNeed, itemsOfFew, itemsOfMany, lastNotAfter } from "./grouped-items.ts"
import { type GroupKey, isByLeg } from "./groups.ts"

/** Items of a grouping that pass, as arrays of equal length; canonical order inside a group. */
export interface Selection {
  readonly key: GroupKey
  /** Rows; a payment with both sides in one group stands there twice, once for each leg. */
  readonly rows: Uint32Array
  /** Of groups of legs: 1 where the side in the group is paid, 0 where it pays. Else empty. */
  readonly isIn: Uint8Array
  /** Epoch milliseconds. */
  readonly at: Float64Array
  /** The groups that have an item, by their numbers in the context's grouping, ascending: a party's is its code − 1. */
  readonly groups: Uint32Array
  /** Group `groups[g]` is items `starts[g]` to `starts[g + 1]`, end exclusive. */
  readonly starts: Uint32Array
}

/**
 * Those of the `wanted` rows that are settled. `direction`: of groups of legs only, which to take; null: both. `need`:
 * groups that do not meet it are left out.
 */
export function select(
  context: EngineContext,
  key: GroupKey,
  wanted: Bits,
  direction: "in" | "out" | null,
  need: GroupNeed = ANY_GROUP,
): Selection {
  const { time } = context.table
  if (key === "party" && direction !== null) {
    // One leg a payment: the groups of that side are the same, and others ask for them too.
    const one = select(context, direction === "in" ? "payee" : "payer", wanted, null, need)
    return { ...one, key, isIn: new Uint8Array(one.rows.length).fill(direction === "in" ? 1 : 0) }
  }
  const settled = intersect(wanted, context.settled())
  const count = countBoth(settled, settled)
  // Groupings take long to make: most rules with nothing to group would be the only ones to ask for theirs.
  if (count === 0) return nothingOf(key)
  const grouping = context.grouping(key)
  // Files without the column: places of rows in groups that do not exist would take as much room as others.
  if (grouping.items.length === 0) return nothingOf(key)
  const areLegs = isByLeg(key)
  const sides = areLegs ? { isIn: direction !== "out", isOut: direction !== "in" } : null
  const room = context.selectionRoom
  const passing = { rows: settled, count, areAll: count === context.order.length }
  const { items, groups, starts } =
    count * FEW < context.order.length
      ? itemsOfFew(room, grouping, context.positions(key), listRows(settled), sides, need)
      : itemsOfMany(room, grouping, passing, sides, need, need.worth?.groups(key) ?? null)
  const rows = areLegs ? rowsOfLegs(items) : items.slice()
  return {
    key,
    rows,
    isIn: areLegs ? sidesOfLegs(items) : new Uint8Array(),
    at: gatherNumbers(time, rows),
    groups,
    starts,
  }
}

const ANY_GROUP: GroupNeed = { least: 1, worth: null }

const nothingOf = (key: GroupKey): Selection => ({
  key,
  rows: new Uint32Array(),
  isIn: new Uint8Array(),
  at: new Float64Array(),
  groups: new Uint32Array(),
  starts: new Uint32Array(1),
})

function rowsOfLegs(legs: Uint32Array): Uint32Array {
  const rows = new Uint32Array(legs.length)
  for (let i = 0; i < legs.length; i++) rows[i] = legRow(legs[i]!)
  return rows
}

function sidesOfLegs(legs: Uint32Array): Uint8Array {
  const isIn = new Uint8Array(legs.length)
  for (let i = 0; i < legs.length; i++) isIn[i] = legs[i]! & 1
  return isIn
}

/** Of fewer than one row in this many, the places are looked up and sorted; else all items are gone through. */
const FEW = 16

/** The items of a group, by its number in the context's grouping: from, and to, exclusive. */
export function groupRange(
  { groups, starts }: Pick<Selection, "groups" | "starts">,
  group: number,
): [number, number] {
  const at = lastNotAfter(groups, group)
  return groups[at] === group ? [starts[at]!, starts[at + 1]!] : [0, 0]
}

/** The same without the groups for which `keep` has 0. */
export function keepGroups(selection: Selection, keep: Uint8Array): Selection {
  const { key, rows, isIn, at, groups, starts } = selection
  const kept: number[] = []
  let length = 0
  for (let g = 0; g < groups.length; g++) {
    if (keep[g] === 0) continue
    kept.push(g)
    length += starts[g + 1]! - starts[g]!
  }
  if (kept.length === groups.length) return selection
  const result = {
    key,
    rows: new Uint32Array(length),
    isIn: new Uint8Array(isIn.length === 0 ? 0 : length),
    at: new Float64Array(length),
    groups: new Uint32Array(kept.length),
    starts: new Uint32Array(kept.length + 1),
  }
  let count = 0
  for (const [g, from] of kept.entries()) {
    result.groups[g] = groups[from]!
    for (let i = starts[from]!; i < starts[from + 1]!; i++) {
      result.rows[count] = rows[i]!
      result.at[count] = at[i]!
      if (isIn.length > 0) result.isIn[count] = isIn[i]!
      count++
    }
    result.starts[g + 1] = count
  }
  return result
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
