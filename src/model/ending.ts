// How amounts end in decimal text, by arithmetic on minor units, so that a payment costs no text.
import { currencyExponent } from "./currencies.ts"
import { assert } from "./errors.ts"

/** Amounts in minor units m end so when m ≥ `least` and m mod `modulus` is `rest`. */
export interface Ending {
  readonly modulus: number
  readonly rest: number
  /** An amount of fewer digits than the ending cannot end in it. */
  readonly least: number
}

/** Amounts are safe integers, which have at most this many digits. */
const MOST_DIGITS = 16

/**
 * `ending`: digits with or without a point, `888`, `.99`, `8.50`. Without a point it is that of the whole units of an
 * amount without a fraction; with one it must have all decimals of the currency. Undefined when no amount ends so.
 */
export function endingIn(ending: string, currency: string): Ending | undefined {
  const exponent = currencyExponent(currency)
  assert(exponent !== undefined, `no exponent for currency ${currency}`)
  const [whole = "", fraction] = ending.split(".")
  if (fraction !== undefined && fraction.length !== exponent) return undefined
  const digits = whole + (fraction ?? "0".repeat(exponent))
  if (digits.length > MOST_DIGITS) return undefined
  // One digit of whole units is always printed, also a zero.
  const least = whole.length <= 1 ? 0 : 10 ** (digits.length - 1)
  return { modulus: 10 ** digits.length, rest: Number(digits), least }
}
