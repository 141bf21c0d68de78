// One movement of money, as an object. Bulk work uses `PaymentTable`; this is the form of the library's edges.

/** What may have become of a payment. Only settled ones are screened; the others are counted. */
export const PAYMENT_STATUSES = ["settled", "pending", "reversed", "refunded"] as const
/** Only settled payments are screened; the others are counted. */
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number]
/** Code of `settled` in the status column of a table: the index in `PAYMENT_STATUSES`. */
export const SETTLED = 0

/**
 * Optional fields that hold text. A party's own fields come in pairs, one for each side; the two of a pair share
 * one dictionary in a `PaymentTable`, so that a payer's phone equals a payee's phone by code.
 */
export const TEXT_FIELDS = [
  "payerName",
  "payeeName",
  "memo",
  "payerCountry",
  "payeeCountry",
  "channel",
  "payeeCategory",
  "payerDevice",
  "payeeDevice",
  "payerPhone",
  "payeePhone",
  "payerAddress",
  "payeeAddress",
  "waybill",
  "goods",
  "hsCode",
  "quantity",
  "unit",
] as const
/** A field of a payment that holds text. */
export type TextField = (typeof TEXT_FIELDS)[number]
/** A text field, or a further mapped column as `attributes.<name>`. */
export type TextFieldName = TextField | `attributes.${string}`

/** Channels with a meaning of their own to rules; other texts are allowed. `own-account`: between accounts of one holder. */
export const CHANNELS = [
  "bank",
  "wallet",
  "card",
  "cash",
  "crypto",
  "cash-on-delivery",
  "red-packet",
  "mobile-money",
  "own-account",
] as const

/** A payment given to the library as an object. Text that is absent, null or empty is missing. */
export interface PaymentInput {
  /** Else made from the place. */
  readonly id?: string | undefined
  /**
   * ISO 8601 text, a Date, or a number of milliseconds since 1970, UTC. Text without a zone is read in the time zone of the
   * reader; text of 10 digits is seconds since 1970, and of 13 milliseconds. A number that as digits would be another time is
   * refused: one of 10 digits could be seconds, and 20240301 a date.
   */
  readonly time: string | number | Date
  /** Decimal text in units of the currency ("12.50"), or a number that prints as such. Not negative. */
  readonly amount: string | number
  /** ISO 4217, or a crypto asset that the currency table knows. */
  readonly currency: string
  /** Who pays; null or absent: cash or unknown. At least one side must be known. */
  readonly payer?: string | null | undefined
  /** Who is paid. */
  readonly payee?: string | null | undefined
  readonly status?: PaymentStatus | undefined
  readonly payerName?: string | null | undefined
  readonly payeeName?: string | null | undefined
  readonly memo?: string | null | undefined
  /** ISO 3166 alpha-2. */
  readonly payerCountry?: string | null | undefined
  readonly payeeCountry?: string | null | undefined
  readonly channel?: string | null | undefined
  /** Merchant category code (ISO 18245) or the platform's own. */
  readonly payeeCategory?: string | null | undefined
  readonly payerDevice?: string | null | undefined
  readonly payeeDevice?: string | null | undefined
  readonly payerPhone?: string | null | undefined
  readonly payeePhone?: string | null | undefined
  readonly payerAddress?: string | null | undefined
  readonly payeeAddress?: string | null | undefined
  readonly waybill?: string | null | undefined
  readonly goods?: string | null | undefined
  /** Harmonised System code. */
  readonly hsCode?: string | null | undefined
  /** Decimal text. */
  readonly quantity?: string | null | undefined
  readonly unit?: string | null | undefined
  readonly attributes?: Readonly<Record<string, string | null | undefined>> | undefined
}
