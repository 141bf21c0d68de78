// What a backtest yields: the alerts of two rule packs over the same payments, compared, counted and measured.
import type { Severity, Typology } from "./vocabulary.ts"

/** What an alert comes to, as far as two runs are compared by it. */
export interface AlertSketch {
  readonly score: number
  readonly severity: Severity
  /** Ids, sorted. */
  readonly rules: readonly string[]
  readonly findings: number
}

/** An alert that one of the packs makes and the other does not, or makes otherwise. */
export interface AlertChange {
  readonly subject: string
  readonly name: string
  readonly change: "added" | "gone" | "changed"
  /** Null when added. */
  readonly before: AlertSketch | null
  /** Null when gone. */
  readonly after: AlertSketch | null
}

/** Alerts by the UTC day of their last payment. Suppressed ones are left out. */
export interface AlertVolume {
  readonly alerts: number
  /** From the first to the last settled payment, both days included. */
  readonly days: number
  /** Alerts divided by those days; 0 without days. */
  readonly meanPerDay: number
  readonly maxPerDay: number
  /** Days with alerts, in order. */
  readonly byDay: readonly { readonly day: string; readonly alerts: number }[]
}

/** What it takes to look at the alerts. */
export interface AlertCost {
  readonly hours: number
  /** Decimal text with its currency; null without a rate. */
  readonly money: string | null
}

/**
 * Labelled parties against what was found. A party without a label that applies is never counted as false: where it
 * was found, it is `unlabelled`.
 */
export interface Metrics {
  /** True and found. */
  readonly truePositives: number
  /** False and found. */
  readonly falsePositives: number
  /** True and not found. */
  readonly falseNegatives: number
  /** False and not found. */
  readonly trueNegatives: number
  /** Found, and not labelled. */
  readonly unlabelled: number
  /** True among the labelled that were found; null when none was. */
  readonly precision: number | null
  /** Found among the true; null when none is true. */
  readonly recall: number | null
  /** Harmonic mean of both: 2 tp / (2 tp + fp + fn); null when there is neither. */
  readonly f1: number | null
}

/** What was found of the parties that labels know, by rule, typology and severity of the alert. */
export interface LabelMetrics {
  /** A party is found when a finding of the rule is about it. */
  readonly byRule: readonly { readonly rule: string; readonly metrics: Metrics }[]
  readonly byTypology: readonly { readonly typology: Typology; readonly metrics: Metrics }[]
  /** A party is found when its alert is at this severity or above; least first. */
  readonly bySeverity: readonly { readonly atLeast: Severity; readonly metrics: Metrics }[]
}

/** One of the two packs over the payments. */
export interface BacktestSide {
  /** Alerts that are not suppressed. */
  readonly alerts: number
  readonly suppressed: number
  readonly bySeverity: Readonly<Record<Severity, number>>
  readonly volume: AlertVolume
  readonly cost: AlertCost
  /** Null without labels. */
  readonly metrics: LabelMetrics | null
}

/** One value of a param that is swept. */
export interface SweepPoint {
  /** As a rule file would write it. */
  readonly value: string
  /** For drawing: minor units, milliseconds or the number itself. */
  readonly at: number
  /** Findings of the swept rule. */
  readonly findings: number
  /** Alerts of the whole pack. */
  readonly alerts: number
  /** Parties with a finding of the rule. */
  readonly subjects: number
  /** Of the rule's subjects, against labels; null without labels. */
  readonly metrics: Metrics | null
}

/** One param of a rule at several values, in rising order, with what is found at each. */
export interface Sweep {
  readonly rule: string
  readonly param: string
  readonly type: "money" | "duration" | "count" | "ratio"
  /** The value in force in the pack. */
  readonly inForce: string
  readonly points: readonly SweepPoint[]
}

/** Two packs over the same payments: alerts that come, go and change, and what either side costs. */
export interface Backtest {
  /** Settled payments, and labelled parties among those of the payments. */
  readonly payments: number
  readonly labels: {
    readonly true: number
    readonly false: number
    /** Labelled parties that no payment has: they are not measured. */
    readonly absent: number
    /** Rules that labels are about and neither pack runs, sorted: what these labels say is measured with no rule. */
    readonly unknownRules: readonly string[]
  } | null
  readonly assumptions: { readonly minutesPerAlert: number; readonly hourlyRate: string | null }
  readonly before: BacktestSide
  readonly after: BacktestSide
  /** By subject. */
  readonly changes: readonly AlertChange[]
  readonly counts: { readonly added: number; readonly gone: number; readonly changed: number }
  /** Rules of either pack, by id; null: the pack does not run it. */
  readonly rules: readonly {
    readonly rule: string
    readonly before: number | null
    readonly after: number | null
  }[]
  /** Of the second pack; null when none was asked for. */
  readonly sweep: Sweep | null
}
