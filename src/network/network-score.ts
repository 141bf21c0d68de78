// How strong the evidence on a network is: by its alerts, not by its size.
import type { Alert } from "../model/alert.ts"
import { compareSeverity, type Severity } from "../model/vocabulary.ts"

/** The second alert counts half, the third a quarter, and so on: ten weak alerts are not one strong one. */
const FURTHER_ALERT = 0.5
/** What a further kind of evidence takes off the doubt that is left. */
const FURTHER_KIND = 0.05

/**
 * 0 to 100, one decimal. The doubt that the alerts leave together is Π (1 − score/100 × 0.5^(n−1)), best alert
 * first (n = 1); each kind of evidence beyond the first takes 5 % off it; the score is what is not doubt.
 */
export function networkScore(alerts: readonly Alert[]): number {
  const scores = alerts.map(({ score }) => score).sort((a, b) => b - a)
  const kinds = new Set(alerts.flatMap(({ evidence }) => evidence)).size
  const doubt = scores.reduce((left, score, i) => left * (1 - (score / 100) * FURTHER_ALERT ** i), 1)
  return Math.round(1000 * (1 - doubt * (1 - FURTHER_KIND) ** Math.max(0, kinds - 1))) / 10
}

/** The highest of its alerts: being together proves nothing more on any one of them. */
export function networkSeverity(alerts: readonly Alert[]): Severity {
  return alerts.reduce<Severity>(
    (highest, { severity }) => (compareSeverity(severity, highest) > 0 ? severity : highest),
    "info",
  )
}
