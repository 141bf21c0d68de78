// Communities of the parties of a table: payments and shared identifiers as ties, hubs set apart.
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"
import type { PaymentEdges } from "./edges.ts"
import type { IdentifierTie } from "./identifiers.ts"
import { type PartitionOptions, partition } from "./partition.ts"
import { mergeTies, type WeightedGraph } from "./weighted-graph.ts"

export interface PartyCommunities {
  /** By party code; -1 for a hub and for a party without a tie. */
  readonly communityOf: Int32Array
  readonly nodeCount: number
  readonly edgeCount: number
  readonly communityCount: number
  readonly modularity: number
}

/**
 * A tie weighs as much as the payments between the two, in both directions, and the identifiers they share. Plain
 * counts: amounts are of several currencies, and a few large payments are no closer a relation than a few small ones.
 */
export function partyCommunities(
  table: PaymentTable,
  edges: PaymentEdges,
  ties: readonly IdentifierTie[],
  isHub: Uint8Array,
  options: PartitionOptions,
): PartyCommunities {
  const { graph, partyOf } = partyGraph(table, edges, ties, isHub)
  const { communityOf: ofNode, communityCount, modularity } = partition(graph, options)
  const communityOf = new Int32Array(isHub.length).fill(-1)
  for (const [node, party] of partyOf.entries()) communityOf[party] = ofNode[node]!
  const { nodeCount, edgeCount } = graph
  return { communityOf, nodeCount, edgeCount, communityCount, modularity }
}

/** Nodes in order of the parties' text, so that nothing depends on party codes, which follow the order of rows. */
function partyGraph(
  table: PaymentTable,
  edges: PaymentEdges,
  ties: readonly IdentifierTie[],
  isHub: Uint8Array,
): { graph: WeightedGraph; partyOf: Uint32Array } {
  const tieLimit = edges.edgeCount + ties.length
  const from = new Uint32Array(tieLimit)
  const to = new Uint32Array(tieLimit)
  const weight = new Float64Array(tieLimit)
  let count = 0
  for (let e = 0; e < edges.edgeCount; e++) {
    if (isHub[edges.payer[e]!] === 1 || isHub[edges.payee[e]!] === 1) continue
    from[count] = edges.payer[e]!
    to[count] = edges.payee[e]!
    weight[count++] = edges.payments[e]!
  }
  for (const tie of ties) {
    from[count] = tie.a
    to[count] = tie.b
    weight[count++] = tie.weight
  }
  const partyOf = sortedParties(table, from.subarray(0, count), to.subarray(0, count))
  const nodeOf = new Uint32Array(isHub.length)
  for (const [node, party] of partyOf.entries()) nodeOf[party] = node
  const nodes = (side: Uint32Array) => side.subarray(0, count).map((party) => nodeOf[party]!)
  return { graph: mergeTies(partyOf.length, nodes(from), nodes(to), weight.subarray(0, count)), partyOf }
}

function sortedParties(table: PaymentTable, from: Uint32Array, to: Uint32Array): Uint32Array {
  const isTied = new Uint8Array(table.parties.size)
  for (const party of from) isTied[party] = 1
  for (const party of to) isTied[party] = 1
  const named: { readonly party: number; readonly text: string }[] = []
  for (const [party, tied] of isTied.entries()) {
    if (tied === 1) named.push({ party, text: table.parties.text(party) })
  }
  return Uint32Array.from(
    named.sort((a, b) => compareText(a.text, b.text)),
    ({ party }) => party,
  )
}
