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

/** The same of the items 0 … keys.length − 1, which need not be written down to be sorted. */
export function sortAllByKey(keys: Uint32Array, keyCount: number): SortedByKey {
  const places = newWords(keyCount + 2)
  for (let item = 0; item < keys.length; item++) places[keys[item]! + 2]!++
  const next = addUp(places)
  const sorted = newWords(keys.length)
  for (let item = 0; item < keys.length; item++) sorted[next[keys[item]!]!++] = item
  return { items: sorted, starts: places.subarray(0, keyCount + 1) }
}

/** Up to so many items an insertion sort is faster than counting. */
const FEW_ITEMS = 24

/**
 * Sorts the items of each group by a second key, in place; equal keys keep their order. Gives the second key of the item
 * at each place. Each item's key is looked up once: rows of a group stand far apart in a table.
 */
export function sortWithinGroups(
  { items, starts }: SortedByKey,
  keys: Uint32Array,
  keyCount: number,
): Uint32Array {
  const keyAt = newWords(items.length)
  for (let i = 0; i < items.length; i++) keyAt[i] = keys[items[i]!]!
  const sortMany = manySorter(items, keyAt, keyCount)
  for (let group = 0; group + 1 < starts.length; group++) {
    const start = starts[group]!
    const end = starts[group + 1]!
    if (end - start > FEW_ITEMS) sortMany(start, end)
    else insertInOrder(items, keyAt, start, end)
  }
  return keyAt
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

/** 0 … count − 1, in their order. */
export function indices(count: number): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(count)
  for (let i = 0; i < count; i++) all[i] = i
  return all
}
