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

/**
 * Nearly all parties are persons of one account that share no identifier: of these each
 * two that an edge joins, in either direction, are a tie. The others' ties are told one by one.
 */
export function countTies(parties: PartyTies): TieCounts {
  const others = notPlain(parties)
  const isTied = new Uint8Array(parties.isHub.length)
  const tieCount = countPlainTies(parties, others, isTied) + countOtherTies(parties, others, isTied)
  let personCount = 0
  for (let person = 0; person < isTied.length; person++) personCount += isTied[person]!
  return { isTied, personCount, tieCount }
}

/** By party code: 1 for accounts of persons who have several of them or share an identifier. */
function notPlain(parties: PartyTies): Uint8Array {
  const { accountsOf, ties, personOf } = parties
  const others = new Uint8Array(personOf.length)
  for (const accounts of accountsOf.values()) for (const account of accounts) others[account] = 1
  for (const account of ties.keys()) others[account] = 1
  return others
}

/**
 * Ties between plain parties. A hot loop: those whom a party pays and those who pay it stand in order, so that both are gone
 * through side by side, and nothing is looked up.
 */
function countPlainTies({ edges, isHub }: PartyTies, others: Uint8Array, isTied: Uint8Array): number {
  const { payee, outStarts, inStarts, inPayers } = edges
  const isPlain = isHub.map((hub, party) => (hub === 1 || others[party] === 1 ? 0 : 1))
  let count = 0
  for (let party = 1; party < isPlain.length; party++) {
    if (isPlain[party] === 0) continue
    let e = outStarts[party]!
    let i = inStarts[party]!
    const outEnd = outStarts[party + 1]!
    const inEnd = inStarts[party + 1]!
    while (e < outEnd || i < inEnd) {
      const to = e < outEnd ? payee[e]! : isPlain.length
      const from = i < inEnd ? inPayers[i]! : isPlain.length
      const other = Math.min(to, from)
      if (to === other) e++
      if (from === other) i++
      // The other one has met those before it.
      if (other < party || isPlain[other] === 0) continue
      isTied[party] = 1
      isTied[other] = 1
      count++
    }
  }
  return count
}

/** Ties that a party is part of that is not plain: between two of these each is met twice. */
function countOtherTies(parties: PartyTies, others: Uint8Array, isTied: Uint8Array): number {
  const { personOf } = parties
  /** The person that met each person last. */
  const metBy = new Uint32Array(others.length)
  let person = 0
  let count = 0
  const meet = (other: number) => {
    isTied[person] = 1
    isTied[other] = 1
    if (other === person || metBy[other] === person) return
    metBy[other] = person
    if (others[other] === 0 || person < other) count++
  }
  for (person = 1; person < personOf.length; person++) {
    if (others[person] === 0 || personOf[person] !== person) continue
    for (const account of accountsOfPerson(parties, person)) eachTie(parties, account, meet)
  }
  return count
}
