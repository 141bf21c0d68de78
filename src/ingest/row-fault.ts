// What is wrong with a row, and how it is said.
import { countOf } from "../model/count.ts"
import { currencyExponent } from "../model/currencies.ts"
import { formatMinor } from "../model/money.ts"
import type { Reject, RejectCode } from "../model/reject.ts"
import { amountFlaw } from "./amount-flaw.ts"

/** Why a row is no payment. The place is added where the row came from. */
export interface RowFault {
  readonly code: RejectCode
  /** Payment field at fault; empty: the whole row. */
  readonly field: string
  readonly value: string
  readonly message: string
}

/** Codes whose message needs nothing but the code, the field and the value. */
type PlainCode = Exclude<
  RejectCode,
  | "TIME_INVALID"
  | "AMOUNT_INVALID"
  | "AMOUNT_TOO_LARGE"
  | "ROW_TOO_SHORT"
  | "ROW_TOO_LONG"
  | "ID_CONFLICT"
  | "CELL_TOO_LONG"
  | "JSON_INVALID"
  | "FIELD_INVALID"
  | "AMOUNT_TOO_PRECISE"
  | "CURRENCY_CONFLICT"
>

const MESSAGES: Readonly<Record<PlainCode, string>> = {
  TIME_MISSING: "there is no time",
  AMOUNT_MISSING: "there is no amount",
  AMOUNT_NEGATIVE: "amounts are not negative; a mapping may say negative_amount: swap",
  CURRENCY_MISSING: "there is no currency",
  CURRENCY_UNKNOWN: "is no known currency; a mapping may say what it means under currencies",
  PARTIES_MISSING: "neither payer nor payee is known",
  STATUS_UNKNOWN: "is no known status; a mapping may say what it means under status",
  DIRECTION_UNKNOWN: "does not say whether money came in or went out",
  COUNTRY_INVALID: "is no country; write two letters (ISO 3166)",
}

/** A fault that the code tells all about. */
export function rowFault(code: PlainCode, field: string, value: string): RowFault {
  return { code, field, value, message: MESSAGES[code] }
}

/** The fault of a text that is no time. */
export function timeFault(value: string): RowFault {
  const message = /^-?\d+(?:\.\d*)?$/.test(value) ? DIGITS : NO_TIME
  return { code: "TIME_INVALID", field: "time", value, message }
}

/** The fault of a number given for a time by a program, which is milliseconds and nothing else. */
export function timeNumberFault(value: number): RowFault {
  return { code: "TIME_INVALID", field: "time", value: String(value), message: NUMBER }
}

const NO_TIME = "is no time; write it as 2024-03-01 09:30:00, or give date_order in a mapping"
const DIGITS =
  "is no time; write it as 2024-03-01 09:30:00, or as 10 digits of seconds or 13 of milliseconds since 1970"
const NUMBER =
  "could be another time than that many milliseconds since 1970, which is what a number is; give milliseconds, a Date or a text"

/** The fault of an amount with more decimals than its currency, where these are not rounded. */
export function tooPrecise(value: string, currency: string): RowFault {
  const exponent = currencyExponent(currency) ?? 0
  return {
    code: "AMOUNT_TOO_PRECISE",
    field: "amount",
    value,
    message: `${currency} has ${exponent} decimals`,
  }
}

/** The fault of a row in another currency than the header of its amount names, as "Amount (USD)" does. */
export function otherThanHeader(value: string, headed: string): RowFault {
  return {
    code: "CURRENCY_CONFLICT",
    field: "currency",
    value,
    message: `the header says that amounts are ${headed}; say which holds in a mapping, under constants or columns`,
  }
}

export function tooShort(cells: number, width: number): RowFault {
  return {
    code: "ROW_TOO_SHORT",
    field: "",
    value: String(cells),
    message: `the row has ${countOf(cells, "cell")}, the header ${width}`,
  }
}

/** Faults of amounts come from the parser as codes of the wider union. */
export function amountFault(code: RejectCode, value: string, currency: string): RowFault {
  if (code === "CURRENCY_UNKNOWN") return rowFault(code, "currency", value)
  if (code !== "AMOUNT_TOO_LARGE")
    return { code: "AMOUNT_INVALID", field: "amount", value, message: amountFlaw(value, currency) }
  const most = formatMinor(Number.MAX_SAFE_INTEGER, currency)
  const message = `is more than ${most} ${currency}, the most that is read; is it in another unit, or an id?`
  return { code, field: "amount", value, message }
}

export function tooLong(cells: readonly string[], width: number): RowFault {
  return {
    code: "ROW_TOO_LONG",
    field: "",
    value: cells.slice(width).find((cell) => cell.trim() !== "") ?? "",
    message: `the row has ${countOf(cells.length, "cell")}, the header ${width}; is a quote missing around the delimiter?`,
  }
}

/** The fault of a row whose id an earlier row has with other content. */
export function idConflict(id: string): RowFault {
  return {
    code: "ID_CONFLICT",
    field: "id",
    value: id,
    message: "an earlier row has this id and other content",
  }
}

const MAX_VALUE_SHOWN = 200

/** A fault with its place. */
export function rejectOf({ code, field, value, message }: RowFault, file: string, line: number): Reject {
  return { code, file, line, field, value: value.slice(0, MAX_VALUE_SHOWN), message }
}
