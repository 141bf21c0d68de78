// The checks of a payment given as an object. They agree with the checks of rows: a test holds the two together.
import * as z from "zod"
import { countryCode } from "../model/countries.ts"
import { currencyCode } from "../model/currencies.ts"
import { parseAmount } from "../model/money.ts"
import { SETTLED, TEXT_FIELDS, type TextFieldName } from "../model/payment.ts"
import { REJECT_CODES, type RejectCode } from "../model/reject.ts"
import type { TimeReader } from "../model/time.ts"
import { amountFault, type RowFault, rowFault, timeFault, timeNumberFault, tooPrecise } from "./row-fault.ts"
import { partyOf, statusOf } from "./words.ts"

/** A payment whose fields hold. */
export interface CheckedPayment {
  readonly id: string
  readonly time: number
  readonly amountMinor: number
  readonly currency: string
  /** Index in `PAYMENT_STATUSES`. */
  readonly status: number
  readonly payer: string
  readonly payee: string
  readonly text: readonly (readonly [field: TextFieldName, text: string])[]
}

const text = z.string().nullish()
const fields = z.object({
  id: text,
  time: z.union([z.string(), z.number(), z.date()], "must be a text, a number or a Date").nullish(),
  amount: z.union([z.string(), z.number()], "must be a decimal text or a finite number").nullish(),
  currency: text,
  payer: text,
  payee: text,
  status: text,
  ...(Object.fromEntries(TEXT_FIELDS.map((field) => [field, text])) as Record<
    (typeof TEXT_FIELDS)[number],
    typeof text
  >),
  // A record of zod would drop a key named __proto__.
  attributes: z
    .custom<Readonly<Record<string, string | null | undefined>>>(
      (value) =>
        typeof value === "object" &&
        value !== null &&
        // Lists and maps have no texts by name.
        !(Symbol.iterator in value) &&
        Object.values(value).every((item) => item === null || item === undefined || typeof item === "string"),
      "must be an object of texts",
    )
    .nullish(),
})

/** Further keys of an object are ignored. */
export function createPaymentSchema(options: {
  readonly time: TimeReader
  readonly strictDecimals: boolean
}) {
  return fields.transform((payment, context): CheckedPayment => {
    const fail = ({ code, field, value, message }: RowFault): never => {
      context.addIssue({ code: "custom", path: [field], message, params: { code, value } })
      return z.NEVER
    }
    const timeText = typeof payment.time === "string" ? payment.time.trim() : payment.time
    if (timeText === undefined || timeText === null || timeText === "") {
      return fail(rowFault("TIME_MISSING", "time", ""))
    }
    if (typeof timeText === "number" && isOtherTime(timeText, options.time)) {
      return fail(timeNumberFault(timeText))
    }
    const time = typeof timeText === "string" ? options.time.read(timeText) : epochOf(timeText)
    if (Number.isNaN(time)) return fail(timeFault(String(timeText)))

    const currencyText = trim(payment.currency)
    if (currencyText === "") return fail(rowFault("CURRENCY_MISSING", "currency", ""))
    const currency = currencyCode(currencyText)
    if (currency === undefined) return fail(rowFault("CURRENCY_UNKNOWN", "currency", currencyText))

    const amountText = trim(payment.amount)
    if (amountText === "") return fail(rowFault("AMOUNT_MISSING", "amount", ""))
    // The point of a number is never a mark of thousands.
    const amount = parseAmount(amountText, currency, typeof payment.amount === "number" ? "." : undefined)
    if (!amount.ok) return fail(amountFault(amount.code, amountText, currency))
    if (amount.rounded && options.strictDecimals) return fail(tooPrecise(amountText, currency))
    if (amount.minor < 0) return fail(rowFault("AMOUNT_NEGATIVE", "amount", amountText))

    const payer = partyOf(trim(payment.payer))
    const payee = partyOf(trim(payment.payee))
    if (payer === "" && payee === "") {
      return fail(rowFault("PARTIES_MISSING", "payer", trim(payment.payer) || trim(payment.payee)))
    }

    const statusText = trim(payment.status)
    const status = statusText === "" ? SETTLED : statusOf(statusText)
    if (status < 0) return fail(rowFault("STATUS_UNKNOWN", "status", statusText))

    const texts: [TextFieldName, string][] = []
    for (const field of TEXT_FIELDS) {
      let value = trim(payment[field])
      if (value === "") continue
      if (field === "payerCountry" || field === "payeeCountry") {
        const code = countryCode(value)
        if (code === undefined) return fail(rowFault("COUNTRY_INVALID", field, value))
        value = code
      }
      texts.push([field, value])
    }
    for (const [name, value] of Object.entries(payment.attributes ?? {})) {
      if (trim(value) !== "") texts.push([`attributes.${name}`, trim(value)])
    }
    const id = trim(payment.id)
    return { id, time, amountMinor: amount.minor, currency, status, payer, payee, text: texts }
  })
}

function trim(value: string | number | null | undefined): string {
  return String(value ?? "").trim()
}

/** The range of Date. */
const MAX_EPOCH_MS = 8.64e15

function epochOf(time: number | Date): number {
  const ms = Math.trunc(Number(time))
  return Math.abs(ms) <= MAX_EPOCH_MS ? ms : Number.NaN
}

/**
 * Whether who wrote the number may have meant another time than its milliseconds: seconds, or a date such as 20240301. As
 * digits in a file it is that other time, and as milliseconds one of early 1970 or of centuries to come.
 */
function isOtherTime(number: number, time: TimeReader): boolean {
  const digits = String(Math.trunc(number))
  if (/^\d{10}$/.test(digits)) return true
  const assumedZone = time.assumedZone
  const asText = time.read(digits)
  time.assumedZone = assumedZone
  return !Number.isNaN(asText) && asText !== Math.trunc(number)
}

const CODES: ReadonlySet<unknown> = new Set(REJECT_CODES)

/** The first thing wrong with a payment, as rows report it. Values of a wrong type are FIELD_INVALID. */
export function faultOf(error: z.ZodError, payment: unknown): RowFault {
  const issue = error.issues[0]!
  const field = issue.path.map(String).join(".")
  const { message } = issue
  const { code, value } = (issue.code === "custom" && issue.params) || {}
  if (CODES.has(code)) return { code: code as RejectCode, field, value: String(value), message }
  const found = issue.path.reduce<unknown>(
    (at, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined),
    payment,
  )
  return { code: "FIELD_INVALID", field, value: shown(found), message }
}

/** Objects are not asked what they are as text: those of parsed queries have no answer, and others throw. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return ""
  if (typeof value !== "object" || value instanceof Date) return String(value)
  return Array.isArray(value) ? "a list" : "an object"
}
