// The legs of parties, put together from the rows they pay in and those they are paid in, which other rules ask for too: to
// group all legs by party takes as long as both groupings together, and most parties have too few of them.
import type { Bits } from "../model/bits.ts"
import type { Grouping } from "../model/order.ts"
import { type GroupedItems, groupsFound, growRoom, type SelectionRoom } from "./grouped-items.ts"

/** Rows of the parties, by what they do in them; both number the parties alike. */
export interface PartyRows {
  readonly byPayer: Grouping
  readonly byPayee: Grouping
}

/**
 * As `itemsOfMany` of the grouping by party, both legs. `ranks`: by row, its place in canonical order; of a payment to
 * oneself the leg out comes first.
 */
export function legsOfManyParties(
  room: SelectionRoom,
  { byPayer, byPayee }: PartyRows,
  ranks: Uint32Array,
  wanted: { readonly rows: Bits; readonly count: number },
  least: number,
  may: Uint8Array | null,
): GroupedItems {
  const most = 2 * wanted.count
  growRoom(room, most, Math.min(Math.floor(most / least), byPayer.groupCount))
  const count = takeLegs(
    room.items,
    room.groups,
    room.starts,
    byPayer.items,
    byPayer.starts,
    byPayee.items,
    byPayee.starts,
    byPayer.groupCount,
    ranks,
    may,
    wanted.rows,
    least,
  )
  return groupsFound(room, count)
}

/** Written out on arrays alone: this goes through every payment twice, for many rules. Gives the number of groups. */
function takeLegs(
  found: Uint32Array,
  foundGroups: Uint32Array,
  foundStarts: Uint32Array,
  paying: Uint32Array,
  payingStarts: Uint32Array,
  paid: Uint32Array,
  paidStarts: Uint32Array,
  groupCount: number,
  ranks: Uint32Array,
  may: Uint8Array | null,
  wanted: Bits,
  least: number,
): number {
  let count = 0
  let kept = 0
  for (let group = 0; group < groupCount; group++) {
    if (may !== null && may[group] === 0) continue
    let out = payingStarts[group]!
    const outEnd = payingStarts[group + 1]!
    let into = paidStarts[group]!
    const intoEnd = paidStarts[group + 1]!
    if (outEnd - out + (intoEnd - into) < least) continue
    // Places of rows are looked up only where there are enough.
    if (countWanted(paying, out, outEnd, wanted) + countWanted(paid, into, intoEnd, wanted) < least) continue
    for (;;) {
      while (out < outEnd && !isWanted(paying[out]!, wanted)) out++
      while (into < intoEnd && !isWanted(paid[into]!, wanted)) into++
      if (out < outEnd && (into === intoEnd || ranks[paying[out]!]! <= ranks[paid[into]!]!))
        found[count++] = 2 * paying[out++]!
      else if (into < intoEnd) found[count++] = 2 * paid[into++]! + 1
      else break
    }
    foundGroups[kept++] = group
    foundStarts[kept] = count
  }
  return kept
}

function countWanted(rows: Uint32Array, start: number, end: number, wanted: Bits): number {
  let count = 0
  for (let i = start; i < end; i++) count += (wanted[rows[i]! >>> 5]! >>> (rows[i]! & 31)) & 1
  return count
}

function isWanted(row: number, wanted: Bits): boolean {
  return ((wanted[row >>> 5]! >>> (row & 31)) & 1) === 1
}
