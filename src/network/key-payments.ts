// The few payments an analyst should look at first.
import type { Finding } from "../model/finding.ts"
import { newWords } from "../model/large-arrays.ts"
import { rowsNamedOnce } from "../model/named-rows.ts"
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

const NO_ROWS: ReadonlyMap<string, number | undefined> = new Map()

/** Finds the key rows of a network: see `keyRowsOf`. */
export type KeyRows = (
  findings: readonly Finding[],
  members: ReadonlyMap<number, NetworkRole>,
  between: ArrayLike<number>,
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
  const rowsNamedBy = rowsNamedOnce(table.rowCount)
  const stakesIn = stakes(table)
  return (findings, members, between) => {
    const chosen: number[] = []
    const choose = (row: number) => {
      chosen.push(row)
      cover.explain(row)
    }
    for (const item of findings.map(wholeItem)) cover.add(item)
    for (const item of taxonItems(table, findings)) cover.add(item)
    for (const item of stakesIn(rowsNamedBy(findings), [...members.keys()])) cover.add(item)
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

function wholeItem({ rows, severity }: Finding): CoverItem {
  return { weight: 2 ** SEVERITIES.indexOf(severity), rows, isInOrder: true }
}

function taxonItems(table: PaymentTable, findings: readonly Finding[]): Iterable<CoverItem> {
  const taxa = new Map<string, OpenItem>()
  for (const { rows, matches } of findings) {
    const words = matches.filter(({ kind, taxon }) => kind !== "benign" && taxon !== "")
    const rowOf = words.length === 0 ? NO_ROWS : new Map(rows.map((row) => [table.idOf(row), row]))
    for (const { taxon, payment } of words) {
      const row = rowOf.get(payment)
      if (row !== undefined) itemOf(taxa, taxon, TAXON_WEIGHT).rows.push(row)
    }
  }
  return taxa.values()
}

/** Which of the members take part in the rows, and which of them pays which. A hot loop: findings on one party may each name a million rows. */
function stakes({
  parties,
  payer,
  payee,
}: PaymentTable): (rows: readonly number[], members: readonly number[]) => CoverItem[] {
  /** By party code: one more than the place among the members; 0 for all others. */
  const numberOf = newWords(parties.size)
  return (rows, members) => {
    for (const [i, party] of members.entries()) numberOf[party] = i + 1
    const takingPart = new Map<number, OpenItem>()
    const flows = new Map<number, OpenItem>()
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      const from = numberOf[payer[row]!]!
      const to = numberOf[payee[row]!]!
      if (from !== 0) itemOf(takingPart, from, PARTY_WEIGHT).rows.push(row)
      if (to !== 0) itemOf(takingPart, to, PARTY_WEIGHT).rows.push(row)
      if (from !== 0 && to !== 0) itemOf(flows, from * (members.length + 1) + to, PARTY_WEIGHT).rows.push(row)
    }
    for (const party of members) numberOf[party] = 0
    return [...takingPart.values(), ...flows.values()]
  }
}

interface OpenItem extends CoverItem {
  readonly rows: number[]
}

function itemOf<Key>(items: Map<Key, OpenItem>, key: Key, weight: number): OpenItem {
  const known = items.get(key)
  if (known !== undefined) return known
  const item = { weight, rows: [] }
  items.set(key, item)
  return item
}

/** Rows of one payer and one payee come one after another. */
function stepItems(
  { payer, payee }: PaymentTable,
  members: ReadonlyMap<number, NetworkRole>,
  between: ArrayLike<number>,
): Iterable<CoverItem> {
  const steps = new Map<string, OpenItem>()
  let [from, to] = [-1, -1]
  let step: OpenItem | undefined
  for (let i = 0; i < between.length; i++) {
    const row = between[i]!
    if (payer[row] !== from || payee[row] !== to) {
      from = payer[row]!
      to = payee[row]!
      const [fromRole, toRole] = [members.get(from), members.get(to)]
      const isStep = fromRole !== undefined && toRole !== undefined && fromRole !== toRole
      step = isStep ? itemOf(steps, `${fromRole} ${toRole}`, STEP_WEIGHT) : undefined
    }
    step?.rows.push(row)
  }
  return steps.values()
}
