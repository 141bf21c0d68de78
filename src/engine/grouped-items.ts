// The items of a grouping that pass, in their groups: of many rows, by going through the items of all groups.
import type { Bits } from "../model/bits.ts"
import { copyWords, newWords } from "../model/large-arrays.ts"
import type { Grouping } from "../model/order.ts"
import type { CodedGroupKey } from "./amounts-in.ts"

/** What a group must have to be selected. */
export interface GroupNeed {
  /** Items, at least one. */
  readonly least: number
  /** What its amounts must come to; null: anything. */
  readonly worth: {
    /** By group found: 0 where its items, rows or legs, do not do. */
    among(found: GroupedItems, areLegs: boolean): Uint8Array
    /** By group: 0 where no items of it do. A pair that does has a payer and a payee that do. */
    groups(key: CodedGroupKey): Uint8Array
  } | null
}

/** Of legs, which to take; null: items are rows. */
export type Sides = { readonly isIn: boolean; readonly isOut: boolean } | null

export interface GroupedItems {
  readonly items: Uint32Array
  /** Numbers of the groups that have an item, ascending. */
  readonly groups: Uint32Array
  /** Group `groups[g]` is items `starts[g]` to `starts[g + 1]`, end exclusive. */
  readonly starts: Uint32Array
}

/** Room to work in, kept from one selection to the next and grown as needed: what is selected is copied out of it. */
export interface SelectionRoom {
  items: Uint32Array
  groups: Uint32Array
  starts: Uint32Array
  /** All 0 when nobody counts. */
  counters: Uint32Array
}

export function createSelectionRoom(): SelectionRoom {
  const nothing = new Uint32Array()
  return { items: nothing, groups: nothing, starts: new Uint32Array(1), counters: nothing }
}

/** Gives the room up until it is needed again. */
export function leaveRoom(room: SelectionRoom): void {
  Object.assign(room, createSelectionRoom())
}

/** Room for so many items and groups. */
export function growRoom(room: SelectionRoom, most: number, mostGroups: number): void {
  // One more, for an item that is put there and not wanted.
  if (room.items.length <= most) room.items = newWords(most + 1)
  if (room.groups.length < mostGroups) {
    room.groups = newWords(mostGroups)
    room.starts = newWords(mostGroups + 1)
  }
}

/** Counters for codes below `size`. */
export function countersOf(room: SelectionRoom, size: number): Uint32Array {
  if (room.counters.length < size) room.counters = newWords(size)
  return room.counters
}

/**
 * Goes through the items of all groups that have enough and, by `may`, are not known to be worth nothing. `wanted`: rows
 * that are looked for, so many of them. The items stay in the room, to be copied before it is used again.
 */
export function itemsOfMany(
  room: SelectionRoom,
  { items, starts, groupCount }: Grouping,
  wanted: { readonly rows: Bits; readonly count: number },
  sides: Sides,
  least: number,
  may: Uint8Array | null,
): GroupedItems {
  const areLegs = sides !== null
  const most = Math.min(areLegs ? 2 * wanted.count : wanted.count, items.length)
  growRoom(room, most, Math.min(Math.floor(most / least), groupCount))
  /** By the lowest bit of a leg: whether its side is taken. Of rows, which have no such bit, all are. */
  const taken = sides === null ? 1 : (sides.isOut ? 1 : 0) | (sides.isIn ? 2 : 0)
  const count = takeItems(
    room.items,
    room.groups,
    room.starts,
    items,
    starts,
    groupCount,
    may,
    wanted.rows,
    areLegs ? 1 : 0,
    taken,
    least,
  )
  return groupsFound(room, count)
}

/**
 * Written out on arrays alone: this goes through every payment, for many rules. An item is always put where the next one
 * goes, and stays there if it is wanted: there is nothing to guess at. Gives the number of groups.
 */
function takeItems(
  found: Uint32Array,
  foundGroups: Uint32Array,
  foundStarts: Uint32Array,
  items: Uint32Array,
  starts: Uint32Array,
  groupCount: number,
  may: Uint8Array | null,
  wanted: Bits,
  sideBits: number,
  taken: number,
  least: number,
): number {
  let count = 0
  let kept = 0
  for (let group = 0; group < groupCount; group++) {
    const start = starts[group]!
    const end = starts[group + 1]!
    if (end - start < least || (may !== null && may[group] === 0)) continue
    const from = count
    for (let i = start; i < end; i++) {
      const item = items[i]!
      const row = item >>> sideBits
      found[count] = item
      count += (wanted[row >>> 5]! >>> (row & 31)) & (taken >>> (item & sideBits)) & 1
    }
    if (count - from < least) count = from
    else {
      foundGroups[kept++] = group
      foundStarts[kept] = count
    }
  }
  return kept
}

/** So many groups that stand in the room. */
export function groupsFound({ items, groups, starts }: SelectionRoom, count: number): GroupedItems {
  return {
    items: items.subarray(0, starts[count]!),
    groups: copyWords(groups.subarray(0, count)),
    starts: copyWords(starts.subarray(0, count + 1)),
  }
}

/** The groups for which `keep` has not 0. The items may be moved in their place. */
export function keepFound({ items, groups, starts }: GroupedItems, keep: Uint8Array): GroupedItems {
  const count = moveGroups(items, groups, starts, keep)
  return {
    items: items.subarray(0, starts[count]!),
    groups: groups.subarray(0, count),
    starts: starts.subarray(0, count + 1),
  }
}

function moveGroups(items: Uint32Array, groups: Uint32Array, starts: Uint32Array, keep: Uint8Array): number {
  let count = 0
  let kept = 0
  let start = starts[0]!
  for (let g = 0; g < keep.length; g++) {
    const end = starts[g + 1]!
    if (keep[g] !== 0) {
      for (let i = start; i < end; i++) items[count++] = items[i]!
      groups[kept++] = groups[g]!
      starts[kept] = count
    }
    start = end
  }
  return kept
}
