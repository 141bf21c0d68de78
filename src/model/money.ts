// Money as exact integers of minor units. Decimal text is read and written without floating point.
import { currencyCode, currencyExponent } from "./currencies.ts"
import { assert } from "./errors.ts"
import type { RejectCode } from "./reject.ts"

/** `rounded`: the text had more decimals than the currency, and they were not zeros. */
export type ParsedAmount =
  | { readonly ok: true; readonly minor: number; readonly rounded: boolean }
  | { readonly ok: false; readonly code: RejectCode }

/** What a lone comma or point before three digits means: with ".", "1,234" is one thousand two hundred thirty-four. */
export type DecimalMark = "." | ","

const INVALID: ParsedAmount = { ok: false, code: "AMOUNT_INVALID" }
const TOO_LARGE: ParsedAmount = { ok: false, code: "AMOUNT_TOO_LARGE" }
const UNKNOWN: ParsedAmount = { ok: false, code: "CURRENCY_UNKNOWN" }

/**
 * Minor units of plain digits with at most `exponent` decimals ("1234", "1234.5"); -1 for any other text. Bulk
 * input is almost always of this form, so it is read without making an object.
 */
export function plainMinor(text: string, exponent: number): number {
  const length = text.length
  let minor = 0
  let point = -1
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48
    if (digit >= 0 && digit <= 9) minor = minor * 10 + digit
    else if (digit === -2 && point < 0 && i > 0 && i < length - 1) point = i
    else return -1
  }
  const decimals = point < 0 ? 0 : length - 1 - point
  const digits = point < 0 ? length : length - 1
  // 15 digits are always a safe integer.
  if (digits === 0 || decimals > exponent || digits + exponent - decimals > 15) return -1
  for (let i = decimals; i < exponent; i++) minor *= 10
  return minor
}

/**
 * Reads an amount in units of `currency`: plain decimals, thousands set apart by comma, point, space or
 * apostrophe, a currency sign or code before or after (which must fit the currency), full-width digits, minus in
 * front or behind, or brackets. "1.234,50" is read by its last mark whatever `decimal` says; only a lone mark
 * before three digits follows `decimal`. Where that is not given, "1.234" is refused if the currency has no
 * decimals, and "1.500" if it has fewer than three: they are thousands or decimals, a factor of a thousand. More
 * decimals than the currency has are rounded half to even. A negative amount is given as such.
 */
export function parseAmount(text: string, currency: string, decimal?: DecimalMark): ParsedAmount {
  const exponent = currencyExponent(currency)
  if (exponent === undefined) return UNKNOWN
  // "1.234" may be plain only where the point is the decimal mark.
  const plain = decimal !== "," || !text.includes(".") ? plainMinor(text, exponent) : -1
  if (plain >= 0) return { ok: true, minor: plain, rounded: false }
  if (text.length > MAX_AMOUNT_LENGTH) return INVALID
  const shape = AMOUNT_SHAPE.exec(foldWidth(text).trim())
  if (shape === null) return INVALID
  const [, open, minus1, signBefore, minus2, body, power, signAfter, minus3, close] = shape
  if ((open === undefined) !== (close === undefined)) return INVALID
  const minuses = [minus1, minus2, minus3].filter((mark) => mark !== undefined)
  if (minuses.length > 1 || (minuses.length === 1 && open !== undefined)) return INVALID
  const signs = [signBefore, signAfter].filter((sign) => sign !== undefined)
  if (signs.length > 1 || !signs.every((sign) => signFits(sign, currency))) return INVALID
  if (decimal === undefined && power === undefined && mayBeThousands(body!, exponent)) return INVALID
  const parts = splitDecimal(body!, decimal ?? ".")
  if (parts === undefined) return INVALID
  const negative = open !== undefined || (minuses[0] !== undefined && minuses[0] !== "+")
  return roundDigits(parts.whole, parts.fraction, exponent + Number(power ?? 0), negative)
}

/** Longer text is no amount; the limit also bounds what the pattern may try. */
const MAX_AMOUNT_LENGTH = 64
const SIGN = "(\\p{L}{1,5}\\$?|\\p{Sc})?"
const MINUS = "([+\\-\u2212])?"
const AMOUNT_SHAPE = new RegExp(
  `^(\\()?\\s*${MINUS}\\s*${SIGN}\\s*${MINUS}\\s*([\\d.](?:[\\d.,' \u2019]*[\\d.,])?)(?:[eE]([+-]?\\d{1,2}))?\\s*${SIGN}\\s*(-)?(\\))?$`,
  "u",
)

/** Full-width digits and marks, and spaces of other widths. Not NFKC: that would read "5²" as 52. */
export function foldWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/\uffe5/g, "\u00a5")
    .replace(/[\u00a0\u2007\u2009\u202f\u3000]/g, " ")
}

/** Signs that several currencies share, or that are no code. */
const SIGNS: ReadonlyMap<string, string> = new Map([
  ["¥", "CNY JPY"],
  ["元", "CNY HKD TWD MOP"],
  ["圆", "CNY"],
  ["円", "JPY"],
  ["$", "USD HKD AUD CAD SGD TWD NZD MXN ARS CLP COP BRL FJD NAD JMD LRD TTD XCD"],
  ["us$", "USD"],
  ["hk$", "HKD"],
  ["nt$", "TWD"],
  ["s$", "SGD"],
  ["a$", "AUD"],
  ["c$", "CAD"],
  ["r$", "BRL"],
  ["€", "EUR"],
  ["£", "GBP EGP LBP SYP SSP GIP"],
  ["₫", "VND"],
  ["đ", "VND"],
  ["₹", "INR"],
  ["₩", "KRW KPW"],
  ["฿", "THB"],
  ["₱", "PHP"],
  ["₦", "NGN"],
  ["₽", "RUB"],
  ["₺", "TRY"],
  ["₪", "ILS"],
  ["₭", "LAK"],
  ["₿", "BTC"],
  ["ksh", "KES"],
  ["tsh", "TZS"],
  ["ush", "UGX"],
  ["rm", "MYR"],
  ["rp", "IDR"],
  ["r", "ZAR"],
  ["fcfa", "XAF XOF"],
  ["cfa", "XAF XOF"],
])

function signFits(sign: string, currency: string): boolean {
  const shared = SIGNS.get(sign.toLowerCase())
  return shared === undefined ? currencyCode(sign) === currency : shared.split(" ").includes(currency)
}

const GROUPED = /^\d{1,3}([,.' \u2019])\d{3}(?:\1\d{3})*$/
/** Indian grouping: 12,34,567. */
const GROUPED_INDIAN = /^\d{1,2}(?:,\d{2})+,\d{3}$/

/** Nobody writes 1.234 yen, and hardly anybody a zero behind the last decimal of a currency, as in 12.500 euros. */
function mayBeThousands(body: string, exponent: number): boolean {
  return exponent < 3 && /^[1-9]\d{0,2}\.\d{3}$/.test(body) && (exponent === 0 || body.endsWith("0"))
}

function splitDecimal(
  body: string,
  decimal: DecimalMark,
): { readonly whole: string; readonly fraction: string } | undefined {
  const at = decimalIndex(body, decimal)
  if (at === undefined) return undefined
  const whole = at < 0 ? body : body.slice(0, at)
  const fraction = at < 0 ? "" : body.slice(at + 1)
  if (!/^\d*$/.test(fraction) || (whole === "" && fraction === "")) return undefined
  if (!/^\d*$/.test(whole) && !GROUPED.test(whole) && !GROUPED_INDIAN.test(whole)) return undefined
  return { whole: whole.replace(/\D/g, ""), fraction }
}

/** Where the decimal mark stands, -1 when there is none, undefined when it cannot be told. */
function decimalIndex(body: string, decimal: DecimalMark): number | undefined {
  const point = body.lastIndexOf(".")
  const comma = body.lastIndexOf(",")
  if (point >= 0 && comma >= 0) return Math.max(point, comma)
  const at = Math.max(point, comma)
  if (at < 0 || body.indexOf(body[at]!) !== at) return -1
  if (body[at] === decimal) return at
  const before = body.slice(0, at)
  const decimals = body.length - at - 1
  // A group of thousands never begins with zero, and never has one or two digits at the end.
  if (before === "0" || decimals === 1 || decimals === 2) return at
  return decimals === 3 && /^\d{1,3}$/.test(before) ? -1 : undefined
}

/** `whole.fraction × 10^shift` as an integer, rounded half to even. */
function roundDigits(whole: string, fraction: string, shift: number, negative: boolean): ParsedAmount {
  const digits = whole + fraction
  const cut = whole.length + shift
  const kept = (cut <= 0 ? "" : digits.slice(0, cut).padEnd(cut, "0")).replace(/^0+/, "")
  const rest = cut < 0 ? "0".repeat(-cut) + digits : digits.slice(cut)
  if (kept.length > 16) return TOO_LARGE
  let minor = Number(kept)
  const rounded = /[1-9]/.test(rest)
  if (rounded) {
    const half = rest[0]! > "5" || (rest[0] === "5" && /[1-9]/.test(rest.slice(1)))
    if (half || (rest[0] === "5" && minor % 2 === 1)) minor++
  }
  if (!Number.isSafeInteger(minor)) return TOO_LARGE
  return { ok: true, minor: negative && minor !== 0 ? -minor : minor, rounded }
}

/** Decimal text with all decimals of the currency, e.g. "-12.50"; for JPY "1250". */
export function formatMinor(minor: number | bigint, currency: string): string {
  const exponent = currencyExponent(currency)
  assert(exponent !== undefined, `no exponent for currency ${currency}`)
  const negative = minor < 0
  const digits = String(negative ? -minor : minor)
  const sign = negative ? "-" : ""
  if (exponent === 0) return sign + digits
  const padded = digits.padStart(exponent + 1, "0")
  return `${sign}${padded.slice(0, -exponent)}.${padded.slice(-exponent)}`
}

/**
 * Money as rules write it: plain decimal, a space, a currency code ("8000.50 USD"). Undefined for anything else,
 * also when there are more decimals than the currency has.
 */
export function parseMoneyLiteral(text: string): { minor: number; currency: string } | undefined {
  const match = /^(-?\d+(?:\.\d+)?) +([A-Z]{3,5})$/.exec(text.trim())
  if (match === null) return undefined
  const currency = match[2]!
  const amount = parseAmount(match[1]!, currency, ".")
  return amount.ok && !amount.rounded ? { minor: amount.minor, currency } : undefined
}
