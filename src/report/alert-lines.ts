// alerts.jsonl and alerts.csv: one line an alert, best score first.
import type { Alert } from "../model/alert.ts"
import { alertPaymentCount, alertRows } from "../model/listed-alert.ts"
import type { PaymentTable } from "../model/table.ts"
import { ByteText, FULL_LENGTH } from "./byte-text.ts"
import { BYTE_ORDER_MARK, csvRow, formatTotal, joinCell } from "./csv-cells.ts"
import { jsonText } from "./json-pieces.ts"
import { copyAll, NOT_PLAIN } from "./plain-bytes.ts"
import { plainColumns } from "./plain-columns.ts"
import { fetchIds, type ReadAhead, readAhead } from "./read-ahead.ts"

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

/** alerts.jsonl: every alert, suppressed ones with who, why and until when. In pieces of many lines or of a part of one. */
export function* alertLines(alerts: readonly Alert[]): Generator<Uint8Array> {
  const text = new ByteText()
  let ids: PaymentIds | undefined
  for (const alert of alerts) {
    text.add(`${jsonText(toldBefore(alert)).slice(0, -1)},"payments":[`)
    const listed = alertRows(alert)
    if (listed !== undefined && ids?.table !== listed.table) ids = paymentIds(listed.table)
    const payments: ArrayLike<number | string> = listed?.rows ?? alert.payments
    for (let i = 0; i < payments.length; i++) {
      if (i > 0) text.addBytes(COMMA)
      const payment = payments[i]!
      if (typeof payment === "string") text.addQuoted(payment, jsonText)
      else {
        ids!.readAhead(listed!.rows, i)
        ids!.add(payment, text)
      }
      if (text.length >= FULL_LENGTH) yield text.turn()
    }
    text.add(`],${jsonText(toldBehind(alert)).slice(1)}\n`)
    if (text.length >= FULL_LENGTH) yield text.turn()
  }
  yield text.take()
}

/** What a line says before the payments; the id first, so that one can look a line up without parsing all others. */
function toldBefore(alert: Alert) {
  const { id, subject, name, score, severity, evidence, rules, typologies, findings, network } = alert
  return { id, subject, name, score, severity, evidence, rules, typologies, findings, network }
}

/** What it says behind them. */
function toldBehind({ total, first, last, reasons, suppressed }: Alert) {
  return { total, first, last, reasons, suppressed }
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const [COMMA, QUOTE] = [bytesOf(","), bytesOf('"')]

/** Ids of payments of a table, in quotes. */
interface PaymentIds {
  readonly table: PaymentTable
  readonly readAhead: ReadAhead
  readonly add: (row: number, text: ByteText) => void
}

function paymentIds(table: PaymentTable): PaymentIds {
  const columns = plainColumns(table)
  const addText = (row: number, text: ByteText) => text.addQuoted(table.idOf(row), jsonText)
  const ahead = readAhead(fetchIds(table))
  if (columns === undefined) return { table, readAhead: ahead, add: addText }
  return {
    table,
    readAhead: ahead,
    add: (row, text) => {
      const bytes = text.withRoom(columns.roomForId(row) + 2)
      const end = columns.id(row, bytes, copyAll(QUOTE, bytes, text.length))
      if (end === NOT_PLAIN) addText(row, text)
      else text.cutTo(copyAll(QUOTE, bytes, end))
    },
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
