// The findings of one party become one alert.
import type { Alert } from "../model/alert.ts"
import type { Finding } from "../model/finding.ts"
import { stableId } from "../model/hash.ts"
import { rowOrder } from "../model/order.ts"
import { partyNames } from "../model/party.ts"
import type { Scoring } from "../model/scoring.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import { totalsByCurrency } from "../model/totals.ts"
import { compareText, EVIDENCE_KINDS, type RuleStatus, TYPOLOGIES } from "../model/vocabulary.ts"
import { combinePoints, scoreFindings, severityOf } from "./score.ts"

export interface AlertInput {
  readonly table: PaymentTable
  readonly findings: readonly Finding[]
  readonly scoring: Scoring
  /** Status of a rule by its id. */
  readonly statusOf: (rule: string) => RuleStatus
}

/** One alert for each subject, best score first, ties by subject. Their networks are not known yet. */
export function buildAlerts(input: AlertInput): Alert[] {
  const bySubject = groupBySubject(input.findings)
  const names = partyNames(input.table, bySubject.keys())
  const inOrder = rowOrder(input.table)
  return [...bySubject]
    .map(([subject, findings]) => buildAlert(subject, names.get(subject) ?? "", findings, input, inOrder))
    .sort((a, b) => b.score - a.score || compareText(a.subject, b.subject))
}

function groupBySubject(findings: readonly Finding[]): Map<string, Finding[]> {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) {
    const group = groups.get(finding.subject)
    if (group === undefined) groups.set(finding.subject, [finding])
    else group.push(finding)
  }
  return groups
}

function buildAlert(
  subject: string,
  name: string,
  findings: readonly Finding[],
  input: AlertInput,
  inOrder: (a: number, b: number) => number,
): Alert {
  const { table, scoring } = input
  const scored = scoreFindings(findings, input.statusOf, scoring)
  const score = combinePoints(scored.map(({ points }) => points))
  const rows = [...new Set(findings.flatMap((finding) => finding.rows))].sort(inOrder)
  const kinds = new Set(findings.map((finding) => finding.evidence))
  const typologies = new Set(findings.map((finding) => finding.typology))
  return {
    id: stableId("a", [subject]),
    subject,
    name,
    score,
    severity: severityOf(score, findings, scoring),
    evidence: EVIDENCE_KINDS.filter((kind) => kinds.has(kind)),
    rules: [...new Set(findings.map((finding) => finding.rule))].sort(compareText),
    typologies: TYPOLOGIES.filter((typology) => typologies.has(typology)),
    findings: findings.map((finding) => finding.id).sort(compareText),
    network: null,
    payments: rows.map((row) => table.idOf(row)),
    total: totalsByCurrency(table, rows),
    first: formatTime(table.time[rows[0]!]!),
    last: formatTime(table.time[rows.at(-1)!]!),
    reasons: [...new Set(scored.map(({ finding }) => finding.reason))],
  }
}

/** The alerts with the network each subject belongs to. */
export function attachNetworks(alerts: readonly Alert[], networkOf: ReadonlyMap<string, string>): Alert[] {
  return alerts.map((alert) => ({ ...alert, network: networkOf.get(alert.subject) ?? null }))
}
