// A recorded decision not to alert: what it covers, who took it, why, and until when.
import type { SuppressionNote } from "./alert.ts"

/** All that is given must hold; at least one of `party`, `pair` and `rule` is. */
export interface SuppressionScope {
  /** Findings about this party. */
  readonly party: string | null
  /** Findings all of whose payments go from this payer to this payee. */
  readonly pair: { readonly payer: string; readonly payee: string } | null
  /** Findings of the rule with this id. */
  readonly rule: string | null
}

/** `until` is the last day on which it holds, `2027-01-31`. */
export interface Suppression extends SuppressionScope, SuppressionNote {}

/** What became of a suppression in a run. */
export interface SuppressionFact extends Suppression {
  /** Its last day lies before the run's as-of day: what it covers alerts again. */
  readonly expired: boolean
  /** Findings it covers, expired or not, also where another suppression covers them too. */
  readonly findings: number
  /** Parties whose alerts hold these findings. */
  readonly alerts: number
}
