// A checked rule as a tree of plain nodes: what the engine, the SQL compilers and the catalogue walk.
// Params are resolved: every value here is final for the run.
import type { Scoring } from "../model/scoring.ts"
import type { HashedFile, ListChange, ParamOverride, RuleSelection } from "../model/screening.ts"
import type { Suppression } from "../model/suppression.ts"
import type { EvidenceKind, RuleStatus, Severity, Typology } from "../model/vocabulary.ts"
import type { Lexicon } from "../text/lexicon.ts"
import type { CombineDetection, MotifDetection, NetworkDetection } from "./tree-graphs.ts"
import type { MatchDetection, SequenceDetection, WindowDetection } from "./tree-timelines.ts"

export type { Scoring } from "../model/scoring.ts"
export type * from "./tree-conditions.ts"
export * from "./tree-graphs.ts"
export * from "./tree-timelines.ts"

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

/** Everything a run screens with. */
export interface RulePack {
  /** Enabled rules, sorted by id. */
  readonly rules: readonly Rule[]
  readonly lexicons: ReadonlyMap<string, Lexicon>
  readonly lists: ReadonlyMap<string, EntryList>
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
}
