// A set of hashes as a row of bits (B. Bloom, "Space/time trade-offs in hash coding with allowable errors", CACM 13:7,
// 1970, with one hash): what is in it is always found, and hardly anything else.

export interface HashFilter {
  readonly bits: Int32Array
  /** By how much a hash is shifted to the right to be a place. */
  readonly shift: number
}

/** Bits for each hash: so few are set that hardly one is met by chance, and so few there are that they stay at hand. */
const ROOM = 64
const LEAST_BITS = 10
const MOST_BITS = 19
/** Odd, with bits all over: 2^32 over the golden ratio (D. Knuth, TAOCP 3, 6.4). */
const SCATTER = 0x9e3779b1

/** A hash whose upper bits depend on all of the number. */
export const scatter = (value: number): number => Math.imul(value, SCATTER)

export function filterOf(hashes: ReadonlySet<number>): HashFilter {
  const wanted = Math.ceil(Math.log2(hashes.size * ROOM + 1))
  const width = Math.min(MOST_BITS, Math.max(LEAST_BITS, wanted))
  const bits = new Int32Array(1 << (width - 5))
  const shift = 32 - width
  for (const hash of hashes) bits[hash >>> (shift + 5)]! |= 1 << (hash >>> shift)
  return { bits, shift }
}

/** For loops: `bits` and `shift` of a filter by themselves. */
export const isIn = (bits: Int32Array, shift: number, hash: number): boolean =>
  ((bits[hash >>> (shift + 5)]! >>> (hash >>> shift)) & 1) !== 0
