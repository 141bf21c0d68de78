// The sheets of alerts.xlsx: alerts, findings, payments, networks, and the account of the run.
import { checkArguments, SCREENING } from "../model/arguments.ts"
import type { Finding } from "../model/finding.ts"
import { alertPaymentCount } from "../model/listed-alert.ts"
import type { Network } from "../model/network.ts"
import type { Screening } from "../model/screening.ts"
import { accountingSheet } from "./accounting-sheet.ts"
import { joinBytes } from "./byte-text.ts"
import { formatTotal, joinCell } from "./csv-cells.ts"
import { excelTimeOf } from "./excel-time.ts"
import { paymentSheet } from "./payment-sheet.ts"
import { mapLazily, type Sheet, type SheetRow, type SheetValues, sheetColumns, workbook } from "./workbook.ts"

/** Sheets that tell little of single payments. */
export interface OtherSheets<Row extends SheetRow = SheetValues> {
  readonly alerts: Sheet<Row>
  readonly findings: Sheet<Row>
  readonly networks: Sheet<Row>
  readonly accounting: Sheet<Row>
}

/** The workbook of a screening. Suppressed alerts are not in it; their findings are, marked as such. */
export async function alertWorkbook(screening: Screening): Promise<Uint8Array> {
  checkArguments("alertWorkbook", { screening: [screening, SCREENING] })
  const pieces: Uint8Array[] = []
  const payments = paymentSheet(screening)
  for await (const piece of alertWorkbookPieces(payments, await otherSheets(screening))) pieces.push(piece)
  return joinBytes(pieces)
}

/** The same, one sheet after another. */
export function alertWorkbookPieces(
  payments: Sheet<SheetRow>,
  { alerts, findings, networks, accounting }: OtherSheets<SheetRow>,
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

function alertSheet({ alerts }: Screening): Sheet {
  const shown = alerts.filter(({ suppressed }) => suppressed === undefined)
  return {
    name: "Alerts",
    rowCount: shown.length,
    whole: "alerts.jsonl",
    columns: sheetColumns([
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
      ["first", 24, "time"],
      ["last", 24, "time"],
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
      excelTimeOf(alert.first),
      excelTimeOf(alert.last),
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
    columns: sheetColumns([
      ["id", 22],
      ["subject", 24],
      ["role", 12],
      ["rule", 34],
      ["version", 9],
      ["typology", 18],
      ["severity", 10],
      ["evidence", 10],
      ["from", 24, "time"],
      ["to", 24, "time"],
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
      excelTimeOf(finding.from),
      excelTimeOf(finding.to),
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

/** One line a network, then its members and contacts. */
function networkSheet({ networks }: Screening): Sheet {
  const rows = networks.flatMap((network) => [networkRow(network), ...partyRows(network)])
  return {
    name: "Networks",
    rowCount: rows.length,
    whole: "networks.json",
    columns: sheetColumns([
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
      ["from", 24, "time"],
      ["to", 24, "time"],
    ]),
    rows,
  }
}

function networkRow({ id, score, severity, reasons, taxa, total, from, to }: Network): (string | number)[] {
  const facts = [severity, joinCell(taxa), formatTotal(total), excelTimeOf(from), excelTimeOf(to)]
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
