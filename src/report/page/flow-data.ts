// What report.html refers to by number, and its flows of money by day, month and corridor. Types only.

/** Index into `texts`; 0 is the empty text. */
export type TextIndex = number
/** Index into `parties`; -1 is nobody: cash or unknown. */
export type PartyIndex = number
/** Index into `payments`. */
export type PaymentIndex = number
/** Index into `findings`. */
export type FindingIndex = number
/** Index into `rules`. */
export type RuleIndex = number
/** Currency and decimal amount by turns, currencies sorted: `["CNY", "1234.50", "USD", "3.00"]`. */
export type Totals = readonly string[]

export interface DayFlow {
  /** `2024-03-01`. */
  readonly day: string
  readonly payments: number
  /** Payments that a finding names. */
  readonly flagged: number
  /** Alerts whose last payment is of this day. */
  readonly alerts: number
}

export interface MonthFlow {
  /** `2024-03`. */
  readonly month: string
  readonly payments: number
  readonly flagged: number
  readonly total: Totals
  readonly flaggedTotal: Totals
}

export interface CorridorFlow {
  /** ISO 3166 alpha-2; empty: not stated. */
  readonly from: string
  readonly to: string
  readonly payments: number
  readonly flagged: number
  readonly total: Totals
  readonly flaggedTotal: Totals
}
