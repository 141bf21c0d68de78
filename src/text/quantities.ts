// Weights, numbers of pieces, prices per unit and sizes that a text states. What is money, a date, a time, a telephone
// number, a version or a share is none of these. A number of animals in words ("2 tigers") is no number of pieces: only
// counter words count.
//
// The text is gone through once, from number to number; what stands around a number is looked at a few characters wide.
import { type NumberToken, nextNumber, readDigits } from "./quantities-numbers.ts"
import {
  currencyAt,
  currencyBefore,
  latinWord,
  mayFollowNumber,
  multiplierAt,
  type Read,
  type Unit,
  unitAt,
  unitBefore,
} from "./quantities-units.ts"

export type QuantityKind = "weight" | "pieces" | "unit-price" | "size"

/** What a text states, `[start, end)` in UTF-16 units of the text. */
export interface Quantity {
  readonly kind: QuantityKind
  readonly start: number
  readonly end: number
  /**
   * Grams of a weight, number of pieces (a pair is two), millimetres of a size; of a unit price, units of money
   * for one `unit`.
   */
  readonly value: number
  readonly unit: "g" | "piece" | "mm"
  /** Of a unit price: ISO 4217, where the text names one currency and no other; otherwise null. */
  readonly currency: string | null
}

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

function toQuantity({ kind, size }: Unit, value: number, start: number, end: number): Quantity {
  const unit = kind === "weight" ? "g" : kind === "pieces" ? "piece" : "mm"
  return { kind, start, end, value: scaled(value, size), unit, currency: null }
}

/** Without the error that decimals times decimals bring: 0.3 × 0.2 is 0.06. */
function scaled(value: number, by: number): number {
  return Number((value * by).toPrecision(12))
}

/** 80/克, 80元一克, ¥80/g, 80 per gram, 80k/lạng, 3000 le kilo. */
function unitPrice(
  text: string,
  { value = 0, start, end }: NumberToken,
  sign: { readonly value: string; readonly start: number } | undefined,
): Quantity | undefined {
  const money = readMoney(text, end)
  const currency = money.currency ?? sign?.value
  const isMoney = currency !== undefined || money.times !== 1
  const per = readPer(text, money.end, isMoney)
  if (per === undefined || per.value.kind === "size") return undefined
  return {
    kind: "unit-price",
    start: sign?.start ?? start,
    end: per.end,
    value: perOne(value * money.times, per.value.size),
    unit: per.value.kind === "weight" ? "g" : "piece",
    currency: currency || null,
  }
}

function perOne(price: number, size: number): number {
  return Number((price / size).toPrecision(12))
}

interface MoneyTail {
  readonly times: number
  /** Empty: one that several have; undefined: none is named. */
  readonly currency: string | undefined
  readonly end: number
}

/** What follows a number when it is money: 万元, k, triệu đồng. */
function readMoney(text: string, at: number): MoneyTail {
  const times = multiplierAt(text, afterGap(text, at, 1))
  const behind = times?.end ?? at
  const currency = currencyAt(text, afterGap(text, behind, 1))
  return { times: times?.value ?? 1, currency: currency?.value, end: currency?.end ?? behind }
}

const PER =
  /\/\s?(?:(1000|500|100|50|10)\s?)?|每|per\s|par\s|le\s|la\s|au\s|à\sla\s|an?\s|(?:kwa\s)?kila\s|kwa\s|mỗi\s/giuy
const ONE = /(?:一|một\s|1\s?)/giuy

/** `/克`, `每克`, ` per gram`; behind money also `一克`, `1 con`. The unit of several is one of that size. */
function readPer(text: string, at: number, isMoney: boolean): Read<Unit> | undefined {
  const start = afterGap(text, at, 2)
  PER.lastIndex = start
  const per = PER.exec(text)
  if (per !== null) {
    const isWord = /^\p{Script=Latin}/u.test(per[0])
    if (isWord && start === at && !isMoney) return undefined
    const found = unitAt(text, afterOne(text, per.index + per[0].length))
    return (
      found && { value: { ...found.value, size: found.value.size * Number(per[1] ?? 1) }, end: found.end }
    )
  }
  ONE.lastIndex = start
  const one = ONE.exec(text)
  // Without a word for money only 80一克, closed up, is a price.
  if (one === null || (!isMoney && (one[0] !== "一" || start !== at))) return undefined
  return plainUnit(text, one.index + one[0].length)
}

/** Behind "/" and the like a one may stand: 80/一克. */
function afterOne(text: string, at: number): number {
  return text[at] === "一" ? at + 1 : at
}

function plainUnit(text: string, at: number): Read<Unit> | undefined {
  const found = unitAt(text, at)
  return found?.value.perOnly ? undefined : found
}

function afterGap(text: string, at: number, most: number): number {
  let end = at
  while (end - at < most && text[end] === " ") end++
  return end
}

const EACH = "每"

/** 每克80元: the price behind its unit. 每 stands between the last number and this one. */
function priceEach(text: string, from: number, number: NumberToken): Quantity | undefined {
  const floor = Math.max(from, number.start - 8)
  const start = floor + text.slice(floor, number.start).lastIndexOf(EACH)
  if (start < floor) return undefined
  const unit = unitAt(text, afterOne(text, afterGap(text, start + 1, 1)))
  return unit && priceBehind(text, start, unit, true)
}

/** 一克80, 1条300元: one piece or gram and its price. */
function priceOfOne(text: string, number: NumberToken, { quantity, unit }: Measured): Quantity | undefined {
  const isOne = number.value === 1 && number.written !== "word"
  return isOne ? priceBehind(text, quantity.start, { value: unit, end: quantity.end }, false) : undefined
}

function priceBehind(text: string, start: number, unit: Read<Unit>, isPrice: boolean): Quantity | undefined {
  if (unit.value.kind === "size") return undefined
  const sign = /^\s?[¥$€£₫]\s?/.exec(text.slice(unit.end, unit.end + 3))
  const at = sign === null ? afterGap(text, unit.end, 1) : unit.end + sign[0].length
  const number = nextNumber(text, at)
  if (number?.start !== at || number.value === undefined || number.written === "word") return undefined
  const money = readMoney(text, number.end)
  const currency = money.currency ?? (sign === null ? undefined : "")
  if (currency === undefined && (measured(text, number) !== undefined || goesOn(text, money.end)))
    return undefined
  if (currency === undefined && !isPrice && (at !== unit.end || number.written !== "digits")) return undefined
  return {
    kind: "unit-price",
    start,
    end: money.end,
    value: perOne(number.value * money.times, unit.value.size),
    unit: unit.value.kind === "weight" ? "g" : "piece",
    currency: currency || null,
  }
}

/** Whether something follows that makes a number other than a bare price: 8折, 2024年, 12:30, 50%. */
function goesOn(text: string, at: number): boolean {
  return /^(?:[\p{L}\d%°]|[-.:/]\d)/u.test(text.slice(at, at + 2))
}

interface Measured {
  readonly quantity: Quantity
  readonly unit: Unit
}

/** A number and its unit: 12g, 3斤, 2万克, two pieces. */
function measured(text: string, number: NumberToken): Measured | undefined {
  const { value = 0, start, end, written, languages } = number
  const at = afterGap(text, end, 2)
  const found = plainUnit(text, at) ?? multipliedUnit(text, end)
  if (found === undefined || value === 0) return undefined
  const unit = found.value
  if (
    written === "word" &&
    !languages.some((language) => unit.languages?.includes(language) ?? isLong(text, at))
  )
    return undefined
  return { quantity: toQuantity(unit, value, start, found.end), unit }
}

/** Beside a word for a number, a unit of one letter is none. */
function isLong(text: string, at: number): boolean {
  return (latinWord(text, at)?.value.length ?? 0) > 1
}

/** 万克: the unit of ten thousand. */
function multipliedUnit(text: string, at: number): Read<Unit> | undefined {
  const times = HAN_TIMES.get(text[at] ?? "")
  const found = times === undefined ? undefined : plainUnit(text, at + 1)
  return found && { value: { ...found.value, size: found.value.size * (times ?? 1) }, end: found.end }
}

const HAN_TIMES: ReadonlyMap<string, number> = new Map([
  ["百", 100],
  ["千", 1000],
  ["万", 10_000],
  ["萬", 10_000],
])

/** 一斤半, 3斤2两: what is closed up with a weight and smaller goes with it. */
function withParts(text: string, { quantity, unit }: Measured): Quantity {
  const { kind, start, end, value } = quantity
  if (kind !== "weight") return quantity
  const next = text.slice(end, end + 2)
  if (/^半(?![价價天年月个個小只条斤公])/u.test(next))
    return { ...quantity, end: end + 1, value: value + unit.size / 2 }
  const number = /^[\d一二三四五六七八九十两兩半]/u.test(next) ? nextNumber(text, end) : undefined
  const part = number?.value === undefined ? undefined : measured(text, number)
  if (part?.unit.kind !== "weight" || part.unit.size >= unit.size) return quantity
  const rest = withParts(text, part)
  return { ...quantity, start, end: rest.end, value: scaled(value + rest.value, 1) }
}

/** 10-20g: either weight. A smaller second number is a date or the like. */
function range(text: string, { value: least = 0, start, end }: NumberToken): readonly Quantity[] | undefined {
  const match = /^\s?[-–—~至到]\s?(\d{1,7}(?:[.,]\d{1,4})?)/u.exec(text.slice(end, end + 16))
  const most = match === null ? undefined : readDigits(match[1]!)
  if (match === null || most === undefined || least === 0 || most < least) return undefined
  const found = plainUnit(text, afterGap(text, end + match[0].length, 2))
  if (found?.value.kind !== "weight") return undefined
  return [least, most].map((value) => toQuantity(found.value, value, start, found.end))
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

/** More is a model or a kind of processor. */
const MAX_TIMES = 50

/** x2, 2x: pieces, if it is no product of sizes (3x4) and no name (X5). */
function times(
  text: string,
  { value = 0, start, end, written }: NumberToken,
): readonly Quantity[] | undefined {
  if (written !== "digits" || !Number.isInteger(value) || value === 0 || value > MAX_TIMES) return undefined
  const behind = /^\s?[x×*✕](?![\p{Script=Latin}\d]|\s\d)/u.exec(text.slice(end, end + 4))
  const piece = (from: number, to: number): readonly Quantity[] => [
    { kind: "pieces", start: from, end: to, value, unit: "piece", currency: null },
  ]
  if (behind !== null) return piece(start, end + behind[0].length)
  const before = text.slice(Math.max(0, start - 4), start)
  const sign = /(?:^|[^\d\s\p{Script=Latin}]|[^\d\s]\s)([x×*✕]\s?)$/u.exec(before)
  return sign === null || goesOnWithLatin(text, end) ? undefined : piece(start - sign[1]!.length, end)
}

function goesOnWithLatin(text: string, at: number): boolean {
  return /^(?:[\p{Script=Latin}%]|\s?[x×*✕.:/-]\s?\d)/u.test(text.slice(at, at + 4))
}
