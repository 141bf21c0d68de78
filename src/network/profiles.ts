// What one party did in all its settled payments: the numbers behind its role.
import { MISSING } from "../model/dictionary.ts"
import { groupByParty, legIsIn, legRow, partyCountOf } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"

/** Amounts are in minor units of `currency`, the one in which the party has most payments (ties: first by text). */
export interface PartyProfile {
  readonly currency: string
  readonly inCount: number
  readonly outCount: number
  readonly inMinor: number
  readonly outMinor: number
  /** Distinct known parties. */
  readonly payers: number
  readonly payees: number
  /** Part of `outMinor` paid in cash, in crypto, to an account of its own or to nobody known. */
  readonly cashedMinor: number
  readonly cashedCount: number
  /** Payments to or from couriers, and how many couriers. */
  readonly courierPayments: number
  readonly couriers: number
  /** Whether all it paid out was in `currency`. */
  readonly outInOneCurrency: boolean
}

/** Channels by which money leaves the payments we see. */
const CASHING_CHANNELS: ReadonlySet<string> = new Set(["cash", "crypto", "own-account"])

/** Profiles by party code, each made on first use. `couriers[party]` is 1 for a courier. */
export function profilesOf(
  table: PaymentTable,
  order: Uint32Array,
  couriers: Uint8Array,
): (party: number) => PartyProfile {
  const legs = groupByParty(order, table.payer, table.payee, partyCountOf(table))
  const known = new Map<number, PartyProfile>()
  return (party) => {
    const profile =
      known.get(party) ??
      profileOf(table, legs.items.subarray(legs.starts[party - 1]!, legs.starts[party]!), couriers)
    known.set(party, profile)
    return profile
  }
}

/** `legs`: as in `groupByParty`, all of one party. Payments to oneself move nothing and are left out. */
function profileOf(table: PaymentTable, legs: Uint32Array, couriers: Uint8Array): PartyProfile {
  const currency = mainCurrency(table, legs)
  const channel = table.text.get("channel")
  const payers = new Set<number>()
  const payees = new Set<number>()
  const couriersMet = new Set<number>()
  const sums = {
    inCount: 0,
    outCount: 0,
    inMinor: 0,
    outMinor: 0,
    cashedMinor: 0,
    cashedCount: 0,
    courierPayments: 0,
  }
  let outInOneCurrency = true
  for (const leg of legs) {
    const row = legRow(leg)
    if (table.payer[row] === table.payee[row]) continue
    const minor = table.currency[row] === currency ? table.amountMinor[row]! : 0
    const other = (legIsIn(leg) ? table.payer : table.payee)[row]!
    if (other !== MISSING) (legIsIn(leg) ? payers : payees).add(other)
    if (couriers[other] === 1) {
      couriersMet.add(other)
      sums.courierPayments++
    }
    if (legIsIn(leg)) {
      sums.inCount++
      sums.inMinor += minor
      continue
    }
    sums.outCount++
    sums.outMinor += minor
    if (table.currency[row] !== currency) outInOneCurrency = false
    const way = channel === undefined ? "" : channel.values.text(channel.codes[row]!)
    if (other !== MISSING && !CASHING_CHANNELS.has(way)) continue
    sums.cashedCount++
    sums.cashedMinor += minor
  }
  return {
    ...sums,
    outInOneCurrency,
    currency: table.currencies.text(currency),
    payers: payers.size,
    payees: payees.size,
    couriers: couriersMet.size,
  }
}

function mainCurrency(table: PaymentTable, legs: Uint32Array): number {
  const counts = new Map<number, number>()
  for (const leg of legs) {
    const code = table.currency[legRow(leg)]!
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const name = (code: number) => table.currencies.text(code)
  const best = [...counts].sort(([a, m], [b, n]) => n - m || compareText(name(a), name(b)))[0]
  return best?.[0] ?? MISSING
}

/** Sum of the given rows in one currency, in its minor units. */
export function minorIn(table: PaymentTable, rows: Uint32Array, currency: string): number {
  const code = table.currencies.code(currency)
  return rows.reduce((sum, row) => (table.currency[row] === code ? sum + table.amountMinor[row]! : sum), 0)
}
