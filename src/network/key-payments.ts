// The few payments an analyst should look at first.
import type { Finding } from "../model/finding.ts"
import { rowOrder } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"
import { type NetworkRole, SEVERITIES } from "../model/vocabulary.ts"

const MAX_PAYMENTS = 10
/** A taxon that was named: as a finding of severity high. */
const TAXON_WEIGHT = 4
/** A member that takes part, and a member that pays another: as a finding of severity review. */
const PARTY_WEIGHT = 2
/** A step of the money from one role to another: as a finding of severity critical. It is what no alert shows by itself. */
const STEP_WEIGHT = 8

const NO_ROWS: ReadonlyMap<string, number | undefined> = new Map()

/** What a payment may explain, with its weight, and the rows that explain it. */
interface Item {
  readonly weight: number
  readonly rows: Set<number>
}

/**
 * At most ten rows that together explain the most, of those that findings name and those `between` members: again and
 * again the one that explains the weightiest of what none chosen so far does, until all is explained; of equals, the
 * first in canonical order. To be explained are the findings (a step of severity doubles the weight), the taxa in their
 * words, the `members` (roles by party code), which of them pays which, and each step from one role to another, which is
 * shown even where no finding names a payment of it. Greedy cover explains at least 63 % of what the best choice of as many would:
 * G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, Mathematical Programming 14, 265–294 (1978).
 */
export function keyRows(
  table: PaymentTable,
  findings: readonly Finding[],
  members: ReadonlyMap<number, NetworkRole>,
  between: readonly number[],
): number[] {
  const inOrder = rowOrder(table)
  const found = foundItems(table, findings, members)
  let open = [...found, ...stepItems(table, members, between)]
  const chosen: number[] = []
  while (open.length > 0 && chosen.length < MAX_PAYMENTS) {
    // A finding names the first, whatever steps there are: findings on the network rest on those that findings name.
    const best = weightiestRow(chosen.length === 0 && found.length > 0 ? found : open, inOrder)
    chosen.push(best)
    open = open.filter(({ rows }) => !rows.has(best))
  }
  return chosen
}

function foundItems(
  table: PaymentTable,
  findings: readonly Finding[],
  members: ReadonlyMap<number, NetworkRole>,
): readonly Item[] {
  const taxa = new Map<string, Item>()
  const takingPart = new Map<number, Item>()
  const flows = new Map<number, Item>()
  for (const { rows, payments, matches } of findings) {
    const named = matches.filter(({ kind, taxon }) => kind !== "benign" && taxon !== "")
    const rowOf = named.length === 0 ? NO_ROWS : new Map(payments.map((payment, i) => [payment, rows[i]]))
    for (const { taxon, payment } of named) {
      const row = rowOf.get(payment)
      if (row !== undefined) explain(taxa, taxon, TAXON_WEIGHT, row)
    }
    for (const row of rows) {
      const payer = table.payer[row]!
      const payee = table.payee[row]!
      const isPayer = members.has(payer)
      const isPayee = members.has(payee)
      if (isPayer) explain(takingPart, payer, PARTY_WEIGHT, row)
      if (isPayee) explain(takingPart, payee, PARTY_WEIGHT, row)
      if (isPayer && isPayee) explain(flows, payer * table.parties.size + payee, PARTY_WEIGHT, row)
    }
  }
  const whole = findings
    .filter(({ rows }) => rows.length > 0)
    .map(({ rows, severity }) => ({ weight: 2 ** SEVERITIES.indexOf(severity), rows: new Set(rows) }))
  return [...whole, ...taxa.values(), ...takingPart.values(), ...flows.values()]
}

function explain<Key>(items: Map<Key, Item>, key: Key, weight: number, row: number): void {
  const known = items.get(key)
  if (known === undefined) items.set(key, { weight, rows: new Set([row]) })
  else known.rows.add(row)
}

function stepItems(
  table: PaymentTable,
  members: ReadonlyMap<number, NetworkRole>,
  between: readonly number[],
): readonly Item[] {
  const steps = new Map<string, Item>()
  for (const row of between) {
    const [payer, payee] = [members.get(table.payer[row]!), members.get(table.payee[row]!)]
    if (payer === undefined || payee === undefined || payer === payee) continue
    const step = steps.get(`${payer} ${payee}`) ?? { weight: STEP_WEIGHT, rows: new Set() }
    step.rows.add(row)
    steps.set(`${payer} ${payee}`, step)
  }
  return [...steps.values()]
}

function weightiestRow(items: readonly Item[], inOrder: (a: number, b: number) => number): number {
  const weightOf = new Map<number, number>()
  for (const { weight, rows } of items) {
    for (const row of rows) weightOf.set(row, (weightOf.get(row) ?? 0) + weight)
  }
  let best = -1
  let most = 0
  for (const [row, weight] of weightOf) {
    if (weight < most || (weight === most && inOrder(row, best) > 0)) continue
    best = row
    most = weight
  }
  return best
}
