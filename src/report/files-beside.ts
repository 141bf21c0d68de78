// The files that a thread can make beside the main one, which writes the others meanwhile: those that are long in the
// making and can do with the payments and little else. What it needs for one is data.
import type { Finding } from "../model/finding.ts"
import type { Screening } from "../model/screening.ts"
import { openTable, type SharedTable } from "../model/shared-table.ts"
import { alertWorkbookPieces, type OtherSheets, otherSheets } from "./alert-workbook.ts"
import { receiveRows, type SentRows, sendRows } from "./finding-rows.ts"
import { entitiesOf, ftmEntities } from "./ftm.ts"
import { type FtmFacts, ftmFacts } from "./ftm-facts.ts"
import { paymentSheet } from "./payment-sheet.ts"
import { receiveSheet, type SentSheet, sendSheet } from "./sent-rows.ts"
import type { SheetRow } from "./workbook.ts"

/** Names of these files. */
export const FILES_BESIDE = ["alerts.xlsx", "entities.ftm.json"] as const
export type FileBeside = (typeof FILES_BESIDE)[number]

/**
 * Where findings list more payments, each counted as often, the entities take longer than the workbook, whose sheets are no
 * longer for it. An ordinary ledger of two million payments, or one that a single busy party runs through.
 */
const LISTED_OF_LONG_ENTITIES = 300_000

/** These files, the one first that takes longest: what no thread has begun when the main one is idle is made there. */
export function longestFirst(findings: readonly Pick<Finding, "rows">[]): readonly FileBeside[] {
  const listed = findings.reduce((sum, { rows }) => sum + rows.length, 0)
  return listed > LISTED_OF_LONG_ENTITIES ? FILES_BESIDE.toReversed() : FILES_BESIDE
}

/** What each of the files tells of. */
export interface SentPayments {
  readonly table: SharedTable
  readonly findings: SentRows
}

/** What a file is made of, as it can be handed to a thread. */
export type SentFile = SentPayments &
  (
    | { readonly file: "alerts.xlsx"; readonly sheets: SentSheets }
    | ({ readonly file: "entities.ftm.json" } & FtmFacts)
  )

export function sendPayments({ findings }: Screening, table: SharedTable): SentPayments {
  return { table, findings: sendRows(findings) }
}

/** @param without names of files that are not written */
export async function sendFile(
  screening: Screening,
  file: FileBeside,
  without: readonly string[],
  payments: SentPayments,
): Promise<SentFile> {
  if (file === "alerts.xlsx") return { file, ...payments, sheets: await sendSheets(screening, without) }
  const facts = ftmFacts(screening)
  return { file, ...payments, ...facts, notes: [...facts.notes] }
}

type SentSheets = Readonly<Record<keyof OtherSheets, SentSheet>>

async function sendSheets(screening: Screening, without: readonly string[]): Promise<SentSheets> {
  const { alerts, findings, networks, accounting } = await otherSheets(screening, without)
  return {
    alerts: sendSheet(alerts),
    findings: sendSheet(findings),
    networks: sendSheet(networks),
    accounting: sendSheet(accounting),
  }
}

function receiveSheets({ alerts, findings, networks, accounting }: SentSheets): OtherSheets<SheetRow> {
  return {
    alerts: receiveSheet(alerts),
    findings: receiveSheet(findings),
    networks: receiveSheet(networks),
    accounting: receiveSheet(accounting),
  }
}

/** Makes the file of what was sent. */
export function receiveFile(sent: SentFile): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  const payments = { table: openTable(sent.table), findings: receiveRows(sent.findings) }
  return sent.file === "alerts.xlsx"
    ? alertWorkbookPieces(paymentSheet(payments), receiveSheets(sent.sheets))
    : entitiesOf({ ...sent, ...payments })
}

/** Makes a file of the screening itself. */
export async function* fileOf(
  screening: Screening,
  file: FileBeside,
  without: readonly string[],
): AsyncGenerator<Uint8Array> {
  if (file === "entities.ftm.json") yield* ftmEntities(screening)
  else yield* alertWorkbookPieces(paymentSheet(screening), await otherSheets(screening, without))
}
