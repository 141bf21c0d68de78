// How findings become a score: the numbers of `rules/scoring.yaml`, each with its reason there.
import type { Hearing, RuleStatus, Severity } from "./vocabulary.ts"

/** How findings become the score of an alert: the numbers of `scoring.yaml`. */
export interface Scoring {
  /** Points (0 to 100) that one finding of a rule of this severity brings. */
  readonly points: Readonly<Record<Severity, number>>
  /** Least score of an alert of this severity; that of `info` is 0. */
  readonly thresholds: Readonly<Record<Severity, number>>
  /** Factor on each further finding of one rule on one subject: the n-th brings points × factor^(n − 1). */
  readonly repeatFactor: number
  /** Factor by the clearest term a finding matched. */
  readonly ambiguityFactor: Readonly<Record<"low" | "mid" | "high", number>>
  /** Factor on a term that is attested by no source (only `memory`). */
  readonly unverifiedFactor: number
  /** Factor on a term that may be wrong (`memory-UNVERIFIED`), in place of the one before. */
  readonly doubtfulFactor: number
  /** Factor by the path a term was heard on. */
  readonly heardFactor: Readonly<Record<Hearing, number>>
  /** Factor when terms stand in names only. */
  readonly nameFactor: number
  /** Factor on terms of mid and high ambiguity when a benign phrase stands in the same payment. */
  readonly benignFactor: number
  /** Factor for rules of this status. */
  readonly statusFactor: Readonly<Record<RuleStatus, number>>
}
