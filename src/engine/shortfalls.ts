// Which payments a rule could say nothing about, and why.
import { type Bits, createBits, setBit } from "../model/bits.ts"
import { copyWords } from "../model/large-arrays.ts"
import { addBits, countBoth } from "./bits.ts"
import type { Mask } from "./masks.ts"

/** Sets of rows, so that a payment counts once a rule, however many windows it stands in. */
export interface Shortfalls {
  /** A field the rule needs is missing. */
  readonly notApplicable: NotedRows
  /** An exchange rate is missing. */
  readonly notDecidable: NotedRows
}

/** Most rules note nothing, or what one condition found: its set is taken as it is while nothing is added to it. */
export interface NotedRows {
  readonly rowCount: number
  rows: Bits | null
  /** Whether the set may be written to. */
  isOwn: boolean
}

export function createShortfalls(rowCount: number): Shortfalls {
  return { notApplicable: noRows(rowCount), notDecidable: noRows(rowCount) }
}

const noRows = (rowCount: number): NotedRows => ({ rowCount, rows: null, isOwn: false })

/** Adds the rows for which a rule's condition is not known. */
export function noteUnknown(
  { notApplicable, notDecidable }: Shortfalls,
  { absent, undecidable }: Mask,
): void {
  if (absent !== null) noteRows(notApplicable, absent)
  if (undecidable !== null) noteRows(notDecidable, undecidable)
}

/** The set must not be changed afterwards. */
export function noteRows(noted: NotedRows, rows: Bits): void {
  if (noted.rows === null) noted.rows = rows
  else if (noted.rows !== rows) addBits(ownRows(noted), rows)
}

export function noteRow(noted: NotedRows, row: number): void {
  setBit(ownRows(noted), row)
}

function ownRows(noted: NotedRows): Bits {
  const own =
    noted.rows === null ? createBits(noted.rowCount) : noted.isOwn ? noted.rows : copyWords(noted.rows)
  noted.rows = own
  noted.isOwn = true
  return own
}

/** How many of them are in a set. */
export function countNoted({ rows }: NotedRows, among: Bits): number {
  return rows === null ? 0 : countBoth(rows, among)
}
