// What the whole table knows of a party or pair at a time: since when it pays or is paid, and how long it was silent.

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

/** By row, in milliseconds; NaN where nothing came before or the party is missing. */
export interface Silences {
  readonly payer: Float64Array
  readonly payee: Float64Array
}

/** Time since the last settled payment, on either side and before the row's instant, of the row's payer and payee. */
export function partySilences(table: PaymentTable, order: Uint32Array): Silences {
  const { time, payer, payee, rowCount } = table
  const silences = {
    payer: newNumbers(rowCount).fill(Number.NaN),
    payee: newNumbers(rowCount).fill(Number.NaN),
  }
  // Payments of one instant do not end each other's silence: beside the latest instant, the one before it is kept.
  const instants = newNumbers(2 * table.parties.size).fill(Number.NaN)
  fillSilences(order, time, payer, payee, instants, silences.payer, silences.payee)
  return silences
}

/** `instants`: of each party the latest and the one before, side by side as they are looked at; NaN at first. */
function fillSilences(
  order: Uint32Array,
  time: Float64Array,
  payer: Uint32Array,
  payee: Uint32Array,
  instants: Float64Array,
  ofPayer: Float64Array,
  ofPayee: Float64Array,
): void {
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    const now = time[row]!
    const from = 2 * payer[row]!
    const to = 2 * payee[row]!
    if (from !== 2 * MISSING) {
      if (instants[from] !== now) {
        instants[from + 1] = instants[from]!
        instants[from] = now
      }
      ofPayer[row] = now - instants[from + 1]!
    }
    if (to !== 2 * MISSING) {
      if (instants[to] !== now) {
        instants[to + 1] = instants[to]!
        instants[to] = now
      }
      ofPayee[row] = now - instants[to + 1]!
    }
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
