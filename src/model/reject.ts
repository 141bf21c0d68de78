// A row that could not be read, with the reason. Rejects are values: a run goes on and counts them.

/** Why a row was rejected. Public and stable. */
export const REJECT_CODES = [
  "ROW_TOO_SHORT",
  "ROW_TOO_LONG",
  "TIME_MISSING",
  "TIME_INVALID",
  "AMOUNT_MISSING",
  "AMOUNT_INVALID",
  "AMOUNT_NEGATIVE",
  "AMOUNT_TOO_LARGE",
  "AMOUNT_TOO_PRECISE",
  "CURRENCY_MISSING",
  "CURRENCY_UNKNOWN",
  "CURRENCY_CONFLICT",
  "PARTIES_MISSING",
  "STATUS_UNKNOWN",
  "DIRECTION_UNKNOWN",
  "COUNTRY_INVALID",
  "ID_CONFLICT",
  "CELL_TOO_LONG",
  "JSON_INVALID",
  "FIELD_INVALID",
] as const
/** Why a row was rejected, for programs. */
export type RejectCode = (typeof REJECT_CODES)[number]

/** A row that could not be read, with its place and the reason: a line of `rejects.csv`. */
export interface Reject {
  readonly code: RejectCode
  readonly file: string
  /** Physical line, from 1: a quoted newline counts. */
  readonly line: number
  /** Payment field or column at fault; empty when the whole row is. */
  readonly field: string
  /** The value as found, cut to 200 characters. */
  readonly value: string
  readonly message: string
}

/** Rejects kept for the report without growing in memory; may be read more than once, in order of input. */
export interface RejectLog extends AsyncIterable<Reject> {
  readonly count: number
}
