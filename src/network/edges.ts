// Payments between two parties, taken together: one directed edge for each payer and payee.
import { groupByPair, partyCountOf } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"

/**
 * Edges sorted by (payer, payee) code; e is an index into all columns. Payments of a party to itself and payments with
 * cash or an unknown side are no edges.
 */
export interface PaymentEdges {
  readonly edgeCount: number
  /** Party codes. */
  readonly payer: Uint32Array
  readonly payee: Uint32Array
  /** Number of payments. */
  readonly payments: Uint32Array
  /** How many of them a finding names. */
  readonly flagged: Uint32Array
  /** Edges that party code p pays along: `outStarts[p]` to before `outStarts[p + 1]`. */
  readonly outStarts: Uint32Array
  /** Edges along which party code p is paid: `inEdges[inStarts[p]]` to before `inEdges[inStarts[p + 1]]`. */
  readonly inStarts: Uint32Array
  readonly inEdges: Uint32Array
  /** Rows of edge e in canonical order. */
  rowsOf(edge: number): Uint32Array
}

/** `flaggedRows[row]` is 1 when a finding names the payment; `order` is the canonical order of settled rows. */
export function aggregatePayments(
  table: PaymentTable,
  order: Uint32Array,
  flaggedRows: Uint8Array,
): PaymentEdges {
  const partyCount = partyCountOf(table)
  const pairs = groupByPair(order, table.payer, table.payee, partyCount)
  const payer = new Uint32Array(pairs.groupCount)
  const payee = new Uint32Array(pairs.groupCount)
  const payments = new Uint32Array(pairs.groupCount)
  const flagged = new Uint32Array(pairs.groupCount)
  const rowStart = new Uint32Array(pairs.groupCount)
  let edgeCount = 0
  for (let pair = 0; pair < pairs.groupCount; pair++) {
    const start = pairs.starts[pair]!
    const end = pairs.starts[pair + 1]!
    const first = pairs.items[start]!
    if (table.payer[first] === table.payee[first]) continue
    payer[edgeCount] = table.payer[first]!
    payee[edgeCount] = table.payee[first]!
    payments[edgeCount] = end - start
    for (let i = start; i < end; i++) flagged[edgeCount]! += flaggedRows[pairs.items[i]!]!
    rowStart[edgeCount++] = start
  }
  const trimmed = (column: Uint32Array) => column.subarray(0, edgeCount)
  const byPayee = edgesByParty(trimmed(payee), partyCount)
  return {
    edgeCount,
    payer: trimmed(payer),
    payee: trimmed(payee),
    payments: trimmed(payments),
    flagged: trimmed(flagged),
    // Edges are sorted by payer already.
    outStarts: edgesByParty(trimmed(payer), partyCount).starts,
    inStarts: byPayee.starts,
    inEdges: byPayee.edges,
    rowsOf: (edge) => pairs.items.subarray(rowStart[edge]!, rowStart[edge]! + payments[edge]!),
  }
}

/** Edges one after another by the party code in `side`; those of code p stand from `starts[p]` to `starts[p + 1]`. */
function edgesByParty(side: Uint32Array, partyCount: number): { starts: Uint32Array; edges: Uint32Array } {
  const starts = new Uint32Array(partyCount + 2)
  for (const party of side) starts[party + 1]!++
  for (let p = 0; p <= partyCount; p++) starts[p + 1]! += starts[p]!
  const next = starts.slice()
  const edges = new Uint32Array(side.length)
  for (let e = 0; e < side.length; e++) edges[next[side[e]!]!++] = e
  return { starts, edges }
}

/** Edges that a party pays along, then those along which it is paid. */
export function* edgesOf(edges: PaymentEdges, party: number): Generator<number> {
  for (let e = edges.outStarts[party]!; e < edges.outStarts[party + 1]!; e++) yield e
  for (let i = edges.inStarts[party]!; i < edges.inStarts[party + 1]!; i++) yield edges.inEdges[i]!
}

/** The other end of an edge, seen from a party at one end. */
export function otherEnd(edges: PaymentEdges, edge: number, party: number): number {
  return edges.payer[edge] === party ? edges.payee[edge]! : edges.payer[edge]!
}

/** Distinct counterparties of each party code. */
export function counterpartyCounts(edges: PaymentEdges, partyCount: number): Uint32Array {
  const counts = new Uint32Array(partyCount + 1)
  const seenBy = new Uint32Array(partyCount + 1)
  for (let party = 1; party <= partyCount; party++) {
    for (let e = edges.outStarts[party]!; e < edges.outStarts[party + 1]!; e++) {
      seenBy[edges.payee[e]!] = party
      counts[party]!++
    }
    for (let i = edges.inStarts[party]!; i < edges.inStarts[party + 1]!; i++) {
      if (seenBy[edges.payer[edges.inEdges[i]!]!] !== party) counts[party]!++
    }
  }
  return counts
}
