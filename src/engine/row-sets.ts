// Which rows of a table have which codes of a column. A condition on text is decided once per distinct text; the rows
// of the texts that pass are then found here, without looking at the others.

import { MANY_CODES } from "../model/code-parts.ts"
import { MISSING } from "../model/dictionary.ts"
import { copyWords, newWords } from "../model/large-arrays.ts"
import { groupBySide } from "../model/order.ts"
import { SETTLED } from "../model/payment.ts"
import type { PaymentTable } from "../model/table.ts"
import { type Bits, createBits, hasBit, listRows, lowestBit, setBit } from "./bits.ts"

type CodeColumn = Uint32Array | Uint16Array

/** Rows with code c are `rows[starts[c]] … rows[starts[c + 1] - 1]`, ascending. */
export interface RowsByCode {
  readonly starts: Uint32Array
  readonly rows: Uint32Array
}

/** `size`: one more than the largest code. Rows without a code are not among them. */
export function indexRows(codes: CodeColumn, size: number): RowsByCode {
  if (size > MANY_CODES) return indexInParts(codes, size)
  const starts = newWords(size + 1)
  for (let row = 0; row < codes.length; row++) starts[codes[row]! + 1]!++
  for (let code = 0; code < size; code++) starts[code + 1]! += starts[code]!
  const next = copyWords(starts)
  const rows = newWords(codes.length)
  for (let row = 0; row < codes.length; row++) rows[next[codes[row]!]!++] = row
  return { starts, rows }
}

function indexInParts(codes: CodeColumn, size: number): RowsByCode {
  const all = newWords(codes.length)
  for (let row = 0; row < all.length; row++) all[row] = row
  const grouping = groupBySide(all, codes, size - 1)
  const starts = newWords(size + 1)
  starts.set(grouping.starts, 1)
  return { starts, rows: grouping.items }
}

/** Adds the rows with a code to a set. */
export function addRowsWith(bits: Bits, { starts, rows }: RowsByCode, code: number): void {
  const end = starts[code + 1]!
  for (let i = starts[code]!; i < end; i++) setBit(bits, rows[i]!)
}

/** Rows without a value; null: there are none. Most columns have none: the platform looks for the first one fastest. */
export function missingRows(codes: CodeColumn): Bits | null {
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
