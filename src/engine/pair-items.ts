// Rows that may stand in pairs with enough of them: of many, found among the rows of each payer. Nearly all pairs pay a few
// times, so that what is left is little to sort, and a grouping of all rows by pair is never made.
import type { Bits } from "../model/bits.ts"
import { MISSING } from "../model/dictionary.ts"
import { newWords } from "../model/large-arrays.ts"
import type { Grouping } from "../model/order.ts"
import { itemsOfMany, type SelectionRoom } from "./grouped-items.ts"

/** By party code − 1: 0 for payers, and for payees, that no pair which is worth anything has; null: all may do. */
export interface PairSides {
  readonly payers: Uint8Array | null
  readonly payees: Uint8Array | null
}

/**
 * By payer, in canonical order among the rows of each. Rows of pairs with fewer than `least` are left out, as are those
 * without a payer or payee. The rows stay in the room, to be copied before it is used again.
 */
export function rowsOfManyPairs(
  room: SelectionRoom,
  byPayer: Grouping,
  payee: Uint32Array,
  wanted: { readonly rows: Bits; readonly count: number },
  least: number,
  { payers, payees }: PairSides,
): Uint32Array {
  const { items, starts } = itemsOfMany(room, byPayer, wanted, null, least, payers)
  const times = newWords(byPayer.groupCount + 1)
  return items.subarray(0, keepRepeated(items, starts, payee, least, payees, times))
}

/**
 * Moves the rows that are kept to the front; gives their number. `times`: 0 by party code at first. Counts go on from
 * payer to payer: each begins at the place of the payer's first row, and no count before comes to more.
 */
function keepRepeated(
  items: Uint32Array,
  starts: Uint32Array,
  payee: Uint32Array,
  least: number,
  may: Uint8Array | null,
  times: Uint32Array,
): number {
  let count = 0
  for (let group = 0; group + 1 < starts.length; group++) {
    const start = starts[group]!
    const end = starts[group + 1]!
    if (least > 1)
      for (let i = start; i < end; i++) {
        const to = payee[items[i]!]!
        times[to] = Math.max(times[to]!, start) + 1
      }
    for (let i = start; i < end; i++) {
      const row = items[i]!
      const to = payee[row]!
      if (to === MISSING || (may !== null && may[to - 1] === 0)) continue
      if (least === 1 || times[to]! - start >= least) items[count++] = row
    }
  }
  return count
}
