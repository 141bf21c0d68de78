// Payments between two parties, taken together: one directed edge for each payer and payee.
import { MISSING } from "../model/dictionary.ts"
import { partyCountOf } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"
import { type SortedByKey, sortAllByKey, sortByKey, sortWithinGroups } from "./sort-by-key.ts"

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
  /** How many payments of edge e a finding names: few edges are asked, so no column holds it. */
  flaggedOf(edge: number): number
  /** Rows of edge e in canonical order. */
  rowsOf(edge: number): Uint32Array
  /** Rows in which party code p pays whomever, itself and nobody known too: by payee, for each in canonical order. */
  rowsPaidBy(party: number): Uint32Array
  /** Rows in which party code p is paid by whomever, in canonical order. */
  rowsPaidTo(party: number): Uint32Array
}

/** `flaggedRows[row]` is 1 when a finding names the payment; `order` is the canonical order of settled rows. */
export function aggregatePayments(
  table: PaymentTable,
  order: Uint32Array,
  flaggedRows: Uint8Array,
): PaymentEdges {
  const codeCount = partyCountOf(table) + 1
  const byPayee = sortByKey(order, table.payee, codeCount)
  const byPair = sortByKey(order, table.payer, codeCount)
  const { payer, payee, payments, rowStart, outStarts } = edgesOfPairs(
    byPair.starts,
    sortWithinGroups(byPair, table.payee, codeCount),
  )
  const into = sortAllByKey(payee, codeCount)
  return {
    edgeCount: payee.length,
    payer,
    payee,
    payments,
    outStarts,
    inStarts: into.starts,
    inEdges: into.items,
    flaggedOf: (edge) => {
      let count = 0
      const from = rowStart[edge]!
      for (let i = from; i < from + payments[edge]!; i++) count += flaggedRows[byPair.items[i]!]!
      return count
    },
    rowsOf: (edge) => byPair.items.subarray(rowStart[edge]!, rowStart[edge]! + payments[edge]!),
    rowsPaidBy: (party) => itemsOf(byPair, party),
    rowsPaidTo: (party) => itemsOf(byPayee, party),
  }
}

const itemsOf = ({ items, starts }: SortedByKey, key: number) =>
  items.subarray(starts[key]!, starts[key + 1]!)

type EdgeColumns = Record<"payer" | "payee" | "payments" | "rowStart" | "outStarts", Uint32Array>

/** One edge for each stretch of rows with one payer and one payee. `payeeAt`: by place of a row in the order of pairs. */
function edgesOfPairs(starts: Uint32Array, payeeAt: Uint32Array): EdgeColumns {
  const outStarts = edgesBefore(starts, payeeAt)
  const edgeCount = outStarts.at(-1)!
  const payer = new Uint32Array(edgeCount)
  const payee = new Uint32Array(edgeCount)
  const payments = new Uint32Array(edgeCount)
  const rowStart = new Uint32Array(edgeCount)
  let edge = -1
  for (let from = MISSING + 1; from + 1 < starts.length; from++) {
    let lastPayee = MISSING
    for (let i = starts[from]!; i < starts[from + 1]!; i++) {
      const to = payeeAt[i]!
      if (to === MISSING || to === from) continue
      if (to !== lastPayee) {
        payer[++edge] = from
        lastPayee = payee[edge] = to
        rowStart[edge] = i
      }
      payments[edge]!++
    }
  }
  return { payer, payee, payments, rowStart, outStarts }
}

/** How many edges the payers below each code have, counted first: columns cut to length take their room twice. */
function edgesBefore(starts: Uint32Array, payeeAt: Uint32Array): Uint32Array {
  const before = new Uint32Array(starts.length)
  let count = 0
  for (let from = MISSING + 1; from + 1 < starts.length; from++) {
    let lastPayee = MISSING
    for (let i = starts[from]!; i < starts[from + 1]!; i++) {
      const to = payeeAt[i]!
      if (to === MISSING || to === from || to === lastPayee) continue
      lastPayee = to
      count++
    }
    before[from + 1] = count
  }
  return before
}

/** Rows of all these edges, one edge after another. */
export function rowsOfAll({ payments, rowsOf }: PaymentEdges, edges: readonly number[]): Uint32Array {
  const rows = new Uint32Array(edges.reduce((sum, edge) => sum + payments[edge]!, 0))
  let end = 0
  for (const edge of edges) {
    rows.set(rowsOf(edge), end)
    end += payments[edge]!
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

/** Counts the distinct counterparties of a party code. */
export function counterpartyCounter(edges: PaymentEdges): (party: number) => number {
  const { payer, payee, outStarts, inStarts, inEdges } = edges
  const seenBy = new Uint32Array(outStarts.length)
  return (party) => {
    let count = outStarts[party + 1]! - outStarts[party]!
    for (let e = outStarts[party]!; e < outStarts[party + 1]!; e++) seenBy[payee[e]!] = party
    for (let i = inStarts[party]!; i < inStarts[party + 1]!; i++)
      if (seenBy[payer[inEdges[i]!]!] !== party) count++
    return count
  }
}
