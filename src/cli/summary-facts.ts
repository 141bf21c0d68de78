// What a run comes to, as one plain object: `--json` prints it, the summary puts it in words.
import {
  type Alert,
  type Messages,
  type Network,
  type Screening,
  SEVERITIES,
  type Severity,
} from "../index.ts"
import { notesOf, type RejectTally } from "./notes.ts"

const TOP_NETWORKS = 5
const REJECTS = "rejects.csv"

export interface NetworkFacts {
  readonly id: string
  readonly score: number
  readonly severity: Severity
  readonly members: number
  readonly contacts: number
  readonly sellers: readonly { readonly party: string; readonly name: string; readonly score: number }[]
  readonly taxa: readonly string[]
  readonly total: Readonly<Record<string, string>>
  readonly from: string
  readonly to: string
  readonly reason: string
}

export interface SummaryFacts {
  /** Output directory as given. */
  readonly out: string
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[]
  readonly inputs: readonly string[]
  readonly rows: {
    readonly read: number
    readonly accepted: number
    readonly rejected: number
    readonly duplicates: number
    readonly notSettled: number
  }
  readonly findings: number
  readonly alerts: {
    readonly total: number
    readonly suppressed: number
    readonly bySeverity: Readonly<Record<string, number>>
    /** Rules with a finding: most alerts first, then by id. */
    readonly byRule: readonly { readonly rule: string; readonly alerts: number; readonly findings: number }[]
  }
  readonly networks: { readonly total: number; readonly top: readonly NetworkFacts[] }
  /** What the reader should know, in sentences. */
  readonly notes: readonly string[]
}

/** `rejects`: rejects by code, as counted while reading. */
export function summaryFacts(
  screening: Screening,
  run: {
    readonly out: string
    readonly files: SummaryFacts["files"]
    readonly inputs: readonly string[]
    readonly rejects: ReadonlyMap<string, RejectTally>
    /** The language of the notes. */
    readonly messages: Messages
  },
): SummaryFacts {
  const { alerts, findings, networks, intake, table } = screening
  const active = alerts.filter((alert) => alert.suppressed === undefined)
  return {
    out: run.out,
    files: run.files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 })),
    inputs: run.inputs,
    rows: intake?.rows ?? {
      read: table.rowCount,
      accepted: table.rowCount,
      rejected: 0,
      duplicates: 0,
      notSettled: 0,
    },
    findings: findings.length,
    alerts: {
      total: active.length,
      suppressed: alerts.length - active.length,
      bySeverity: countBySeverity(active),
      byRule: countByRule(screening, active),
    },
    networks: { total: networks.length, top: networks.slice(0, TOP_NETWORKS).map(networkFacts) },
    notes: notesOf(
      screening,
      run.rejects,
      run.messages,
      run.files.some(({ name }) => name === REJECTS),
    ),
  }
}

/** Most urgent first. */
function countBySeverity(alerts: readonly Alert[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const severity of SEVERITIES.toReversed()) {
    counts[severity] = alerts.filter((alert) => alert.severity === severity).length
  }
  return counts
}

function countByRule({ outcomes }: Screening, alerts: readonly Alert[]): SummaryFacts["alerts"]["byRule"] {
  const alertCounts = new Map<string, number>()
  for (const rule of alerts.flatMap((alert) => alert.rules)) {
    alertCounts.set(rule, (alertCounts.get(rule) ?? 0) + 1)
  }
  return outcomes
    .filter(({ findings }) => findings > 0)
    .map(({ rule, findings }) => ({ rule, alerts: alertCounts.get(rule) ?? 0, findings }))
    .sort((a, b) => b.alerts - a.alerts || (a.rule < b.rule ? -1 : 1))
}

function networkFacts(network: Network): NetworkFacts {
  return {
    id: network.id,
    score: network.score,
    severity: network.severity,
    members: network.members.length,
    contacts: network.contacts.length,
    sellers: network.members
      .filter((member) => member.role === "seller")
      .map(({ party, name, score }) => ({ party, name, score })),
    taxa: network.taxa,
    total: network.total,
    from: network.from,
    to: network.to,
    reason: network.reasons[0] ?? "",
  }
}
