// What ties persons to each other, looked up from one of their accounts: payments in both directions and shared
// identifiers. A graph of all of them is never made: of a large ledger only the part near alerts is wanted, and the rest
// is counted.
import type { PaymentEdges } from "./edges.ts"
import type { IdentifierTie } from "./identifiers.ts"

/** What ties parties; see `PartyFacts`. */
export interface PartyTies {
  readonly edges: Pick<PaymentEdges, "payer" | "payee" | "payments" | "outStarts" | "inStarts" | "inEdges">
  readonly ties: ReadonlyMap<number, readonly IdentifierTie[]>
  readonly isHub: Uint8Array
  readonly personOf: Uint32Array
  readonly accountsOf: ReadonlyMap<number, readonly number[]>
}

/** The accounts of a person, by the one that stands for it. */
export function accountsOfPerson({ accountsOf }: PartyTies, person: number): readonly number[] {
  return accountsOf.get(person) ?? [person]
}

/**
 * Tells of each tie of an account: the person at the other end, which may be its own, and the weight. A person is met once
 * for each direction of payments and for each identifier. Hubs tie nobody. A hot loop, by way of a function for each tie.
 */
export function eachTie(
  { edges, ties, isHub, personOf }: PartyTies,
  account: number,
  visit: (other: number, weight: number) => void,
): void {
  if (isHub[account] === 1) return
  const { payer, payee, payments, outStarts, inStarts, inEdges } = edges
  for (let e = outStarts[account]!; e < outStarts[account + 1]!; e++) {
    const other = payee[e]!
    if (isHub[other] !== 1) visit(personOf[other]!, payments[e]!)
  }
  for (let i = inStarts[account]!; i < inStarts[account + 1]!; i++) {
    const e = inEdges[i]!
    const other = payer[e]!
    if (isHub[other] !== 1) visit(personOf[other]!, payments[e]!)
  }
  for (const { a, b, weight } of ties.get(account) ?? []) visit(personOf[a === account ? b : a]!, weight)
}

export interface TieCounts {
  /** By party code: 1 for one that stands for a person with a tie, be it between its own accounts. */
  readonly isTied: Uint8Array
  /** How many these are. */
  readonly personCount: number
  /** Pairs of persons with a tie. */
  readonly tieCount: number
}

/** Each pair is met from both ends, and counted from that with the lower code. */
export function countTies(parties: PartyTies): TieCounts {
  const { isHub, personOf, accountsOf } = parties
  const isTied = new Uint8Array(isHub.length)
  /** The person that met each person last. */
  const metBy = new Uint32Array(isHub.length)
  let person = 0
  let tieCount = 0
  const meet = (other: number) => {
    isTied[person] = 1
    if (other <= person || metBy[other] === person) return
    metBy[other] = person
    tieCount++
  }
  for (person = 1; person < personOf.length; person++) {
    if (personOf[person] !== person) continue
    const accounts = accountsOf.get(person)
    if (accounts === undefined) eachTie(parties, person, meet)
    else for (const account of accounts) eachTie(parties, account, meet)
  }
  return { isTied, personCount: isTied.reduce((sum, tied) => sum + tied, 0), tieCount }
}
