// How strong the evidence on a network is: by its alerts, not by its size.
import type { Alert } from "../model/alert.ts"
import { compareSeverity, type Severity } from "../model/vocabulary.ts"

/** The second alert counts half, the third a quarter, and so on: ten weak alerts are not one strong one. */
const FURTHER_ALERT = 0.5
/** What a further kind of evidence takes off the doubt that is left. */
const FURTHER_KIND = 0.05
/** Scores are rounded: an alert of 100 leaves a little doubt too. */
const HIGHEST_SCORE = 99.95

/**
 * 0 to 100, one decimal. The doubt that the alerts leave together is Π (1 − score/100 × 0.5^(n−1)), best alert
 * first (n = 1); each kind of evidence beyond the first takes 5 % off it; each finding on the network itself takes its
 * points off it (`points`, 0 to 100, weightiest first). The score is what is not doubt. The alerts are those of the
 * members' own findings, so that a finding on the network is not counted again through its members.
 */
export function networkScore(alerts: readonly Alert[], points: readonly number[] = []): number {
  return Math.round(1000 * (1 - networkDoubt(alerts, points))) / 10
}

/** What is left of doubt, 1 to 0: it tells networks apart that all round to a score of 100. */
export function networkDoubt(alerts: readonly Alert[], points: readonly number[] = []): number {
  const scores = alerts.map(({ score }) => Math.min(score, HIGHEST_SCORE)).sort((a, b) => b - a)
  const kinds = new Set(alerts.flatMap(({ evidence }) => evidence)).size
  const doubt = scores.reduce((left, score, i) => left * (1 - (score / 100) * FURTHER_ALERT ** i), 1)
  const afterKinds = doubt * (1 - FURTHER_KIND) ** Math.max(0, kinds - 1)
  return points.reduce((rest, each) => rest * (1 - each / 100), afterKinds)
}

/**
 * The highest of its alerts: being together proves nothing more on any one of them; and of what findings on the
 * network itself may reach by themselves.
 */
export function networkSeverity(alerts: readonly Alert[], ofFindings: Severity = "info"): Severity {
  return alerts.reduce<Severity>(
    (highest, { severity }) => (compareSeverity(severity, highest) > 0 ? severity : highest),
    ofFindings,
  )
}
