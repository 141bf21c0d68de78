// The graph of parties: payments and shared identifiers as ties, hubs set apart.
import { newNumbers, newWords } from "../model/large-arrays.ts"
import type { PaymentTable } from "../model/table.ts"
import { sortByText } from "../model/text-order.ts"
import { accountsOfPerson, eachTie, type PartyTies } from "./party-ties.ts"
import type { WeightedGraph } from "./weighted-graph.ts"

export interface PartyGraph {
  readonly graph: WeightedGraph
  /** By node: the party code, that of the account that stands for its person. Nodes are in order of its text. */
  readonly partyOf: Uint32Array
  /** By party code: the node of its person; -1 for a hub, for a party without a tie and for one that is not kept. */
  readonly nodeOf: Int32Array
}

/**
 * The graph of the persons that `keep` marks by their code, and of the ties between them. Nodes are in order of text, so
 * that nothing depends on party codes, which follow the order of rows.
 *
 * A tie weighs as much as the payments between the two, in both directions, and the identifiers they share. Plain
 * counts: amounts are of several currencies, and a few large payments are no closer a relation than a few small ones.
 * The accounts of one person are one node; what they pay each other ties nobody.
 */
export function partyGraph(table: PaymentTable, parties: PartyTies, keep: Uint8Array): PartyGraph {
  const { personOf } = parties
  const partyOf = sortedParties(table, keep)
  const placeOf = new Int32Array(keep.length).fill(-1)
  for (let node = 0; node < partyOf.length; node++) placeOf[partyOf[node]!] = node
  const nodeOf = new Int32Array(keep.length)
  for (let party = 0; party < nodeOf.length; party++) nodeOf[party] = placeOf[personOf[party]!]!
  return { graph: graphOf(parties, partyOf, placeOf), partyOf, nodeOf }
}

/**
 * Node by node: the weights of its ties to later ones are added up in the order in which they are met, and put down in
 * order of these. So the edges come out sorted, and only the nodes that one deals with are ever sorted. There are fewer than
 * there is room for: what nobody wrote to takes no memory where there are many, and a copy would.
 */
function graphOf(parties: PartyTies, partyOf: Uint32Array, placeOf: Int32Array): WeightedGraph {
  const most = mostTies(parties, partyOf)
  const a = newWords(most)
  const b = newWords(most)
  const weight = newNumbers(most)
  const weightTo = new Float64Array(partyOf.length)
  let edgeCount = 0
  let node = 0
  const meet = (person: number, counts: number) => {
    const other = placeOf[person]!
    if (other <= node) return
    if (weightTo[other] === 0) b[edgeCount++] = other
    weightTo[other]! += counts
  }
  for (node = 0; node < partyOf.length; node++) {
    const first = edgeCount
    for (const account of accountsOfPerson(parties, partyOf[node]!)) eachTie(parties, account, meet)
    if (edgeCount - first > 1) b.subarray(first, edgeCount).sort()
    for (let e = first; e < edgeCount; e++) {
      a[e] = node
      weight[e] = weightTo[b[e]!]!
      weightTo[b[e]!] = 0
    }
  }
  return {
    nodeCount: partyOf.length,
    edgeCount,
    a: a.subarray(0, edgeCount),
    b: b.subarray(0, edgeCount),
    weight: weight.subarray(0, edgeCount),
  }
}

/** There are no more ties than edges that the nodes pay along and identifiers that they share. */
function mostTies(parties: PartyTies, partyOf: Uint32Array): number {
  const { outStarts } = parties.edges
  let most = 0
  for (let node = 0; node < partyOf.length; node++) {
    for (const account of accountsOfPerson(parties, partyOf[node]!))
      most += outStarts[account + 1]! - outStarts[account]! + (parties.ties.get(account)?.length ?? 0)
  }
  return most
}

/** The parties to keep, in order of their texts. */
function sortedParties(table: PaymentTable, keep: Uint8Array): Uint32Array {
  const kept: number[] = []
  for (let party = 0; party < keep.length; party++) if (keep[party] === 1) kept.push(party)
  return sortByText(Uint32Array.from(kept), table.parties)
}
