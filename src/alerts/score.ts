// Points of one finding, and how points become a score and a severity. The numbers are in `rules/scoring.yaml`.
import type { Finding, TextMatch } from "../model/finding.ts"
import type { Scoring } from "../model/scoring.ts"
import {
  compareSeverity,
  type EvidenceKind,
  type RuleStatus,
  SEVERITIES,
  type Severity,
} from "../model/vocabulary.ts"

/** Kinds that may reach `high` alone where a rule says so; the others never pass `review` by themselves. */
const STRONG_KINDS: ReadonlySet<EvidenceKind> = new Set(["flow", "graph", "identity"])

const NAME_FIELDS: ReadonlySet<string> = new Set(["payerName", "payeeName"])

/** Points (0 to 100) of a finding taken alone, before repetition is damped. */
export function findingPoints(finding: Finding, status: RuleStatus, scoring: Scoring): number {
  const base = scoring.points[finding.severity] * scoring.statusFactor[status]
  return finding.evidence === "text" ? base * textFactor(finding, scoring) : base
}

/**
 * What words are worth: as much as the weightiest payment, so that a further payment never lowers a finding. A payment
 * is worth its weightiest term, less where the same payment holds a phrase that explains it innocently.
 */
function textFactor({ matches }: Finding, scoring: Scoring): number {
  const termOf = new Map<string, number>()
  const explained = new Set<string>()
  for (const match of matches) {
    if (match.kind === "benign") explained.add(match.payment)
    else termOf.set(match.payment, Math.max(termOf.get(match.payment) ?? 0, termFactor(match, scoring)))
  }
  if (termOf.size === 0) return 1
  let most = 0
  for (const [payment, factor] of termOf)
    most = Math.max(most, explained.has(payment) ? factor * scoring.benignFactor : factor)
  return most
}

function termFactor({ ambiguity, source, field }: TextMatch, scoring: Scoring): number {
  let factor = scoring.ambiguityFactor[ambiguity]
  if (isUnverified(source)) factor *= scoring.unverifiedFactor
  if (NAME_FIELDS.has(field)) factor *= scoring.nameFactor
  return factor
}

/** A source is attested when it names a place to look it up, beside or instead of memory. */
function isUnverified(source: string): boolean {
  return source.startsWith("memory") && !/https?:|github:/.test(source)
}

export interface ScoredFinding {
  readonly finding: Finding
  /** Points that this finding adds, repetition damped. */
  readonly points: number
}

/** The findings of one subject, weightiest first, each further one of a rule damped. */
export function scoreFindings(
  findings: readonly Finding[],
  statusOf: (rule: string) => RuleStatus,
  scoring: Scoring,
): ScoredFinding[] {
  const byPoints = (a: ScoredFinding, b: ScoredFinding) =>
    b.points - a.points || (a.finding.id < b.finding.id ? -1 : 1)
  const alone = findings
    .map((finding) => ({ finding, points: findingPoints(finding, statusOf(finding.rule), scoring) }))
    .sort(byPoints)
  const seen = new Map<string, number>()
  return alone
    .map(({ finding, points }) => {
      const before = seen.get(finding.rule) ?? 0
      seen.set(finding.rule, before + 1)
      return { finding, points: points * scoring.repeatFactor ** before }
    })
    .sort(byPoints)
}

/** 100 × (1 − Π (1 − points / 100)), to one decimal. */
export function combinePoints(points: readonly number[]): number {
  // Multiplied in one order always, so that the last bit does not depend on how the findings came.
  const rest = [...points].sort((a, b) => b - a).reduce((product, p) => product * (1 - p / 100), 1)
  return Math.round((1 - rest) * 1000) / 10
}

/** The severity a score gives, no higher than the evidence allows. */
export function severityOf(score: number, findings: readonly Finding[], scoring: Scoring): Severity {
  let byScore: Severity = "info"
  for (const severity of SEVERITIES) if (score >= scoring.thresholds[severity]) byScore = severity
  const ceiling = ceilingOf(findings)
  return compareSeverity(byScore, ceiling) > 0 ? ceiling : byScore
}

/** What these findings may reach at most, whatever their score. */
function ceilingOf(findings: readonly Finding[]): Severity {
  const kinds = new Set(findings.map((finding) => finding.evidence))
  const strong = [...kinds].some((kind) => STRONG_KINDS.has(kind))
  if (!strong) return "review"
  if (kinds.size >= 2) return "critical"
  return findings.some((finding) => compareSeverity(finding.severity, "high") >= 0) ? "high" : "review"
}
