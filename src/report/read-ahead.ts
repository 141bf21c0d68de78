// What a file will tell, fetched before it is written. The payments of a finding lie far apart in columns of hundreds of
// megabytes: who writes one after another waits for the memory at each cell, longer than the writing takes. The loops here
// only ask for it, so that the processor has dozens of requests under way side by side.
import { type Dictionary, storedTexts } from "../model/dictionary.ts"
import type { RowCodes } from "../model/row-codes.ts"
import { idCodeOf, rowIdsOf } from "../model/row-ids.ts"
import type { PaymentTable } from "../model/table.ts"
import type { StoredTexts } from "../model/text-bytes.ts"

/** So many rows are fetched at a time: what they hold surely stays at hand until it is written. */
export const AHEAD = 256

/** Asks for what the rows, or codes, from one place of a list to before another hold; gives a sum of it. */
export type Fetch = (list: ArrayLike<number>, from: number, to: number) => number

/** Fetches what the next of the list hold where a place is the first of `AHEAD`. */
export type ReadAhead = (list: ArrayLike<number>, place: number) => void

/** What was fetched last: V8 leaves out of a loop what nothing comes of. */
const fetched = new Float64Array(1)

export function readAhead(fetches: readonly Fetch[]): ReadAhead {
  return (list, place) => {
    if (place % AHEAD !== 0) return
    const to = Math.min(list.length, place + AHEAD)
    for (const fetch of fetches) fetched[0] = fetch(list, place, to)
  }
}

/** All that findings tell of the payments of rows. */
export function fetchPayments(table: PaymentTable): Fetch[] {
  const { time, amountMinor, currency, payer, payee } = table
  const memo = table.text.get("memo")
  const party = fetchTexts(table.parties)
  return [
    ...[time, amountMinor, currency].map(fetchCells),
    fetchOf(payer, party),
    fetchOf(payee, party),
    ...(memo === undefined ? [] : [fetchOf(memo.codes, fetchTexts(memo.values))]),
    ...fetchIds(table),
  ]
}

/** Ids of the payments of rows; packed ones take so little room that they are left out. */
export function fetchIds(table: PaymentTable): Fetch[] {
  const made = rowIdsOf(table)
  if (made === undefined || "packed" in made.ids.stored) return []
  const { without } = made
  const fetch = fetchStored(made.ids.stored.plain)
  const codes = new Uint32Array(AHEAD)
  return [
    (list, from, to) => {
      for (let i = from; i < to; i++) codes[i - from] = idCodeOf(without, list[i]!)
      return fetch(codes, 0, to - from)
    },
  ]
}

/** What stands in an array at the places of the list. */
function fetchCells(cells: ArrayLike<number>): Fetch {
  return (list, from, to) => {
    let sum = 0
    for (let i = from; i < to; i++) sum += cells[list[i]!]!
    return sum
  }
}

/** Codes of a column, and what these hold. */
export function fetchOf(column: RowCodes, fetch: Fetch): Fetch {
  const codes = new Uint32Array(AHEAD)
  return (list, from, to) => {
    for (let i = from; i < to; i++) codes[i - from] = column[list[i]!]!
    return fetch(codes, 0, to - from)
  }
}

/** Of codes, where their texts begin, and the first bytes of these. */
export function fetchTexts(values: Dictionary): Fetch {
  const stored = storedTexts(values)
  return stored === undefined ? () => 0 : fetchStored(stored)
}

function fetchStored({ starts, pool }: StoredTexts): Fetch {
  return (list, from, to) => {
    let sum = 0
    for (let i = from; i < to; i++) sum += starts[list[i]!]!
    // Where they are is known by now.
    for (let i = from; i < to; i++) sum += pool[starts[list[i]!]!]!
    return sum
  }
}
