// Weights, numbers of pieces, prices per unit and sizes that a text states. What is money, a date, a time, a telephone
// number, a version or a share is none of these. A number of animals in words ("2 tigers") is no number of pieces: only
// counter words count.
//
// The text is gone through once, from number to number; what stands around a number is looked at a few characters wide.
import { measured, type Quantity, range, times, toQuantity, withParts } from "./quantities-measures.ts"
import { type NumberToken, nextNumber } from "./quantities-numbers.ts"
import { EACH, goesOn, priceEach, priceOfOne, readMoney, unitPrice } from "./quantities-prices.ts"
import { afterGap, currencyBefore, mayFollowNumber, unitBefore } from "./quantities-units.ts"

export type { Quantity, QuantityKind } from "./quantities-measures.ts"

/** What a text states, in its order. Spans do not overlap, but of a range (10-20g) both ends have the whole span. */
export function findQuantities(text: string): readonly Quantity[] {
  const narrow = narrowWidth(text)
  const found: Quantity[] = []
  const hasEach = narrow.includes(EACH)
  let from = 0
  for (let number = nextNumber(narrow, 0); number !== undefined; number = nextNumber(narrow, from)) {
    const each = hasEach ? priceEach(narrow, from, number) : undefined
    const here = each === undefined ? quantitiesAt(narrow, number, from) : [each]
    found.push(...here)
    from = Math.max(number.end, ...here.map(({ end }) => end))
  }
  return found
}

const WIDE = /[\uff01-\uff5e\u00a0\u2009\u202f\u3000]/

/** Full-width signs and digits as they are on the keyboard; the length stays. */
function narrowWidth(text: string): string {
  if (!WIDE.test(text)) return text
  return text
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u00a0\u2009\u202f\u3000]/g, " ")
}

function quantitiesAt(text: string, number: NumberToken, floor: number): readonly Quantity[] {
  const { value, start, end } = number
  if (value === undefined || !(mayFollowNumber(text, afterGap(text, end, 2)) || mayPrecede(text, start)))
    return []
  if (isOrdinal(text, start)) return []
  const sign = currencyBefore(text, start)
  if (sign === undefined && isJoined(text, start)) return []
  const price = unitPrice(text, number, sign)
  if (price !== undefined) return [price]
  if (sign !== undefined) return []
  const measure = measured(text, number)
  if (measure !== undefined) return [priceOfOne(text, number, measure) ?? withParts(text, measure)]
  return range(text, number) ?? unitInFront(text, number, floor) ?? times(text, number) ?? []
}

/** A letter or a sign of multiplication, at most a space away, for x2 and kilo 2. */
function mayPrecede(text: string, start: number): boolean {
  const unit = text.charCodeAt(start - (text[start - 1] === " " ? 2 : 1))
  return ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) || "×*✕".includes(String.fromCharCode(unit))
}

/** 第3条, 周一, 双11: ordinals and days, not numbers of things. */
function isOrdinal(text: string, start: number): boolean {
  return /[第其周週初统統唯拜期专单之双百千万]/u.test(text[start - 1] ?? "")
}

/** Whether the number goes on to the left: a letter (v2), a date, a time, a decimal, a telephone number, #12. */
function isJoined(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start)
  return /[\p{Script=Latin}\p{M}\d_#№]$/u.test(before)
    ? !/(?:^|[^\p{Script=Latin}\d])x$/u.test(before)
    : /\d[.,:/\-–—~]$/.test(before) || /(?:^|\s)\+$/.test(before)
}

/** Swahili has the unit first: vipande 3, kilo mbili. */
function unitInFront(
  text: string,
  { value = 0, start, end, languages }: NumberToken,
  floor: number,
): readonly Quantity[] | undefined {
  const unit = unitBefore(text, start)
  if (unit === undefined || unit.start < floor || value === 0 || goesOn(text, end)) return undefined
  if (languages.length > 0 && !languages.includes("sw")) return undefined
  const { currency, times } = readMoney(text, end)
  if (currency !== undefined || times !== 1) return undefined
  return [toQuantity(unit.value, value, unit.start, end)]
}
