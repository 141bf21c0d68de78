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
  /** Part of `outMinor` spent in shops and with other public payees. */
  readonly spentMinor: number
  /** What went back to those who had paid it, or came back from those it had paid: moved to and fro, and not on. */
  readonly returnedMinor: number
  /** Payments to or from couriers, and how many couriers. */
  readonly courierPayments: number
  readonly couriers: number
  /** Whether all it paid out was in `currency`. */
  readonly outInOneCurrency: boolean
}

/** Channels by which money leaves the payments we see. */
const CASHING_CHANNELS = ["cash", "crypto", "own-account"]

/** Merchant categories of those who send money on or change it, whom one does not pay to buy. */
const MONEY_CATEGORIES = ["4829", "6010", "6011", "6012", "6050", "6051", "6211", "6538", "6540"]

/** What profiles are made from. */
interface ProfileFacts {
  readonly table: PaymentTable
  readonly edges: PaymentEdges
  /** By party code: 1 for a courier. */
  readonly couriers: Uint8Array
  /** By party code: 1 for a public hub. */
  readonly isHub: Uint8Array
}

/** Profiles by party code, each made on first use. */
export function profilesOf(facts: ProfileFacts): (party: number) => PartyProfile {
  const known = new Map<number, PartyProfile>()
  const ways = waysOut(facts)
  return (party) => {
    const profile = known.get(party) ?? profileOf(facts, party, ways)
    known.set(party, profile)
    return profile
  }
}

/** How money is known to leave a party: out of sight, or in shops. */
interface WaysOut {
  readonly isCashed: (row: number) => boolean
  readonly isSpent: (row: number) => boolean
}

function waysOut({ table, isHub }: ProfileFacts): WaysOut {
  const cashing = codesOf(table, "channel", CASHING_CHANNELS)
  const moneyCategories = codesOf(table, "payeeCategory", MONEY_CATEGORIES)
  const channels = table.text.get("channel")?.codes
  const categories = table.text.get("payeeCategory")?.codes
  const isCashed = (row: number) => table.payee[row] === MISSING || cashing.has(channels?.[row] ?? MISSING)
  const isSpent = (row: number) => {
    const category = categories?.[row] ?? MISSING
    if (moneyCategories.has(category)) return false
    return category !== MISSING || isHub[table.payee[row]!] === 1
  }
  return { isCashed, isSpent: (row) => !isCashed(row) && isSpent(row) }
}

function codesOf(
  table: PaymentTable,
  field: "channel" | "payeeCategory",
  texts: readonly string[],
): ReadonlySet<number> {
  const values = table.text.get(field)?.values
  const codes = texts.map((text) => values?.code(text) ?? MISSING)
  return new Set(codes.filter((code) => code !== MISSING))
}

/** Payments to oneself move nothing and are left out. */
function profileOf(
  { table, edges, couriers }: ProfileFacts,
  party: number,
  { isCashed, isSpent }: WaysOut,
): PartyProfile {
  const { payer, payee } = table
  const currency = mainCurrency(table, [edges.rowsPaidTo(party), edges.rowsPaidBy(party)])
  const isToAnother = (row: number) => payer[row] !== payee[row]
  const received = edges.rowsPaidTo(party).filter(isToAnother)
  const paid = edges.rowsPaidBy(party).filter(isToAnother)
  const cashed = paid.filter(isCashed)
  const minorOf = (row: number) => (table.currency[row] === currency ? table.amountMinor[row]! : 0)
  const sumOf = (rows: Uint32Array) => rows.reduce((sum, row) => sum + minorOf(row), 0)
  const isCourier = (other: number) => couriers[other] === 1
  const courierOf = [
    ...received.map((row) => payer[row]!).filter(isCourier),
    ...paid.map((row) => payee[row]!).filter(isCourier),
  ]
  return {
    currency: table.currencies.text(currency),
    inCount: received.length,
    outCount: paid.length,
    inMinor: sumOf(received),
    outMinor: sumOf(paid),
    // Of one pair there is one edge.
    payers: edges.inStarts[party + 1]! - edges.inStarts[party]!,
    payees: edges.outStarts[party + 1]! - edges.outStarts[party]!,
    cashedMinor: sumOf(cashed),
    cashedCount: cashed.length,
    spentMinor: sumOf(paid.filter(isSpent)),
    returnedMinor: returnedMinor(sumsBy(received, payer, minorOf), sumsBy(paid, payee, minorOf)),
    courierPayments: courierOf.length,
    couriers: new Set(courierOf).size,
    outInOneCurrency: paid.every((row) => table.currency[row] === currency),
  }
}

function sumsBy(
  rows: Uint32Array,
  others: Uint32Array,
  minorOf: (row: number) => number,
): ReadonlyMap<number, number> {
  const sums = new Map<number, number>()
  for (const row of rows) sums.set(others[row]!, (sums.get(others[row]!) ?? 0) + minorOf(row))
  return sums
}

/** Of each other party that is known the smaller of what it paid and what it was paid. */
function returnedMinor(from: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): number {
  let sum = 0
  for (const [other, minor] of from) if (other !== MISSING) sum += Math.min(minor, to.get(other) ?? 0)
  return sum
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
