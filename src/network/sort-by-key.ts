// A stable counting sort: the one sort that edges, legs and ties are brought together by. Linear, two passes over plain
// typed arrays, no callback an item: sorting a million payments by party is a matter of how fast memory answers.

/** Items by key: those of key k are `items[starts[k]] … items[starts[k + 1] − 1]`, in the order given. */
export interface SortedByKey {
  readonly items: Uint32Array
  /** One entry more than there are keys. */
  readonly starts: Uint32Array
}

/** `items` by `keys[item]`, a number below `keyCount`; equal keys keep their order. */
export function sortByKey(items: Uint32Array, keys: Uint32Array, keyCount: number): SortedByKey {
  const places = new Uint32Array(keyCount + 2)
  for (let i = 0; i < items.length; i++) places[keys[items[i]!]! + 2]!++
  const next = addUp(places)
  const sorted = new Uint32Array(items.length)
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!
    sorted[next[keys[item]!]!++] = item
  }
  return { items: sorted, starts: places.subarray(0, keyCount + 1) }
}

/** The same of the items 0 … keys.length − 1, which need not be written down to be sorted. */
export function sortAllByKey(keys: Uint32Array, keyCount: number): SortedByKey {
  const places = new Uint32Array(keyCount + 2)
  for (let item = 0; item < keys.length; item++) places[keys[item]! + 2]!++
  const next = addUp(places)
  const sorted = new Uint32Array(keys.length)
  for (let item = 0; item < keys.length; item++) sorted[next[keys[item]!]!++] = item
  return { items: sorted, starts: places.subarray(0, keyCount + 1) }
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
