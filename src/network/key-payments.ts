// The few payments an analyst should look at first.
import type { Finding } from "../model/finding.ts"
import { rowOrder } from "../model/order.ts"
import type { PaymentTable } from "../model/table.ts"
import { SEVERITIES } from "../model/vocabulary.ts"

const MAX_PAYMENTS = 10

/**
 * At most ten payments that together explain the most: again and again the one named by the weightiest findings
 * that none chosen so far explains, until all are explained; of equals, the first in canonical order. A step of
 * severity doubles the weight of a finding. Greedy cover explains at least 63 % of what the best choice of as many
 * would: G. L. Nemhauser, L. A. Wolsey, M. L. Fisher, Mathematical Programming 14, 265–294 (1978).
 */
export function keyPayments(table: PaymentTable, findings: readonly Finding[]): string[] {
  let open = findings.filter(({ rows }) => rows.length > 0)
  const chosen: number[] = []
  while (open.length > 0 && chosen.length < MAX_PAYMENTS) {
    const best = weightiestRow(table, open)
    chosen.push(best)
    open = open.filter(({ rows }) => !rows.includes(best))
  }
  return chosen.map((row) => table.idOf(row))
}

function weightiestRow(table: PaymentTable, findings: readonly Finding[]): number {
  const weightOf = new Map<number, number>()
  for (const { rows, severity } of findings) {
    const weight = 2 ** SEVERITIES.indexOf(severity)
    for (const row of new Set(rows)) weightOf.set(row, (weightOf.get(row) ?? 0) + weight)
  }
  const inOrder = rowOrder(table)
  let best = -1
  let most = 0
  for (const [row, weight] of weightOf) {
    if (weight < most || (weight === most && inOrder(row, best) > 0)) continue
    best = row
    most = weight
  }
  return best
}
