// A checked rule as a tree of plain nodes: what the engine, the SQL compilers and the catalogue walk.
// Params are resolved: every value here is final for the run.
import type { TextFieldName } from "../model/payment.ts"
import type { Scoring } from "../model/scoring.ts"
import type { EvidenceKind, RuleStatus, Severity, Typology } from "../model/vocabulary.ts"
import type { Ambiguity, Lexicon, TermKind } from "../text/lexicon.ts"

export type { Scoring } from "../model/scoring.ts"

/** Money in minor units of `currency`. */
export interface Money {
  readonly minor: number
  readonly currency: string
}

/** Closed and open bounds; a missing one does not bound. At least one is set. */
export interface NumberTest {
  readonly gte?: number
  readonly gt?: number
  readonly lte?: number
  readonly lt?: number
}

/** Bounds in minor units of one currency. */
export interface MoneyTest extends NumberTest {
  readonly currency: string
}

/** A predicate on one payment. Three-valued: a missing field or a missing rate is neither true nor false. */
export type Condition =
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  /** The amount in the currency of the test. */
  | { readonly kind: "amount"; readonly test: MoneyTest }
  | { readonly kind: "currency"; readonly values: readonly string[] }
  /** A party id among values. */
  | { readonly kind: "party"; readonly side: "payer" | "payee"; readonly values: readonly string[] }
  /** Text equal to one of the values, after folding (NFKC, case). */
  | { readonly kind: "text"; readonly field: TextFieldName; readonly values: readonly string[] }
  /** Text on a list: equal to an entry of a list of codes, holding an entry of a list of names. */
  | { readonly kind: "list"; readonly field: TextFieldName | "payer" | "payee"; readonly list: string }
  | LexiconCondition
  | { readonly kind: "exists"; readonly field: TextFieldName | "payer" | "payee"; readonly exists: boolean }

/** Words of lexicons in text fields, benign phrases taken away. Missing when every field is missing. */
export interface LexiconCondition {
  readonly kind: "lexicon"
  readonly fields: readonly TextFieldName[]
  readonly lexicons: readonly string[]
  readonly ambiguity: readonly Ambiguity[]
  readonly kinds: readonly TermKind[]
  /** Different terms needed over the fields of one payment. */
  readonly minTerms: number
}

/** One payment is enough. Findings gather the matched payments of a subject. */
export interface MatchDetection {
  readonly kind: "match"
  readonly subject: "payer" | "payee"
  readonly where: Condition
  /** Matched payments of one subject at most this far apart (≤) are one finding. */
  readonly gatherMs: number
  readonly reason: string
}

/** What `distinct` counts. `counterparty` is the other side, seen from the group. `day` is a UTC date. */
export type DistinctField = "payer" | "payee" | "counterparty" | "amount" | "currency" | "day" | TextFieldName

/**
 * A measure of W(p), with its bounds. Sums, minima, maxima and averages are in the currency of their test. Ratios over
 * amounts (spread, share of sum, baseline of sum) are in `currency`; without one, a window of several currencies is
 * not decidable.
 */
export type Having =
  | { readonly measure: "count"; readonly test: NumberTest }
  | { readonly measure: "sum" | "min" | "max" | "average"; readonly test: MoneyTest }
  | { readonly measure: "distinct"; readonly field: DistinctField; readonly test: NumberTest }
  /** (max − min) / average of the amounts; 0 for one payment or when all are zero. */
  | { readonly measure: "spread"; readonly currency: string | null; readonly test: NumberTest }
  /** Share of the window's payments (or of their sum) for which `where` is true, 0 to 1. */
  | {
      readonly measure: "share"
      readonly of: "count" | "sum"
      readonly where: Condition
      readonly currency: string | null
      readonly test: NumberTest
    }
  /**
   * How many times the window's count (or sum) is of what the group did before: with B(p) the payments of the group
   * that pass `where` and have p.time − lookback − over ≤ q.time < p.time − lookback, the value is
   * W / (B × lookback / over). False while B(p) has fewer than `atLeast` payments, or B is 0.
   */
  | {
      readonly measure: "baseline"
      readonly of: "count" | "sum"
      readonly overMs: number
      readonly atLeast: number
      readonly currency: string | null
      readonly test: NumberTest
    }
  /** Milliseconds from the first settled payment of the table that has p's payer (payee; both, as a pair) on either side (a pair: in this direction) to p. False when that side is missing. */
  | { readonly measure: "age"; readonly of: "payer" | "payee" | "pair"; readonly test: NumberTest }

/** Moving window over a group; the contract stands in the reference of the rule language. */
export interface WindowDetection {
  readonly kind: "window"
  readonly groupBy: "payer" | "payee" | "pair" | "party"
  /** By pair: the side the finding is about; else the group itself. */
  readonly subject: "payer" | "payee" | "party"
  /** By party only: which legs belong to the group; null: both. */
  readonly direction: "in" | "out" | null
  readonly lookbackMs: number
  readonly where: Condition | null
  readonly having: readonly Having[]
  readonly reason: string
}

/** One payment of a sequence, in which the shared party has the given role. */
export interface Step {
  readonly name: string
  readonly party: "payer" | "payee"
  readonly where: Condition | null
  /** Time after the step before, at most (≤); null for the first step only. */
  readonly withinMs: number | null
  /**
   * This amount divided by the amount of the step before. Without `currency` both must be in the same currency; with
   * it both are converted first, and a pair without a rate is not decidable.
   */
  readonly amountRatio: (NumberTest & { readonly currency: string | null }) | null
}

/**
 * Steps of one party, in order. A payment p completes the sequence when it fits the last step and each step before
 * has a payment, later or equal steps at later or equal times, each within its time of the one before, no payment
 * used twice in a row of steps. Its instance takes, from the last step back, the latest payment in canonical order
 * that itself completes the steps up to there. p triggers when the completions of the party in
 * [p.time − lookback, p.time] have at least `repeat` different first payments.
 */
export interface SequenceDetection {
  readonly kind: "sequence"
  /** Two to six. */
  readonly steps: readonly Step[]
  readonly repeat: NumberTest
  readonly lookbackMs: number
  readonly reason: string
}

export type Detection = MatchDetection | WindowDetection | SequenceDetection

/** A tunable value with its bounds and why it is what it is. */
export interface Param {
  readonly name: string
  readonly type: "money" | "duration" | "count" | "ratio"
  /** As written: `8000 USD`, `7d`, `3`, `0.9`. */
  readonly default: string
  readonly min: string | null
  readonly max: string | null
  readonly reason: string
  /** The value in force, as written; differs from `default` when settings override it. */
  readonly value: string
}

export interface Rule {
  readonly id: string
  /** Semantic version; major when the set of matched payments changes. */
  readonly version: string
  readonly title: string
  readonly status: RuleStatus
  readonly typology: Typology
  /** What a finding of this rule may reach alone. */
  readonly severity: Severity
  readonly evidence: EvidenceKind
  readonly description: string
  /** Ids of published indicators. */
  readonly indicators: readonly string[]
  readonly references: readonly string[]
  readonly falsePositives: readonly string[]
  readonly params: readonly Param[]
  readonly detection: Detection
  /** File the rule was read from. */
  readonly file: string
  /** SHA-256 of that file's text. */
  readonly sha256: string
}

/** Names or codes a condition refers to by the list's id. */
export interface EntryList {
  readonly id: string
  readonly title: string
  /** `codes` are compared whole, `names` are searched in the text as words. Both after folding. */
  readonly kind: "codes" | "names"
  readonly source: string
  readonly date: string
  readonly entries: readonly { readonly text: string; readonly source: string | null }[]
}

/** Everything a run screens with. */
export interface RulePack {
  /** Enabled rules, sorted by id. */
  readonly rules: readonly Rule[]
  readonly lexicons: ReadonlyMap<string, Lexicon>
  readonly lists: ReadonlyMap<string, EntryList>
  readonly scoring: Scoring
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
  readonly overrides: readonly {
    readonly rule: string
    readonly param: string
    readonly default: string
    readonly value: string
  }[]
  /** Ids of rules that settings switched off. */
  readonly disabled: readonly string[]
}
