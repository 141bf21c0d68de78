// Payments between two parties, taken together: one directed edge for each payer and payee.
import { type Bits, hasBit } from "../model/bits.ts"
import { MISSING } from "../model/dictionary.ts"
import { newWords } from "../model/large-arrays.ts"
import { partyCountOf } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"
import { otherSorter, type SortedWithOther, sortByKey, sortWithinGroups } from "./sort-by-key.ts"

/**
 * Edges sorted by (payer, payee) code; e is an index into all columns. Payments of a party to itself and payments with
 * cash or an unknown side are no edges. Of a large ledger there are nearly as many edges as payments: what few ask for is
 * a function, and no column.
 */
export interface PaymentEdges {
  readonly edgeCount: number
  /** Party codes. */
  readonly payee: Uint32Array
  /** The payments of edge e stand at places from `rowStarts[e]` to before `rowStarts[e + 1]`: so it has as many. */
  readonly rowStarts: Uint32Array
  /** Edges that party code p pays along: `outStarts[p]` to before `outStarts[p + 1]`. */
  readonly outStarts: Uint32Array
  /** Edges along which party code p is paid: `inEdges[inStarts[p]]` to before `inEdges[inStarts[p + 1]]`. */
  readonly inStarts: Uint32Array
  readonly inEdges: Uint32Array
  /** Who pays along each of `inEdges`, in the same places; ascending for each party that is paid. */
  readonly inPayers: Uint32Array
  /** Number of payments of edge e. */
  paymentsOf(edge: number): number
  /** How many of these a finding names. */
  flaggedOf(edge: number): number
  /** Rows of edge e in canonical order. */
  rowsOf(edge: number): Uint32Array
  /** Rows of all these edges, one edge after another. */
  rowsOfAll(edges: ArrayLike<number>): Uint32Array
  /** Rows in which party code p pays whomever: nobody known, itself, then others by code; of each in canonical order. */
  rowsPaidBy(party: number): Uint32Array
  /** Rows in which party code p is paid by whomever: by itself or nobody known, then by others by code; likewise. */
  rowsPaidTo(party: number): Uint32Array
}

/** `flagged`: rows that a finding names; `order` is the canonical order of settled rows. */
export function aggregatePayments(table: PaymentTable, order: Uint32Array, flagged: Bits): PaymentEdges {
  const codeCount = partyCountOf(table) + 1
  const sort = otherSorter()
  const byPayer = sort(order, table.payer, table.payee, codeCount)
  sortWithinGroups(byPayer, codeCount)
  const { items } = byPayer
  const loose = looseRows(table, items.subarray(0, byPayer.starts[MISSING + 1]), codeCount)
  const { payer, payee, rowStarts, outStarts } = edgesOfPairs(byPayer)
  const into = sort(null, payee, payer, codeCount)
  const rowsOfAll = (edges: ArrayLike<number>) => rowsOfEdges(items, rowStarts, edges)
  return {
    edgeCount: payee.length,
    payee,
    rowStarts,
    outStarts,
    inStarts: into.starts,
    inEdges: into.items,
    inPayers: into.others,
    paymentsOf: (edge) => rowStarts[edge + 1]! - rowStarts[edge]!,
    flaggedOf: (edge) => {
      let count = 0
      for (let i = rowStarts[edge]!; i < rowStarts[edge + 1]!; i++) if (hasBit(flagged, items[i]!)) count++
      return count
    },
    rowsOf: (edge) => items.subarray(rowStarts[edge]!, rowStarts[edge + 1]!),
    rowsOfAll,
    rowsPaidBy: (party) =>
      joinRows(
        loose.toNobody(party),
        loose.to(party).filter((row) => table.payer[row] === party),
        items.subarray(rowStarts[outStarts[party]!], rowStarts[outStarts[party + 1]!]),
      ),
    rowsPaidTo: (party) =>
      joinRows(loose.to(party), rowsOfAll(into.items.subarray(into.starts[party]!, into.starts[party + 1]!))),
  }
}

/** Rows that are of no edge, by who takes part in them: each in canonical order. */
interface LooseRows {
  /** From whom nobody knows, or from the party itself. */
  to(party: number): Uint32Array
  /** From the party to whom nobody knows. */
  toNobody(party: number): Uint32Array
}

/** Sorts the rows in place, by payee and those to nobody known by payer: few are asked for, and looked up by halves. */
function looseRows(table: PaymentTable, rows: Uint32Array, codeCount: number): LooseRows {
  rows.set(sortByKey(rows, table.payee, codeCount).items)
  const toNobody = stretchOf(rows, table.payee, MISSING)
  toNobody.set(sortByKey(toNobody, table.payer, codeCount).items)
  return {
    to: (party) => stretchOf(rows, table.payee, party),
    toNobody: (party) => stretchOf(toNobody, table.payer, party),
  }
}

/** Of rows in order of what `codes` says of them, those of one code. */
function stretchOf(rows: Uint32Array, codes: Uint32Array, code: number): Uint32Array {
  const codeAt = (at: number) => codes[rows[at]!]!
  return rows.subarray(
    firstAt(rows.length, (at) => codeAt(at) >= code),
    firstAt(rows.length, (at) => codeAt(at) > code),
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

type EdgeColumns = Record<"payer" | "payee" | "rowStarts" | "outStarts", Uint32Array>

/**
 * One edge for each stretch of rows with one payer and one payee. The payees of edges are written over those of rows, which
 * are no fewer. The other columns are made for as many edges as there are rows: room that nothing is written to is never
 * taken.
 */
function edgesOfPairs({ starts, others: payeeAt }: Pick<SortedWithOther, "starts" | "others">): EdgeColumns {
  const payer = newWords(payeeAt.length)
  const payee = payeeAt
  const rowStarts = newWords(payeeAt.length + 1)
  const outStarts = newWords(starts.length)
  let count = 0
  for (let from = MISSING + 1; from + 1 < starts.length; from++) {
    const end = starts[from + 1]!
    let i = starts[from]!
    while (i < end) {
      const to = payeeAt[i]!
      payer[count] = from
      rowStarts[count] = i
      payee[count++] = to
      do i++
      while (i < end && payeeAt[i] === to)
    }
    outStarts[from + 1] = count
  }
  rowStarts[count] = payeeAt.length
  return {
    payer: payer.subarray(0, count),
    payee: payee.subarray(0, count),
    rowStarts: rowStarts.subarray(0, count + 1),
    outStarts,
  }
}

/** A hot loop: one party may have a million edges. */
function rowsOfEdges(items: Uint32Array, rowStarts: Uint32Array, edges: ArrayLike<number>): Uint32Array {
  let count = 0
  for (let i = 0; i < edges.length; i++) count += rowStarts[edges[i]! + 1]! - rowStarts[edges[i]!]!
  const rows = new Uint32Array(count)
  let end = 0
  for (let i = 0; i < edges.length; i++) {
    const to = rowStarts[edges[i]! + 1]!
    for (let place = rowStarts[edges[i]!]!; place < to; place++) rows[end++] = items[place]!
  }
  return rows
}

/** An edge of a party, and who is at its other end. */
interface EdgeEnd {
  readonly edge: number
  readonly other: number
  /** Whether the party pays along it. */
  readonly isOut: boolean
}

/** Edges that a party pays along, then those along which it is paid. */
export function* edgesOf(edges: PaymentEdges, party: number): Generator<EdgeEnd> {
  const { payee, outStarts, inStarts, inEdges, inPayers } = edges
  for (let edge = outStarts[party]!; edge < outStarts[party + 1]!; edge++)
    yield { edge, other: payee[edge]!, isOut: true }
  for (let i = inStarts[party]!; i < inStarts[party + 1]!; i++)
    yield { edge: inEdges[i]!, other: inPayers[i]!, isOut: false }
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
