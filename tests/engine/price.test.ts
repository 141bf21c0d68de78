// Prices: the engine against a slow twin, and what findings tell of them.
import fc from "fast-check"
import { expect, test } from "vitest"
import { evaluateCondition } from "../../src/engine/condition.ts"
import { createEngineContext } from "../../src/engine/context.ts"
import { observeConditions } from "../../src/engine/evidence.ts"
import { createRateTable } from "../../src/model/rates.ts"
import type { Condition, Price, PriceCondition } from "../../src/rules/tree.ts"
import { packOf, type TestPayment, tableOf } from "../helpers/table.ts"
import { type State, stateOf } from "./brute-force.ts"
import { STATED } from "./brute-force-price.ts"
import { statesOf } from "./mask-states.ts"

const FIELDS = ["memo", "goods", "quantity", "unit"] as const
const RATES = createRateTable([
  { date: "2020-01-01", from: "USD", to: "CNY", rate: "7" },
  { date: "2020-01-01", from: "USD", to: "VND", rate: "25000" },
])
const IN_FORCE = Date.parse("2021-01-01")
const BEFORE_RATES = Date.parse("2019-01-01")

const price = (of: Partial<Price>): Price => ({
  taxon: "elephant",
  product: "worked ivory",
  per: "g",
  kind: "weight",
  size: 1,
  low: 5,
  high: 5,
  currency: "CNY",
  level: "retail",
  place: "Fuzhou",
  firstYear: 2015,
  lastYear: 2022,
  confidence: "mid",
  source: "https://example.org/ivory",
  note: null,
  ...of,
})

const anyPrice = fc
  .record({
    taxon: fc.constantFrom("elephant", "tiger"),
    unit: fc.constantFrom(
      { per: "g", kind: "weight", size: 1 } as const,
      { per: "kg", kind: "weight", size: 1000 } as const,
      { per: "pair", kind: "pieces", size: 2 } as const,
      { per: "piece", kind: "pieces", size: 1 } as const,
    ),
    low: fc.constantFrom(0.5, 5, 10, 4000),
    spread: fc.constantFrom(1, 2, 100),
    currency: fc.constantFrom("CNY", "USD", "VND"),
    level: fc.constantFrom("retail" as const, "statutory" as const),
    confidence: fc.constantFrom("low" as const, "high" as const),
    lastYear: fc.constantFrom(2000, 2020),
  })
  .map(({ unit, spread, low, lastYear, ...rest }) =>
    price({ ...rest, ...unit, low, high: low * spread, firstYear: 1999, lastYear }),
  )

const anyCondition: fc.Arbitrary<PriceCondition> = fc.record({
  kind: fc.constant("price" as const),
  fields: fc.subarray(["memo", "goods"] as const, { minLength: 1 }),
  taxa: fc.subarray(["elephant", "tiger"], { minLength: 1 }),
  levels: fc.subarray(["retail", "statutory"] as const, { minLength: 1 }),
  confidence: fc.subarray(["low", "high"] as const, { minLength: 1 }),
  since: fc.constantFrom(null, 2010),
  by: fc.subarray(["amount", "stated"] as const, { minLength: 1 }),
  per: fc.subarray(["weight", "pieces"] as const, { minLength: 1 }),
  test: fc.oneof(
    fc
      .tuple(fc.constantFrom(0, 0.5, 1), fc.constantFrom(1, 2))
      .map(([from, to]) => ({ is: "fits" as const, from, to })),
    fc.record({
      is: fc.constantFrom("above" as const, "below" as const),
      times: fc.constantFrom(0.5, 1, 3),
    }),
  ),
})

const texts = fc.constantFrom("", ...Object.keys(STATED).filter((text) => !text.startsWith("10")))
const anyPayment = fc
  .record({
    amountMinor: fc.constantFrom(0, 5000, 5001, 10_000, 100_000, 700_000),
    currency: fc.constantFrom("CNY", "CNY", "USD", "VND"),
    time: fc.constantFrom(IN_FORCE, BEFORE_RATES),
    memo: texts,
    goods: texts,
    quantity: fc.constantFrom("", "10"),
    unit: fc.constantFrom("", "kg", "pcs"),
  })
  .map(({ memo, goods, quantity, unit, ...rest }): TestPayment => {
    return { ...rest, id: "p", payer: "a", payee: "b", text: { memo, goods, quantity, unit } }
  })

test("conditions on prices equal the slow twin, in all four states", () => {
  const code: Readonly<Record<State, number>> = { false: 0, true: 1, "no rate": 2, missing: 3 }
  const seen = new Set<string>()
  fc.assert(
    fc.property(
      fc.array(anyPayment, { minLength: 1, maxLength: 5 }),
      fc.subarray([...FIELDS]),
      fc.array(anyPrice, { maxLength: 4 }),
      fc.boolean(),
      anyCondition,
      (given, fields, prices, withRates, condition) => {
        const payments = given.map((one, i): TestPayment => {
          const held = Object.entries(one.text ?? {}).filter(([field]) => fields.some((f) => f === field))
          return { ...one, id: `p${i}`, text: Object.fromEntries(held) }
        })
        const rates = withRates ? RATES : undefined
        const context = createEngineContext(tableOf(payments, fields), { ...packOf(), prices }, { rates })
        const expected = payments.map((payment) => stateOf({ payments, rates, prices }, payment, condition))
        expect(statesOf(evaluateCondition(context, condition))).toEqual(expected.map((state) => code[state]))
        for (const state of expected) seen.add(`${condition.test.is} ${state}`)
      },
    ),
    { numRuns: 2500 },
  )
  for (const is of ["fits", "above", "below"])
    for (const state of Object.keys(code)) expect([...seen]).toContain(`${is} ${state}`)
})

const asked = (test: PriceCondition["test"], taxa = ["elephant"]): PriceCondition => ({
  kind: "price",
  fields: ["memo", "goods"],
  taxa,
  levels: ["retail"],
  confidence: ["mid"],
  since: null,
  by: ["amount", "stated"],
  per: ["weight", "pieces"],
  test,
})

function observed(memo: string, condition: Condition, prices: readonly Price[], currency = "CNY") {
  const payment = { id: "p", time: IN_FORCE, amountMinor: 96_000, currency, payer: "a", payee: "b" }
  const table = tableOf([{ ...payment, text: { memo } }], ["memo"])
  const context = createEngineContext(table, { ...packOf(), prices }, { rates: RATES })
  const masks = new Map()
  evaluateCondition(context, condition, masks)
  return observeConditions(context, condition, [0], masks)
}

test("a price at the very end of a band fits, also through a rate that does not divide evenly", () => {
  const pair: TestPayment = {
    id: "p",
    payer: "a",
    payee: "b",
    time: IN_FORCE,
    amountMinor: 700_000,
    currency: "CNY",
    text: { memo: "a pair" },
  }
  const prices = [price({ per: "piece", kind: "pieces", low: 5, high: 500, currency: "USD" })]
  const context = createEngineContext(tableOf([pair], ["memo"]), { ...packOf(), prices }, { rates: RATES })
  expect(statesOf(evaluateCondition(context, asked({ is: "fits", from: 0, to: 1 })))).toEqual([1])
})

test("a finding tells the quantity, what one costs, and the price it was held against", () => {
  const ivory = price({ low: 39, high: 42 })
  expect(observed("象牙手串 24g", asked({ is: "fits", from: 0.5, to: 2 }), [ivory])).toEqual([
    {
      measure: "price of one",
      threshold: "from 0.5 to 2 times a price of elephant",
      observed:
        "960.00 CNY for 24g: 40 CNY/g; elephant, worked ivory: 39 to 42 CNY/g (Fuzhou, 2015-2022; https://example.org/ivory)",
    },
  ])
  const [stated] = observed("定金 80/克", asked({ is: "above", times: 1.5 }), [
    ivory,
    price({ low: 1, high: 50 }),
  ])
  expect(stated).toEqual({
    measure: "price of one",
    threshold: "more than 1.5 times the highest price of elephant",
    observed:
      "80/克: 80 CNY/g; elephant, worked ivory: 1 to 50 CNY/g (Fuzhou, 2015-2022; https://example.org/ivory)",
  })
})

test("it tells both in the currency and the unit of the price", () => {
  const tusk = price({ product: "raw tusk", per: "kg", size: 1000, low: 700, high: 700, currency: "USD" })
  const [seen] = observed("ivory 2kg", asked({ is: "below", times: 0.5 }), [tusk])
  expect(seen?.threshold).toBe("less than 0.5 times the lowest price of elephant")
  // 960 CNY for 2 kg at 7 CNY to the dollar.
  expect(seen?.observed).toContain("960.00 CNY for 2kg: 68.57 USD/kg; elephant, raw tusk: 700 USD/kg")
})

test("what is ruled out is told with the price that does not fit", () => {
  const [seen] = observed("24g", { kind: "not", of: asked({ is: "fits", from: 1, to: 1 }) }, [price({})])
  expect(seen).toEqual({
    measure: "price of one",
    threshold: "not from 1 to 1 times a price of elephant",
    observed:
      "960.00 CNY for 24g: 40 CNY/g; elephant, worked ivory: 5 CNY/g (Fuzhou, 2015-2022; https://example.org/ivory)",
  })
})
