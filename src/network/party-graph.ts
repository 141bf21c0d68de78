// The graph of parties: payments and shared identifiers as ties, hubs set apart.
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import { accountsOfPerson, eachTie, type PartyTies } from "./party-ties.ts"
import { mergeTies, type WeightedGraph } from "./weighted-graph.ts"

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

/** Ties are counted before they are put down: nearly all lead out of a small part of a large ledger. */
function graphOf(parties: PartyTies, partyOf: Uint32Array, placeOf: Int32Array): WeightedGraph {
  let count = 0
  eachKeptTie(parties, partyOf, placeOf, () => count++)
  const from = new Uint32Array(count)
  const to = new Uint32Array(count)
  const weight = new Float64Array(count)
  count = 0
  eachKeptTie(parties, partyOf, placeOf, (node, other, counts) => {
    from[count] = node
    to[count] = other
    weight[count++] = counts
  })
  return mergeTies(partyOf.length, from, to, weight)
}

/** Tells of each tie between two nodes once, from the one that comes first. */
function eachKeptTie(
  parties: PartyTies,
  partyOf: Uint32Array,
  placeOf: Int32Array,
  visit: (node: number, other: number, weight: number) => void,
): void {
  for (let node = 0; node < partyOf.length; node++) {
    for (const account of accountsOfPerson(parties, partyOf[node]!)) {
      eachTie(parties, account, (person, weight) => {
        const other = placeOf[person]!
        if (other > node) visit(node, other, weight)
      })
    }
  }
}

function sortedParties(table: PaymentTable, keep: Uint8Array): Uint32Array {
  const named: { readonly party: number; readonly text: string }[] = []
  for (let party = 0; party < keep.length; party++) {
    if (keep[party] === 1) named.push({ party, text: table.parties.text(party) })
  }
  return Uint32Array.from(
    named.sort((a, b) => compareText(a.text, b.text)),
    ({ party }) => party,
  )
}
