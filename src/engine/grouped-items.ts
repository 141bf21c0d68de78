// The items of a grouping that pass, in their groups: looked up where they are few, gone through where they are many.
import { type Grouping, legIsIn, legRow } from "../model/order.ts"
import { type Bits, hasBit } from "./bits.ts"
import { NO_POSITION } from "./groups.ts"

/** What a group must have to be selected. */
export interface GroupNeed {
  /** Items, at least one. */
  readonly least: number
  /** Whether items `from` to `to`, end exclusive, rows or legs, may do; null: any do. */
  readonly isWorth: ((items: Uint32Array, from: number, to: number, areLegs: boolean) => boolean) | null
}

/** Of legs, which to take; null: items are rows. */
export type Sides = { readonly isIn: boolean; readonly isOut: boolean } | null

/** Items in their groups. */
export interface GroupedItems {
  readonly items: Uint32Array
  /** Numbers of the groups that have an item, ascending. */
  readonly groups: Uint32Array
  /** Group `groups[g]` is items `starts[g]` to `starts[g + 1]`, end exclusive. */
  readonly starts: Uint32Array
}

export function itemsOfFew(
  room: SelectionRoom,
  grouping: Grouping,
  positions: Uint32Array,
  rows: Uint32Array,
  sides: Sides,
  need: GroupNeed,
): GroupedItems {
  const found = new Uint32Array(sides === null ? rows.length : 2 * rows.length)
  let count = 0
  const add = (item: number) => {
    const position = positions[item]!
    if (position !== NO_POSITION) found[count++] = position
  }
  for (const row of rows) {
    if (sides === null) add(row)
    if (sides?.isOut) add(2 * row)
    if (sides?.isIn) add(2 * row + 1)
  }
  // Without a comparison of its own, a typed array is sorted by number, and much faster.
  return inGroups(room, grouping, found.subarray(0, count).sort(), sides !== null, need)
}

/** Puts positions, ascending, into their groups. */
function inGroups(
  room: SelectionRoom,
  { items, starts }: Grouping,
  positions: Uint32Array,
  areLegs: boolean,
  need: GroupNeed,
): GroupedItems {
  const kept = openGroups(room, positions.length, need.least)
  let group = -1
  for (let i = 0; i < positions.length; ) {
    group = groupAt(starts, positions[i]!, group + 1)
    const end = starts[group + 1]!
    for (; i < positions.length && positions[i]! < end; i++) kept.items[kept.count++] = items[positions[i]!]!
    closeGroup(kept, group, areLegs, need)
  }
  return trimGroups(kept)
}

/** Goes through the items of all groups that have enough. `most`: no more than so many are wanted. */
export function itemsOfMany(
  room: SelectionRoom,
  { items, starts, groupCount }: Grouping,
  wanted: Bits,
  most: number,
  sides: Sides,
  need: GroupNeed,
): GroupedItems {
  const kept = openGroups(room, Math.min(most, items.length), need.least)
  const found = kept.items
  for (let group = 0; group < groupCount; group++) {
    const end = starts[group + 1]!
    if (end - starts[group]! < need.least) continue
    let count = kept.count
    for (let i = starts[group]!; i < end; i++) {
      const item = items[i]!
      if (sides !== null && !(legIsIn(item) ? sides.isIn : sides.isOut)) continue
      if (hasBit(wanted, sides === null ? item : legRow(item))) found[count++] = item
    }
    kept.count = count
    closeGroup(kept, group, sides !== null, need)
  }
  return trimGroups(kept)
}

/** Room to work in, kept from one selection to the next and grown as needed: what is selected is copied out of it. */
export interface SelectionRoom {
  items: Uint32Array
  groups: Uint32Array
  starts: Uint32Array
}

export function createSelectionRoom(): SelectionRoom {
  return { items: new Uint32Array(), groups: new Uint32Array(), starts: new Uint32Array(1) }
}

interface OpenGroups extends SelectionRoom {
  count: number
  groupCount: number
}

function openGroups(room: SelectionRoom, most: number, least: number): OpenGroups {
  const mostGroups = Math.floor(most / least)
  if (room.items.length < most) room.items = new Uint32Array(most)
  if (room.groups.length < mostGroups) {
    room.groups = new Uint32Array(mostGroups)
    room.starts = new Uint32Array(mostGroups + 1)
  }
  room.starts[0] = 0
  return { ...room, count: 0, groupCount: 0 }
}

/** Ends a group after the items added since the last one; where it does not meet the need it is taken back. */
function closeGroup(kept: OpenGroups, group: number, areLegs: boolean, { least, isWorth }: GroupNeed): void {
  const start = kept.starts[kept.groupCount]!
  const isKept =
    kept.count - start >= least && (isWorth === null || isWorth(kept.items, start, kept.count, areLegs))
  if (!isKept) {
    kept.count = start
    return
  }
  kept.groups[kept.groupCount++] = group
  kept.starts[kept.groupCount] = kept.count
}

function trimGroups({ items, count, groups, starts, groupCount }: OpenGroups): GroupedItems {
  return {
    items: items.slice(0, count),
    groups: groups.slice(0, groupCount),
    starts: starts.slice(0, groupCount + 1),
  }
}

/** Steps to the next group before it is looked for by halving. */
const NEAR = 8

/** The group, `first` or a later one, in which a position is. */
function groupAt(starts: Uint32Array, position: number, first: number): number {
  for (let group = first; group < first + NEAR; group++) if (position < starts[group + 1]!) return group
  return lastNotAfter(starts, position)
}

/** The last of ascending numbers that is not above `value`. */
export function lastNotAfter(ascending: Uint32Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= value) low = middle
    else high = middle
  }
  return low
}
