// Adds the texts of cells to the table at hand, as long as there is room for them and nothing odd comes: the host adds
// the one that the kernel stops at, with whatever that takes, and lets it go on behind it.
import { at, endAt, MISSING, placeOf, put, startAt, UNSEEN } from "./cells"
import {
  codeIn,
  compareToLast,
  pool,
  poolLength,
  setSize,
  size,
  slotCount,
  slotOf,
  starts,
  startsLength,
  takeSlot,
} from "./table"
import { copyText, hashText } from "./text"

/** At most so many of ten slots are in use, as in src/model/slot-counts.ts. */
const MAX_FILLED = 6

let column: u32 = 0
let firstCodes: usize = 0
let secondColumn: u32 = 0
let secondCodes: usize = 0

/** From here on the columns that have the table's texts are these. Of one, `secondCodes_` is 0. */
export function useColumns(column_: u32, firstCodes_: usize, secondColumn_: u32, secondCodes_: usize): void {
  column = column_
  firstCodes = firstCodes_
  secondColumn = secondColumn_
  secondCodes = secondCodes_
}

export function tableSize(): u32 {
  return size
}

/**
 * Gives cells from row `from` to before `to` that are `UNSEEN` their codes, row by row; the row that it stopped at, or `to`.
 * @param isAscending each text of the table stands behind the one before, and there are no slots
 * @param onlyNew stops also at a text that is there already
 */
export function addCells(from: u32, to: u32, isAscending: bool, onlyNew: bool): u32 {
  for (let row = from; row < to; row++) {
    if (!addCell(row, column, firstCodes, isAscending, onlyNew)) return row
    if (secondCodes !== 0 && !addCell(row, secondColumn, secondCodes, isAscending, onlyNew)) return row
  }
  return to
}

/** False when the host has to do it. */
function addCell(row: u32, column: u32, codes: usize, isAscending: bool, onlyNew: bool): bool {
  const code = at(codes, row)
  if (code !== UNSEEN) return !onlyNew || code === MISSING
  const place = placeOf(row, column)
  const from = startAt(place)
  const length = <u32>(endAt(place) - from)
  if (isAscending) {
    if (compareToLast(from, length) <= 0 || !append(from, length)) return false
  } else {
    const hash = hashText(from, from + length)
    const slot = slotOf(from, length, hash)
    const known = codeIn(slot)
    if (known !== 0) {
      put(codes, row, known)
      return !onlyNew
    }
    if ((size + 1) * 10 > slotCount * MAX_FILLED || !hasRoom(length)) return false
    if (slot === 0) return false
    takeSlot(slot, hash, size)
    append(from, length)
  }
  put(codes, row, size - 1)
  return true
}

function hasRoom(length: u32): bool {
  // Eight bytes more, because texts are copied eight bytes at a time.
  return size + 1 < startsLength && at(starts, size) + length + 8 <= poolLength
}

/** False when there is no room. */
function append(from: usize, length: u32): bool {
  if (!hasRoom(length)) return false
  const start = at(starts, size)
  copyText(from, pool + start, length)
  put(starts, size + 1, start + length)
  setSize(size + 1)
  return true
}
