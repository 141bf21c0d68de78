// The payments of each group that pass a condition, one after another, and the windows that end at each of them.
import type { Bits } from "../model/bits.ts"
import { copyWords, newFlags, newNumbers, newWords } from "../model/large-arrays.ts"
import { legRow } from "../model/order.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { CodedGroupKey } from "./amounts-in.ts"
import { countBoth, intersect, listRows } from "./bits.ts"
import type { EngineContext } from "./context.ts"
import { type GroupedItems, type GroupNeed, itemsOfMany, keepFound } from "./grouped-items.ts"
import { type GroupKey, isByLeg } from "./groups.ts"
import { rowsOfManyPairs } from "./pair-items.ts"
import { legsOfManyParties } from "./party-legs.ts"
import { inCanonicalOrder } from "./row-sets.ts"
import { legsInGroups, rowsInGroups, rowsInPairs } from "./sorted-items.ts"

/** Items of a grouping that pass, as arrays of equal length; canonical order inside a group. */
export interface Selection {
  readonly key: GroupKey
  /** Rows; a payment with both sides in one group stands there twice, once for each leg. */
  readonly rows: Uint32Array
  /** Of groups of legs: 1 where the side in the group is paid, 0 where it pays. Else empty. */
  readonly isIn: Uint8Array
  /** Epoch milliseconds. */
  readonly at: Float64Array
  /** The groups that have an item, ascending: codes − 1; of pairs, by payer and payee, numbers in this selection alone. */
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
    const { rows, at, groups, starts } = one
    // Written as the others are, field by field: what goes through selections sees one kind of object.
    return {
      key,
      rows,
      isIn: newFlags(rows.length).fill(direction === "in" ? 1 : 0),
      at,
      groups,
      starts,
    }
  }
  const count = countBoth(wanted, context.settled())
  // Groupings take long to make: most rules with nothing to group would be the only ones to ask for theirs.
  if (count === 0 || !hasGroups(context, key)) return nothingOf(key)
  const settled = intersect(wanted, context.settled())
  const areLegs = isByLeg(key)
  const isFew = count * FEW < context.order.length
  const found = isFew
    ? itemsOfFew(context, key, settled, direction, need.least)
    : itemsOfMost(context, key, { rows: settled, count }, direction, need)
  const isWorth = need.worth?.among(found, areLegs)
  const { items, groups, starts } = isWorth === undefined ? found : keepFound(found, isWorth)
  const rows = areLegs ? rowsOfLegs(items) : copyWords(items)
  return {
    key,
    rows,
    isIn: areLegs ? sidesOfLegs(items) : new Uint8Array(),
    at: gatherNumbers(time, rows),
    groups: copyWords(groups),
    starts: copyWords(starts),
  }
}

const ANY_GROUP: GroupNeed = { least: 1, worth: null }

/** Files may be without the column. */
function hasGroups({ table, legs }: EngineContext, key: GroupKey): boolean {
  if (key === "waybill") return table.text.has(key)
  return !isByLeg(key) || legs(key).values !== undefined
}

/** The same groups as in the context's grouping, without making it. */
function itemsOfFew(
  context: EngineContext,
  key: GroupKey,
  settled: Bits,
  direction: "in" | "out" | null,
  least: number,
): GroupedItems {
  const { table } = context
  const rows = inCanonicalOrder(listRows(settled), context.ranks(), context.order)
  if (isByLeg(key)) return legsInGroups(rows, context.legs(key), direction, least)
  if (key === "pair") return rowsInPairs(rows, table, least)
  return rowsInGroups(rows, key === "waybill" ? table.text.get(key)!.codes : table[key], least)
}

/** Of many rows; where there are enough of them, groups are passed over by what is known of all their rows. */
function itemsOfMost(
  { table, ranks, grouping, selectionRoom }: EngineContext,
  key: GroupKey,
  wanted: { readonly rows: Bits; readonly count: number },
  direction: "in" | "out" | null,
  { least, worth }: GroupNeed,
): GroupedItems {
  const may = (groups: CodedGroupKey) => worth?.groups(groups) ?? null
  if (key === "pair") {
    const sides = { payers: may("payer"), payees: may("payee") }
    const byPayer = grouping("payer")
    const rows = rowsOfManyPairs(selectionRoom, byPayer, table.payee, wanted, least, sides)
    return rowsInPairs(rows, table, least)
  }
  if (key === "party") {
    const groupings = { byPayer: grouping("payer"), byPayee: grouping("payee") }
    return legsOfManyParties(selectionRoom, groupings, ranks(), wanted, least, may(key))
  }
  const sides = isByLeg(key) ? { isIn: direction !== "out", isOut: direction !== "in" } : null
  return itemsOfMany(selectionRoom, grouping(key), wanted, sides, least, may(key))
}

const nothingOf = (key: GroupKey): Selection => ({
  key,
  rows: new Uint32Array(),
  isIn: new Uint8Array(),
  at: new Float64Array(),
  groups: new Uint32Array(),
  starts: new Uint32Array(1),
})

function rowsOfLegs(legs: Uint32Array): Uint32Array {
  const rows = newWords(legs.length)
  for (let i = 0; i < legs.length; i++) rows[i] = legRow(legs[i]!)
  return rows
}

function sidesOfLegs(legs: Uint32Array): Uint8Array {
  const isIn = newFlags(legs.length)
  for (let i = 0; i < legs.length; i++) isIn[i] = legs[i]! & 1
  return isIn
}

/** Of fewer than one row in this many, the items are sorted; else all items are gone through. */
const FEW = 16

/** The items of a group, by its number: from, and to, exclusive. */
export function groupRange(
  { groups, starts }: Pick<Selection, "groups" | "starts">,
  group: number,
): [number, number] {
  const at = lastNotAfter(groups, group)
  return groups[at] === group ? [starts[at]!, starts[at + 1]!] : [0, 0]
}

/** The last of ascending numbers that is not above `value`. */
function lastNotAfter(ascending: Uint32Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= value) low = middle
    else high = middle
  }
  return low
}

/** The same without the groups for which `keep` has 0. */
export function keepGroups(selection: Selection, keep: Uint8Array): Selection {
  const { key, rows, isIn, at, groups, starts } = selection
  const kept = newWords(groups.length)
  let count = 0
  for (let g = 0; g < groups.length; g++) if (keep[g] !== 0) kept[count++] = g
  if (count === groups.length) return selection
  const items = itemsOfGroups(starts, kept.subarray(0, count))
  const keptStarts = newWords(count + 1)
  for (let g = 0; g < count; g++)
    keptStarts[g + 1] = keptStarts[g]! + starts[kept[g]! + 1]! - starts[kept[g]!]!
  return {
    key,
    rows: gather(rows, items),
    isIn: isIn.length === 0 ? isIn : gatherFlags(isIn, items),
    at: gatherNumbers(at, items),
    groups: gather(groups, kept.subarray(0, count)),
    starts: keptStarts,
  }
}

/** All items of some groups, group by group. */
function itemsOfGroups(starts: Uint32Array, groups: Uint32Array): Uint32Array {
  let length = 0
  for (let g = 0; g < groups.length; g++) length += starts[groups[g]! + 1]! - starts[groups[g]!]!
  const items = newWords(length)
  let count = 0
  for (let g = 0; g < groups.length; g++)
    for (let i = starts[groups[g]!]!; i < starts[groups[g]! + 1]!; i++) items[count++] = i
  return items
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
  const from = newWords(at.length)
  const to = newWords(at.length)
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
  const from = newWords(at.length)
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
export function gather(codes: RowCodes, rows: Uint32Array): Uint32Array {
  const gathered = newWords(rows.length)
  for (let i = 0; i < rows.length; i++) gathered[i] = codes[rows[i]!]!
  return gathered
}

/** The flags of some items. */
export function gatherFlags(flags: Uint8Array, items: Uint32Array): Uint8Array {
  const gathered = newFlags(items.length)
  for (let i = 0; i < items.length; i++) gathered[i] = flags[items[i]!]!
  return gathered
}

/** The numbers of some rows. */
export function gatherNumbers(numbers: Float64Array, rows: Uint32Array): Float64Array {
  const gathered = newNumbers(rows.length)
  for (let i = 0; i < rows.length; i++) gathered[i] = numbers[rows[i]!]!
  return gathered
}
