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

/** Parties and what ties them, before any are chosen to be looked at closely. */
export interface TiedParties {
  readonly table: PaymentTable
  readonly personOf: Uint32Array
  /** Nodes are party codes: those of the accounts that stand for their persons, and those of others without a tie. */
  readonly graph: WeightedGraph
  /** By party code: 1 for one that is a node of its own, hubs and parties without a tie left out. */
  readonly isTied: Uint8Array
  readonly partyCount: number
}

export interface PartyGraph {
  readonly graph: WeightedGraph
  /** By node: the party code, that of the account that stands for its person. Nodes are in order of its text. */
  readonly partyOf: Uint32Array
  /** By party code: the node of its person; -1 for a hub, for a party without a tie and for one that is not kept. */
  readonly nodeOf: Int32Array
}

/**
 * A tie weighs as much as the payments between the two, in both directions, and the identifiers they share. Plain
 * counts: amounts are of several currencies, and a few large payments are no closer a relation than a few small ones.
 * The accounts of one person are one node; what they pay each other ties nobody.
 */
export function tieParties({ table, edges, ties, isHub, personOf }: PartyTies): TiedParties {
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
  const graph = mergeTies(
    isTied.length,
    from.subarray(0, count),
    to.subarray(0, count),
    weight.subarray(0, count),
  )
  return { table, personOf, graph, isTied, partyCount: isTied.reduce((sum, tied) => sum + tied, 0) }
}

/**
 * The graph of the tied parties that `keep` marks by their code, and of the ties between them. Nodes are in order of text,
 * so that nothing depends on party codes, which follow the order of rows.
 */
export function partyGraph({ table, personOf, graph }: TiedParties, keep: Uint8Array): PartyGraph {
  const partyOf = sortedParties(table, keep)
  const placeOf = new Int32Array(keep.length).fill(-1)
  for (let node = 0; node < partyOf.length; node++) placeOf[partyOf[node]!] = node
  const from = new Uint32Array(graph.edgeCount)
  const to = new Uint32Array(graph.edgeCount)
  const weight = new Float64Array(graph.edgeCount)
  let count = 0
  for (let e = 0; e < graph.edgeCount; e++) {
    const one = placeOf[graph.a[e]!]!
    const other = placeOf[graph.b[e]!]!
    if (one === -1 || other === -1) continue
    from[count] = one
    to[count] = other
    weight[count++] = graph.weight[e]!
  }
  const nodeOf = new Int32Array(keep.length)
  for (let party = 0; party < nodeOf.length; party++) nodeOf[party] = placeOf[personOf[party]!]!
  return {
    graph: mergeTies(
      partyOf.length,
      from.subarray(0, count),
      to.subarray(0, count),
      weight.subarray(0, count),
    ),
    partyOf,
    nodeOf,
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
