// The different parties of many payments, by code, and their order by name: loops on typed arrays, for a busy party has
// findings with a million counterparties.
import { MISSING } from "./dictionary.ts"
import type { RowCodes } from "./row-codes.ts"
import type { PaymentTable } from "./table.ts"
import { sortByText } from "./text-order.ts"

/** Parties in one role, by code. */
export interface PartyCodes {
  readonly role: string
  readonly codes: Uint32Array
}

/** By code, the question that met it last: to mark codes anew for each of many short lists would take longer than they do. */
let metIn = new Uint32Array(0)
let question = 0
/** Room for the codes that are met. */
let met = new Uint32Array(0)

/** The codes that rows have in a column of codes below `size`, each once, in order of first appearance; none is missing. */
export function differentCodes(column: RowCodes, rows: ArrayLike<number>, size: number): Uint32Array {
  const most = Math.min(rows.length, size)
  if (met.length < most) met = new Uint32Array(2 * most)
  if (metIn.length < size || question === LAST_QUESTION) {
    metIn = new Uint32Array(Math.max(size, metIn.length))
    question = 0
  }
  question++
  metIn[MISSING] = question
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const code = column[rows[i]!]!
    if (metIn[code] === question) continue
    metIn[code] = question
    met[count++] = code
  }
  return met.slice(0, count)
}

const LAST_QUESTION = 2 ** 32 - 1

/** Who is paid in the rows and who pays, without the subject and without cash or unknown: in order of their names. */
export function otherSides(
  table: PaymentTable,
  rows: ArrayLike<number>,
  subject: string,
): readonly PartyCodes[] {
  const own = table.parties.code(subject)
  return (["payee", "payer"] as const).map((role) => {
    const codes = differentCodes(table[role], rows, table.parties.size)
    return { role, codes: putInOrder(table, without(own, codes)) }
  })
}

/** The codes, each of which is there once, but for one; those behind it move up. */
function without(code: number, codes: Uint32Array): Uint32Array {
  const place = codes.indexOf(code)
  return place < 0 ? codes : codes.copyWithin(place, place + 1).subarray(0, -1)
}

/** Different codes of parties, in the order of their texts. */
export function orderByName(table: PaymentTable, codes: Uint32Array): Uint32Array {
  return putInOrder(table, codes.slice())
}

/** Of so many parties one is asked for, or more: to mark those that are is cheaper than to compare them. */
const SPARSE = 32

/** The same; few are put in order where they lie. */
function putInOrder(table: PaymentTable, codes: Uint32Array): Uint32Array {
  const { parties } = table
  if (codes.length * SPARSE < parties.size) return sortByText(codes, parties)
  const isMet = new Uint8Array(parties.size)
  for (let i = 0; i < codes.length; i++) isMet[codes[i]!] = 1
  const all = codesByName(table)
  const ordered = new Uint32Array(codes.length)
  for (let i = 0, count = 0; i < all.length; i++) if (isMet[all[i]!] === 1) ordered[count++] = all[i]!
  return ordered
}

const inOrderOfName = new WeakMap<PaymentTable, Uint32Array>()

/** All codes of parties in the order of their texts: to sort a million texts takes long, so it is done once. */
function codesByName(table: PaymentTable): Uint32Array {
  const known = inOrderOfName.get(table)
  if (known !== undefined) return known
  const all = new Uint32Array(table.parties.size)
  for (let code = 0; code < all.length; code++) all[code] = code
  const codes = sortByText(all.subarray(MISSING + 1), table.parties)
  inOrderOfName.set(table, codes)
  return codes
}
