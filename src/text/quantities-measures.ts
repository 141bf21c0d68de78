// Numbers with their units: weights, pieces and sizes.
import { type NumberToken, nextNumber, readDigits } from "./quantities-numbers.ts"
import { afterGap, latinWord, plainUnit, type Read, type Unit } from "./quantities-units.ts"

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

export function toQuantity({ kind, size }: Unit, value: number, start: number, end: number): Quantity {
  const unit = kind === "weight" ? "g" : kind === "pieces" ? "piece" : "mm"
  return { kind, start, end, value: scaled(value, size), unit, currency: null }
}

/** Without the error that decimals times decimals bring: 0.3 × 0.2 is 0.06. */
function scaled(value: number, by: number): number {
  return Number((value * by).toPrecision(12))
}

export interface Measured {
  readonly quantity: Quantity
  readonly unit: Unit
}

/** A number and its unit: 12g, 3斤, 2万克, two pieces. */
export function measured(text: string, number: NumberToken): Measured | undefined {
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
export function withParts(text: string, { quantity, unit }: Measured): Quantity {
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
export function range(
  text: string,
  { value: least = 0, start, end }: NumberToken,
): readonly Quantity[] | undefined {
  const match = /^\s?[-–—~至到]\s?(\d{1,7}(?:[.,]\d{1,4})?)/u.exec(text.slice(end, end + 16))
  const most = match === null ? undefined : readDigits(match[1]!)
  if (match === null || most === undefined || least === 0 || most < least) return undefined
  const found = plainUnit(text, afterGap(text, end + match[0].length, 2))
  if (found?.value.kind !== "weight") return undefined
  return [least, most].map((value) => toQuantity(found.value, value, start, found.end))
}

/** More is a model or a kind of processor. */
const MAX_TIMES = 50

/** x2, 2x: pieces, if it is no product of sizes (3x4) and no name (X5). */
export function times(
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
