// A checked rule as a tree of plain nodes: what the engine, the SQL compilers and the catalogue walk.
// Params are resolved: every value here is final for the run.
import type { Messages } from "../model/messages.ts"
import type { Scoring } from "../model/scoring.ts"
import type { HashedFile, ListChange, ParamOverride, RuleSelection } from "../model/screening.ts"
import type { Suppression } from "../model/suppression.ts"
import type { EvidenceKind, RuleStatus, Severity, Typology } from "../model/vocabulary.ts"
import type { Keep } from "../text/columns.ts"
import type { Lexicon } from "../text/lexicon.ts"
import type { Indicators } from "./indicators.ts"
import type { Condition, PriceConfidence, PriceKind, PriceLevel } from "./tree-conditions.ts"
import type { CombineDetection, MotifDetection, NetworkDetection } from "./tree-graphs.ts"
import type { MatchDetection, SequenceDetection, WindowDetection } from "./tree-timelines.ts"

export type { Scoring } from "../model/scoring.ts"
export * from "./tree-conditions.ts"
export * from "./tree-graphs.ts"
export * from "./tree-timelines.ts"

/** A rule has exactly one of these. */
export const DETECTIONS = ["match", "window", "sequence", "motif", "network", "combine"] as const

/** What a rule looks for: exactly one of these. */
export type Detection =
  | MatchDetection
  | WindowDetection
  | SequenceDetection
  | MotifDetection
  | NetworkDetection
  | CombineDetection

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

/** One rule as it runs: checked, with the params in force. */
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
  /** What the rule cannot see. */
  readonly blindSpots: readonly string[]
  /** Words to select rules by. */
  readonly tags: readonly string[]
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
  /**
   * `codes` are compared whole, `names` are searched in the text as words, both after folding; `parties` are ids of
   * parties, compared whole and exactly as they are.
   */
  readonly kind: "codes" | "names" | "parties"
  readonly source: string
  readonly date: string
  readonly entries: readonly ListEntry[]
}

export interface ListEntry {
  readonly text: string
  /** Null: that of the list. */
  readonly source: string | null
  /** Of an entry that another list or the settings added: the day of that. Absent: that of the list. */
  readonly date?: string
}

/** A circumstance that makes an innocent reading of the words in a payment likelier: a zoo, a vet, a permit number. */
export interface PaymentContext {
  readonly id: string
  readonly title: string
  readonly why: string
  /** Where its words or codes are from; null: not stated. */
  readonly source: string | null
  /** Factor on what words are worth in a payment for which `where` holds, 0 to 1. */
  readonly factor: number
  readonly where: Condition
}

/** A published price of what is got from a taxon. */
export interface Price {
  /** As lexicons name it; of the user's own goods any name. */
  readonly taxon: string
  readonly product: string
  /** `g`, `100 g`, `kg`, `pair`, `animal` …: what is paid for. */
  readonly per: string
  readonly kind: PriceKind
  /** Grams or pieces of one `per`. */
  readonly size: number
  /** Units of `currency` (not minor ones) for one `per`; low ≤ high. */
  readonly low: number
  readonly high: number
  readonly currency: string
  readonly level: PriceLevel
  readonly place: string
  readonly firstYear: number
  readonly lastYear: number
  readonly confidence: PriceConfidence
  readonly source: string
  readonly note: string | null
}

/**
 * What was kept of matchers: that over lexicons is good for these very ones, in this order, and that over names where it is
 * of the same names.
 */
export interface KnownMatcher {
  readonly lexicons: readonly Lexicon[]
  readonly keep: Keep
}

/** Everything a run screens with. */
export interface RulePack {
  /** Enabled rules, sorted by id. */
  readonly rules: readonly Rule[]
  readonly lexicons: ReadonlyMap<string, Lexicon>
  /** What matchers are built of, as far as that is known already: see `loadRules`. */
  readonly matcher?: KnownMatcher | undefined
  readonly lists: ReadonlyMap<string, EntryList>
  /** Sorted by id. */
  readonly contexts: readonly PaymentContext[]
  /** In the order of their files. */
  readonly prices: readonly Price[]
  /** By id; what is wrong is left out. */
  readonly indicators: Indicators
  readonly scoring: Scoring
  readonly files: readonly HashedFile[]
  /** The settings file; null: there was none. */
  readonly settings: HashedFile | null
  readonly overrides: readonly ParamOverride[]
  /** Ids of rules that do not run, sorted. */
  readonly disabled: readonly string[]
  /** How the rules that run were chosen. */
  readonly selection: RuleSelection
  /** What settings changed in lists, by list. */
  readonly listChanges: readonly ListChange[]
  /** Those that the settings hold. */
  readonly suppressions: readonly Suppression[]
  /** The language that findings are told in; titles and reasons of the rules are in it already. */
  readonly messages: Messages
  /** What the language lacks and is said in English, such as `rules.<id>.reason`; sorted. */
  readonly untranslated: readonly string[]
}
