// The sheets of alerts.xlsx: alerts, findings, payments, networks, and the account of the run.
import { MISSING } from "../model/dictionary.ts"
import type { Finding } from "../model/finding.ts"
import type { Network } from "../model/network.ts"
import { rowOrder } from "../model/order.ts"
import { partyNames } from "../model/party.ts"
import { type PaymentFacts, paymentFacts } from "../model/payment-facts.ts"
import type { Screening } from "../model/screening.ts"
import { accountingSheet } from "./accounting-sheet.ts"
import { joinBytes } from "./byte-text.ts"
import { formatTotal, joinCell } from "./csv-cells.ts"
import { MAX_SHEET_ROWS, mapLazily, type Sheet, type SheetColumn, workbook } from "./workbook.ts"
import type { Pack } from "./zip.ts"

type Kind = SheetColumn["kind"]

/** The workbook of a screening. Suppressed alerts are not in it; their findings are, marked as such. */
export async function alertWorkbook(screening: Screening): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of alertWorkbookPieces(screening)) pieces.push(piece)
  return joinBytes(pieces)
}

/** The same, one sheet after another. */
export async function* alertWorkbookPieces(
  screening: Screening,
  pack?: Pack,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const sheets = [
    alertSheet(screening),
    findingSheet(screening),
    paymentSheet(screening),
    networkSheet(screening),
    await accountingSheet(screening),
  ]
  yield* workbook(sheets, pack, signal)
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
      alert.payments.length,
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
function paymentSheet({ findings, table }: Screening): Sheet {
  const isNamed = new Uint8Array(table.rowCount)
  for (const { rows } of findings) for (const row of rows) isNamed[row] = 1
  const named: number[] = []
  for (let row = 0; row < isNamed.length; row++) if (isNamed[row] === 1) named.push(row)
  const shown = named.sort(rowOrder(table)).slice(0, MAX_SHEET_ROWS)
  const findingsOf = findingsByRow(findings, shown)
  const sides = new Set(shown.flatMap((row) => [table.payer[row]!, table.payee[row]!]))
  sides.delete(MISSING)
  const names = partyNames(
    table,
    [...sides].map((code) => table.parties.text(code)),
  )
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
    rows: mapLazily(shown, (row) => paymentRow(paymentFacts(table, row), names, findingsOf.get(row)!)),
  }
}

/** Ids of the findings that name each of `rows`, in their order. */
function findingsByRow(findings: readonly Finding[], rows: readonly number[]): Map<number, string[]> {
  const findingsOf = new Map(rows.map((row): [number, string[]] => [row, []]))
  for (const { id, rows: named } of findings) for (const row of named) findingsOf.get(row)?.push(id)
  return findingsOf
}

function paymentRow(
  { payment, time, payer, payee, amount, memo, file, line }: PaymentFacts,
  names: ReadonlyMap<string, string>,
  findings: readonly string[],
): (string | number)[] {
  const [decimal = "", currency = ""] = amount.split(" ")
  return [
    payment,
    time,
    payer,
    names.get(payer) ?? "",
    payee,
    names.get(payee) ?? "",
    amountCell(decimal),
    currency,
    memo,
    file,
    line,
    joinCell(findings),
  ]
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
