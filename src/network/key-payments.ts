// The few payments an analyst should look at first.
import type { Finding } from "../model/finding.ts"
import { rowOrder } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"
import { type NetworkRole, SEVERITIES } from "../model/vocabulary.ts"
import { type CoverItem, createRowCover } from "./row-cover.ts"

const MAX_PAYMENTS = 10
/** A taxon that was named: as a finding of severity high. */
const TAXON_WEIGHT = 4
/** A member that takes part, and a member that pays another: as a finding of severity review. */
const PARTY_WEIGHT = 2
/** A step of the money from one role to another: as a finding of severity critical. It is what no alert shows by itself. */
const STEP_WEIGHT = 8

/** Of so many rows one is named, or more: to mark those that are is cheaper than to hash them. */
const SPARSE = 32

const NO_ROWS: ReadonlyMap<string, number | undefined> = new Map()

/** Finds the key rows of a network: see `keyRowsOf`. */
export type KeyRows = (
  findings: readonly Finding[],
  members: ReadonlyMap<number, NetworkRole>,
  between: readonly number[],
) => number[]

/**
 * At most ten rows that together explain the most, of those that findings name and those `between` members: again and
 * again the one that explains the weightiest of what none chosen so far does, until all is explained; of equals, the
 * first in canonical order. To be explained are the findings (a step of severity doubles the weight), the taxa in their
 * words, the `members` (roles by party code), which of them pays which, and each step from one role to another, which is
 * shown even where no finding names a payment of it. Greedy cover explains at least 63 % of what the best choice of as many would:
 * G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, Mathematical Programming 14, 265–294 (1978).
 */
export function keyRowsOf(table: PaymentTable): KeyRows {
  const cover = createRowCover(table.rowCount, rowOrder(table))
  return (findings, members, between) => {
    const chosen: number[] = []
    const choose = (row: number) => {
      chosen.push(row)
      cover.explain(row)
    }
    for (const item of foundItems(table, findings, members)) cover.add(item)
    // A finding names the first, whatever steps there are: findings on the network rest on those that findings name.
    const first = cover.weightiest()
    if (first !== undefined) choose(first)
    for (const item of stepItems(table, members, between)) {
      if (first === undefined || !item.rows.includes(first)) cover.add(item)
    }
    for (
      let next = cover.weightiest();
      next !== undefined && chosen.length < MAX_PAYMENTS;
      next = cover.weightiest()
    ) {
      choose(next)
    }
    cover.clear()
    return chosen
  }
}

function foundItems(
  table: PaymentTable,
  findings: readonly Finding[],
  members: ReadonlyMap<number, NetworkRole>,
): readonly CoverItem[] {
  const taxa = new Map<string, OpenItem>()
  const takingPart = new Map<number, OpenItem>()
  const flows = new Map<number, OpenItem>()
  for (const { rows, matches } of findings) {
    const words = matches.filter(({ kind, taxon }) => kind !== "benign" && taxon !== "")
    const rowOf = words.length === 0 ? NO_ROWS : new Map(rows.map((row) => [table.idOf(row), row]))
    for (const { taxon, payment } of words) {
      const row = rowOf.get(payment)
      if (row !== undefined) explain(taxa, taxon, TAXON_WEIGHT, row)
    }
  }
  for (const row of namedRows(table, findings)) {
    const payer = table.payer[row]!
    const payee = table.payee[row]!
    const isPayer = members.has(payer)
    const isPayee = members.has(payee)
    if (isPayer) explain(takingPart, payer, PARTY_WEIGHT, row)
    if (isPayee) explain(takingPart, payee, PARTY_WEIGHT, row)
    if (isPayer && isPayee) explain(flows, payer * table.parties.size + payee, PARTY_WEIGHT, row)
  }
  const whole = findings.map(({ rows, severity }) => ({ weight: 2 ** SEVERITIES.indexOf(severity), rows }))
  return [...whole, ...taxa.values(), ...takingPart.values(), ...flows.values()]
}

/** The rows of the findings, each once. Those of a busy party name a million, dozens of times over. */
function namedRows(table: PaymentTable, findings: readonly Finding[]): readonly number[] {
  const count = findings.reduce((sum, { rows }) => sum + rows.length, 0)
  if (count * SPARSE < table.rowCount) return [...new Set(findings.flatMap(({ rows }) => rows))]
  const isNamed = new Uint8Array(table.rowCount)
  const named: number[] = []
  for (const { rows } of findings) {
    for (const row of rows) {
      if (isNamed[row] === 0) named.push(row)
      isNamed[row] = 1
    }
  }
  return named
}

interface OpenItem extends CoverItem {
  readonly rows: number[]
}

function explain<Key>(items: Map<Key, OpenItem>, key: Key, weight: number, row: number): void {
  const known = items.get(key)
  if (known === undefined) items.set(key, { weight, rows: [row] })
  else known.rows.push(row)
}

function stepItems(
  table: PaymentTable,
  members: ReadonlyMap<number, NetworkRole>,
  between: readonly number[],
): Iterable<CoverItem> {
  const steps = new Map<string, OpenItem>()
  for (const row of between) {
    const [payer, payee] = [members.get(table.payer[row]!), members.get(table.payee[row]!)]
    if (payer !== undefined && payee !== undefined && payer !== payee)
      explain(steps, `${payer} ${payee}`, STEP_WEIGHT, row)
  }
  return steps.values()
}
