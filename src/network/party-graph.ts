// The graph of parties: payments and shared identifiers as ties, hubs set apart.
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import type { PaymentEdges } from "./edges.ts"
import type { IdentifierTie } from "./identifiers.ts"
import { mergeTies, type WeightedGraph } from "./weighted-graph.ts"

/** What ties parties; see `PartyFacts`. */
export interface PartyTies {
  readonly table: PaymentTable
  readonly edges: PaymentEdges
  readonly ties: readonly IdentifierTie[]
  readonly isHub: Uint8Array
  readonly personOf: Uint32Array
}

export interface PartyGraph {
  readonly graph: WeightedGraph
  /** By node: the party code, that of the account that stands for its person. Nodes are in order of its text. */
  readonly partyOf: Uint32Array
  /** By party code: the node of its person; -1 for a hub and for a party without a tie. */
  readonly nodeOf: Int32Array
}

/**
 * A tie weighs as much as the payments between the two, in both directions, and the identifiers they share. Plain
 * counts: amounts are of several currencies, and a few large payments are no closer a relation than a few small ones.
 * The accounts of one person are one node; what they pay each other ties nobody.
 *
 * Nodes are in order of text, so that nothing depends on party codes, which follow the order of rows.
 */
export function partyGraph({ table, edges, ties, isHub, personOf }: PartyTies): PartyGraph {
  const tieLimit = edges.edgeCount + ties.length
  const from = new Uint32Array(tieLimit)
  const to = new Uint32Array(tieLimit)
  const weight = new Float64Array(tieLimit)
  const isTied = new Uint8Array(isHub.length)
  let count = 0
  const add = (a: number, b: number, payments: number) => {
    const one = personOf[a]!
    const other = personOf[b]!
    isTied[one] = 1
    isTied[other] = 1
    if (one === other) return
    from[count] = one
    to[count] = other
    weight[count++] = payments
  }
  for (let e = 0; e < edges.edgeCount; e++) {
    if (isHub[edges.payer[e]!] === 1 || isHub[edges.payee[e]!] === 1) continue
    add(edges.payer[e]!, edges.payee[e]!, edges.payments[e]!)
  }
  for (const tie of ties) add(tie.a, tie.b, tie.weight)
  const partyOf = sortedParties(table, isTied)
  const nodeOf = nodesOf(partyOf, personOf)
  const nodes = (side: Uint32Array) => Uint32Array.from(side.subarray(0, count), (party) => nodeOf[party]!)
  const graph = mergeTies(partyOf.length, nodes(from), nodes(to), weight.subarray(0, count))
  return { graph, partyOf, nodeOf }
}

/** The same graph with the nodes that `keep` marks, and the ties between them. */
export function keepNodes({ graph, partyOf, nodeOf }: PartyGraph, keep: Uint8Array): PartyGraph {
  const kept = partyOf.filter((_, node) => keep[node] === 1)
  const placeOf = new Int32Array(graph.nodeCount).fill(-1)
  let next = 0
  for (let node = 0; node < graph.nodeCount; node++) if (keep[node] === 1) placeOf[node] = next++
  const isKept = (_: number, e: number) => keep[graph.a[e]!] === 1 && keep[graph.b[e]!] === 1
  const ends = (side: Uint32Array) => side.filter(isKept).map((node) => placeOf[node]!)
  const merged = mergeTies(kept.length, ends(graph.a), ends(graph.b), graph.weight.filter(isKept))
  return { graph: merged, partyOf: kept, nodeOf: nodeOf.map((node) => (node === -1 ? -1 : placeOf[node]!)) }
}

function nodesOf(partyOf: Uint32Array, personOf: Uint32Array): Int32Array {
  const nodeOf = new Int32Array(personOf.length).fill(-1)
  for (const [node, party] of partyOf.entries()) nodeOf[party] = node
  return nodeOf.map((_, party) => nodeOf[personOf[party]!]!)
}

function sortedParties(table: PaymentTable, isTied: Uint8Array): Uint32Array {
  const named: { readonly party: number; readonly text: string }[] = []
  for (const [party, tied] of isTied.entries()) {
    if (tied === 1) named.push({ party, text: table.parties.text(party) })
  }
  return Uint32Array.from(
    named.sort((a, b) => compareText(a.text, b.text)),
    ({ party }) => party,
  )
}
