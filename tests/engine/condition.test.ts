// Conditions on text: folding, lists, words; and the four states.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { evaluateCondition } from "../../src/engine/condition.ts"
import { createEngineContext } from "../../src/engine/context.ts"
import type { TextFieldName } from "../../src/model/payment.ts"
import type { Condition, EntryList, LexiconCondition } from "../../src/rules/tree.ts"
import type { Lexicon } from "../../src/text/lexicon.ts"
import { packOf, tableOf, WORDS_UNLESS_GIVEN } from "../helpers/table.ts"
import { anyCondition, anyLeaf, PACK, wordyWorld } from "./arbitrary-condition.ts"
import { stateOf } from "./brute-force.ts"
import { statesOf } from "./mask-states.ts"

const FALSE = 0
const TRUE = 1
const ABSENT = 3

type Texts = Partial<Record<TextFieldName, string>>

function states(rows: readonly Texts[], asked: Condition, pack = packOf()): number[] {
  const fields = [...new Set(rows.flatMap((text) => Object.keys(text) as TextFieldName[]))]
  const payments = rows.map((text, i) => ({
    id: `p${i}`,
    time: i,
    amountMinor: 100,
    currency: "USD",
    payer: "a",
    payee: "b",
    text,
  }))
  return statesOf(evaluateCondition(createEngineContext(tableOf(payments, fields), pack), asked))
}

test("conditions of every kind equal brute force on random tables", () => {
  const code = { false: 0, true: 1, "no rate": 2, missing: 3 }
  const seen = new Map<string, Set<number>>()
  fc.assert(
    fc.property(wordyWorld, fc.oneof(anyLeaf, anyCondition), (given, asked) => {
      const table = tableOf(given.payments, given.fields)
      const context = createEngineContext(table, PACK, { rates: given.rates })
      const mask = statesOf(evaluateCondition(context, asked))
      expect(mask).toEqual(given.payments.map((payment) => code[stateOf(given, payment, asked)]))
      const states = seen.get(asked.kind) ?? new Set()
      seen.set(asked.kind, states)
      for (const state of mask) states.add(state)
    }),
    { numRuns: 6000 },
  )
  const always = ["currency", "exists", "multiple", "ending", "clock"]
  const optional = ["party", "text", "list", "lexicon", "pattern", "same"]
  for (const kind of always) expect([kind, seen.get(kind)]).toEqual([kind, new Set([FALSE, TRUE])])
  for (const kind of optional) expect([kind, seen.get(kind)]).toEqual([kind, new Set([FALSE, TRUE, ABSENT])])
  expect(seen.get("amount")).toEqual(new Set([FALSE, TRUE, 2]))
  for (const kind of ["all", "any", "not"])
    expect([kind, seen.get(kind)]).toEqual([kind, new Set([0, 1, 2, 3])])
})

test("text is equal after folding, or missing", () => {
  const cash: Condition = { kind: "text", field: "channel", values: ["Cash"] }
  expect(states([{ channel: "ＣＡＳＨ" }, { channel: "card" }, {}], cash)).toEqual([TRUE, FALSE, ABSENT])
  expect(states([{ memo: "x" }], cash)).toEqual([ABSENT])
})

describe("lists", () => {
  const listOf = (id: string, kind: EntryList["kind"], texts: readonly string[]): EntryList => ({
    id,
    title: id,
    kind,
    source: "test",
    date: "2026-11-21",
    entries: texts.map((text) => ({ text, source: null })),
  })
  const pack = packOf([], [listOf("codes", "codes", ["4215"]), listOf("couriers", "names", ["SF Express"])])
  const on = (field: TextFieldName | "payee", list: string): Condition => ({ kind: "list", field, list })

  test("of codes are compared whole", () => {
    const rows = [{ payeeCategory: "4215" }, { payeeCategory: "42150" }, {}]
    expect(states(rows, on("payeeCategory", "codes"), pack)).toEqual([TRUE, FALSE, ABSENT])
  })

  test("of names are searched in the text", () => {
    const rows = [{ payeeName: "sf express Shenzhen" }, { payeeName: "sfexpressly" }, {}]
    expect(states(rows, on("payeeName", "couriers"), pack)).toEqual([TRUE, FALSE, ABSENT])
  })

  test("can hold party ids", () => {
    expect(states([{}], on("payee", "codes"), pack)).toEqual([FALSE])
  })

  test("that the pack does not have are our own fault", () => {
    expect(() => states([{ memo: "x" }], on("memo", "none"), pack)).toThrow("fault of its own")
  })
})

describe("words", () => {
  const term = (text: string, change: Partial<Lexicon["terms"][number]> = {}) => ({
    text,
    lang: "en",
    kind: "name" as const,
    ambiguity: "low" as const,
    source: "test",
    with: [],
    ...change,
  })
  const lexiconOf = (id: string, terms: Lexicon["terms"], benign: Lexicon["benign"] = []): Lexicon => ({
    id,
    title: id,
    taxon: id,
    cites: "I",
    terms,
    benign,
  })
  const pack = packOf([
    lexiconOf("pangolin", [
      term("pangolin"),
      term("scales", { ambiguity: "high" }),
      term("armour", { kind: "codeword" }),
    ]),
    lexiconOf(
      "tiger",
      [term("tiger"), term("Pangolin")],
      [{ text: "Tiger Beer", lang: "en", why: "a brand", source: null }],
    ),
  ])
  const words = (change: Partial<LexiconCondition> = {}): Condition => ({
    kind: "lexicon",
    fields: ["memo", "goods"],
    lexicons: ["pangolin"],
    ambiguity: ["low", "mid"],
    kinds: ["name"],
    minTerms: 1,
    ...WORDS_UNLESS_GIVEN,
    ...change,
  })

  test("in any field count, and the condition is missing only when all fields are", () => {
    const rows = [
      { memo: "fresh PANGOLIN", goods: "" },
      { memo: "", goods: "pangolin" },
      { memo: "pangolin", goods: "tea" },
      { memo: "tea", goods: "" },
      { memo: "", goods: "" },
    ]
    expect(states(rows, words(), pack)).toEqual([TRUE, TRUE, TRUE, FALSE, ABSENT])
    expect(states([{ channel: "cash" }], words(), pack)).toEqual([ABSENT])
  })

  test("are those of the lexicons, ambiguities and kinds asked for", () => {
    const rows = [{ memo: "tiger" }, { memo: "scales" }, { memo: "armour" }]
    expect(states(rows, words(), pack)).toEqual([FALSE, FALSE, FALSE])
    expect(states(rows, words({ lexicons: ["tiger"] }), pack)).toEqual([TRUE, FALSE, FALSE])
    expect(states(rows, words({ ambiguity: ["high"] }), pack)).toEqual([FALSE, TRUE, FALSE])
    expect(states(rows, words({ kinds: ["codeword"] }), pack)).toEqual([FALSE, FALSE, TRUE])
  })

  test("behind a benign phrase do not count", () => {
    const tiger = words({ lexicons: ["tiger"] })
    expect(states([{ memo: "Tiger Beer" }, { memo: "Tiger Beer, tiger" }], tiger, pack)).toEqual([
      FALSE,
      TRUE,
    ])
  })

  test("can be asked for in number, the same word counting once over fields and lexicons", () => {
    const two = words({ lexicons: ["pangolin", "tiger"], minTerms: 2 })
    const rows = [
      { memo: "pangolin", goods: "pangolin" },
      { memo: "pangolin", goods: "tiger" },
      { memo: "pangolin tiger", goods: "" },
    ]
    expect(states(rows, two, pack)).toEqual([FALSE, TRUE, TRUE])
  })
})
