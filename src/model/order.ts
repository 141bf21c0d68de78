// The orders in which rules and graphs walk a table. They depend on what the payments are, not on the order of
// rows, so shuffled input gives the same findings.
import { rowsByParts } from "./code-parts.ts"
import { type Dictionary, MISSING } from "./dictionary.ts"
import { copyWords, newWords } from "./large-arrays.ts"
import { SETTLED } from "./payment.ts"
import type { RowCodes } from "./row-codes.ts"
import type { PaymentTable } from "./table.ts"
import { VeiledDictionary } from "./veiled-dictionary.ts"
import { compareText } from "./vocabulary.ts"

/**
 * Settled rows by time; rows of one instant by amount, currency, payer, payee, then id. Rows without an id of their
 * own come after those with one, by their texts in order of the fields' names: only rows equal in everything that
 * files hold can change places with the input.
 */
export function canonicalOrder(table: PaymentTable): Uint32Array {
  const rows = settledRows(table)
  const { time } = table
  if (!isSorted(rows, time)) rows.sort((a, b) => time[a]! - time[b]!)
  const byContent = contentOrder(table)
  let start = 0
  for (let i = 1; i <= rows.length; i++) {
    if (i < rows.length && time[rows[i]!] === time[rows[start]!]) continue
    sortBetween(rows, start, i, byContent)
    start = i
  }
  return rows
}

/** Up to so many rows are sorted by insertion. */
const FEW_ROWS = 16

/** Most instants have two or three payments: to sort these where they lie takes a fraction of what a view of them takes. */
function sortBetween(
  rows: Uint32Array,
  from: number,
  to: number,
  compare: (a: number, b: number) => number,
): void {
  if (to - from > FEW_ROWS) {
    rows.subarray(from, to).sort(compare)
    return
  }
  for (let i = from + 1; i < to; i++) {
    const row = rows[i]!
    let place = i
    for (; place > from && compare(rows[place - 1]!, row) > 0; place--) rows[place] = rows[place - 1]!
    rows[place] = row
  }
}

function settledRows(table: PaymentTable): Uint32Array {
  const rows = newWords(table.rowCount)
  let count = 0
  for (let row = 0; row < table.rowCount; row++) if (table.status[row] === SETTLED) rows[count++] = row
  return count === rows.length ? rows : copyWords(rows.subarray(0, count))
}

function isSorted(rows: Uint32Array, time: Float64Array): boolean {
  for (let i = 1; i < rows.length; i++) if (time[rows[i]!]! < time[rows[i - 1]!]!) return false
  return true
}

/** Compares rows as `canonicalOrder` orders them. */
export function rowOrder(table: PaymentTable): (a: number, b: number) => number {
  const byContent = contentOrder(table)
  return (a, b) => table.time[a]! - table.time[b]! || byContent(a, b)
}

function contentOrder(table: PaymentTable): (a: number, b: number) => number {
  const { amountMinor, currency, currencies, payer, payee, parties } = table
  // By the texts of the files: masked memos are all alike, and would leave the order to that of the rows.
  const columns = [...table.text]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, { codes, values }]) => ({ codes, values: VeiledDictionary.plainOf(values) }))
  const byCode = (codes: RowCodes, values: Dictionary, a: number, b: number) =>
    codes[a] === codes[b] ? 0 : compareText(values.text(codes[a]!), values.text(codes[b]!))
  const byText = (a: number, b: number) => {
    for (const { codes, values } of columns) {
      const order = byCode(codes, values, a, b)
      if (order !== 0) return order
    }
    return 0
  }
  return (a, b) =>
    amountMinor[a]! - amountMinor[b]! ||
    byCode(currency, currencies, a, b) ||
    byCode(payer, parties, a, b) ||
    byCode(payee, parties, a, b) ||
    Number(table.hasOwnId(b)) - Number(table.hasOwnId(a)) ||
    (table.hasOwnId(a) ? 0 : byText(a, b)) ||
    compareText(table.idOf(a), table.idOf(b))
}

/**
 * Items of each group one after another, in canonical order inside a group. Group g holds
 * `items[starts[g]] … items[starts[g + 1] - 1]`; `starts` has one entry more than there are groups.
 */
export interface Grouping {
  readonly items: Uint32Array
  readonly starts: Uint32Array
  readonly groupCount: number
}

/** Rows by the code of one side; rows where it is missing are in no group. Group g is the party with code g + 1. */
export function groupBySide(order: Uint32Array, side: RowCodes, partyCount: number): Grouping {
  return { ...rowsByParts(order, side, partyCount), groupCount: partyCount }
}

/** A leg is one side of a payment: `row * 2` where the party pays (out), `row * 2 + 1` where it is paid (in). */
export const legRow = (leg: number): number => leg >>> 1
export const legIsIn = (leg: number): boolean => (leg & 1) === 1

/**
 * Legs by party, or by any codes of the two sides, in a counting sort that is written out: each payment stands once under
 * its payer's code and once under its payee's; a side with code 0 is in no group. Group g has code g + 1. Limit: 2^31 rows.
 */
export function groupByParty(
  order: Uint32Array,
  payer: Uint32Array,
  payee: Uint32Array,
  groupCount: number,
): Grouping {
  const starts = newWords(groupCount + 1)
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    if (payer[row] !== MISSING) starts[payer[row]!]!++
    if (payee[row] !== MISSING) starts[payee[row]!]!++
  }
  const next = addUp(starts)
  const items = newWords(starts[groupCount]!)
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    if (payer[row] !== MISSING) items[next[payer[row]! - 1]!++] = row * 2
    if (payee[row] !== MISSING) items[next[payee[row]! - 1]!++] = row * 2 + 1
  }
  return { items, starts, groupCount }
}

/** Rows by payer and payee together; rows where one is missing are in no group. `byPayee`: the rows by payee. */
export function groupByPair(
  byPayee: Grouping,
  payer: Uint32Array,
  payee: Uint32Array,
  partyCount: number,
): Grouping {
  const { items, starts: payers } = groupBySide(byPayee.items, payer, partyCount)
  const starts = newWords(items.length + 1)
  const groupCount = startPairs(starts, items, payers, payee)
  return { items, starts: copyWords(starts.subarray(0, groupCount + 1)), groupCount }
}

/** Where the payee of a payer's items is another than before, a pair begins; gives the number of pairs. */
function startPairs(
  starts: Uint32Array,
  items: Uint32Array,
  payers: Uint32Array,
  payee: Uint32Array,
): number {
  let count = 0
  for (let group = 0; group + 1 < payers.length; group++) {
    const end = payers[group + 1]!
    let before = MISSING
    for (let i = payers[group]!; i < end; i++) {
      const to = payee[items[i]!]!
      if (to !== before) starts[count++] = i
      before = to
    }
  }
  starts[count] = items.length
  return count
}

/** From the size of the group before each to where each begins; gives a copy, to be counted up. */
function addUp(starts: Uint32Array): Uint32Array {
  for (let g = 1; g < starts.length; g++) starts[g]! += starts[g - 1]!
  return copyWords(starts)
}

/** Number of parties of a table: the largest code in use. */
export function partyCountOf(table: PaymentTable): number {
  return table.parties.size - (MISSING + 1)
}
