// What the whole table knows of a party or pair at a time: since when it pays or is paid, and how long it was silent.
import { type Bits, createBits, setBit } from "../model/bits.ts"
import { MISSING } from "../model/dictionary.ts"
import { newNumbers } from "../model/large-arrays.ts"
import type { Grouping } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"

/** Time of the first settled payment on either side, by party code; Infinity when there is none. */
export function firstTimes({ time, payer, payee, parties }: PaymentTable, order: Uint32Array): Float64Array {
  const first = newNumbers(parties.size).fill(Number.POSITIVE_INFINITY)
  // Backwards: what is written last is the earliest.
  for (let i = order.length - 1; i >= 0; i--) {
    const row = order[i]!
    first[payer[row]!] = time[row]!
    first[payee[row]!] = time[row]!
  }
  first[MISSING] = Number.POSITIVE_INFINITY
  return first
}

/** Time of the first settled payment from the row's payer to its payee, by row; NaN when a side is missing. */
export function pairFirstTimes({ time, rowCount }: PaymentTable, pairs: Grouping): Float64Array {
  const first = newNumbers(rowCount).fill(Number.NaN)
  for (let pair = 0; pair < pairs.groupCount; pair++) {
    const start = pairs.starts[pair]!
    const earliest = time[pairs.items[start]!]!
    for (let i = start; i < pairs.starts[pair + 1]!; i++) first[pairs.items[i]!] = earliest
  }
  return first
}

/**
 * Of each of some settled rows the time since the last settled payment, on either side and before the row's instant, of the
 * row's payer (or payee); NaN where nothing came before or the party is missing. Only the parties of these rows are looked
 * at: rules ask for the few that pass what is cheaper to know.
 */
export function partySilences(
  { time, payer, payee, rowCount, parties }: PaymentTable,
  order: Uint32Array,
  of: "payer" | "payee",
  rows: Uint32Array,
): Float64Array {
  // Rules ask of what other conditions have left, which often is nothing.
  if (rows.length === 0) return newNumbers(0)
  const side = of === "payer" ? payer : payee
  const asked = createBits(parties.size)
  // Payments of one instant do not end each other's silence: beside the latest instant, the one before it is kept.
  const instants = newNumbers(2 * parties.size)
  for (let i = 0; i < rows.length; i++) {
    const party = side[rows[i]!]!
    if (party === MISSING) continue
    setBit(asked, party)
    instants[2 * party] = Number.NaN
    instants[2 * party + 1] = Number.NaN
  }
  const byRow = newNumbers(rowCount)
  fillSilences(order, time, payer, payee, side, asked, instants, byRow)
  const silences = newNumbers(rows.length)
  for (let i = 0; i < rows.length; i++)
    silences[i] = side[rows[i]!] === MISSING ? Number.NaN : byRow[rows[i]!]!
  return silences
}

/**
 * `instants`: of each party that is asked for the latest and the one before, side by side as they are looked at; NaN at
 * first. Written out on arrays: this goes through all payments.
 */
function fillSilences(
  order: Uint32Array,
  time: Float64Array,
  payer: Uint32Array,
  payee: Uint32Array,
  side: Uint32Array,
  asked: Bits,
  instants: Float64Array,
  byRow: Float64Array,
): void {
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    const from = payer[row]!
    const to = payee[row]!
    const isFrom = (asked[from >>> 5]! >>> (from & 31)) & 1
    const isTo = (asked[to >>> 5]! >>> (to & 31)) & 1
    if ((isFrom | isTo) === 0) continue
    const now = time[row]!
    if (isFrom === 1 && instants[2 * from] !== now) {
      instants[2 * from + 1] = instants[2 * from]!
      instants[2 * from] = now
    }
    if (isTo === 1 && instants[2 * to] !== now) {
      instants[2 * to + 1] = instants[2 * to]!
      instants[2 * to] = now
    }
    byRow[row] = now - instants[2 * side[row]! + 1]!
  }
}

/** Time since the last settled payment before the row's instant from its payer to its payee, by row; else NaN. */
export function pairSilences({ time, rowCount }: PaymentTable, pairs: Grouping): Float64Array {
  const silences = newNumbers(rowCount).fill(Number.NaN)
  for (let pair = 0; pair < pairs.groupCount; pair++) {
    let latest = Number.NaN
    let before = Number.NaN
    for (let i = pairs.starts[pair]!; i < pairs.starts[pair + 1]!; i++) {
      const row = pairs.items[i]!
      if (time[row] !== latest) {
        before = latest
        latest = time[row]!
      }
      silences[row] = latest - before
    }
  }
  return silences
}
