// Price files: what they become, what is wrong in them, and that the shipped ones hold together with rules and lexicons.
import { beforeAll, describe, expect, test } from "vitest"
import { checkRules } from "../../src/rules/check.ts"
import { describeCondition } from "../../src/rules/describe-conditions.ts"
import { loadRules } from "../../src/rules/load-rules.ts"
import { parseRules } from "../../src/rules/pack.ts"
import { whyNoPayment } from "../../src/rules/reachability.ts"
import type { Condition, PriceCondition, RulePack } from "../../src/rules/tree.ts"
import { faults, ruleWith } from "./rule-texts.ts"

const IVORY = `  - taxon: elephant
    product: raw tusk
    per: kg
    low: 660
    high: 1322
    currency: USD
    level: dealer
    place: Hanoi
    year: 2015-2017
    confidence: high
    source: https://example.org/tusks
`
const pricesFile = (text: string) => ({ file: "rules/prices.yaml", text: `prices:\n${text}` })
const rule = (price: string) =>
  ruleWith(`match:\n  subject: payee\n  where: { price: ${price} }\n  reason: r\n`)

describe("a price file", () => {
  test("holds prices by weight and piece, several files together", () => {
    const pair = IVORY.replace("per: kg", "per: pair").replace(
      "year: 2015-2017",
      "year: 2014\n    note: at an auction",
    )
    const own = { file: "own/prices.yaml", text: `prices:\n${pair}` }
    const pack = parseRules([pricesFile(IVORY), own, rule("{ taxon: [elephant], above: 2 }")])
    const tusk = {
      taxon: "elephant",
      product: "raw tusk",
      low: 660,
      high: 1322,
      currency: "USD",
      level: "dealer",
      place: "Hanoi",
      confidence: "high",
      source: "https://example.org/tusks",
    }
    expect(pack.prices).toEqual([
      {
        ...tusk,
        per: "pair",
        kind: "pieces",
        size: 2,
        firstYear: 2014,
        lastYear: 2014,
        note: "at an auction",
      },
      { ...tusk, per: "kg", kind: "weight", size: 1000, firstYear: 2015, lastYear: 2017, note: null },
    ])
    expect(pack.files.map(({ file }) => file)).toContain("own/prices.yaml")
  })

  test.each([
    ["    source: https://example.org/tusks\n", "", "3:5", "source is missing; write text"],
    [
      "per: kg",
      "per: m3",
      "4:10",
      'per is "m3"; write one of g, 100 g, 500 g, kg, lb, t, piece, animal, pair',
    ],
    ["low: 660", "low: 6600", "5:10", "low is above high; write low ≤ high"],
    ["high: 1322", "high: 0", "6:11", "high is zero; write a price above zero"],
    ["currency: USD", "currency: Dollar", "7:15", "currency is"],
    ["year: 2015-2017", "year: 2017-2015", "10:11", "year ends before it begins"],
    ["year: 2015-2017", "year: lately", "10:11", 'year is "lately"; write a year or two joined by a hyphen'],
    ["level: dealer", "level: shop", "8:12", 'level is "shop"; write one of source, wholesale'],
    [
      "source: https",
      "source: memory of https",
      "11:17",
      "confidence is high for a price from memory; write low",
    ],
  ])("%s as %s is wrong at %s", (from, to, at, message) => {
    const found = faults(pricesFile(IVORY.replace(from, to)), rule("{ taxon: [elephant], above: 2 }"))
    // A rule that names a taxon of a wrong file is not blamed too.
    expect(found).toHaveLength(1)
    expect(found[0]).toContain("PRICES_INVALID")
    if (to !== "") expect(found[0]).toContain(`rules/prices.yaml:${at}: `)
    expect(found[0]).toContain(message)
  })

  test("a rule names a taxon that has a price", () => {
    const [fault] = faults(pricesFile(IVORY), rule("{ taxon: [elefant], above: 2 }"))
    expect(fault).toMatch(/RULE_UNKNOWN_PRICE: there is no price of "elefant"; write elephant/)
  })

  test("a rule that sifts out all prices of a taxon can never fire", () => {
    const silent = rule("{ taxon: [elephant], above: 2, level: [retail], since: 2010 }")
    const { errors } = checkRules([pricesFile(IVORY), silent])
    expect(errors.map(({ message }) => message).join("\n")).toContain(
      "RULE_UNREACHABLE: no price of elephant is of level retail, confidence mid or high, by weight or pieces, of 2010 or later",
    )
    const sound = checkRules([pricesFile(IVORY), rule("{ taxon: [elephant], above: 2 }")])
    expect(sound.errors.map(({ code }) => code)).not.toContain("RULE_UNREACHABLE")
  })
})

const condition: PriceCondition = {
  kind: "price",
  fields: ["memo"],
  taxa: ["elephant"],
  levels: ["dealer"],
  confidence: ["high"],
  since: 2010,
  by: ["amount", "stated"],
  per: ["weight"],
  test: { is: "fits", from: 0.5, to: 2 },
}

test("conditions in plain words", () => {
  expect(describeCondition(condition)).toBe(
    "the amount divided by the quantity in the memo or the quantity or a price per unit in the memo is from 0.5 to 2 times a price of elephant (levels: dealer; confidence high; by weight; of 2010 or later)",
  )
  const above: Condition = {
    ...condition,
    by: ["amount"],
    per: ["weight", "pieces"],
    since: null,
    test: { is: "above", times: 3 },
  }
  expect(describeCondition({ kind: "not", of: above })).toBe(
    "the amount divided by the quantity in the memo or the quantity is not more than 3 times every price of elephant (levels: dealer; confidence high)",
  )
})

test("without texts and quantity there is nothing to price", () => {
  const lacks = (field: "memo" | "quantity"): Condition => ({ kind: "exists", field, exists: false })
  const all = (...of: readonly Condition[]): Condition => ({ kind: "all", of })
  expect(whyNoPayment(all(lacks("memo"), condition), new Map())).toEqual([])
  expect(whyNoPayment(all(lacks("memo"), lacks("quantity"), condition), new Map()).join()).toContain(
    "there is no quantity to look for",
  )
})

describe("the shipped prices", () => {
  let pack: RulePack
  beforeAll(async () => {
    pack = await loadRules()
  })

  test("are of taxa that have a lexicon, and attested or of low confidence", () => {
    const taxa = new Set([...pack.lexicons.values()].map(({ taxon }) => taxon))
    expect(pack.prices.length).toBeGreaterThan(50)
    for (const { taxon, source, confidence } of pack.prices) {
      expect(taxa).toContain(taxon)
      expect(/^https?:\/\//.test(source) || /^(TRAFFIC|ECOFEL)/.test(source) || confidence === "low").toBe(
        true,
      )
    }
  })

  test("stand in for no price twice", () => {
    const told = pack.prices.map((price) => JSON.stringify(price))
    expect(new Set(told).size).toBe(told.length)
  })
})
