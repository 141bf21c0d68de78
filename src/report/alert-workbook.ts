// The sheets of alerts.xlsx: alerts, findings, payments, networks, and the account of the run.
import type { Finding } from "../model/finding.ts"
import { alertPaymentCount } from "../model/listed-alert.ts"
import { formatMinor } from "../model/money.ts"
import type { Network } from "../model/network.ts"
import { rowOrder } from "../model/order.ts"
import { partyNameOf } from "../model/party.ts"
import { fieldText } from "../model/payment-facts.ts"
import type { Screening } from "../model/screening.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import { accountingSheet } from "./accounting-sheet.ts"
import { joinBytes } from "./byte-text.ts"
import { formatTotal, joinCell } from "./csv-cells.ts"
import type { FindingRows } from "./finding-rows.ts"
import { MAX_SHEET_ROWS, mapLazily, type Sheet, type SheetColumn, workbook } from "./workbook.ts"

type Kind = SheetColumn["kind"]

/** Sheets that tell little of single payments. */
export interface OtherSheets {
  readonly alerts: Sheet
  readonly findings: Sheet
  readonly networks: Sheet
  readonly accounting: Sheet
}

/** The workbook of a screening. Suppressed alerts are not in it; their findings are, marked as such. */
export async function alertWorkbook(screening: Screening): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  const payments = paymentSheet(screening)
  for await (const piece of alertWorkbookPieces(payments, await otherSheets(screening))) pieces.push(piece)
  return joinBytes(pieces)
}

/** The same, one sheet after another. */
export function alertWorkbookPieces(
  payments: Sheet,
  { alerts, findings, networks, accounting }: OtherSheets,
): AsyncGenerator<Uint8Array> {
  return workbook([alerts, findings, payments, networks, accounting])
}

/** @param without names of files that are not written beside the workbook */
export async function otherSheets(
  screening: Screening,
  without: readonly string[] = [],
): Promise<OtherSheets> {
  return {
    alerts: alertSheet(screening),
    findings: findingSheet(screening),
    networks: networkSheet(screening),
    accounting: await accountingSheet(screening, without),
  }
}

function columnsOf(
  columns: readonly (readonly [title: string, width: number, kind?: Kind])[],
): SheetColumn[] {
  return columns.map(([title, width, kind = "text"]) => ({ title, width, kind }))
}

function alertSheet({ alerts }: Screening): Sheet {
  const shown = alerts.filter(({ suppressed }) => suppressed === undefined)
  return {
    name: "Alerts",
    rowCount: shown.length,
    whole: "alerts.jsonl",
    columns: columnsOf([
      ["subject", 24],
      ["name", 24],
      ["score", 8, "number"],
      ["severity", 10],
      ["evidence", 18],
      ["rules", 34, "prose"],
      ["typologies", 24, "prose"],
      ["findings", 10, "number"],
      ["network", 20],
      ["payments", 10, "number"],
      ["total", 22],
      ["first", 21],
      ["last", 21],
      ["reasons", 90, "prose"],
      ["id", 22],
    ]),
    rows: mapLazily(shown, (alert) => [
      alert.subject,
      alert.name,
      alert.score,
      alert.severity,
      joinCell(alert.evidence),
      joinCell(alert.rules),
      joinCell(alert.typologies),
      alert.findings.length,
      alert.network ?? "",
      alertPaymentCount(alert),
      formatTotal(alert.total),
      alert.first,
      alert.last,
      alert.reasons.join("\n"),
      alert.id,
    ]),
  }
}

function findingSheet({ findings }: Screening): Sheet {
  return {
    name: "Findings",
    rowCount: findings.length,
    whole: "findings.jsonl",
    columns: columnsOf([
      ["id", 22],
      ["subject", 24],
      ["role", 12],
      ["rule", 34],
      ["version", 9],
      ["typology", 18],
      ["severity", 10],
      ["evidence", 10],
      ["from", 21],
      ["to", 21],
      ["payments", 10, "number"],
      ["reason", 90, "prose"],
      ["conditions", 60, "prose"],
      ["words", 30, "prose"],
      ["indicators", 24, "prose"],
      ["suppressed", 30, "prose"],
    ]),
    rows: mapLazily(findings, (finding) => [
      finding.id,
      finding.subject,
      finding.role,
      finding.rule,
      finding.ruleVersion,
      finding.typology,
      finding.severity,
      finding.evidence,
      finding.from,
      finding.to,
      finding.rows.length,
      finding.reason,
      finding.conditions
        .map(({ measure, threshold, observed }) => `${measure}: ${threshold}; ${observed}`)
        .join("\n"),
      wordsOf(finding),
      joinCell(finding.indicators),
      finding.suppressed === undefined
        ? ""
        : `${finding.suppressed.by}, ${finding.suppressed.until}: ${finding.suppressed.reason}`,
    ]),
  }
}

function wordsOf({ matches }: Finding): string {
  return joinCell([
    ...new Set(matches.map(({ text, taxon }) => (taxon === "" ? text : `${text} (${taxon})`))),
  ])
}

/** Payments that findings name, in order of time. */
export function paymentSheet({
  findings,
  table,
}: {
  readonly findings: readonly FindingRows[]
  readonly table: PaymentTable
}): Sheet {
  const isNamed = new Uint8Array(table.rowCount)
  for (const { rows } of findings) for (const row of rows) isNamed[row] = 1
  const named: number[] = []
  for (let row = 0; row < isNamed.length; row++) if (isNamed[row] === 1) named.push(row)
  const shown = named.sort(rowOrder(table)).slice(0, MAX_SHEET_ROWS)
  return {
    name: "Payments",
    rowCount: named.length,
    whole: "findings.jsonl",
    columns: columnsOf([
      ["payment", 24],
      ["time", 21],
      ["payer", 24],
      ["payer name", 20],
      ["payee", 24],
      ["payee name", 20],
      ["amount", 14, "number"],
      ["currency", 9],
      ["memo", 50, "prose"],
      ["file", 28],
      ["line", 8, "number"],
      ["findings", 46, "prose"],
    ]),
    rows: paymentRows(table, shown, findings),
  }
}

function paymentRows(
  table: PaymentTable,
  shown: readonly number[],
  findings: readonly FindingRows[],
): Iterable<(string | number)[]> {
  const { parties, currencies } = table
  const nameOf = partyNameOf(table)
  const findingsOf = findingsByPlace(findings, shown, table.rowCount)
  return mapLazily(shown, (row, place) => {
    const [payer, payee] = [table.payer[row]!, table.payee[row]!]
    const currency = currencies.text(table.currency[row]!)
    return [
      table.idOf(row),
      formatTime(table.time[row]!),
      parties.text(payer),
      nameOf(payer),
      parties.text(payee),
      nameOf(payee),
      amountCell(formatMinor(table.amountMinor[row]!, currency)),
      currency,
      fieldText(table, "memo", row),
      table.files.text(table.file[row]!),
      table.line[row]!,
      joinCell(findingsOf(place)),
    ]
  })
}

/**
 * Ids of the findings that name each of `rows`, in their order, by the place of the row there. Numbers of findings one
 * behind another: a list for each row would be most of the memory that a workbook takes.
 */
function findingsByPlace(
  findings: readonly FindingRows[],
  rows: readonly number[],
  rowCount: number,
): (place: number) => string[] {
  // One more than the place; 0: not among them.
  const placeOf = new Uint32Array(rowCount)
  for (const [place, row] of rows.entries()) placeOf[row] = place + 1
  const ends = new Uint32Array(rows.length + 1)
  for (const finding of findings)
    for (const row of finding.rows) if (placeOf[row] !== 0) ends[placeOf[row]!]!++
  for (let place = 1; place < ends.length; place++) ends[place]! += ends[place - 1]!
  const starts = ends.slice()
  const numbers = new Uint32Array(ends[rows.length]!)
  for (const [number, finding] of findings.entries())
    for (const row of finding.rows) if (placeOf[row] !== 0) numbers[starts[placeOf[row]! - 1]!++] = number
  return (place) =>
    Array.from(numbers.subarray(ends[place], ends[place + 1]), (number) => findings[number]!.id)
}

/** Excel keeps 15 digits of a number; an amount with more stays text, every digit of it. */
function amountCell(decimal: string): string | number {
  return decimal.replace(/\D/g, "").length <= 15 ? Number(decimal) : decimal
}

/** One line a network, then its members and contacts. */
function networkSheet({ networks }: Screening): Sheet {
  const rows = networks.flatMap((network) => [networkRow(network), ...partyRows(network)])
  return {
    name: "Networks",
    rowCount: rows.length,
    whole: "networks.json",
    columns: columnsOf([
      ["network", 22],
      ["part", 10],
      ["party", 24],
      ["name", 24],
      ["role", 16],
      ["score", 8, "number"],
      ["why", 90, "prose"],
      ["severity", 10],
      ["taxa", 24, "prose"],
      ["total", 22],
      ["from", 21],
      ["to", 21],
    ]),
    rows,
  }
}

function networkRow({ id, score, severity, reasons, taxa, total, from, to }: Network): (string | number)[] {
  const facts = [severity, joinCell(taxa), formatTotal(total), from, to]
  return [id, "network", "", "", "", score, reasons.join("\n"), ...facts]
}

function partyRows(network: Network): (string | number)[][] {
  const row = (part: string, { party, name, role, score, why }: Network["members"][number]) => [
    network.id,
    part,
    party,
    name,
    role,
    score,
    why,
    ...["", "", "", "", ""],
  ]
  return [
    ...network.members.map((member) => row("member", member)),
    ...network.contacts.map((contact) => row("contact", contact)),
  ]
}
