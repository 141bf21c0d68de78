// What of a screening the report holds. A large run does not fit one page: the alerts with the highest scores come in with their
// weightiest findings and the first payments of each, as many as the size allows; the limits are written into the page.
import type { Alert } from "../../model/alert.ts"
import type { Finding } from "../../model/finding.ts"
import type { Network } from "../../model/network.ts"
import { rowOrder } from "../../model/order.ts"
import type { Screening } from "../../model/screening.ts"
import type { PaymentTable } from "../../model/table.ts"
import { compareSeverity, compareText } from "../../model/vocabulary.ts"
import type { ReportLimits } from "../page/report-data.ts"

export interface Picked {
  readonly limits: ReportLimits
  readonly alerts: readonly Alert[]
  readonly networks: readonly Network[]
  /** Each once: those of the alerts in their order, then those on networks. */
  readonly findings: readonly Finding[]
  /** Findings of each alert, in the order of `alerts`, weightiest first. */
  readonly findingsOf: readonly (readonly Finding[])[]
  /** Rows of the payments, in canonical order. */
  readonly rows: readonly number[]
  /** Row of each key payment. */
  readonly rowOfKey: ReadonlyMap<string, number>
}

const MOST_ALERTS = 20_000
const MOST_NETWORKS = 1000

type Step = Omit<ReportLimits, "alerts" | "networks" | "corridors">

/** Each holds seven tenths of the one before, or the least that is of use. */
const STEPS: readonly Step[] = Array.from({ length: 14 }, (_, index) => {
  const share = (most: number, least: number) => Math.max(least, Math.round(most * 0.7 ** index))
  return {
    findingsPerAlert: share(100, 3),
    paymentsPerFinding: share(200, 5),
    textLength: share(20_000, 200),
    contactsPerNetwork: share(2000, 30),
    edgesPerNetwork: share(4000, 60),
  }
})

/** Bytes that what is picked may take, by the rough sizes below. Alerts, parties and strings take a few million more. */
const BUDGET = 21_000_000

/** Rough sizes in bytes as JSON. */
const BYTES = {
  payment: 80,
  reference: 7,
  finding: 120,
  condition: 14,
  match: 24,
  contact: 110,
  edge: 50,
} as const

/** Picks by the most generous limits that fit. */
export function pick(screening: Screening): Picked {
  const { table } = screening
  const alerts = screening.alerts.slice(0, MOST_ALERTS)
  const networks = screening.networks.slice(0, MOST_NETWORKS)
  const byId = new Map(screening.findings.map((finding) => [finding.id, finding]))
  const ordered = alerts.map((alert) => findingsByWeight(alert, byId))
  const networkIds = new Set(networks.map(({ id }) => id))
  const onNetworks = screening.findings.filter(({ subject }) => networkIds.has(subject))
  const rowOfKey = rowsOfKeys(screening, networks)
  for (const [index, step] of STEPS.entries()) {
    const findingsOf = ordered.map((findings) => findings.slice(0, step.findingsPerAlert))
    const findings = [...new Set([...findingsOf.flat(), ...onNetworks])]
    const rows = new Set(rowOfKey.values())
    for (const finding of findings)
      for (const row of shownRows(finding, step.paymentsPerFinding)) rows.add(row)
    const size = sizeOf(table, findings, rows, step) + networkSize(networks, step)
    if (index < STEPS.length - 1 && size > BUDGET) continue
    const limits: ReportLimits = {
      ...step,
      alerts: MOST_ALERTS,
      networks: MOST_NETWORKS,
      corridors: 500,
    }
    return { limits, alerts, networks, findings, findingsOf, rows: [...rows].sort(rowOrder(table)), rowOfKey }
  }
  throw new Error("the last step is always taken")
}

/**
 * Weightiest first: in the order in which the alert gives their reasons, those it gives no reason of (suppressed ones)
 * last.
 */
function findingsByWeight(alert: Alert, byId: ReadonlyMap<string, Finding>): Finding[] {
  const rank = new Map(alert.reasons.map((reason, index) => [reason, index]))
  const rankOf = ({ reason }: Finding) => rank.get(reason) ?? alert.reasons.length
  return alert.findings
    .flatMap((id) => byId.get(id) ?? [])
    .sort(
      (a, b) => rankOf(a) - rankOf(b) || compareSeverity(b.severity, a.severity) || compareText(a.id, b.id),
    )
}

/** The first rows of a finding, and those that hold its words before others. */
export function shownRows(finding: Finding, most: number): readonly number[] {
  const { rows, matches } = finding
  if (rows.length <= most) return rows
  if (matches.length === 0) return rows.slice(0, most)
  const { payments } = finding
  const worded = new Set(matches.filter(({ kind }) => kind !== "benign").map(({ payment }) => payment))
  const first = rows.filter((_, index) => worded.has(payments[index]!))
  const others = rows.filter((_, index) => !worded.has(payments[index]!))
  const chosen = new Set([...first, ...others].slice(0, most))
  return rows.filter((row) => chosen.has(row))
}

function rowsOfKeys({ table, findings }: Screening, networks: readonly Network[]): Map<string, number> {
  const wanted = new Set(networks.flatMap(({ keyPayments }) => keyPayments))
  const found = new Map<string, number>()
  if (wanted.size === 0) return found
  const isAsked = new Uint8Array(table.rowCount)
  for (const { rows } of findings)
    for (const row of rows) {
      if (isAsked[row] === 1) continue
      isAsked[row] = 1
      const id = table.idOf(row)
      if (wanted.has(id)) found.set(id, row)
    }
  if (found.size === wanted.size) return found
  // To ask every payment for its id takes long: first those between parties of networks, where all should be.
  const isNear = new Uint8Array(table.parties.size)
  for (const { members, contacts } of networks)
    for (const { party } of [...members, ...contacts]) isNear[table.parties.code(party)] = 1
  const look = (isCandidate: (row: number) => boolean) => {
    for (let row = 0; row < table.rowCount; row++) {
      if (!isCandidate(row)) continue
      const id = table.idOf(row)
      if (wanted.has(id)) found.set(id, row)
    }
  }
  look((row) => isNear[table.payer[row]!] === 1 && isNear[table.payee[row]!] === 1)
  if (found.size < wanted.size) look(() => true)
  return found
}

function sizeOf(
  table: PaymentTable,
  findings: readonly Finding[],
  rows: ReadonlySet<number>,
  { paymentsPerFinding, textLength }: Step,
): number {
  let bytes = rows.size * BYTES.payment + findings.length * BYTES.finding
  for (const { rows: all, matches, conditions, reason } of findings) {
    bytes += Math.min(all.length, paymentsPerFinding) * BYTES.reference
    bytes += Math.min(matches.length, paymentsPerFinding) * BYTES.match
    bytes += conditions.length * BYTES.condition + byteLength(reason)
  }
  for (const field of ["memo", "goods"] as const) {
    const column = table.text.get(field)
    if (column === undefined) continue
    const codes = new Set<number>()
    for (const row of rows) codes.add(column.codes[row]!)
    for (const code of codes) bytes += byteLength(column.values.text(code).slice(0, textLength))
  }
  return bytes
}

/** About the bytes of a text in UTF-8, its quotes included. */
function byteLength(text: string): number {
  let characters = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    // The lower half of a pair belongs to the character before.
    if (unit > 0x7f && !((unit & 0xfc00) === 0xdc00 && (text.charCodeAt(i - 1) & 0xfc00) === 0xd800))
      characters++
  }
  return text.length + 2 * characters + 3
}

function networkSize(networks: readonly Network[], { contactsPerNetwork, edgesPerNetwork }: Step): number {
  let bytes = 0
  for (const { contacts, edges } of networks) {
    bytes += Math.min(contacts.length, contactsPerNetwork) * BYTES.contact
    bytes += Math.min(edges.length, edgesPerNetwork) * BYTES.edge
  }
  return bytes
}
