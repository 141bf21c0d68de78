// What a batch run yields: findings, alerts, networks, and the account of every row that went in.
import type { Alert } from "./alert.ts"
import type { Finding } from "./finding.ts"
import type { NetworkResult } from "./network.ts"
import type { RejectLog } from "./reject.ts"
import type { PaymentTable } from "./table.ts"

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
}

/** A param that a deployer's settings changed. */
export interface ParamOverride {
  readonly rule: string
  readonly param: string
  readonly default: string
  readonly value: string
}

/** What the rules were: enough to run them again. */
export interface PackFacts {
  /** Every file of the pack, with the SHA-256 of its text. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[]
  readonly rules: readonly { readonly id: string; readonly version: string; readonly sha256: string }[]
  readonly overrides: readonly ParamOverride[]
  readonly disabled: readonly string[]
}

export interface Screening extends NetworkResult {
  readonly table: PaymentTable
  /** Sorted by rule, subject, time, id. */
  readonly findings: readonly Finding[]
  /** Best score first, ties by subject. */
  readonly alerts: readonly Alert[]
  readonly outcomes: readonly RuleOutcome[]
  readonly pack: PackFacts
  /** Seed and resolution of the communities, thresholds of hubs: whatever a second run needs. */
  readonly parameters: Readonly<Record<string, number | string | boolean>>
  /** Null when the table was not read from files. */
  readonly intake: Intake | null
}

export type ProgressStage = "read" | "text" | "rules" | "alerts" | "networks" | "write"

/** Told now and then during long work. `total` is null while it is not known. */
export interface Progress {
  readonly stage: ProgressStage
  readonly done: number
  readonly total: number | null
  readonly unit: "bytes" | "rows" | "rules" | "files" | "texts"
  /** What is being worked on: a file or a rule. */
  readonly item?: string
}

export interface RunHooks {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((progress: Progress) => void) | undefined
}
