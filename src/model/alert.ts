// An alert: the findings on one party, scored, for an analyst.
import type { EvidenceKind, Severity, Typology } from "./vocabulary.ts"

/** A recorded decision not to alert. */
export interface SuppressionNote {
  readonly by: string
  readonly reason: string
  readonly until: string
}

/** The findings on one party, scored, for an analyst: what `alerts.jsonl` has on a line. */
export interface Alert {
  /** Stable: made from the subject. */
  readonly id: string
  readonly subject: string
  /** The name most payments give the subject; empty when none does. */
  readonly name: string
  /** 0 to 100. */
  readonly score: number
  readonly severity: Severity
  readonly evidence: readonly EvidenceKind[]
  /** Ids of rules, findings, payments; sorted, payments in canonical order. */
  readonly rules: readonly string[]
  readonly typologies: readonly Typology[]
  readonly findings: readonly string[]
  /** Id of the network the subject belongs to, null when it is in none. */
  readonly network: string | null
  readonly payments: readonly string[]
  /** Decimal totals of the payments by currency, e.g. `{ CNY: "1234.50" }`, currencies sorted. */
  readonly total: Readonly<Record<string, string>>
  /** First and last payment, ISO 8601 UTC, both among the payments. */
  readonly first: string
  readonly last: string
  /** Sentences, the weightiest first. */
  readonly reasons: readonly string[]
  readonly suppressed?: SuppressionNote
}
