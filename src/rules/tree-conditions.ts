// Tests on values and conditions on one payment, as nodes of a checked rule.
import type { TextFieldName } from "../model/payment.ts"
import type { Ambiguity, Companion, Hearing, TermKind } from "../text/lexicon.ts"

/** Money in minor units of `currency`. */
export interface Money {
  readonly minor: number
  readonly currency: string
}

/** Closed and open bounds; a missing one does not bound. At least one is set. */
export interface NumberTest {
  readonly gte?: number
  readonly gt?: number
  readonly lte?: number
  readonly lt?: number
}

/** Bounds in minor units of one currency. */
export interface MoneyTest extends NumberTest {
  readonly currency: string
}

/** A predicate on one payment. Three-valued: a missing field or a missing rate is neither true nor false. */
export type Condition =
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] }
  | { readonly kind: "not"; readonly of: Condition }
  /** The amount in the currency of the test. */
  | { readonly kind: "amount"; readonly test: MoneyTest }
  | { readonly kind: "currency"; readonly values: readonly string[] }
  /** A party id among values. */
  | { readonly kind: "party"; readonly side: "payer" | "payee"; readonly values: readonly string[] }
  /** Text equal to one of the values, after folding (NFKC, case). */
  | { readonly kind: "text"; readonly field: TextFieldName; readonly values: readonly string[] }
  /** Text on a list: equal to an entry of a list of codes, holding an entry of a list of names. */
  | { readonly kind: "list"; readonly field: TextFieldName | "payer" | "payee"; readonly list: string }
  | LexiconCondition
  | PriceCondition
  | { readonly kind: "exists"; readonly field: TextFieldName | "payer" | "payee"; readonly exists: boolean }
  /** The amount is a whole multiple of `of`, in its currency; zero and other currencies are not. */
  | { readonly kind: "multiple"; readonly of: Money }
  /**
   * The decimal text of the amount in its own currency (`1888.00`) ends in one of these. An ending without a point is
   * compared with the whole units, and needs an amount without a fraction.
   */
  | { readonly kind: "ending"; readonly endings: readonly string[] }
  /** A pattern (RE2: no backreferences, no look-around) found anywhere in the text after folding. */
  | { readonly kind: "pattern"; readonly field: TextFieldName; readonly pattern: string }
  | ClockCondition
  /** Both fields hold the same text after folding (parties: the same id). Missing when either is. */
  | { readonly kind: "same"; readonly fields: readonly [SameField, SameField] }

/** Fields that `same` compares. */
export type SameField = "payer" | "payee" | TextFieldName

/** Time of day and day of the week by the clock of a zone; both hold when both are given. */
export interface ClockCondition {
  readonly kind: "clock"
  /** IANA zone or offset. */
  readonly zone: string
  /** Minutes of the day; `from` included, `to` excluded; over midnight when `from` is above `to`. */
  readonly hours: { readonly from: number; readonly to: number } | null
  /** ISO 8601: 1 is Monday, 7 is Sunday. The local day of the payment itself, also after midnight. */
  readonly weekdays: readonly number[] | null
}

/** Words of lexicons in text fields, benign phrases taken away. Missing when every field is missing. */
export interface LexiconCondition {
  readonly kind: "lexicon"
  readonly fields: readonly TextFieldName[]
  readonly lexicons: readonly string[]
  readonly ambiguity: readonly Ambiguity[]
  readonly kinds: readonly TermKind[]
  /** Different terms needed over the fields of one payment. */
  readonly minTerms: number
  /** Paths by which a term may have been heard. */
  readonly heard: readonly Hearing[]
  /** Whether terms that may be wrong (`isDoubtful`) count. */
  readonly doubtful: boolean
  /** Whether a term that needs company (`Term.with`) counts without it. */
  readonly alone: boolean
  /** Every term needs one of these, also one that needs no company by itself; empty: as the terms ask. Not beside `alone`. */
  readonly accompanied: readonly Companion[]
}

/** How near to the buyer a price was paid. Case: put on seizures and in courts; statutory: fixed by an authority. */
export const PRICE_LEVELS = ["source", "wholesale", "dealer", "retail", "case", "statutory"] as const
export type PriceLevel = (typeof PRICE_LEVELS)[number]

export const PRICE_CONFIDENCES = ["low", "mid", "high"] as const
export type PriceConfidence = (typeof PRICE_CONFIDENCES)[number]

/** What a unit price is known by: amount by quantity, or stated in a text. */
export const PRICE_BASES = ["amount", "stated"] as const
export type PriceBasis = (typeof PRICE_BASES)[number]

export const PRICE_KINDS = ["weight", "pieces"] as const
export type PriceKind = (typeof PRICE_KINDS)[number]

/**
 * What the payment asks for a gram or a piece, beside known prices of taxa. Its unit prices are the amount divided by
 * each weight or number of pieces that a text or the fields quantity and unit state, and those that a text states
 * (80/克). A unit price is compared with the prices of its kind only, by weight or by piece, in the currency of each price.
 *
 * False without a unit price that there is a price for. Missing when all the fields are, and the quantity. Not decidable
 * when it hangs on a price in whose currency there is no rate.
 */
export interface PriceCondition {
  readonly kind: "price"
  readonly fields: readonly TextFieldName[]
  readonly taxa: readonly string[]
  readonly levels: readonly PriceLevel[]
  readonly confidence: readonly PriceConfidence[]
  /** Prices of this year or later; null: of any. */
  readonly since: number | null
  readonly by: readonly PriceBasis[]
  /** Kinds of unit prices that count. */
  readonly per: readonly PriceKind[]
  readonly test: PriceTest
}

/**
 * fits: some unit price lies from `from` × low to `to` × high of some price, both ends included. above and below: every
 * unit price that can be compared is more than `times` the highest price, or less than `times` the lowest.
 */
export type PriceTest =
  | { readonly is: "fits"; readonly from: number; readonly to: number }
  | { readonly is: "above" | "below"; readonly times: number }
