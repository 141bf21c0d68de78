// What the amounts of each whole group come to. Most groups are too small for what rules ask: they are known by one look
// here, before any of their payments is.
import { MISSING } from "../model/dictionary.ts"
import { newFlags, newNumbers } from "../model/large-arrays.ts"
import type { RowCodes } from "../model/row-codes.ts"

/** Of which rows amounts are known. */
export interface KnownAmounts {
  /** By row, NaN without a rate. */
  readonly amounts: Float64Array
  /** Rows with another currency have no rate either; null: all were converted. */
  readonly only: { readonly currency: Uint16Array; readonly own: number } | null
}

/** Payments that stand in groups by their codes: group g has code g + 1. */
export interface CodedRows {
  readonly rows: Uint32Array
  /** One column for each side that has a group: a payment with both in one group counts there twice. */
  readonly sides: readonly RowCodes[]
  readonly groupCount: number
}

/**
 * By group, what all items come to together; Infinity where one has no rate. Each payment is added to the groups of its
 * sides, in the order of the rows: groups are few enough to be at hand, and the items of a group are anywhere.
 */
export function sumsOfGroups({ rows, sides, groupCount }: CodedRows, known: KnownAmounts): Float64Array {
  const sums = newNumbers(groupCount)
  for (const codes of sides) addUpSide(rows, codes, known.amounts, currencyOf(known), ownOf(known), sums)
  return sums
}

/**
 * By group, 1 where one of its items comes to `enough` or has no rate. Apart from the sums: which amount is the largest so
 * far cannot be guessed by a processor, that hardly any is enough can.
 */
export function groupsWithOneOf(
  { rows, sides, groupCount }: CodedRows,
  known: KnownAmounts,
  enough: number,
): Uint8Array {
  const flags = newFlags(groupCount)
  for (const codes of sides)
    flagSide(rows, codes, known.amounts, currencyOf(known), ownOf(known), enough, flags)
  return flags
}

const currencyOf = ({ only }: KnownAmounts): Uint16Array | null => only?.currency ?? null
const ownOf = ({ only }: KnownAmounts): number => only?.own ?? MISSING

function addUpSide(
  rows: Uint32Array,
  codes: RowCodes,
  amounts: Float64Array,
  currency: Uint16Array | null,
  own: number,
  sums: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const code = codes[row]!
    if (code === MISSING) continue
    let amount = amounts[row]!
    if (Number.isNaN(amount) || (currency !== null && currency[row] !== own))
      amount = Number.POSITIVE_INFINITY
    sums[code - 1]! += amount
  }
}

function flagSide(
  rows: Uint32Array,
  codes: RowCodes,
  amounts: Float64Array,
  currency: Uint16Array | null,
  own: number,
  enough: number,
  flags: Uint8Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    // What is no number is not less than any.
    if (amounts[row]! < enough && (currency === null || currency[row] === own)) continue
    const code = codes[row]!
    if (code !== MISSING) flags[code - 1] = 1
  }
}

/** Sums of the same groups with the items of both. */
export function addSums(some: Float64Array, others: Float64Array): Float64Array {
  const sums = newNumbers(some.length)
  for (let group = 0; group < sums.length; group++) sums[group] = some[group]! + others[group]!
  return sums
}
