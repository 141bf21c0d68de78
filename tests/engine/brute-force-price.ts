// Conditions on prices read word for word: quantities from a table of texts, rates applied in plain arithmetic.
import { currencyExponent } from "../../src/model/currencies.ts"
import type { Price, PriceCondition } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import { all, any, fieldOf, type State, type World } from "./brute-force.ts"

/** What a text states: grams or pieces, or a price for one of them in a currency (empty: that of the payment). */
export type Stated =
  | { readonly kind: "weight" | "pieces"; readonly value: number }
  | {
      readonly kind: "price"
      readonly of: "weight" | "pieces"
      readonly value: number
      readonly currency: string
    }

/** The texts that payments hold here, and what they state. */
export const STATED: Readonly<Record<string, readonly Stated[]>> = {
  tea: [],
  "ivory 10g": [{ kind: "weight", value: 10 }],
  "2kg, 3 pcs": [
    { kind: "weight", value: 2000 },
    { kind: "pieces", value: 3 },
  ],
  "a pair": [{ kind: "pieces", value: 2 }],
  "5/g": [{ kind: "price", of: "weight", value: 5, currency: "" }],
  "4000 VND/con 12mm": [{ kind: "price", of: "pieces", value: 4000, currency: "VND" }],
  "10": [],
  "10 kg": [{ kind: "weight", value: 10_000 }],
  "10 pcs": [{ kind: "pieces", value: 10 }],
}

export function priceState(payment: TestPayment, condition: PriceCondition, world: World): State {
  const texts = condition.fields.map((field) => fieldOf(payment, field)).filter((text) => text !== "")
  const quantity = fieldOf(payment, "quantity")
  if (texts.length === 0 && quantity === "") return "missing"
  const declared = (STATED[`${quantity} ${fieldOf(payment, "unit")}`.trim()] ?? []).filter(
    ({ kind }) => kind !== "price",
  )
  const prices = (world.prices ?? []).filter(
    (price) =>
      condition.taxa.includes(price.taxon) &&
      condition.levels.includes(price.level) &&
      condition.confidence.includes(price.confidence) &&
      condition.per.includes(price.kind) &&
      price.lastYear >= (condition.since ?? 0),
  )
  const states = [...texts.flatMap((text) => STATED[text] ?? []), ...declared].flatMap((stated) => {
    const unitPrice = unitPriceOf(payment, stated, condition)
    if (unitPrice === undefined) return []
    return prices
      .filter(({ kind }) => kind === unitPrice.kind)
      .map((price) => compared(payment, unitPrice, price, condition, world))
  })
  if (states.length === 0) return "false"
  return condition.test.is === "fits" ? any(states) : all(states)
}

interface UnitPrice {
  readonly kind: "weight" | "pieces"
  /** In units of the currency, not minor ones. */
  readonly each: number
  readonly currency: string
}

function unitPriceOf(payment: TestPayment, stated: Stated, { by }: PriceCondition): UnitPrice | undefined {
  if (stated.kind === "price") {
    if (!by.includes("stated")) return undefined
    return { kind: stated.of, each: stated.value, currency: stated.currency || payment.currency }
  }
  if (!by.includes("amount") || payment.amountMinor === 0) return undefined
  const amount = payment.amountMinor / 10 ** (currencyExponent(payment.currency) ?? 0)
  return { kind: stated.kind, each: amount / stated.value, currency: payment.currency }
}

function compared(
  { time }: TestPayment,
  { each, currency }: UnitPrice,
  { low, high, size, currency: into }: Price,
  { test }: PriceCondition,
  { rates }: World,
): State {
  const minor = (code: string) => 10 ** (currencyExponent(code) ?? 0)
  const million =
    currency === into ? 1e6 * minor(into) : rates?.convert(1e6 * minor(currency), currency, into, time)
  if (million === undefined) return "no rate"
  const here = (each * million) / 1e6 / minor(into)
  // Values in the tests are chosen so that they are on a bound or well away from it.
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(a, b)
  const [from, to] = [low / size, high / size]
  const atLeast = (a: number, b: number) => a > b || near(a, b)
  const holds =
    test.is === "fits"
      ? atLeast(here, test.from * from) && atLeast(test.to * to, here)
      : test.is === "above"
        ? !atLeast(test.times * to, here)
        : !atLeast(here, test.times * from)
  return holds ? "true" : "false"
}
