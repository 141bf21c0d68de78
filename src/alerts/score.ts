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

/**
 * Whether a finding combines others of its alert: its points are for the surprise that they come together, but what it
 * rests on is counted already.
 */
function isCombination({ typology }: Finding): boolean {
  return typology === "composite"
}

/**
 * Points (0 to 100) of a finding taken alone, before repetition is damped. A combination is worth its severity, also
 * one of words: those are weighed in the findings it combines.
 */
export function findingPoints(finding: Finding, status: RuleStatus, scoring: Scoring): number {
  const base = scoring.points[finding.severity] * scoring.statusFactor[status]
  const ofWords = finding.evidence === "text" && !isCombination(finding)
  return ofWords ? base * textFactor(finding, scoring) : base
}

/**
 * What words are worth: as much as the weightiest payment, so that a further payment never lowers a finding. A payment is
 * worth its weightiest term, less where it stands in a benign context: of several, the one that lowers it most. A phrase
 * that explains the text innocently covers its own span and lowers what else in the payment may mean something else. A
 * finding without terms, as of a pattern, is worth what its contexts leave of each payment.
 */
function textFactor(finding: Finding, scoring: Scoring): number {
  const { matches, contexts } = finding
  const explained = new Set<string>()
  for (const { kind, payment } of matches) if (kind === "benign") explained.add(payment)
  const termOf = new Map<string, number>()
  for (const match of matches) {
    if (match.kind === "benign") continue
    const phrase = explained.has(match.payment) && match.ambiguity !== "low" ? scoring.benignFactor : 1
    const factor = termFactor(match, scoring) * phrase
    termOf.set(match.payment, Math.max(termOf.get(match.payment) ?? 0, factor))
  }
  if (termOf.size === 0) for (const payment of finding.payments) termOf.set(payment, 1)
  if (termOf.size === 0) return 1
  const contextOf = new Map<string, number>()
  for (const { factor, payments: held } of contexts)
    for (const payment of held) contextOf.set(payment, Math.min(contextOf.get(payment) ?? 1, factor))
  let most = 0
  for (const [payment, factor] of termOf) most = Math.max(most, factor * (contextOf.get(payment) ?? 1))
  return most
}

function termFactor({ ambiguity, source, field, heard }: TextMatch, scoring: Scoring): number {
  let factor = scoring.ambiguityFactor[ambiguity] * scoring.heardFactor[heard]
  if (isDoubtful(source)) factor *= scoring.doubtfulFactor
  else if (isUnverified(source)) factor *= scoring.unverifiedFactor
  if (NAME_FIELDS.has(field)) factor *= scoring.nameFactor
  return factor
}

function isDoubtful(source: string): boolean {
  return source.startsWith("memory-UNVERIFIED")
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

/**
 * Kinds of evidence, each independent of the others: those of the findings that combine no others. A combination adds
 * none; only where it stands alone, because all it combines is suppressed, is its own kind told.
 */
export function evidenceKinds(findings: readonly Finding[]): ReadonlySet<EvidenceKind> {
  const simple = findings.filter((finding) => !isCombination(finding))
  return new Set((simple.length > 0 ? simple : findings).map(({ evidence }) => evidence))
}

/**
 * The severity a score gives, no higher than the evidence allows: that of the subject's own findings, and of those on
 * the network it is in.
 */
export function severityOf(
  score: number,
  findings: readonly Finding[],
  scoring: Scoring,
  onNetwork: readonly Finding[] = [],
): Severity {
  let byScore: Severity = "info"
  for (const severity of SEVERITIES) if (score >= scoring.thresholds[severity]) byScore = severity
  const own = ceilingOf(findings)
  const ceiling = own === "review" && isRaised(findings, onNetwork) ? "high" : own
  return compareSeverity(byScore, ceiling) > 0 ? ceiling : byScore
}

/**
 * Kinds that count as independent: those of findings worth a review. An info finding adds its points and is shown, but a
 * hint of another kind does not make two kinds of evidence.
 */
function weightyKinds(findings: readonly Finding[]): ReadonlySet<EvidenceKind> {
  const weighty = findings.filter(
    (one) => !isCombination(one) && compareSeverity(one.severity, "review") >= 0,
  )
  return new Set(weighty.map(({ evidence }) => evidence))
}

/** What these findings may reach at most, whatever their score. */
function ceilingOf(findings: readonly Finding[]): Severity {
  const kinds = weightyKinds(findings)
  const strong = [...kinds].some((kind) => STRONG_KINDS.has(kind))
  if (!strong) return "review"
  if (kinds.size >= 2) return "critical"
  // A combination may say so too, where what it rests on is of that kind.
  const saysHigh = ({ evidence, severity }: Finding) =>
    kinds.has(evidence) && compareSeverity(severity, "high") >= 0
  return findings.some(saysHigh) ? "high" : "review"
}

/**
 * Whether findings on the network let a member pass review, to high and no further. The company one keeps is a further
 * kind of evidence, not the first: the member's own findings are of a strong kind or of two kinds, the network's are of
 * a strong kind, and together they are of two kinds or more.
 */
function isRaised(findings: readonly Finding[], onNetwork: readonly Finding[]): boolean {
  const own = weightyKinds(findings)
  const ownStrong = [...own].some((kind) => STRONG_KINDS.has(kind))
  if (!ownStrong && own.size < 2) return false
  return onNetwork.some(
    (one) => !isCombination(one) && STRONG_KINDS.has(one.evidence) && !own.has(one.evidence),
  )
}
