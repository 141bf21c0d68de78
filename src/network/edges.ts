// Payments between two parties, taken together: one directed edge for each payer and payee.
import { MISSING } from "../model/dictionary.ts"
import { newWords } from "../model/large-arrays.ts"
import { partyCountOf } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"
import { indices, otherSorter, type SortedByKey, sortWithinGroups } from "./sort-by-key.ts"

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
  /** Edges that party code p pays along: `outStarts[p]` to before `outStarts[p + 1]`. */
  readonly outStarts: Uint32Array
  /** Edges along which party code p is paid: `inEdges[inStarts[p]]` to before `inEdges[inStarts[p + 1]]`. */
  readonly inStarts: Uint32Array
  readonly inEdges: Uint32Array
  /** Who pays along each of `inEdges`, in the same places; ascending for each party that is paid. */
  readonly inPayers: Uint32Array
  /** How many payments of edge e a finding names: few edges are asked, so no column holds it. */
  flaggedOf(edge: number): number
  /** Rows of edge e in canonical order. */
  rowsOf(edge: number): Uint32Array
  /** Rows of all these edges, one edge after another. */
  rowsOfAll(edges: ArrayLike<number>): Uint32Array
  /** Rows in which party code p pays whomever, itself and nobody known too: by payee, for each in canonical order. */
  rowsPaidBy(party: number): Uint32Array
  /** Rows in which party code p is paid by whomever: by payer, for each in canonical order. */
  rowsPaidTo(party: number): Uint32Array
}

/** `flaggedRows[row]` is 1 when a finding names the payment; `order` is the canonical order of settled rows. */
export function aggregatePayments(
  table: PaymentTable,
  order: Uint32Array,
  flaggedRows: Uint8Array,
): PaymentEdges {
  const codeCount = partyCountOf(table) + 1
  const sort = otherSorter()
  const { items, starts, others: payees } = sort(order, table.payer, table.payee, codeCount)
  sortWithinGroups({ items, starts, others: payees }, codeCount)
  const byPair: SortedByKey = { items, starts }
  const { payer, payee, payments, rowStart, outStarts } = edgesOfPairs(starts, payees)
  const into = sort(indices(payee.length), payee, payer, codeCount)
  const rowsOfAll = (edges: ArrayLike<number>) => rowsOfEdges(items, rowStart, payments, edges)
  return {
    edgeCount: payee.length,
    payer,
    payee,
    payments,
    outStarts,
    inStarts: into.starts,
    inEdges: into.items,
    inPayers: into.others,
    flaggedOf: (edge) => {
      let count = 0
      const from = rowStart[edge]!
      for (let i = from; i < from + payments[edge]!; i++) count += flaggedRows[items[i]!]!
      return count
    },
    rowsOf: (edge) => items.subarray(rowStart[edge]!, rowStart[edge]! + payments[edge]!),
    rowsOfAll,
    rowsPaidBy: (party) => itemsOf(byPair, party),
    // Few are asked for: not worth a second order of all payments.
    rowsPaidTo: (party) =>
      joinRows(
        rowsOfPair(table, byPair, MISSING, party),
        rowsOfPair(table, byPair, party, party),
        rowsOfAll(itemsOf(into, party)),
      ),
  }
}

const itemsOf = ({ items, starts }: SortedByKey, key: number) =>
  items.subarray(starts[key]!, starts[key + 1]!)

/** Of the rows that `payer` pays, which are in order of the payee, those that go to `payee`. */
function rowsOfPair(table: PaymentTable, byPair: SortedByKey, payer: number, payee: number): Uint32Array {
  const rows = itemsOf(byPair, payer)
  const payeeOf = (at: number) => table.payee[rows[at]!]!
  return rows.subarray(
    firstAt(rows.length, (at) => payeeOf(at) >= payee),
    firstAt(rows.length, (at) => payeeOf(at) > payee),
  )
}

/** The first of `count` places for which it holds, as it does for all behind that; `count`: for none. */
function firstAt(count: number, holds: (at: number) => boolean): number {
  let from = 0
  let to = count
  while (from < to) {
    const middle = (from + to) >>> 1
    if (holds(middle)) to = middle
    else from = middle + 1
  }
  return from
}

function joinRows(...parts: readonly Uint32Array[]): Uint32Array {
  const rows = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0))
  let end = 0
  for (const part of parts) {
    rows.set(part, end)
    end += part.length
  }
  return rows
}

type EdgeColumns = Record<"payer" | "payee" | "payments" | "rowStart" | "outStarts", Uint32Array>

/**
 * One edge for each stretch of rows with one payer and one payee. `payeeAt`: by place of a row in the order of pairs; the
 * payees of edges are written over it, which are no more. The other columns are made for as many edges as there are rows:
 * room that nothing is written to is never taken.
 */
function edgesOfPairs(starts: Uint32Array, payeeAt: Uint32Array): EdgeColumns {
  const payer = newWords(payeeAt.length)
  const payee = payeeAt
  const payments = newWords(payeeAt.length)
  const rowStart = newWords(payeeAt.length)
  const outStarts = newWords(starts.length)
  let count = 0
  for (let from = MISSING + 1; from + 1 < starts.length; from++) {
    const end = starts[from + 1]!
    let i = starts[from]!
    while (i < end) {
      const first = i
      const to = payeeAt[i]!
      do i++
      while (i < end && payeeAt[i] === to)
      if (to === MISSING || to === from) continue
      payer[count] = from
      payee[count] = to
      rowStart[count] = first
      payments[count++] = i - first
    }
    outStarts[from + 1] = count
  }
  const cut = (column: Uint32Array) => column.subarray(0, count)
  return { payer: cut(payer), payee: cut(payee), payments: cut(payments), rowStart: cut(rowStart), outStarts }
}

/** A hot loop: one party may have a million edges. */
function rowsOfEdges(
  items: Uint32Array,
  rowStart: Uint32Array,
  payments: Uint32Array,
  edges: ArrayLike<number>,
): Uint32Array {
  let count = 0
  for (let i = 0; i < edges.length; i++) count += payments[edges[i]!]!
  const rows = new Uint32Array(count)
  let end = 0
  for (let i = 0; i < edges.length; i++) {
    const from = rowStart[edges[i]!]!
    for (let place = from; place < from + payments[edges[i]!]!; place++) rows[end++] = items[place]!
  }
  return rows
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

/** The edge along which one party (by code) pays another; -1: there is none. */
export function edgeBetween(
  { payee, outStarts }: Pick<PaymentEdges, "payee" | "outStarts">,
  from: number,
  to: number,
): number {
  let low = outStarts[from]!
  const end = outStarts[from + 1]!
  let high = end
  while (low < high) {
    const middle = (low + high) >>> 1
    if (payee[middle]! < to) low = middle + 1
    else high = middle
  }
  return low < end && payee[low] === to ? low : -1
}

/** How many parties a party (by code) paid or was paid by. */
export function countCounterparties(edges: PaymentEdges, party: number): number {
  const { payee, outStarts, inStarts, inPayers } = edges
  const [outFrom, outEnd] = [outStarts[party]!, outStarts[party + 1]!]
  const [inFrom, inEnd] = [inStarts[party]!, inStarts[party + 1]!]
  // Those on both sides are sought from the side that has fewer: shops are paid by many, and pay hardly anybody.
  let onBoth = 0
  if (outEnd - outFrom < inEnd - inFrom) {
    for (let e = outFrom; e < outEnd; e++) if (edgeBetween(edges, payee[e]!, party) !== -1) onBoth++
  } else {
    for (let i = inFrom; i < inEnd; i++) if (edgeBetween(edges, party, inPayers[i]!) !== -1) onBoth++
  }
  return outEnd - outFrom + (inEnd - inFrom) - onBoth
}
