// What the amounts of each whole group come to. Most groups are too small for what rules ask: they are known by one look
// here, shared by all rules, before any of their payments is.

import { MISSING } from "../model/dictionary.ts"
import { newNumbers } from "../model/large-arrays.ts"
import type { Grouping } from "../model/order.ts"

/**
 * By group, side by side as they are added to: what all items come to together, where a payment with both legs in the group
 * counts twice, and the largest of them. Infinity where the group has an amount without a rate.
 */
export interface GroupAmounts {
  /** Of group g the sum at `2 * g`, the largest at `2 * g + 1`. */
  readonly sumsAndLargest: Float64Array
}

/** Of which rows amounts are known. */
export interface KnownAmounts {
  /** By row, NaN without a rate. */
  readonly amounts: Float64Array
  /** Rows with another currency have no rate either; null: all were converted. */
  readonly only: { readonly currency: Uint16Array; readonly own: number } | null
}

/**
 * Groups of rows or legs by their codes: group g has code g + 1. Each payment is added to the groups of its sides, in the
 * order of the rows: groups are few enough to be at hand, and the items of a group are anywhere. No grouping is needed.
 */
export function addUpCodes(
  rows: Uint32Array,
  sides: readonly Uint32Array[],
  groupCount: number,
  { amounts, only }: KnownAmounts,
): GroupAmounts {
  const sumsAndLargest = newNumbers(2 * groupCount)
  for (const codes of sides)
    addUpSide(rows, codes, amounts, only?.currency ?? null, only?.own ?? MISSING, sumsAndLargest)
  return { sumsAndLargest }
}

function addUpSide(
  rows: Uint32Array,
  codes: Uint32Array,
  amounts: Float64Array,
  currency: Uint16Array | null,
  own: number,
  sumsAndLargest: Float64Array,
): void {
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const code = codes[row]!
    if (code === MISSING) continue
    let amount = amounts[row]!
    if (Number.isNaN(amount) || (currency !== null && currency[row] !== own))
      amount = Number.POSITIVE_INFINITY
    const place = 2 * (code - 1)
    sumsAndLargest[place]! += amount
    if (amount > sumsAndLargest[place + 1]!) sumsAndLargest[place + 1] = amount
  }
}

/** Of the same groups with the items of both. */
export function joinAmounts({ sumsAndLargest: some }: GroupAmounts, others: GroupAmounts): GroupAmounts {
  const sumsAndLargest = newNumbers(some.length)
  for (let place = 0; place < some.length; place += 2) {
    sumsAndLargest[place] = some[place]! + others.sumsAndLargest[place]!
    sumsAndLargest[place + 1] = Math.max(some[place + 1]!, others.sumsAndLargest[place + 1]!)
  }
  return { sumsAndLargest }
}

/** Groups that have no code of their own, as they stand in a grouping of rows. */
export function addUpGroups(
  { items, starts, groupCount }: Grouping,
  { amounts, only }: KnownAmounts,
): GroupAmounts {
  const sumsAndLargest = newNumbers(2 * groupCount)
  addUpRanges(items, starts, amounts, only?.currency ?? null, only?.own ?? MISSING, sumsAndLargest)
  return { sumsAndLargest }
}

function addUpRanges(
  items: Uint32Array,
  starts: Uint32Array,
  amounts: Float64Array,
  currency: Uint16Array | null,
  own: number,
  sumsAndLargest: Float64Array,
): void {
  for (let group = 0; 2 * group < sumsAndLargest.length; group++) {
    const end = starts[group + 1]!
    let sum = 0
    let most = 0
    for (let i = starts[group]!; i < end; i++) {
      const row = items[i]!
      let amount = amounts[row]!
      if (Number.isNaN(amount) || (currency !== null && currency[row] !== own))
        amount = Number.POSITIVE_INFINITY
      sum += amount
      if (amount > most) most = amount
    }
    sumsAndLargest[2 * group] = sum
    sumsAndLargest[2 * group + 1] = most
  }
}
