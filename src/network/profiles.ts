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
const CASHING_CHANNELS = ["cash", "crypto", "own-account"]

/** Profiles by party code, each made on first use. `couriers[party]` is 1 for a courier. */
export function profilesOf(
  table: PaymentTable,
  edges: PaymentEdges,
  couriers: Uint8Array,
): (party: number) => PartyProfile {
  const known = new Map<number, PartyProfile>()
  const cashing = cashingCodes(table)
  return (party) => {
    const profile = known.get(party) ?? profileOf(table, edges, party, couriers, cashing)
    known.set(party, profile)
    return profile
  }
}

/** Codes of the channels by which money leaves. */
function cashingCodes(table: PaymentTable): ReadonlySet<number> {
  const values = table.text.get("channel")?.values
  const codes = CASHING_CHANNELS.map((way) => values?.code(way) ?? MISSING)
  return new Set(codes.filter((code) => code !== MISSING))
}

/** Payments to oneself move nothing and are left out. */
function profileOf(
  table: PaymentTable,
  edges: PaymentEdges,
  party: number,
  couriers: Uint8Array,
  cashing: ReadonlySet<number>,
): PartyProfile {
  const { payer, payee } = table
  const paidTo = edges.rowsPaidTo(party)
  const paidBy = edges.rowsPaidBy(party)
  const currency = mainCurrency(table, [paidTo, paidBy])
  const channels = table.text.get("channel")?.codes
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
  const meet = (other: number) => {
    if (couriers[other] !== 1) return
    couriersMet.add(other)
    sums.courierPayments++
  }
  const minorOf = (row: number) => (table.currency[row] === currency ? table.amountMinor[row]! : 0)
  for (const row of paidTo) {
    if (payer[row] === payee[row]) continue
    meet(payer[row]!)
    sums.inCount++
    sums.inMinor += minorOf(row)
  }
  for (const row of paidBy) {
    const other = payee[row]!
    if (payer[row] === other) continue
    meet(other)
    const minor = minorOf(row)
    sums.outCount++
    sums.outMinor += minor
    if (table.currency[row] !== currency) outInOneCurrency = false
    if (other !== MISSING && !cashing.has(channels?.[row] ?? MISSING)) continue
    sums.cashedCount++
    sums.cashedMinor += minor
  }
  return {
    ...sums,
    outInOneCurrency,
    currency: table.currencies.text(currency),
    // Of one pair there is one edge.
    payers: edges.inStarts[party + 1]! - edges.inStarts[party]!,
    payees: edges.outStarts[party + 1]! - edges.outStarts[party]!,
    couriers: couriersMet.size,
  }
}

/** Payments of a party to itself count on both sides. */
function mainCurrency(table: PaymentTable, sides: readonly Uint32Array[]): number {
  const counts = new Uint32Array(table.currencies.size)
  for (const rows of sides) for (let i = 0; i < rows.length; i++) counts[table.currency[rows[i]!]!]!++
  const name = (code: number) => table.currencies.text(code)
  let best = MISSING
  for (let code = 1; code < counts.length; code++) {
    const more = counts[code]! - (best === MISSING ? 0 : counts[best]!)
    if (more > 0 || (more === 0 && best !== MISSING && compareText(name(code), name(best)) < 0)) best = code
  }
  return best
}

/** Sum of the given rows in one currency, in its minor units. */
export function minorIn(table: PaymentTable, rows: Uint32Array, currency: string): number {
  const code = table.currencies.code(currency)
  let sum = 0
  for (let i = 0; i < rows.length; i++)
    if (table.currency[rows[i]!] === code) sum += table.amountMinor[rows[i]!]!
  return sum
}
