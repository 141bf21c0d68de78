// What payments ask for a gram or a piece, beside published prices: the amount divided by a stated quantity, and prices
// per unit that a text states.
import { type Bits, createBits, setBit } from "../model/bits.ts"
import { currencyExponent } from "../model/currencies.ts"
import { MISSING } from "../model/dictionary.ts"
import { assert } from "../model/errors.ts"
import { VeiledDictionary } from "../model/veiled-dictionary.ts"
import { pricesFor } from "../rules/prices.ts"
import type { Price, PriceCondition } from "../rules/tree.ts"
import { findQuantities, type Quantity } from "../text/quantities.ts"
import { allBits, intersect, listRows, without } from "./bits.ts"
import { columnOf, type EngineContext } from "./context.ts"
import { ABSENT, FALSE, type Mask, TRUE, UNDECIDABLE } from "./masks.ts"

/** What a payment asks for one gram or one piece. */
interface UnitPrice {
  readonly kind: Price["kind"]
  /** Minor units of `currency` for one. */
  readonly each: number
  readonly currency: string
  /** The quantity the amount was divided by, or the price, as the payment has it. */
  readonly text: string
  readonly basis: "amount" | "stated"
}

/** A unit price beside a price: `each` in minor units of the currency of the price. */
export interface ComparedPrice {
  readonly unitPrice: UnitPrice
  readonly price: Price
  readonly each: number
}

/** States by row: see `PriceCondition`. Rows that are not `asked` about, of those with a field, are FALSE. */
export function testPrices(context: EngineContext, condition: PriceCondition, asked: Bits): Mask {
  const { rowCount } = context.table
  const absent = rowsWithoutFields(context, condition)
  const isTrue = createBits(rowCount)
  const undecidable = createBits(rowCount)
  const stateOf = priceStates(context, condition)
  for (const row of listRows(absent === null ? asked : without(asked, absent))) {
    const state = stateOf(row)
    if (state === TRUE) setBit(isTrue, row)
    else if (state === UNDECIDABLE) setBit(undecidable, row)
  }
  return { rowCount, isTrue, undecidable, absent }
}

/** The state of one row, whatever was asked about before. */
export function priceStates(context: EngineContext, condition: PriceCondition): (row: number) => number {
  const prices = pricesFor(condition, context.prices)
  const unitPrices = unitPricesIn(context, condition)
  return (row) => {
    const found = unitPrices(row)
    return found === undefined ? ABSENT : stateOf(context, condition, prices, found, row)
  }
}

/** Rows without any field in which a quantity might stand; null: there are none. */
function rowsWithoutFields(context: EngineContext, { fields }: PriceCondition): Bits | null {
  const { table } = context
  let absent: Bits | null = allBits(table.rowCount)
  for (const field of [...fields, "quantity" as const]) {
    const column = columnOf(table, field)
    const missing: Bits | null = column === undefined ? absent : context.missing(column.codes)
    absent = absent === null || missing === null ? null : intersect(absent, missing)
  }
  return absent
}

function stateOf(
  context: EngineContext,
  { test }: PriceCondition,
  prices: readonly Price[],
  unitPrices: readonly UnitPrice[],
  row: number,
): number {
  let isUndecided = false
  let passed = 0
  for (const unitPrice of unitPrices) {
    for (const price of prices) {
      if (price.kind !== unitPrice.kind) continue
      const compared = compare(context, unitPrice, price, row)
      if (compared === undefined) isUndecided = true
      else if (passes(test, compared)) passed++
      else if (test.is !== "fits") return FALSE
      if (test.is === "fits" && passed > 0) return TRUE
    }
  }
  return isUndecided ? UNDECIDABLE : passed > 0 ? TRUE : FALSE
}

function passes(test: PriceCondition["test"], { price, each }: ComparedPrice): boolean {
  if (test.is === "fits")
    return each >= boundOf(price, price.low, test.from) && each <= boundOf(price, price.high, test.to)
  return test.is === "above"
    ? each > boundOf(price, price.high, test.times)
    : each < boundOf(price, price.low, test.times)
}

/** Minor units for one gram or piece, at `times` an end of the price. */
function boundOf({ currency, size }: Price, end: number, times: number): number {
  return steady((times * end * minorOf(currency)) / size)
}

/** Without the last digits, in which decimals times decimals are off: an end of a band is in the band. */
function steady(value: number): number {
  return Number(value.toPrecision(12))
}

function minorOf(currency: string): number {
  const exponent = currencyExponent(currency)
  assert(exponent !== undefined, `${currency} was checked to be a currency`)
  return 10 ** exponent
}

/** Undefined: there is no rate. */
function compare(
  { table, rates }: EngineContext,
  unitPrice: UnitPrice,
  price: Price,
  row: number,
): ComparedPrice | undefined {
  const { currency, each } = unitPrice
  if (currency === price.currency) return { unitPrice, price, each: steady(each) }
  // Not converted as money is: that rounds to minor units, and a gram may cost less than one.
  const factor = rates?.factor(currency, price.currency, table.time[row]!)
  return factor === undefined ? undefined : { unitPrice, price, each: steady(each * factor) }
}

/** What a row asks for a gram or a piece; undefined: it has none of the fields in which that might stand. */
function unitPricesIn(
  context: EngineContext,
  { fields, by }: PriceCondition,
): (row: number) => readonly UnitPrice[] | undefined {
  const { table } = context
  const columns = fields.flatMap((field) => {
    const column = columnOf(table, field)
    return column === undefined ? [] : [column]
  })
  const declared = declaredQuantities(context)
  const [byAmount, byText] = [by.includes("amount"), by.includes("stated")]
  return (row) => {
    let isMissing = true
    let found: UnitPrice[] | undefined
    const take = (quantities: readonly Quantity[], text: string) => {
      found ??= []
      for (const quantity of quantities) {
        const isStated = quantity.kind === "unit-price"
        const unitPrice = (isStated ? byText : byAmount)
          ? toUnitPrice(context, quantity, text, row)
          : undefined
        if (unitPrice !== undefined) found.push(unitPrice)
      }
    }
    for (const { codes, values } of columns) {
      const code = codes[row]!
      if (code === MISSING) continue
      isMissing = false
      const stated = context.quantities(values, code)
      if (stated.length > 0) take(stated, VeiledDictionary.plainOf(values).text(code))
    }
    const own = declared(row)
    if (own !== undefined) {
      isMissing = false
      if (own.quantity !== undefined) take([own.quantity], own.text)
    }
    return isMissing ? undefined : (found ?? NONE)
  }
}

const NONE: readonly UnitPrice[] = []

function toUnitPrice(
  { table }: EngineContext,
  { kind, value, unit, currency, start, end }: Quantity,
  text: string,
  row: number,
): UnitPrice | undefined {
  if (unit === "mm") return undefined
  const ofPayment = table.currencies.text(table.currency[row]!)
  const about = { kind: unit === "g" ? "weight" : "pieces", text: text.slice(start, end) } as const
  if (kind === "unit-price") {
    const paid = currency ?? ofPayment
    return { ...about, each: value * minorOf(paid), currency: paid, basis: "stated" }
  }
  const amount = table.amountMinor[row]!
  if (amount === 0 || value === 0) return undefined
  return { ...about, each: amount / value, currency: ofPayment, basis: "amount" }
}

interface Declared {
  readonly text: string
  readonly quantity: Quantity | undefined
}

/** The fields quantity and unit read as one text; undefined: the row has no quantity. */
function declaredQuantities({ table }: EngineContext): (row: number) => Declared | undefined {
  const quantity = columnOf(table, "quantity")
  const unit = columnOf(table, "unit")
  const known = new Map<string, Declared>()
  return (row) => {
    const code = quantity?.codes[row] ?? MISSING
    if (quantity === undefined || code === MISSING) return undefined
    const unitCode = unit?.codes[row] ?? MISSING
    const key = `${code} ${unitCode}`
    const before = known.get(key)
    if (before !== undefined) return before
    const text = `${quantity.values.text(code)} ${unit?.values.text(unitCode) ?? ""}`.trim()
    const [stated] = findQuantities(text).filter(({ kind }) => kind === "weight" || kind === "pieces")
    const declared = { text, quantity: stated }
    known.set(key, declared)
    return declared
  }
}

/**
 * What of a row to tell: of a test that fits, the first unit price beside the first price it fits (where none does,
 * beside the first); otherwise the one nearest to failing, beside the highest price (above) or the lowest (below).
 */
export function comparedPrice(
  context: EngineContext,
  condition: PriceCondition,
): (row: number) => ComparedPrice | undefined {
  const { test } = condition
  const prices = pricesFor(condition, context.prices)
  const unitPrices = unitPricesIn(context, condition)
  return (row) => {
    const all = (unitPrices(row) ?? []).flatMap((unitPrice) =>
      prices
        .filter(({ kind }) => kind === unitPrice.kind)
        .flatMap((price) => compare(context, unitPrice, price, row) ?? []),
    )
    if (test.is === "fits") return all.find((compared) => passes(test, compared)) ?? all[0]
    // The share of its bound that a unit price has is least beside the highest price.
    const shareOf = ({ price, each }: ComparedPrice) =>
      each / boundOf(price, test.is === "above" ? price.high : price.low, 1)
    const sorted = [...all].sort((a, b) => (shareOf(a) - shareOf(b)) * (test.is === "above" ? 1 : -1))
    return sorted[0]
  }
}

/** What one of its unit costs, in units of the currency: `80`. */
export function wordEach({ price, each }: ComparedPrice): string {
  return wordPrice((each * price.size) / minorOf(price.currency))
}

/** Prices are told to the cent, smaller ones with three digits. */
export function wordPrice(value: number): string {
  return String(Number(value >= 1 ? value.toFixed(2) : value.toPrecision(3)))
}
