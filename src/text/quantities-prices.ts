// Prices per unit: 80/克, 80元一克, 一克80, 80 per gram, 80k/lạng.
import { type Measured, measured, type Quantity } from "./quantities-measures.ts"
import { type NumberToken, nextNumber } from "./quantities-numbers.ts"
import {
  afterGap,
  currencyAt,
  multiplierAt,
  plainUnit,
  type Read,
  type Unit,
  unitAt,
} from "./quantities-units.ts"

/** 80/克, 80元一克, ¥80/g, 80 per gram, 80k/lạng, 3000 le kilo. */
export function unitPrice(
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
export function readMoney(text: string, at: number): MoneyTail {
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

/** Before a unit: 每克80元. */
export const EACH = "每"

/** 每克80元: the price behind its unit. 每 stands between the last number and this one. */
export function priceEach(text: string, from: number, number: NumberToken): Quantity | undefined {
  const floor = Math.max(from, number.start - 8)
  const start = floor + text.slice(floor, number.start).lastIndexOf(EACH)
  if (start < floor) return undefined
  const unit = unitAt(text, afterOne(text, afterGap(text, start + 1, 1)))
  return unit && priceBehind(text, start, unit, true)
}

/** 一克80, 1条300元: one piece or gram and its price. */
export function priceOfOne(
  text: string,
  number: NumberToken,
  { quantity, unit }: Measured,
): Quantity | undefined {
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
export function goesOn(text: string, at: number): boolean {
  return /^(?:[\p{L}\d%°]|[-.:/]\d)/u.test(text.slice(at, at + 2))
}
