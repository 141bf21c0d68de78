// The items of a grouping that pass, in their groups: looked up where they are few, gone through where they are many.
import { type Grouping, legRow } from "../model/order.ts"
import type { Bits } from "./bits.ts"
import { type GroupKey, NO_POSITION } from "./groups.ts"

/** What a group must have to be selected. */
export interface GroupNeed {
  /** Items, at least one. */
  readonly least: number
  /** What its amounts must come to; null: anything. */
  readonly worth: {
    /** Whether items `from` to `to`, end exclusive, rows or legs, may do. */
    isWorth(items: Uint32Array, from: number, to: number, areLegs: boolean): boolean
    /** By group: 0 where no items of it do. */
    groups(key: GroupKey): Uint8Array
  } | null
}

/** Of legs, which to take; null: items are rows. */
export type Sides = { readonly isIn: boolean; readonly isOut: boolean } | null

interface GroupedItems {
  /** In the room they were put in: to be copied before it is used again. */
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

/** Rows that are looked for in a grouping, settled ones. */
interface Wanted {
  readonly rows: Bits
  readonly count: number
  /** Whether they are all rows that are settled. */
  readonly areAll: boolean
}

/** Goes through the items of all groups that have enough and, by `may`, are not known to be worth nothing. */
export function itemsOfMany(
  room: SelectionRoom,
  { items, starts, groupCount }: Grouping,
  wanted: Wanted,
  sides: Sides,
  need: GroupNeed,
  may: Uint8Array | null,
): GroupedItems {
  const most = sides === null ? wanted.count : 2 * wanted.count
  const kept = openGroups(room, Math.min(most, items.length), need.least)
  for (let group = 0; group < groupCount; group++) {
    const start = starts[group]!
    const end = starts[group + 1]!
    if (end - start < need.least || (may !== null && may[group] === 0)) continue
    if (sides !== null) kept.count = takeLegs(kept, items, start, end, wanted.rows, sides)
    else if (wanted.areAll) kept.count = takeAll(kept, items, start, end)
    else kept.count = takeRows(kept, items, start, end, wanted.rows)
    closeGroup(kept, group, sides !== null, need)
  }
  return trimGroups(kept)
}

// Written out, one for each kind of item: this goes through every payment, for many rules. An item is always put where
// the next one goes, and stays there if it is wanted: there is nothing to guess at.

function takeAll(
  { items: found, count }: OpenGroups,
  items: Uint32Array,
  start: number,
  end: number,
): number {
  for (let i = start; i < end; i++) found[count++] = items[i]!
  return count
}

function takeRows(
  { items: found, count }: OpenGroups,
  items: Uint32Array,
  start: number,
  end: number,
  wanted: Bits,
): number {
  for (let i = start; i < end; i++) {
    const row = items[i]!
    found[count] = row
    count += (wanted[row >>> 5]! >>> (row & 31)) & 1
  }
  return count
}

function takeLegs(
  { items: found, count }: OpenGroups,
  items: Uint32Array,
  start: number,
  end: number,
  wanted: Bits,
  sides: NonNullable<Sides>,
): number {
  /** By the lowest bit of a leg: whether its side is taken. */
  const taken = (sides.isOut ? 1 : 0) | (sides.isIn ? 2 : 0)
  for (let i = start; i < end; i++) {
    const leg = items[i]!
    const row = legRow(leg)
    found[count] = leg
    count += (wanted[row >>> 5]! >>> (row & 31)) & (taken >>> (leg & 1)) & 1
  }
  return count
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

/** Gives the room up until it is needed again. */
export function leaveRoom(room: SelectionRoom): void {
  Object.assign(room, createSelectionRoom())
}

interface OpenGroups extends SelectionRoom {
  count: number
  groupCount: number
}

function openGroups(room: SelectionRoom, most: number, least: number): OpenGroups {
  const mostGroups = Math.floor(most / least)
  // One more, for an item that is put there and not wanted.
  if (room.items.length <= most) room.items = new Uint32Array(most + 1)
  if (room.groups.length < mostGroups) {
    room.groups = new Uint32Array(mostGroups)
    room.starts = new Uint32Array(mostGroups + 1)
  }
  room.starts[0] = 0
  return { ...room, count: 0, groupCount: 0 }
}

/** Ends a group after the items added since the last one; where it does not meet the need it is taken back. */
function closeGroup(kept: OpenGroups, group: number, areLegs: boolean, { least, worth }: GroupNeed): void {
  const start = kept.starts[kept.groupCount]!
  const isKept =
    kept.count - start >= least && (worth === null || worth.isWorth(kept.items, start, kept.count, areLegs))
  if (!isKept) {
    kept.count = start
    return
  }
  kept.groups[kept.groupCount++] = group
  kept.starts[kept.groupCount] = kept.count
}

function trimGroups({ items, count, groups, starts, groupCount }: OpenGroups): GroupedItems {
  return {
    items: items.subarray(0, count),
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
