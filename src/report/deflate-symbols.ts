// The symbols of DEFLATE for lengths and distances of matches (RFC 1951, 3.2.5): each stands for a range of values, and
// some bits behind it say which.

/** Symbols below are bytes. */
export const END_OF_BLOCK = 256
export const LITERAL_COUNT = 286
export const DISTANCE_COUNT = 30

const LENGTH_COUNT = LITERAL_COUNT - END_OF_BLOCK - 1
const SHORTEST = 3
const LONGEST = 258

/** Bits behind each symbol, and the least value that it stands for. */
export const LENGTH_EXTRA = Uint8Array.from({ length: LENGTH_COUNT }, (_, symbol) =>
  symbol === LENGTH_COUNT - 1 ? 0 : Math.max(0, (symbol >> 2) - 1),
)
export const LENGTH_BASE = basesOf(LENGTH_EXTRA, SHORTEST)
// The longest match has a symbol of its own, though the one before could tell it.
LENGTH_BASE[LENGTH_COUNT - 1] = LONGEST
export const DISTANCE_EXTRA = Uint8Array.from({ length: DISTANCE_COUNT }, (_, symbol) =>
  Math.max(0, (symbol >> 1) - 1),
)
export const DISTANCE_BASE = basesOf(DISTANCE_EXTRA, 1)

function basesOf(extra: Uint8Array, first: number): Uint16Array {
  let next = first
  return Uint16Array.from(extra, (bits) => {
    const base = next
    next += 1 << bits
    return base
  })
}

/** Symbols of lengths, by length. */
export const LENGTH_SYMBOL = Uint8Array.from({ length: LONGEST + 1 }, (_, length) =>
  symbolOf(length, LENGTH_BASE),
)

/** Distances up to this are looked up one by one, farther ones by what 128 goes into: no symbol begins in between. */
const NEAR = 256
const NEAR_SYMBOL = Uint8Array.from({ length: NEAR + 1 }, (_, distance) => symbolOf(distance, DISTANCE_BASE))
const FAR_SYMBOL = Uint8Array.from({ length: 256 }, (_, by128) => symbolOf(by128 * 128 + 1, DISTANCE_BASE))

function symbolOf(value: number, bases: Uint16Array): number {
  let symbol = 0
  while (symbol + 1 < bases.length && bases[symbol + 1]! <= value) symbol++
  return symbol
}

export function distanceSymbol(distance: number): number {
  return distance <= NEAR ? NEAR_SYMBOL[distance]! : FAR_SYMBOL[(distance - 1) >> 7]!
}
