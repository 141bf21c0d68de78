// The graph that motif rules search: settled payments that pass `where`, from one known party to another, as edges.
// Neighbours stand in compressed sparse rows on typed arrays, in canonical order, so that a window of time is a range.
import type { Bits } from "../../model/bits.ts"
import { MISSING } from "../../model/dictionary.ts"
import { copyWords, newFlags, newWords } from "../../model/large-arrays.ts"
import type { EngineContext } from "../context.ts"
import { gather, gatherNumbers } from "../selection.ts"

/** Edges are numbered from 0 in canonical order, so by time; parties are the table's codes. */
export interface MotifGraph {
  readonly edgeCount: number
  /** One more than the largest party code. */
  readonly partyCount: number
  /** Row of the table, by edge. */
  readonly rows: Uint32Array
  /** Epoch milliseconds, by edge; never decreasing. */
  readonly time: Float64Array
  readonly payer: Uint32Array
  readonly payee: Uint32Array
  /** Party p pays in the edges `outEdges[outStarts[p]] … outEdges[outStarts[p + 1] - 1]`, ascending. */
  readonly outStarts: Uint32Array
  readonly outEdges: Uint32Array
  /** Party p is paid in these, ascending. */
  readonly inStarts: Uint32Array
  readonly inEdges: Uint32Array
}

/** The rows, settled ones, without cash, unknown parties and payments to oneself. */
export function buildGraph({ table, order }: EngineContext, wanted: Bits): MotifGraph {
  const room = newWords(order.length)
  const count = takeEdges(room, order, wanted, table.payer, table.payee)
  const rows = copyWords(room.subarray(0, count))
  const partyCount = table.parties.size
  const payers = gather(table.payer, rows)
  const payees = gather(table.payee, rows)
  const out = sparseRows(payers, partyCount)
  const into = sparseRows(payees, partyCount)
  return {
    edgeCount: count,
    partyCount,
    rows,
    time: gatherNumbers(table.time, rows),
    payer: payers,
    payee: payees,
    outStarts: out.starts,
    outEdges: out.edges,
    inStarts: into.starts,
    inEdges: into.edges,
  }
}

/** Puts the rows that are edges into `edges`, in their order; gives their number. */
function takeEdges(
  edges: Uint32Array,
  order: Uint32Array,
  wanted: Bits,
  payer: Uint32Array,
  payee: Uint32Array,
): number {
  let count = 0
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    if (((wanted[row >>> 5]! >>> (row & 31)) & 1) === 0) continue
    const from = payer[row]!
    const to = payee[row]!
    if (from !== MISSING && to !== MISSING && from !== to) edges[count++] = row
  }
  return count
}

function sparseRows(side: Uint32Array, partyCount: number) {
  const starts = newWords(partyCount + 1)
  const edges = newWords(side.length)
  sortEdges(side, starts, edges)
  return { starts, edges }
}

/** `starts` is empty at first. */
function sortEdges(side: Uint32Array, starts: Uint32Array, edges: Uint32Array): void {
  for (let edge = 0; edge < side.length; edge++) starts[side[edge]! + 1]!++
  for (let party = 1; party < starts.length; party++) starts[party]! += starts[party - 1]!
  const next = copyWords(starts)
  for (let edge = 0; edge < side.length; edge++) edges[next[side[edge]!]!++] = edge
}

/** 1 for parties with more than `maxDegree` different counterparties, payers and payees counted together. */
export function findHubs(graph: MotifGraph, maxDegree: number): Uint8Array {
  const { partyCount, payer, payee, outStarts, outEdges, inStarts, inEdges } = graph
  const hubs = newFlags(partyCount)
  /** The party that saw each party last. */
  const seenBy = newWords(partyCount)
  for (let party = 1; party < partyCount; party++) {
    const edges = outStarts[party + 1]! - outStarts[party]! + inStarts[party + 1]! - inStarts[party]!
    if (edges <= maxDegree) continue
    const degree =
      countUnseen(party, seenBy, payee, outEdges, outStarts[party]!, outStarts[party + 1]!) +
      countUnseen(party, seenBy, payer, inEdges, inStarts[party]!, inStarts[party + 1]!)
    hubs[party] = degree > maxDegree ? 1 : 0
  }
  return hubs
}

/** How many parties on a side of the edges, `start` to `end` exclusive, the party has not seen yet. It has then. */
function countUnseen(
  party: number,
  seenBy: Uint32Array,
  side: Uint32Array,
  edges: Uint32Array,
  start: number,
  end: number,
): number {
  let count = 0
  for (let i = start; i < end; i++) {
    const other = side[edges[i]!]!
    if (seenBy[other] !== party) count++
    seenBy[other] = party
  }
  return count
}

/**
 * For each edge, the place in `outEdges` of the first payment of its payee that is not earlier than it: those that may
 * follow it stand from there to the end of the payee's payments. Payments of its own instant are among them, whichever
 * comes first in canonical order.
 */
export function firstFollowers({ edgeCount, time, payer, payee, outStarts }: MotifGraph): Uint32Array {
  const followers = newWords(edgeCount)
  const place = copyWords(outStarts.subarray(1))
  let end = edgeCount
  while (end > 0) {
    let start = end
    while (start > 0 && time[start - 1] === time[end - 1]) place[payer[--start]!]!--
    for (let edge = start; edge < end; edge++) followers[edge] = place[payee[edge]!]!
    end = start
  }
  return followers
}
