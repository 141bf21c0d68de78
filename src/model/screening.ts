// What a batch run yields: findings, alerts, networks, and the account of every row that went in.
import type { Alert } from "./alert.ts"
import type { Finding } from "./finding.ts"
import type { Messages } from "./messages.ts"
import type { NetworkResult } from "./network.ts"
import type { PartyTableFacts } from "./party-table.ts"
import type { RejectLog } from "./reject.ts"
import type { SuppressionFact } from "./suppression.ts"
import type { PaymentTable } from "./table.ts"
import type { EvidenceKind, RuleStatus, Severity, Typology } from "./vocabulary.ts"

/** read = accepted + rejected + duplicates; notSettled is a part of accepted. */
export interface RowCounts {
  readonly read: number
  readonly accepted: number
  readonly rejected: number
  readonly duplicates: number
  readonly notSettled: number
}

/** How one file was read. */
export interface InputFile {
  readonly file: string
  readonly sha256: string
  readonly bytes: number
  /** csv, jsonl or json. */
  readonly format: string
  /** Name of the preset that was recognised or given; null: none. */
  readonly preset: string | null
  readonly encoding: string
  readonly delimiter: string | null
  readonly headerLine: number | null
  /** Payment field → column it was read from. */
  readonly columns: Readonly<Record<string, string>>
  /** Columns of the file that no field uses. */
  readonly ignoredColumns: readonly string[]
  readonly timeZone: string
  /** Whether the zone was assumed for times that have none. */
  readonly timeZoneAssumed: boolean
  readonly rows: RowCounts
}

/** The account of reading: every row of every file. */
export interface Intake {
  readonly files: readonly InputFile[]
  readonly rows: RowCounts
  /** Accepted amounts by currency, decimal text, currencies sorted. */
  readonly controlTotals: Readonly<Record<string, string>>
  /** Amounts with more decimals than their currency has, rounded half to even. */
  readonly roundedAmounts: number
  /** Rows without id that equal an earlier row of the same file. They are kept. */
  readonly identicalRows: number
  readonly warnings: readonly string[]
  readonly rejects: RejectLog
}

/** How a rule fared. */
export interface RuleOutcome {
  readonly rule: string
  readonly version: string
  readonly findings: number
  /** Payments where a field the rule needs is missing. */
  readonly notApplicable: number
  /** Payments (or windows) that could not be decided, for want of an exchange rate. */
  readonly notDecidable: number
  /** Subjects whose search was given up at the rule's work budget, sorted; what was found before counts. */
  readonly budgetReached: readonly string[]
}

/** A param that a deployer's settings changed. */
export interface ParamOverride {
  readonly rule: string
  readonly param: string
  readonly default: string
  readonly value: string
}

/** Which rules are meant: those that meet any of these. */
export interface RuleCriteria {
  /** Ids. */
  readonly rules: readonly string[]
  readonly tags: readonly string[]
  readonly typologies: readonly Typology[]
  readonly status: readonly RuleStatus[]
}

/** The criteria by which rules were chosen, and what did not run. */
export interface RuleSelection {
  /** What the call asked for, as written: `tag:wallet`. Empty: everything, nothing. */
  readonly only: readonly string[]
  readonly without: readonly string[]
  /** What settings ask for; null: everything, nothing. */
  readonly select: RuleCriteria | null
  readonly disable: RuleCriteria | null
  /** Rules that settings switch on by their id, whatever `select` and `disable` say; sorted. */
  readonly enabled: readonly string[]
  /** Rules that did not run, sorted by id, each with the reason. */
  readonly notRun: readonly { readonly rule: string; readonly why: string }[]
  /** Rules that ran, of which a part speaks only of rules that did not: it found nothing. Sorted by id. */
  readonly incomplete: readonly string[]
}

/** What a deployer's settings changed in a list. */
export interface ListChange {
  readonly list: string
  /** Entries that the list did not have before; sorted, as `removed`. */
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly source: string
  readonly date: string
}

/** A file with the SHA-256 of its text. */
export interface HashedFile {
  readonly file: string
  readonly sha256: string
}

/** What a rule that ran says of itself, in the language of the run. */
export interface RuleFacts {
  readonly id: string
  readonly version: string
  /** SHA-256 of its file's text. */
  readonly sha256: string
  readonly title: string
  readonly status: RuleStatus
  readonly typology: Typology
  /** What a finding of the rule may reach alone. */
  readonly severity: Severity
  readonly evidence: EvidenceKind
  readonly description: string
  /** Ids of published indicators. */
  readonly indicators: readonly string[]
  readonly references: readonly string[]
  readonly falsePositives: readonly string[]
  /** What the rule cannot see. */
  readonly blindSpots: readonly string[]
  /** Whether exchange rates can decide what it leaves open: they cannot where it names no currency to compare in. */
  readonly usesRates: boolean
}

/** A published indicator that a rule answers. */
export interface IndicatorFacts {
  readonly id: string
  /** What it says, in short and in our own words. */
  readonly text: string
  /** Publisher, title and year of the document. */
  readonly publisher: string
  readonly document: string
  readonly year: number
  /** Where in the document. */
  readonly place: string
}

/** What the rules were: enough to run them again. */
export interface PackFacts {
  /** Every file of the pack, with the SHA-256 of its text. */
  readonly files: readonly HashedFile[]
  /** Rules that ran, by id. */
  readonly rules: readonly RuleFacts[]
  /** Those that the rules name, as far as the pack knows them; by id. */
  readonly indicators: readonly IndicatorFacts[]
  /** The settings file; null: there was none. */
  readonly settings: HashedFile | null
  readonly overrides: readonly ParamOverride[]
  /** Ids of rules that did not run, sorted. */
  readonly disabled: readonly string[]
  readonly selection: RuleSelection
  readonly listChanges: readonly ListChange[]
}

/** All that a run found, with what is needed to write and to repeat it. */
export interface Screening extends NetworkResult {
  /** The payments, with what a party table says of their sides. */
  readonly table: PaymentTable
  /** Sorted by rule, subject, time, id. */
  readonly findings: readonly Finding[]
  /** Best score first, ties by subject. */
  readonly alerts: readonly Alert[]
  readonly outcomes: readonly RuleOutcome[]
  /** In the order they were given: those of the settings, then those of the call. */
  readonly suppressions: readonly SuppressionFact[]
  readonly pack: PackFacts
  /** Null when no party table was given. */
  readonly parties: PartyTableFacts | null
  /** Seed and resolution of the communities, thresholds of hubs: whatever a second run needs. */
  readonly parameters: Readonly<Record<string, number | string | boolean>>
  /** Null when the table was not read from files. */
  readonly intake: Intake | null
  /** The language that findings are told in. */
  readonly messages: Messages
  /** Parties, names and identifiers are pseudonyms, made with the key of this id. Absent: they are not. */
  readonly pseudonyms?: { readonly keyId: string }
  /** How the run was asked for. Absent: by a call that was not recorded. */
  readonly run?: RunRecord
}

/**
 * What a run was asked for, beside its inputs: enough to run it again. Paths are as they were given; null: not given, so
 * that the default applies. SHA-256 are of the bytes of files.
 */
export interface RunRecord {
  /** Directories of rules; `shipped` is the pack that comes with the package. */
  readonly rules: readonly string[] | null
  readonly only: readonly string[]
  readonly without: readonly string[]
  readonly lang: string | null
  /** Files that were given, by what for. */
  readonly given: Readonly<Partial<Record<GivenFile, HashedFile>>>
  readonly preset: string | null
  readonly timeZone: string | null
  readonly delimiter: string | null
  readonly encoding: string | null
  readonly strictDecimals: boolean
  readonly maxRejects: number | null
  readonly asOf: string | null
  readonly seed: number | null
  readonly resolution: number | "auto" | null
  readonly networkView: "auto" | "all" | "alerts" | null
  readonly hubDegree: number | null
}

/** Files that a run takes beside payments and rules. */
export const GIVEN_FILES = ["settings", "mapping", "rates", "parties", "suppressions", "apart"] as const
export type GivenFile = (typeof GIVEN_FILES)[number]

/** The part of a run that `onProgress` is told of, in the order of the run. */
export type ProgressStage = "read" | "text" | "rules" | "alerts" | "networks" | "write"

/** Told now and then during long work. `total` is null while it is not known. */
export interface Progress {
  readonly stage: ProgressStage
  readonly done: number
  readonly total: number | null
  /** `steps` are of unequal length: they tell how far the work is, and not how long it takes. */
  readonly unit: "bytes" | "rows" | "rules" | "alerts" | "steps" | "files" | "texts"
  /** What is being worked on: a file or a rule. */
  readonly item?: string
}

/** How a long call is watched and ended. */
export interface RunHooks {
  /** Ends the call soon after it is aborted: it rejects with the signal's reason, and leaves no half-written file. */
  readonly signal?: AbortSignal | undefined
  /** Told now and then, in the calling thread; what it throws ends the call. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
}
