// What one party did in all its settled payments: the numbers behind its role.
import { MISSING } from "../model/dictionary.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import type { PaymentEdges } from "./edges.ts"

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
  edges: Pick<PaymentEdges, "rowsPaidBy" | "rowsPaidTo">,
  couriers: Uint8Array,
): (party: number) => PartyProfile {
  const known = new Map<number, PartyProfile>()
  return (party) => {
    const profile =
      known.get(party) ?? profileOf(table, edges.rowsPaidTo(party), edges.rowsPaidBy(party), couriers)
    known.set(party, profile)
    return profile
  }
}

/** Rows in which the party is paid, and in which it pays. Payments to oneself move nothing and are left out. */
function profileOf(
  table: PaymentTable,
  paidTo: Uint32Array,
  paidBy: Uint32Array,
  couriers: Uint8Array,
): PartyProfile {
  const { payer, payee } = table
  const currency = mainCurrency(table, [paidTo, paidBy])
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
  const meet = (other: number, met: Set<number>) => {
    if (other !== MISSING) met.add(other)
    if (couriers[other] !== 1) return
    couriersMet.add(other)
    sums.courierPayments++
  }
  const minorOf = (row: number) => (table.currency[row] === currency ? table.amountMinor[row]! : 0)
  for (const row of paidTo) {
    if (payer[row] === payee[row]) continue
    meet(payer[row]!, payers)
    sums.inCount++
    sums.inMinor += minorOf(row)
  }
  for (const row of paidBy) {
    const other = payee[row]!
    if (payer[row] === other) continue
    meet(other, payees)
    const minor = minorOf(row)
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

/** Payments of a party to itself count on both sides. */
function mainCurrency(table: PaymentTable, sides: readonly Uint32Array[]): number {
  const counts = new Map<number, number>()
  for (const rows of sides) {
    for (const row of rows) {
      const code = table.currency[row]!
      counts.set(code, (counts.get(code) ?? 0) + 1)
    }
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
