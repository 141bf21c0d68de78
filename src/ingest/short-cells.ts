// Short cells whose meaning is known already: a column of currencies, channels or countries has few words, which come
// again and again. They are compared as two words of four bytes, without a dictionary. A hot loop on typed arrays, which
// runs for every cell of a bulk file; bytes behind a cell are read too, and left out of account.
import type { ColumnCells } from "../model/text-table.ts"

/** Longer cells are not kept. */
const MAX_SHORT_BYTES = 8

/** So many cells of a column are kept at most, each in the only place that its bytes allow; the latest one wins. */
const PLACES = 256

/** Cells by place: the length, the first four bytes, the other four, and the code. */
export type ShortCells = Int32Array

export function createShortCells(makeNumbers = (length: number) => new Int32Array(length)): ShortCells {
  const known = makeNumbers(PLACES * 4)
  clearShortCells(known)
  return known
}

export function clearShortCells(known: ShortCells): void {
  // No cell has this length.
  known.fill(-1)
}

/** Which bytes of a word belong to a cell that has so many from the word's first byte on. */
function maskOf(length: number): number {
  return length >= 4 ? -1 : (1 << (length * 8)) - 1
}

function placeOf(first: number, second: number): number {
  // The odd constants are those of Fibonacci hashing and of the finalizer of MurmurHash3.
  return (Math.imul(Math.imul(first, 0x9e3779b1) ^ second, 0x85ebca6b) >>> 24) * 4
}

/** Gives the rows whose cells are known their codes; the others go to `others`. How many those are. */
export function findShortCells(
  known: ShortCells,
  { bytes, starts, ends, first: firstCell, stride }: ColumnCells,
  count: number,
  codes: Uint32Array,
  others: Uint32Array,
): number {
  let otherCount = 0
  for (let row = 0, cell = firstCell; row < count; row++, cell += stride) {
    const from = starts[cell]!
    const length = ends[cell]! - from
    if (length <= MAX_SHORT_BYTES) {
      const first = bytes.getInt32(from, true) & maskOf(length)
      const second = length > 4 ? bytes.getInt32(from + 4, true) & maskOf(length - 4) : 0
      const place = placeOf(first, second)
      if (known[place] === length && known[place + 1] === first && known[place + 2] === second) {
        codes[row] = known[place + 3]!
        continue
      }
    }
    others[otherCount++] = row
  }
  return otherCount
}

/** Keeps what the cell of a row means, if it is short. */
export function keepShortCell(
  known: ShortCells,
  { bytes, starts, ends, first: firstCell, stride }: ColumnCells,
  row: number,
  code: number,
): void {
  const from = starts[firstCell + row * stride]!
  const length = ends[firstCell + row * stride]! - from
  if (length > MAX_SHORT_BYTES) return
  const first = bytes.getInt32(from, true) & maskOf(length)
  const second = length > 4 ? bytes.getInt32(from + 4, true) & maskOf(length - 4) : 0
  const place = placeOf(first, second)
  known[place] = length
  known[place + 1] = first
  known[place + 2] = second
  known[place + 3] = code
}
