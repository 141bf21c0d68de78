// Short cells whose meaning is known already: see short-cells.ts of the reader, whose places these are.
import { at, endAt, placeOf, put, startAt } from "./cells"

const MAX_SHORT_BYTES: u32 = 8

/** The bytes of a cell as one number; those behind its end are 0. */
function wordOf(from: usize, length: u32): u64 {
  return length === 0 ? 0 : load<u64>(from) & (u64.MAX_VALUE >> <u64>(64 - length * 8))
}

function shortPlace(known: usize, word: u64): usize {
  const hash = ((<u32>word * 0x9e3779b1) ^ <u32>(word >> 32)) * 0x85ebca6b
  return known + <usize>(hash >> 24) * 16
}

/** Gives the rows whose cells are known their codes; the others go to `others`. How many those are. */
export function findShortCells(known: usize, column: u32, count: u32, codes: usize, others: usize): u32 {
  let otherCount: u32 = 0
  for (let row: u32 = 0; row < count; row++) {
    const place = placeOf(row, column)
    const from = startAt(place)
    const length = <u32>(endAt(place) - from)
    if (length <= MAX_SHORT_BYTES) {
      const word = wordOf(from, length)
      const kept = shortPlace(known, word)
      if (at(kept, 0) === length && load<u64>(kept + 4) === word) {
        put(codes, row, at(kept, 3))
        continue
      }
    }
    put(others, otherCount++, row)
  }
  return otherCount
}

/** Keeps what a cell means, if it is short. */
export function keepShortCell(known: usize, from: usize, length: u32, code: u32): void {
  if (length > MAX_SHORT_BYTES) return
  const word = wordOf(from, length)
  const kept = shortPlace(known, word)
  put(kept, 0, length)
  store<u64>(kept + 4, word)
  put(kept, 3, code)
}
