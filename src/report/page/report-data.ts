// What report.html holds as JSON, and what its page reads. Types only: the writer (src/report/html) fills them, the page
// (src/report/page) reads them. Written to be small: columns instead of objects, numbers into lists instead of repeated
// text. All times are epoch milliseconds UTC, all amounts decimal text.
import type { Sentence } from "../../model/messages.ts"
import type {
  HashedFile,
  IndicatorFacts,
  InputFile,
  ListChange,
  ParamOverride,
  RowCounts,
  RuleFacts,
  RuleSelection,
} from "../../model/screening.ts"
import type { SuppressionFact } from "../../model/suppression.ts"
import type { EvidenceKind, Severity } from "../../model/vocabulary.ts"
import type {
  CorridorFlow,
  DayFlow,
  FindingIndex,
  MonthFlow,
  PartyIndex,
  PaymentIndex,
  RuleIndex,
  TextIndex,
  Totals,
} from "./flow-data.ts"
import type { ReportHint, ReportHub, ReportPerson, WrittenNetwork } from "./network-data.ts"

export type * from "./flow-data.ts"
export type * from "./network-data.ts"

export interface ReportData {
  readonly format: 1
  /** Version of the program. */
  readonly version: string
  /** BCP 47 tag of the language the page is in. */
  readonly lang: string
  /** Sentences of the page in that language, by key: see `say`. */
  readonly strings: Readonly<Record<string, Sentence>>
  /** Names of taxa in that language where they have one. */
  readonly taxa: Readonly<Record<string, string>>
  readonly limits: ReportLimits
  readonly counts: ReportCounts
  readonly account: Account
  readonly rules: readonly ReportRule[]
  /** Published indicators that the rules name, by id. */
  readonly indicators: readonly IndicatorFacts[]
  /** Every text that columns refer to by number. */
  readonly texts: readonly string[]
  readonly parties: PartyColumns
  readonly terms: readonly ReportTerm[]
  readonly payments: PaymentColumns
  readonly findings: FindingColumns
  readonly alerts: AlertColumns
  /** Best first. */
  readonly networks: readonly WrittenNetwork[]
  readonly hubs: readonly ReportHub[]
  /** Accounts joined to persons, where a party of a network or an alert is among them. */
  readonly persons: readonly ReportPerson[]
  /** Names of one network that agree across scripts: hints, not joins. */
  readonly hints: readonly ReportHint[]
  /** UTC days with settled payments, in order. */
  readonly days: readonly DayFlow[]
  /** UTC months with settled payments, in order. */
  readonly months: readonly MonthFlow[]
  /** Settled payments by country of payer and payee, most flagged first, then most payments. */
  readonly corridors: readonly CorridorFlow[]
  /** How many there are: `corridors` holds at most `limits.corridors`. */
  readonly corridorCount: number
}

/** How much the page holds of what may be more; where the rest is, the page says. */
export interface ReportLimits {
  readonly alerts: number
  readonly networks: number
  /** Payments of one finding. */
  readonly paymentsPerFinding: number
  /** Findings of one alert. */
  readonly findingsPerAlert: number
  /** UTF-16 code units of one text of a payment. */
  readonly textLength: number
  readonly contactsPerNetwork: number
  readonly edgesPerNetwork: number
  readonly corridors: number
}

/** How much there is, whether the page holds all of it or not. */
export interface ReportCounts {
  /** Alerts that are not suppressed, by severity. */
  readonly alerts: Readonly<Record<Severity, number>>
  readonly suppressed: number
  readonly findings: number
  readonly networks: number
}

/** The account of the run: what went in, and what became of it. */
export interface Account {
  readonly files: readonly InputFile[]
  readonly rows: RowCounts
  readonly controlTotals: Totals
  readonly roundedAmounts: number
  readonly identicalRows: number
  readonly warnings: readonly string[]
  /** By code, most frequent first; `first` is an example. */
  readonly rejects: readonly RejectCount[]
  /** Settled payments: what was screened. */
  readonly screened: number
  /** Parties of all payments. */
  readonly partyCount: number
  /** First and last settled payment; null: there is none. */
  readonly span: readonly [first: number, last: number] | null
  readonly parties: {
    readonly file: string | null
    readonly sha256: string
    readonly listed: number
    readonly matched: number
    readonly unknown: number
  } | null
  readonly parameters: Readonly<Record<string, number | string | boolean>>
  /** Files of the rule pack with their SHA-256. */
  readonly ruleFiles: readonly HashedFile[]
  readonly settings: HashedFile | null
  readonly overrides: readonly ParamOverride[]
  readonly selection: RuleSelection
  readonly listChanges: readonly ListChange[]
  readonly suppressions: readonly SuppressionFact[]
  readonly graph: {
    readonly nodes: number
    readonly edges: number
    readonly communities: number
    readonly modularity: number
  }
}

export interface RejectCount {
  readonly code: string
  readonly count: number
  readonly file: string
  readonly line: number
  readonly field: string
  readonly value: string
  readonly message: string
}

/** A rule that ran. */
export interface ReportRule extends Omit<RuleFacts, "usesRates"> {
  readonly findings: number
  /** Alerts, not suppressed, that a finding of it is part of. */
  readonly alerts: number
  /** Payments where a field that the rule needs is missing. */
  readonly notApplicable: number
  /** Payments or windows that could not be decided, for want of a rate. */
  readonly notDecidable: number
  /** Subjects whose search was given up at the rule's work budget. */
  readonly budgetReached: readonly string[]
}

/** Parties that findings, alerts and networks name. */
export interface PartyColumns {
  readonly id: readonly string[]
  /** Empty: no name. */
  readonly name: readonly string[]
}

/** What a matched word stands for. */
export interface ReportTerm {
  readonly term: string
  readonly lexicon: string
  readonly taxon: string
  readonly lang: string
  /** scientific, name, product, codeword, emoji; or `benign`. */
  readonly kind: string
  readonly ambiguity: "low" | "mid" | "high"
  readonly source: string
}

/** Payments that some finding or network names, in canonical order (time first). */
export interface PaymentColumns {
  readonly id: readonly string[]
  /** Milliseconds after the payment before; of the first, after 1970. */
  readonly time: readonly number[]
  readonly amount: readonly string[]
  readonly currency: readonly TextIndex[]
  readonly payer: readonly PartyIndex[]
  readonly payee: readonly PartyIndex[]
  readonly memo: readonly TextIndex[]
  readonly goods: readonly TextIndex[]
  readonly channel: readonly TextIndex[]
  readonly payerCountry: readonly TextIndex[]
  readonly payeeCountry: readonly TextIndex[]
  /** File name. */
  readonly file: readonly TextIndex[]
  /** From 1. */
  readonly line: readonly number[]
}

export interface ContextRow {
  readonly title: string
  /** 0 to 1: what words are worth in these payments. */
  readonly factor: number
  readonly observed: string
  readonly payments: number
}

/** A recorded decision not to alert. */
export interface Suppressed {
  readonly by: string
  readonly reason: string
  readonly until: string
}

/** Findings that alerts or networks show. */
export interface FindingColumns {
  readonly id: readonly string[]
  readonly rule: readonly RuleIndex[]
  /** Index into `SEVERITIES`. */
  readonly severity: readonly number[]
  /** -1: the finding is about a network. */
  readonly subject: readonly PartyIndex[]
  readonly from: readonly number[]
  /** From the first payment to the last, milliseconds. */
  readonly lasting: readonly number[]
  readonly reason: readonly TextIndex[]
  /** The payments that are shown, in canonical order. */
  readonly payments: readonly (readonly PaymentIndex[])[]
  /** How many there are. */
  readonly paymentCount: readonly number[]
  /** Measure, threshold, observed by threes. */
  readonly conditions: readonly (readonly TextIndex[])[]
  /**
   * By sevens: payment, name of the field, text of the field, start, end (UTF-16, end exclusive), index into `terms`, index
   * into `HEARINGS`.
   */
  readonly matches: readonly (readonly number[])[]
  readonly contexts: readonly (readonly ContextRow[])[]
  /** Sparse: by finding index. */
  readonly suppressed: Readonly<Record<number, Suppressed>>
}

/** Best first. */
export interface AlertColumns {
  readonly id: readonly string[]
  readonly party: readonly PartyIndex[]
  readonly score: readonly number[]
  readonly severity: readonly Severity[]
  readonly evidence: readonly (readonly EvidenceKind[])[]
  readonly rules: readonly (readonly RuleIndex[])[]
  /** Index into `networks`; -1: in none. */
  readonly network: readonly number[]
  /** The findings that are shown, weightiest first. */
  readonly findings: readonly (readonly FindingIndex[])[]
  /** How many there are. */
  readonly findingCount: readonly number[]
  /** How many payments there are. */
  readonly paymentCount: readonly number[]
  readonly total: readonly Totals[]
  readonly first: readonly number[]
  readonly last: readonly number[]
  /** Sentences, weightiest first. */
  readonly reasons: readonly (readonly TextIndex[])[]
  /** Sparse: by alert index. */
  readonly suppressed: Readonly<Record<number, Suppressed>>
}
