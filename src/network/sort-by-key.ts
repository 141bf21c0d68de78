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
  const starts = startsOf(items, keys, keyCount)
  const next = starts.slice()
  const sorted = new Uint32Array(items.length)
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!
    sorted[next[keys[item]!]!++] = item
  }
  return { items: sorted, starts }
}

function startsOf(items: Uint32Array, keys: Uint32Array, keyCount: number): Uint32Array {
  const starts = new Uint32Array(keyCount + 1)
  for (let i = 0; i < items.length; i++) starts[keys[items[i]!]! + 1]!++
  for (let key = 0; key < keyCount; key++) starts[key + 1]! += starts[key]!
  return starts
}

/** 0 … count − 1, in their order. */
export function indices(count: number): Uint32Array<ArrayBuffer> {
  const all = new Uint32Array(count)
  for (let i = 0; i < count; i++) all[i] = i
  return all
}
