// The findings of one party become one alert.
import type { Alert } from "../model/alert.ts"
import { type Finding, groupBySubject } from "../model/finding.ts"
import { stableId } from "../model/hash.ts"
import { newWords } from "../model/large-arrays.ts"
import { listAlert, retellAlert } from "../model/listed-alert.ts"
import type { NetworkEvidence } from "../model/network.ts"
import { rowOrder } from "../model/order.ts"
import { sameLists } from "../model/own-text.ts"
import { partyNames } from "../model/party.ts"
import type { Scoring } from "../model/scoring.ts"
import type { Steps } from "../model/steps.ts"
import type { PaymentTable } from "../model/table.ts"
import { totalsByCurrency } from "../model/totals.ts"
import { compareText, EVIDENCE_KINDS, type RuleStatus, TYPOLOGIES } from "../model/vocabulary.ts"
import { combinePoints, evidenceKinds, scoreFindings, severityOf } from "./score.ts"
import { noteOfAll } from "./suppress.ts"

export interface AlertInput {
  readonly table: PaymentTable
  readonly findings: readonly Finding[]
  readonly scoring: Scoring
  /** Status of a rule by its id. */
  readonly statusOf: (rule: string) => RuleStatus
}

/** Alerts in a step: some hundredths of a second. */
const ALERTS_A_STEP = 500

/**
 * One alert for each subject, best score first, ties by subject. Their networks are not known yet. Suppressed findings
 * are listed; score, severity, evidence and reasons come from the others, unless there are none. In steps; `tell` is given
 * how many alerts are done, and of how many.
 */
export function* buildAlerts(
  input: AlertInput,
  tell?: (done: number, total: number) => void,
): Steps<Alert[]> {
  const bySubject = groupBySubject(input.findings)
  tell?.(0, bySubject.size)
  const names = partyNames(input.table, bySubject.keys())
  const rowsOf = rowJoiner(input.table)
  const same = sameLists()
  const alerts: Alert[] = []
  for (const [subject, findings] of bySubject) {
    alerts.push(buildAlert(subject, names.get(subject) ?? "", findings, input, rowsOf(findings), same))
    if (alerts.length % ALERTS_A_STEP !== 0) continue
    tell?.(alerts.length, bySubject.size)
    yield
  }
  return alerts.sort((a, b) => b.score - a.score || compareText(a.subject, b.subject))
}

function buildAlert(
  subject: string,
  name: string,
  findings: readonly Finding[],
  input: AlertInput,
  rows: readonly number[],
  same: ReturnType<typeof sameLists>,
): Alert {
  const { table } = input
  const counted = countedFindings(findings)
  const suppressed = noteOfAll(findings)
  const typologies = new Set(findings.map((finding) => finding.typology))
  const { score, severity, evidence, reasons } = rate(counted, [], input)
  return listAlert(table, rows, {
    id: stableId("a", [subject]),
    subject,
    name,
    score,
    severity,
    evidence: same(evidence),
    reasons,
    rules: same([...new Set(findings.map((finding) => finding.rule))].sort(compareText)),
    typologies: same(TYPOLOGIES.filter((typology) => typologies.has(typology))),
    findings: findings.map((finding) => finding.id).sort(compareText),
    network: null,
    total: totalsByCurrency(table, rows),
    ...(suppressed === undefined ? {} : { suppressed }),
  })
}

/** Gives the rows of findings, each once, in canonical order. */
function rowJoiner(table: PaymentTable): (findings: readonly Finding[]) => readonly number[] {
  const inOrder = rowOrder(table)
  /** By row: the subject it was met for last. No set for each: a busy party has a million, dozens of times over. */
  const metFor = newWords(table.rowCount)
  let subject = 0
  return (findings) => {
    const [only] = findings
    if (only !== undefined && findings.length === 1) return only.rows
    subject++
    const joined: number[] = []
    // Those of the longest come first, in order already: mostly nothing, else little is left to sort.
    const longestFirst = [...findings].sort((a, b) => b.rows.length - a.rows.length)
    let ofLongest = 0
    for (const { rows } of longestFirst) {
      for (const row of rows) {
        if (metFor[row] !== subject) joined.push(row)
        metFor[row] = subject
      }
      ofLongest ||= joined.length
    }
    if (joined.length > ofLongest) joined.sort(inOrder)
    // Without the room that was there for more.
    return joined.slice()
  }
}

/**
 * Those that are not suppressed. An alert that is suppressed whole is scored as if it were not: who decided must see what
 * was decided about.
 */
function countedFindings(findings: readonly Finding[]): readonly Finding[] {
  const standing = findings.filter(({ suppressed }) => suppressed === undefined)
  return standing.length > 0 ? standing : findings
}

/** Score, severity, evidence and reasons of a subject's own findings and of those on its network. */
function rate(
  own: readonly Finding[],
  onNetwork: readonly Finding[],
  { scoring, statusOf }: Pick<AlertInput, "scoring" | "statusOf">,
): Pick<Alert, "score" | "severity" | "evidence" | "reasons"> {
  const scored = scoreFindings([...own, ...onNetwork], statusOf, scoring)
  const score = combinePoints(scored.map(({ points }) => points))
  const kinds = evidenceKinds([...own, ...onNetwork])
  return {
    score,
    severity: severityOf(score, own, scoring, onNetwork),
    evidence: EVIDENCE_KINDS.filter((kind) => kinds.has(kind)),
    reasons: [...new Set(scored.map(({ finding }) => finding.reason))],
  }
}

/** The alerts with the network each subject belongs to. */
export function attachNetworks(alerts: readonly Alert[], networkOf: ReadonlyMap<string, string>): Alert[] {
  return alerts.map((alert) => retellAlert(alert, { network: networkOf.get(alert.subject) ?? null }))
}

/**
 * The alerts, each with the findings on its network as further evidence: their points, kinds, reasons, rules and ids are
 * added, while what the alert may reach is ruled by `severityOf` (they lift a ceiling of review to high at most), and its
 * payments, total and times stay those of its own findings. An alert without a network, or with nothing found on it,
 * stays as it is; no alert is made of findings on a network alone. Best score first, ties by subject. `evidence`: by
 * network id; see `scoreNetworkFindings`. `input.findings`: the subjects' own.
 */
export function addNetworkEvidence(
  alerts: readonly Alert[],
  evidence: ReadonlyMap<string, NetworkEvidence>,
  input: Omit<AlertInput, "table">,
): Alert[] {
  const inNetwork = alerts.filter(({ network }) => network !== null && evidence.has(network))
  const subjects = new Set(inNetwork.map(({ subject }) => subject))
  const bySubject = groupBySubject(input.findings.filter(({ subject }) => subjects.has(subject)))
  return alerts
    .map((alert) => {
      const own = bySubject.get(alert.subject)
      const added = evidence.get(alert.network ?? "")?.findings.map(({ finding }) => finding)
      return own === undefined || added === undefined ? alert : withFindings(alert, own, added, input)
    })
    .sort((a, b) => b.score - a.score || compareText(a.subject, b.subject))
}

function withFindings(
  alert: Alert,
  own: readonly Finding[],
  added: readonly Finding[],
  input: Pick<AlertInput, "scoring" | "statusOf">,
): Alert {
  const typologies = new Set([...alert.typologies, ...added.map(({ typology }) => typology)])
  return retellAlert(alert, {
    ...rate(countedFindings(own), added, input),
    rules: [...new Set([...alert.rules, ...added.map(({ rule }) => rule)])].sort(compareText),
    typologies: TYPOLOGIES.filter((typology) => typologies.has(typology)),
    findings: [...alert.findings, ...added.map(({ id }) => id)].sort(compareText),
  })
}

/**
 * What findings on networks add, by network: their points, repetition damped, and what they may reach alone. Suppressed
 * ones add nothing.
 */
export function scoreNetworkFindings(
  findings: readonly Finding[],
  { scoring, statusOf }: Pick<AlertInput, "scoring" | "statusOf">,
): Map<string, NetworkEvidence> {
  const standing = findings.filter(({ suppressed }) => suppressed === undefined)
  return new Map(
    [...groupBySubject(standing)].map(([network, own]) => {
      const scored = scoreFindings(own, statusOf, scoring)
      const alone = combinePoints(scored.map(({ points }) => points))
      return [network, { findings: scored, severity: severityOf(alone, own, scoring) }]
    }),
  )
}
