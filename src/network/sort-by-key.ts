// A stable counting sort: the one sort that edges, legs and ties are brought together by. Linear, two passes over plain
// typed arrays, no callback an item: sorting a million payments by party is a matter of how fast memory answers.
import { newWords } from "../model/large-arrays.ts"

/** Items by key: those of key k are `items[starts[k]] … items[starts[k + 1] − 1]`, in the order given. */
export interface SortedByKey {
  readonly items: Uint32Array
  /** One entry more than there are keys. */
  readonly starts: Uint32Array
}

/** `items` by `keys[item]`, a number below `keyCount`; equal keys keep their order. */
export function sortByKey(items: Uint32Array, keys: Uint32Array, keyCount: number): SortedByKey {
  const places = newWords(keyCount + 2)
  for (let i = 0; i < items.length; i++) places[keys[items[i]!]! + 2]!++
  const next = addUp(places)
  const sorted = newWords(items.length)
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!
    sorted[next[keys[item]!]!++] = item
  }
  return { items: sorted, starts: places.subarray(0, keyCount + 1) }
}

/** Items by key with something else of each beside it, in the same places. */
export interface SortedWithOther extends SortedByKey {
  readonly others: Uint32Array
}

/** So many parts at most: each is written at a place of its own. */
const PARTS = 2 ** 9

/** Room is taken for so many items in parts at a time, or for the largest part: of more, those of some parts come first. */
const ITEMS_AT_ONCE = 2 ** 24

type Parts = Readonly<Record<"items" | "keys" | "others", Uint32Array>>

/**
 * Sorts as `sortByKey` does, with what `others` says of each item; `items` null: all, 0 … keys.length − 1. Those that join
 * no two, of which key and other are one or one of them is 0, are put under 0. Of millions of keys, items are first laid down in parts,
 * each a range of keys, with key and other beside them: then what is counted and put down lies close together, and nothing
 * is looked up anywhere in a table again. See `model/code-parts.ts`. The room for parts is made once.
 */
export function otherSorter(
  itemsAtOnce = ITEMS_AT_ONCE,
): (items: Uint32Array | null, keys: Uint32Array, others: Uint32Array, keyCount: number) => SortedWithOther {
  let parts = partsFor(0)
  return (items, keys, others, keyCount) => {
    const shift = shiftFor(keyCount)
    const partEnds = endsOfParts(items, keys, others, shift)
    const itemCount = partEnds[PARTS - 1]!
    const sorted = {
      items: newWords(itemCount),
      others: newWords(itemCount),
      places: newWords(keyCount + 2),
    }
    for (let part = 0, start = 0; part < PARTS; start = partEnds[part - 1]!) {
      const first = part
      do part++
      while (part < PARTS && partEnds[part]! - start <= itemsAtOnce)
      const count = partEnds[part - 1]! - start
      if (count > parts.items.length) parts = partsFor(count)
      layInParts(parts, items, keys, others, shift, first, part, partEnds, start)
      sortParts(parts, count, sorted, first << shift, Math.min(part << shift, keyCount))
    }
    return { items: sorted.items, others: sorted.others, starts: sorted.places.subarray(0, keyCount + 1) }
  }
}

const partsFor = (count: number): Parts => ({
  items: newWords(count),
  keys: newWords(count),
  others: newWords(count),
})

/** What is left of a key is the number of its part. */
function shiftFor(keyCount: number): number {
  let shift = 0
  while (keyCount >>> shift >= PARTS) shift++
  return shift
}

/** The key that an item is put under. */
function joiningKey(key: number, other: number): number {
  return other === 0 || other === key ? 0 : key
}

/** By part, the number of items in it and in those before it. */
function endsOfParts(
  items: Uint32Array | null,
  keys: Uint32Array,
  others: Uint32Array,
  shift: number,
): Uint32Array {
  const ends = new Uint32Array(PARTS)
  const count = items === null ? keys.length : items.length
  for (let i = 0; i < count; i++) {
    const item = items === null ? i : items[i]!
    ends[joiningKey(keys[item]!, others[item]!) >>> shift]!++
  }
  for (let part = 1; part < PARTS; part++) ends[part]! += ends[part - 1]!
  return ends
}

/** Items of the parts from `first` to before `end`, their keys and others, part by part; those of one in the order given. */
function layInParts(
  parts: Parts,
  items: Uint32Array | null,
  keys: Uint32Array,
  others: Uint32Array,
  shift: number,
  first: number,
  end: number,
  partEnds: Uint32Array,
  start: number,
): void {
  const next = new Uint32Array(end - first)
  for (let part = first + 1; part < end; part++) next[part - first] = partEnds[part - 1]! - start
  const span = end - first
  const count = items === null ? keys.length : items.length
  for (let i = 0; i < count; i++) {
    const item = items === null ? i : items[i]!
    const other = others[item]!
    const key = joiningKey(keys[item]!, other)
    const part = (key >>> shift) - first
    if (part < 0 || part >= span) continue
    const at = next[part]!++
    parts.items[at] = item
    parts.keys[at] = key
    parts.others[at] = other
  }
}

/**
 * Puts down the items of a range of keys; those of the ranges before are there. `places`: see `addUp`, done for the keys
 * before `firstKey`.
 */
function sortParts(
  { items, keys, others }: Parts,
  count: number,
  sorted: { readonly items: Uint32Array; readonly others: Uint32Array; readonly places: Uint32Array },
  firstKey: number,
  endKey: number,
): void {
  const { items: sortedItems, others: sortedOthers, places } = sorted
  for (let i = 0; i < count; i++) places[keys[i]! + 2]!++
  for (let place = firstKey + 2; place < endKey + 2; place++) places[place]! += places[place - 1]!
  for (let i = 0; i < count; i++) {
    const at = places[keys[i]! + 1]!++
    sortedItems[at] = items[i]!
    sortedOthers[at] = others[i]!
  }
}

/** Up to so many items an insertion sort is faster than counting. */
const FEW_ITEMS = 24

/**
 * Sorts the items of each group, but of those of 0 that join no two, by what is beside them, a number below `otherCount`, in
 * place; equal ones keep their order.
 */
export function sortWithinGroups({ items, others, starts }: SortedWithOther, otherCount: number): void {
  const sortMany = manySorter(items, others, otherCount)
  for (let group = 1; group + 1 < starts.length; group++) {
    const start = starts[group]!
    const end = starts[group + 1]!
    if (end - start > FEW_ITEMS) sortMany(start, end)
    else insertInOrder(items, others, start, end)
  }
}

function insertInOrder(items: Uint32Array, keyAt: Uint32Array, start: number, end: number): void {
  for (let i = start + 1; i < end; i++) {
    const item = items[i]!
    const key = keyAt[i]!
    let at = i
    while (at > start && keyAt[at - 1]! > key) {
      items[at] = items[at - 1]!
      keyAt[at] = keyAt[at - 1]!
      at--
    }
    items[at] = item
    keyAt[at] = key
  }
}

/** Sorts the items from `start` to before `end` by counting their keys; a key that none of them has costs nothing. */
function manySorter(
  items: Uint32Array,
  keyAt: Uint32Array,
  keyCount: number,
): (start: number, end: number) => void {
  const places = newWords(keyCount)
  let met = newWords(0)
  let unsorted = newWords(0)
  let unsortedKeys = newWords(0)
  return (start, end) => {
    const count = end - start
    if (count > met.length) {
      met = newWords(2 * count)
      unsorted = newWords(2 * count)
      unsortedKeys = newWords(2 * count)
    }
    let metCount = 0
    for (let i = 0; i < count; i++) {
      const key = keyAt[start + i]!
      if (places[key]!++ === 0) met[metCount++] = key
      unsorted[i] = items[start + i]!
      unsortedKeys[i] = key
    }
    const inOrder = met.subarray(0, metCount).sort()
    let place = start
    for (let m = 0; m < metCount; m++) {
      const ofKey = places[inOrder[m]!]!
      places[inOrder[m]!] = place
      place += ofKey
    }
    for (let i = 0; i < count; i++) {
      const at = places[unsortedKeys[i]!]!++
      items[at] = unsorted[i]!
      keyAt[at] = unsortedKeys[i]!
    }
    for (let m = 0; m < metCount; m++) places[inOrder[m]!] = 0
  }
}

/**
 * Counts, which stand two places behind their keys, made into places: gives those at which the items of each key are put
 * next. When all are put, each place has moved on to the start of the next key, so `places` begins with the starts: a
 * second array would be room that is taken for a moment, and every 64 MB of it make V8 look through all that is held.
 */
function addUp(places: Uint32Array): Uint32Array {
  for (let i = 1; i < places.length; i++) places[i]! += places[i - 1]!
  return places.subarray(1)
}

/** 0 … count − 1, in their order. As groups of nodes: each in one of its own. */
export function indices(count: number): Uint32Array {
  const all = newWords(count)
  for (let i = 0; i < count; i++) all[i] = i
  return all
}
