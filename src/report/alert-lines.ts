// alerts.jsonl and alerts.csv: one line an alert, best score first.
import type { Alert } from "../model/alert.ts"
import { alertPaymentCount, alertPayments } from "../model/listed-alert.ts"
import { BYTE_ORDER_MARK, csvRow, formatTotal, joinCell } from "./csv-cells.ts"
import { jsonObject } from "./json-pieces.ts"

const COLUMNS = [
  "subject",
  "name",
  "score",
  "severity",
  "evidence",
  "rules",
  "typologies",
  "findings",
  "network",
  "payments",
  "total",
  "first",
  "last",
  "reasons",
  "id",
] as const satisfies readonly (keyof Alert)[]

/** alerts.jsonl: every alert, suppressed ones with who, why and until when. */
export function* alertLines(alerts: readonly Alert[]): Generator<string> {
  for (const alert of alerts) {
    // The id first, so that one can look a line up without parsing all others.
    const line: Record<string, unknown> = { id: alert.id }
    for (const column of COLUMNS) line[column] = column === "payments" ? alertPayments(alert) : alert[column]
    line["suppressed"] = alert.suppressed
    yield* jsonObject(line)
    yield "\n"
  }
}

/** alerts.csv: what is to be looked at. Lists are joined, payments counted, suppressed alerts left out. */
export function* alertTable(alerts: readonly Alert[]): Generator<string> {
  yield BYTE_ORDER_MARK
  yield csvRow(COLUMNS)
  for (const alert of alerts) {
    if (alert.suppressed !== undefined) continue
    yield csvRow(COLUMNS.map((column) => cellOf(alert, column)))
  }
}

function cellOf(alert: Alert, column: (typeof COLUMNS)[number]): string | number {
  if (column === "payments") return alertPaymentCount(alert)
  if (column === "total") return formatTotal(alert.total)
  const value = alert[column]
  if (value === null) return ""
  return typeof value === "string" || typeof value === "number" ? value : joinCell(value)
}
