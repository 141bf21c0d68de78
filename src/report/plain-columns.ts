// The columns of payments as bytes of JSON, for writers that make no string of a payment: see `plain-bytes.ts`. A text that
// cannot stand as it is they leave to a writer that takes any.
import { currencyExponent } from "../model/currencies.ts"
import { type Dictionary, storedTexts } from "../model/dictionary.ts"
import type { RowCodes } from "../model/row-codes.ts"
import { idCodeOf, rowIdsOf } from "../model/row-ids.ts"
import type { PaymentTable } from "../model/table.ts"
import type { StoredTexts } from "../model/text-bytes.ts"
import { isOfPlace } from "./finding-hash.ts"
import { jsonText } from "./json-pieces.ts"
import {
  copyAll,
  copyPlain,
  MOST_DIGITS,
  markedBytes,
  NOT_PLAIN,
  writeDigits,
  writeMinor,
} from "./plain-bytes.ts"

/** Writes what a row holds from `at` on, without quotes; gives the end, or `NOT_PLAIN`. */
export type WriteCell = (row: number, bytes: Uint8Array, at: number) => number

export interface PlainColumns {
  /** Room for all cells of a row. */
  roomFor(row: number): number
  roomForId(row: number): number
  readonly id: WriteCell
  /** Whether the id was made from the place of the row: see `isOfPlace`. */
  isIdOfPlace(row: number): boolean
  readonly payer: WriteCell
  readonly payee: WriteCell
  /** Decimals, without the currency. */
  readonly amount: WriteCell
  readonly currency: WriteCell
  readonly memo: WriteCell
  /** By code of the party. */
  readonly party: WriteCell
  roomForParty(code: number): number
}

const MARKED_IN_JSON = markedBytes('"\\')
const encoder = new TextEncoder()

/** Undefined for a table that tells something else than it keeps, as one under pseudonyms. */
export function plainColumns(table: PaymentTable): PlainColumns | undefined {
  const memo = table.text.get("memo")
  const parties = storedTexts(table.parties)
  const memos = memo === undefined ? undefined : storedTexts(memo.values)
  const files = textsOf(table.files)
  const ids = idCells(table, files)
  if (parties === undefined || ids === undefined || (memo !== undefined && memos === undefined))
    return undefined
  const currencies = textsOf(table.currencies)
  const exponents = currencies.map((_, code) => currencyExponent(table.currencies.text(code)) ?? 0)
  const lengthOf = ({ starts }: StoredTexts, code: number) => starts[code + 1]! - starts[code]!
  const party = writeTexts(parties)
  return {
    party,
    roomForParty: (code) => lengthOf(parties, code),
    roomFor: (row) =>
      2 * files[table.fileOf(row)]!.length +
      ids.roomFor(row) +
      lengthOf(parties, table.payer[row]!) +
      lengthOf(parties, table.payee[row]!) +
      (memo === undefined || memos === undefined ? 0 : lengthOf(memos, memo.codes[row]!)) +
      4 * MOST_DIGITS,
    roomForId: ids.roomFor,
    id: ids.write,
    isIdOfPlace: ids.isOfPlace,
    payer: (row, bytes, at) => party(table.payer[row]!, bytes, at),
    payee: (row, bytes, at) => party(table.payee[row]!, bytes, at),
    amount: (row, bytes, at) =>
      writeMinor(table.amountMinor[row]!, exponents[table.currency[row]!]!, bytes, at),
    currency: (row, bytes, at) => copyAll(currencies[table.currency[row]!]!, bytes, at),
    memo: memo === undefined || memos === undefined ? (_row, _bytes, at) => at : textCells(memos, memo.codes),
  }
}

/** By code. */
function writeTexts({ pool, starts }: StoredTexts): WriteCell {
  return (code, bytes, at) => copyPlain(pool, starts[code]!, starts[code + 1]!, MARKED_IN_JSON, bytes, at)
}

function textCells(texts: StoredTexts, codes: RowCodes): WriteCell {
  const write = writeTexts(texts)
  return (row, bytes, at) => write(codes[row]!, bytes, at)
}

interface IdCells {
  readonly write: WriteCell
  roomFor(row: number): number
  isOfPlace(row: number): boolean
}

/** Ids of their own and `file:line`; others are left to a writer that takes any. `files`: see `textsOf`. */
function idCells(table: PaymentTable, files: readonly Uint8Array[]): IdCells | undefined {
  const made = rowIdsOf(table)
  const names = storedTexts(table.files)
  if (made === undefined || names === undefined) return undefined
  const { without, ids, samePlace, again } = made
  const ownOf = (row: number) => ids.spanOf(idCodeOf(without, row))
  const beginsWithFile = (row: number) => {
    const own = ownOf(row)
    const file = table.fileOf(row)
    const from = names.starts[file]!
    const length = names.starts[file + 1]! - from
    if (length > own.to - own.from) return false
    for (let i = 0; i < length; i++) if (own.bytes[own.from + i] !== names.pool[from + i]) return false
    return true
  }
  return {
    roomFor: (row) => {
      const own = ownOf(row)
      return own.from === own.to ? files[table.fileOf(row)]!.length + MOST_DIGITS : own.to - own.from
    },
    write: (row, bytes, at) => {
      const own = ownOf(row)
      if (own.from < own.to) return copyPlain(own.bytes, own.from, own.to, MARKED_IN_JSON, bytes, at)
      if (again.length > 0 || samePlace.has(row)) return NOT_PLAIN
      const end = copyAll(files[table.fileOf(row)]!, bytes, at)
      bytes[end] = COLON
      return writeDigits(table.lineOf(row), 1, bytes, end + 1)
    },
    isOfPlace: (row) =>
      !table.hasOwnId(row) ||
      (beginsWithFile(row) &&
        isOfPlace(table.idOf(row), table.files.text(table.fileOf(row)), table.lineOf(row))),
  }
}

const COLON = 58

/** Texts of a small dictionary by code, as JSON without quotes. */
function textsOf(values: Dictionary): readonly Uint8Array[] {
  return Array.from({ length: values.size }, (_, code) =>
    encoder.encode(jsonText(values.text(code)).slice(1, -1)),
  )
}
