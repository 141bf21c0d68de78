// Benign contexts of findings on words: in which payments they hold, what they show, and what combinations make of them.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { evaluateCondition } from "../../src/engine/condition.ts"
import { createEngineContext } from "../../src/engine/context.ts"
import { addContexts } from "../../src/engine/contexts.ts"
import { evaluateRule, evaluateRules } from "../../src/engine/evaluate.ts"
import { isExplained } from "../../src/model/finding.ts"
import type { Condition, Detection, PaymentContext, Rule } from "../../src/rules/tree.ts"
import { TERM_KINDS } from "../../src/text/lexicon.ts"
import { finding } from "../helpers/finding.ts"
import { packOf, ruleOf, type TestPayment, tableOf, WORDS_UNLESS_GIVEN } from "../helpers/table.ts"
import { anyCondition, PACK, wordyWorld } from "./arbitrary-condition.ts"
import { statesOf } from "./mask-states.ts"

const FIELDS = ["memo", "payeeName"] as const
const LEXICON = {
  id: "tiger",
  title: "Tiger",
  taxon: "tiger",
  cites: "I",
  terms: [
    {
      text: "tiger",
      lang: "en",
      kind: "name" as const,
      ambiguity: "low" as const,
      source: "test",
      with: [],
    },
  ],
  benign: [],
}
const contextOf = (id: string, factor: number, where: Condition): PaymentContext => ({
  id,
  title: `a ${id}`,
  why: "",
  source: null,
  factor,
  where,
})
const memoHas = (pattern: string): Condition => ({ kind: "pattern", field: "memo", pattern })
const CONTEXTS = [
  contextOf("permit", 0.5, memoHas("permit")),
  contextOf("zoo", 0.2, {
    kind: "all",
    of: [
      { kind: "any", of: [memoHas("zoo"), { kind: "text", field: "payeeName", values: ["zoo"] }] },
      { kind: "not", of: memoHas("no zoo") },
    ],
  }),
]
const WORDS: Detection = {
  kind: "match",
  subject: "payee",
  where: {
    kind: "lexicon",
    fields: ["memo"],
    lexicons: ["tiger"],
    ambiguity: ["low"],
    kinds: TERM_KINDS,
    minTerms: 1,
    ...WORDS_UNLESS_GIVEN,
  },
  also: null,
  gatherMs: 1000,
  reason: "{subject} was paid {count} times",
}
const wordRule: Rule = { ...ruleOf(WORDS, "words"), evidence: "text", typology: "wildlife-keyword" }

function contextFor(memos: readonly string[], change: Partial<TestPayment> = {}) {
  const payments = memos.map((memo, i) => ({
    id: `p${i + 1}`,
    time: i,
    amountMinor: 100,
    currency: "USD",
    payer: `b${i}`,
    payee: "seller",
    text: { memo },
    ...change,
  }))
  return createEngineContext(tableOf(payments, FIELDS), packOf([LEXICON], [], CONTEXTS))
}
const found = (memos: readonly string[], rule = wordRule) => evaluateRule(contextFor(memos), rule).findings[0]

describe("a finding on words", () => {
  test("has the contexts of its payments, by id, with what was seen", () => {
    expect(found(["tiger permit 7", "tiger", "tiger zoo permit"])?.contexts).toEqual([
      {
        context: "permit",
        title: "a permit",
        factor: 0.5,
        payments: ["p1", "p3"],
        observed: "memo: tiger permit 7, tiger zoo permit",
      },
      { context: "zoo", title: "a zoo", factor: 0.2, payments: ["p3"], observed: "memo: tiger zoo permit" },
    ])
    expect(found(["tiger", "zoo"])?.contexts).toEqual([])
  })

  test("has the same among many payments, of which only those of findings are looked at", () => {
    const memos = ["tiger permit 7", "tiger", "zoo", "tiger zoo permit", "permit"]
    const many = [...memos, ...Array.from({ length: 2000 }, (_, i) => `rent ${i % 7} permit`)]
    expect(found(memos)?.contexts).toHaveLength(2)
    expect(found(many)).toEqual(found(memos))
  })

  test("says so in its sentence when every payment with a word has one, and only then", () => {
    const reasons = [["tiger zoo", "tiger permit"], ["tiger zoo", "tiger"], ["tiger no zoo"]].map(
      (memos) => found(memos)?.reason,
    )
    expect(reasons).toEqual([
      "seller was paid 2 times; beside it: a permit, a zoo",
      "seller was paid 2 times",
      "seller was paid once",
    ])
  })

  test("only: a finding on money has none", () => {
    const flow = { ...wordRule, evidence: "flow" as const }
    expect(found(["tiger zoo"], flow)).toMatchObject({ contexts: [], reason: "seller was paid once" })
    const context = contextFor(["tiger zoo"])
    expect(addContexts(context, [finding()])[0]?.contexts).toEqual([])
  })
})

describe("a finding whose words are all explained", () => {
  const both: Rule = {
    ...ruleOf(
      {
        kind: "combine",
        subject: "party",
        withinMs: 1000,
        of: [{ name: "words", rules: ["words"], typologies: null, evidence: null, weight: 1 }],
        need: 1,
        inOrder: false,
        reason: "{subject}",
      },
      "both",
    ),
    typology: "composite",
  }
  test.each([
    ["is no sign for combinations", ["tiger zoo"], 0],
    ["is one when a payment is not", ["tiger zoo", "tiger"], 1],
    ["is one when the context only damps", ["tiger permit"], 1],
    ["is none, whatever payments without a word say", ["tiger zoo", "rent"], 0],
  ])("%s", async (_, memos, combined) => {
    const { findings } = await evaluateRules(contextFor(memos), [wordRule, both])
    expect(findings.filter(({ rule }) => rule === "both")).toHaveLength(combined)
  })

  test("is one of matches in contexts, not of payments without words", () => {
    const contexts = [{ context: "zoo", title: "", factor: 0.2, payments: ["p1"], observed: "" }]
    expect(isExplained(finding({ payments: ["p1"], contexts }))).toBe(true)
    expect(isExplained(finding({ payments: ["p1", "p2"], contexts }))).toBe(false)
    expect(isExplained(finding({ payments: ["p1"] }))).toBe(false)
  })
})

test("conditions on a copy of some rows say what they say of these rows in the whole table", () => {
  fc.assert(
    fc.property(wordyWorld, anyCondition, fc.array(fc.nat()), (world, asked, picks) => {
      const table = tableOf(world.payments, world.fields)
      const rows = picks.map((pick) => pick % world.payments.length)
      const context = createEngineContext(table, PACK, { rates: world.rates })
      const few = context.among(rows)
      const mask = statesOf(evaluateCondition(context, asked))
      expect(statesOf(evaluateCondition(few, asked))).toEqual(rows.map((row) => mask[row]))
      rows.forEach((row, place) => {
        expect(few.table.idOf(place)).toBe(table.idOf(row))
        expect(few.table.hasOwnId(place)).toBe(true)
      })
    }),
    { numRuns: 500 },
  )
})
