// What ties persons to each other, looked up from one of their accounts: payments in both directions and shared
// identifiers. A graph of all of them is never made: of a large ledger only the part near alerts is wanted, and the rest
// is counted.
import type { PaymentEdges } from "./edges.ts"
import type { IdentifierTie } from "./identifiers.ts"

/** What ties parties; see `PartyFacts`. */
export interface PartyTies {
  readonly edges: Pick<
    PaymentEdges,
    "payee" | "rowStarts" | "outStarts" | "inStarts" | "inEdges" | "inPayers"
  >
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
  const { payee, rowStarts, outStarts, inStarts, inEdges, inPayers } = edges
  for (let e = outStarts[account]!; e < outStarts[account + 1]!; e++) {
    const other = payee[e]!
    if (isHub[other] !== 1) visit(personOf[other]!, rowStarts[e + 1]! - rowStarts[e]!)
  }
  for (let i = inStarts[account]!; i < inStarts[account + 1]!; i++) {
    const other = inPayers[i]!
    const edge = inEdges[i]!
    if (isHub[other] !== 1) visit(personOf[other]!, rowStarts[edge + 1]! - rowStarts[edge]!)
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

/** Persons in order of their codes: the ties of each to those behind it are counted, each pair once. */
export function countTies(parties: PartyTies): TieCounts {
  const { personOf } = parties
  const isTied = new Uint8Array(personOf.length)
  /** The person that met each person last. */
  const metBy = new Uint32Array(personOf.length)
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
    for (const account of accountsOfPerson(parties, person)) eachTie(parties, account, meet)
  }
  let personCount = 0
  for (let party = 0; party < isTied.length; party++) personCount += isTied[party]!
  return { isTied, personCount, tieCount }
}
