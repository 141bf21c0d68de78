// Which rows of a table have which codes of a column. A condition on text is decided once per distinct text; the rows
// of the texts that pass are then found here.
import { type Bits, createBits, hasBit, setBit } from "../model/bits.ts"
import { MISSING } from "../model/dictionary.ts"
import { copyWords, newWords } from "../model/large-arrays.ts"
import { SETTLED } from "../model/payment.ts"
import type { RowCodes } from "../model/row-codes.ts"
import type { PaymentTable } from "../model/table.ts"
import { addBits, listRows, lowestBit, noBits } from "./bits.ts"

/** Rows that have one of the codes. `size`: one more than the largest code. To be read only, as are all sets of rows. */
export function rowsWithCodes(column: RowCodes, codes: Iterable<number>, size: number): Bits {
  const wanted = createBits(size)
  let isNone = true
  for (const code of codes) {
    if (code === MISSING) continue
    setBit(wanted, code)
    isNone = false
  }
  if (isNone) return noBits(column.length)
  const rows = createBits(column.length)
  markRows(rows, column, wanted)
  return rows
}

/** Those of some rows that have one of the codes. */
export function rowsAmong(rows: Uint32Array, column: RowCodes, codes: Iterable<number>, size: number): Bits {
  const wanted = createBits(size)
  for (const code of codes) setBit(wanted, code)
  const kept = createBits(column.length)
  for (let i = 0; i < rows.length; i++) if (hasBit(wanted, column[rows[i]!]!)) setBit(kept, rows[i]!)
  return kept
}

/**
 * Goes through all rows in their order, without a branch on the code: no index of rows by codes is needed, which takes longer
 * to make than many conditions on the column together, and is as large as the column.
 */
function markRows(rows: Bits, column: RowCodes, wanted: Bits): void {
  for (let word = 0; word < rows.length; word++) {
    const first = word * 32
    const count = Math.min(32, column.length - first)
    let its = 0
    for (let bit = 0; bit < count; bit++) {
      const code = column[first + bit]!
      its |= ((wanted[code >>> 5]! >>> (code & 31)) & 1) << bit
    }
    rows[word] = its
  }
}

/** Of columns with up to so many codes, such as countries, the rows of each code are told apart in one go. */
export const FEW_CODES = 16

/** Of a column of few codes, the rows of each. */
export function rowsByCode(column: RowCodes): readonly Bits[] {
  let largest = MISSING
  for (let row = 0; row < column.length; row++) if (column[row]! > largest) largest = column[row]!
  const words = (column.length + 31) >>> 5
  const sets = newWords(words * (largest + 1))
  for (let row = 0; row < column.length; row++) sets[column[row]! * words + (row >>> 5)]! |= 1 << (row & 31)
  return Array.from({ length: largest + 1 }, (_, code) => sets.subarray(code * words, (code + 1) * words))
}

/** As `rowsWithCodes`, of the rows of each code. */
export function rowsOfCodes(byCode: readonly Bits[], codes: Iterable<number>, rowCount: number): Bits {
  const [first, ...others] = [...new Set(codes)].flatMap((code) =>
    code === MISSING ? [] : (byCode[code] ?? []),
  )
  if (first === undefined) return noBits(rowCount)
  if (others.length === 0) return first
  const rows = copyWords(first)
  for (const set of others) addBits(rows, set)
  return rows
}

/** Rows without a value; null: there are none. Most columns have none: the platform looks for the first one fastest. */
export function missingRows(codes: RowCodes): Bits | null {
  const first = codes.indexOf(MISSING)
  if (first < 0) return null
  const bits = createBits(codes.length)
  for (let word = first >>> 5; word < bits.length; word++) {
    const end = Math.min(codes.length, word * 32 + 32)
    let its = 0
    for (let row = word * 32; row < end; row++) its |= Number(codes[row] === MISSING) << (row & 31)
    bits[word] = its
  }
  return bits
}

export function settledRows({ status, rowCount }: PaymentTable): Bits {
  const bits = createBits(rowCount)
  for (let row = 0; row < rowCount; row++) if (status[row] === SETTLED) setBit(bits, row)
  return bits
}

/** Settled rows in canonical order, with each row's place in it: places are marked and gone through. */
export function inCanonicalOrder(rows: Uint32Array, ranks: Uint32Array, order: Uint32Array): Uint32Array {
  const places = createBits(order.length)
  for (let i = 0; i < rows.length; i++) setBit(places, ranks[rows[i]!]!)
  const sorted = listRows(places)
  for (let i = 0; i < sorted.length; i++) sorted[i] = order[sorted[i]!]!
  return sorted
}

/** By party code: whether one of the rows has it on the side. */
export function partiesIn(rows: Bits, side: Uint32Array, partyCount: number): Bits {
  const parties = createBits(partyCount)
  for (let i = 0; i < rows.length; i++)
    for (let word = rows[i]!; word !== 0; word &= word - 1) setBit(parties, side[i * 32 + lowestBit(word)]!)
  return parties
}

/** Those of the rows that have one of the parties on the side. */
export function rowsOfParties(rows: Bits, side: Uint32Array, parties: Bits): Bits {
  const kept = newWords(rows.length)
  for (let i = 0; i < rows.length; i++) {
    let passing = 0
    for (let word = rows[i]!; word !== 0; word &= word - 1) {
      const bit = lowestBit(word)
      if (hasBit(parties, side[i * 32 + bit]!)) passing |= 1 << bit
    }
    kept[i] = passing
  }
  return kept
}
