// A set of keys as rows of bits, three bits for each in one row (F. Putze, P. Sanders and J. Singler, "Cache-, hash- and
// space-efficient Bloom filters", JEA 14, 2009): what is in it is always found, and hardly anything else.

export interface KeyFilter {
  readonly rows: Int32Array
  /** By how much a hash is shifted to the right to be the number of a row. */
  readonly shift: number
}

/** Bits for each key, as far as they stay at hand. */
const ROOM = 32
const LEAST_BITS = 10
const MOST_BITS = 20

export function filterOfKeys(keys: ReadonlySet<number>): KeyFilter {
  const wanted = Math.ceil(Math.log2(keys.size * ROOM + 1))
  const width = Math.min(MOST_BITS, Math.max(LEAST_BITS, wanted))
  const rows = new Int32Array(1 << (width - 5))
  const shift = 37 - width
  for (const key of keys) rows[key >>> shift]! |= bitsOf(key)
  return { rows, shift }
}

/** For loops: `rows` and `shift` of a filter by themselves. */
export function holdsKey(rows: Int32Array, shift: number, key: number): boolean {
  const bits = bitsOf(key)
  return (rows[key >>> shift]! & bits) === bits
}

/** By the lower bits of a key, which say little of its row. */
const bitsOf = (key: number): number => (1 << key) | (1 << (key >>> 5)) | (1 << (key >>> 10))

/** A key from a number: all of its bits depend on all of the number, the upper ones most. */
export function mix(value: number): number {
  const scattered = Math.imul(value, SCATTER)
  return Math.imul(scattered ^ (scattered >>> 15), STIR)
}

/** Odd, with bits all over: 2^32 over the golden ratio (D. Knuth, TAOCP 3, 6.4), and one of MurmurHash3 (A. Appleby). */
const SCATTER = 0x9e3779b1
const STIR = 0x85ebca6b
