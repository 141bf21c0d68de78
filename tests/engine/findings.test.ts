// What findings say, to the letter.
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import type { Condition, Detection } from "../../src/rules/tree.ts"
import type { Lexicon } from "../../src/text/lexicon.ts"
import { packOf, ruleOf, type TestPayment, tableOf, WORDS_UNLESS_GIVEN } from "../helpers/table.ts"

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const START = Date.UTC(2024, 2, 1, 9)

const LEXICON: Lexicon = {
  id: "tiger",
  title: "Tiger",
  taxon: "tiger",
  cites: "I",
  terms: [
    { text: "tiger bone", lang: "en", kind: "product", ambiguity: "low", source: "a report", with: [] },
    { text: "虎骨", lang: "zh", kind: "product", ambiguity: "low", source: "memory", with: [] },
  ],
  benign: [{ text: "Tiger Beer", lang: "en", why: "a brand", source: "memory" }],
}

const cash = (id: string, days: number, amountMinor: number, payer: string, text = {}): TestPayment => ({
  id,
  time: START + days * DAY_MS,
  amountMinor,
  currency: "USD",
  payer,
  payee: "acme",
  text: { channel: "cash", payerCountry: "KE", payeeCountry: "CN", ...text },
})

const FIELDS = ["channel", "memo", "payerCountry", "payeeCountry"] as const

function evaluate(payments: readonly TestPayment[], detection: Detection, lexicons: Lexicon[] = []) {
  const context = createEngineContext(tableOf(payments, FIELDS, "in.csv"), packOf(lexicons))
  return evaluateRule(context, ruleOf(detection)).findings
}

test("a window finding", () => {
  const payments = [
    cash("p3", 2, 950_000, ""),
    cash("p1", 0, 900_000, "bob"),
    cash("p2", 1, 980_050, "ann"),
    cash("p4", 3, 1_000_000, "ann"),
  ]
  const [finding, ...others] = evaluate(payments, {
    kind: "window",
    groupBy: "payee",
    subject: "payee",
    direction: null,
    lookbackMs: 7 * DAY_MS,
    where: {
      kind: "all",
      of: [
        { kind: "text", field: "channel", values: ["cash"] },
        { kind: "amount", test: { gte: 800_000, lt: 1_000_000, currency: "USD" } },
      ],
    },
    having: [
      { measure: "count", test: { gte: 3 } },
      { measure: "average", test: { gt: 900_000, currency: "USD" } },
      { measure: "age", of: "payee", test: { lte: 7 * DAY_MS } },
    ],
    reason:
      "{subject}: {count} of {total}, {from} to {to}, {days} days, {payers}/{payees}, {countries}, {terms}",
  })
  expect(others).toEqual([])
  expect(finding).toEqual({
    id: expect.stringMatching(/^f-[0-9a-f]{16}$/),
    rule: "test-rule",
    ruleVersion: "1.0.0",
    typology: "structuring",
    severity: "review",
    evidence: "flow",
    subject: "acme",
    role: "payee",
    parties: [
      { party: "acme", role: "payee" },
      { party: "ann", role: "payer" },
      { party: "bob", role: "payer" },
    ],
    payments: ["p1", "p2", "p3"],
    from: "2024-03-01T09:00:00Z",
    to: "2024-03-03T09:00:00Z",
    measures: { count: 3, total: "28300.50 USD", payers: 2, payees: 1, days: 3 },
    conditions: [
      { measure: "channel", threshold: "equal to cash", observed: "cash" },
      {
        measure: "amount",
        threshold: "from 8000.00 USD to below 10000.00 USD",
        observed: "9000.00 USD to 9800.50 USD",
      },
      { measure: "count", threshold: "at least 3", observed: "3" },
      { measure: "average", threshold: "more than 9000.00 USD", observed: "9433.50 USD" },
      { measure: "age of payee", threshold: "at most 7d", observed: "2d" },
    ],
    matches: [],
    contexts: [],
    indicators: ["TB-A5"],
    reason: "acme: 3 of 28300.50 USD, 2024-03-01 to 2024-03-03, 3 days, 2/1, CN, KE, none",
    places: [
      { payment: "p1", file: "in.csv", line: 3 },
      { payment: "p2", file: "in.csv", line: 4 },
      { payment: "p3", file: "in.csv", line: 2 },
    ],
    rows: [1, 2, 0],
  })
})

describe("a match finding", () => {
  const words: Condition = {
    kind: "lexicon",
    fields: ["memo"],
    lexicons: ["tiger"],
    ambiguity: ["low"],
    kinds: ["product"],
    minTerms: 1,
    ...WORDS_UNLESS_GIVEN,
  }
  const rule = (condition: Condition): Detection => ({
    kind: "match",
    subject: "payee",
    where: condition,
    gatherMs: DAY_MS,
    also: null,
    reason: "{subject} was paid for {terms} ({taxa})",
  })

  test("shows the words where they stand, and benign phrases in the same texts", () => {
    const payments = [
      cash("p1", 0, 100, "bob", { memo: "2 TIGER  BONE, Tiger Beer" }),
      cash("p2", 1, 100, "bob", { memo: "虎骨酒" }),
      cash("p3", 1, 100, "bob", { memo: "Tiger Beer" }),
    ]
    const [finding] = evaluate(payments, rule(words), [LEXICON])
    const match = {
      payment: "p1",
      field: "memo",
      lexicon: "tiger",
      taxon: "tiger",
      lang: "en",
      heard: "plain",
    }
    expect(finding).toMatchObject({
      payments: ["p1", "p2"],
      reason: "acme was paid for tiger bone, 虎骨 (tiger)",
      conditions: [{ measure: "memo", threshold: "words of tiger", observed: "tiger bone, 虎骨" }],
    })
    expect(finding?.matches).toEqual([
      {
        ...match,
        start: 2,
        end: 13,
        text: "TIGER  BONE",
        term: "tiger bone",
        kind: "product",
        ambiguity: "low",
        source: "a report",
      },
      {
        ...match,
        start: 15,
        end: 25,
        text: "Tiger Beer",
        term: "Tiger Beer",
        kind: "benign",
        ambiguity: "low",
        source: "a brand; memory",
      },
      {
        ...match,
        payment: "p2",
        lang: "zh",
        start: 0,
        end: 2,
        text: "虎骨",
        term: "虎骨",
        kind: "product",
        ambiguity: "low",
        source: "memory",
      },
    ])
  })

  test("lists nothing twice and shows alternatives that were met", () => {
    const other: Condition = { kind: "text", field: "channel", values: ["bank"] }
    const payments = [cash("p1", 0, 100, "bob", { memo: "tiger bone" })]
    const [finding] = evaluate(payments, rule({ kind: "any", of: [words, other, { ...words }] }), [LEXICON])
    expect(finding?.matches).toHaveLength(1)
    expect(finding?.conditions.map(({ measure }) => measure)).toEqual(["memo", "memo"])
  })

  test("says what must not be so, and names only a few of many values", () => {
    const notCard: Condition = { kind: "not", of: { kind: "text", field: "channel", values: ["card"] } }
    const known: Condition = { kind: "exists", field: "payer", exists: true }
    const noMemo: Condition = { kind: "exists", field: "memo", exists: false }
    const payments = Array.from({ length: 7 }, (_, i) => cash(`p${i}`, 0, 100, `bob${i}`))
    const [finding] = evaluate(payments, rule({ kind: "all", of: [notCard, known, noMemo] }))
    expect(finding?.conditions).toEqual([
      { measure: "channel", threshold: "not equal to card", observed: "cash" },
      { measure: "payer", threshold: "present", observed: "bob0, bob1, bob2, bob3, bob4 and 2 more" },
      { measure: "memo", threshold: "absent", observed: "absent" },
    ])
  })
})

test("a sequence finding", () => {
  const payments: TestPayment[] = [
    cash("sale1", 0, 100_000, "bob"),
    { ...cash("post1", 0, 95_000, "acme"), time: START + 2 * HOUR_MS, payee: "courier" },
    cash("sale2", 1, 200_000, "ann"),
    { ...cash("post2", 1, 180_000, "acme"), time: START + DAY_MS + HOUR_MS, payee: "courier" },
  ]
  const [finding, ...others] = evaluate(payments, {
    kind: "sequence",
    link: "party",
    subject: null,
    steps: [
      { name: "sale", party: "payee", where: null, withinMs: null, amountRatio: null },
      {
        name: "parcel",
        party: "payer",
        where: { kind: "party", side: "payee", values: ["courier", "post"] },
        withinMs: 2 * HOUR_MS,
        amountRatio: { gte: 0.9, lte: 1, currency: null },
      },
    ],
    repeat: { gte: 2 },
    lookbackMs: 30 * DAY_MS,
    reason: "{subject} posted {count} times",
  })
  expect(others).toEqual([])
  expect(finding).toMatchObject({
    subject: "acme",
    role: "party",
    parties: [
      { party: "acme", role: "party" },
      { party: "courier", role: "payee" },
      { party: "ann", role: "payer" },
      { party: "bob", role: "payer" },
    ],
    payments: ["sale1", "post1", "sale2", "post2"],
    measures: { count: 4, total: "5750.00 USD", instances: 2 },
  })
  expect(finding?.conditions).toEqual([
    { measure: "parcel: payee", threshold: "one of courier, post", observed: "courier" },
    { measure: "parcel: time after sale", threshold: "at most 2h", observed: "1h to 2h" },
    { measure: "parcel: amount to sale", threshold: "from 0.9 to 1", observed: "0.9 to 0.95" },
    { measure: "repeat", threshold: "at least 2", observed: "2" },
  ])
})

test("the two sides of a pair, and two episodes, have ids of their own", () => {
  const rule = (subject: "payer" | "payee"): Detection => ({
    kind: "window",
    groupBy: "pair",
    subject,
    direction: null,
    lookbackMs: DAY_MS,
    where: null,
    having: [{ measure: "count", test: { gte: 1 } }],
    reason: "",
  })
  const payments = [cash("p1", 0, 100, "bob"), cash("p2", 5, 100, "bob"), cash("p3", 0, 100, "ann")]
  const byPayee = evaluate(payments, rule("payee"))
  const byPayer = evaluate(payments, rule("payer"))
  expect(byPayee.map(({ subject, payments: ids }) => [subject, ids])).toEqual([
    ["acme", expect.anything()],
    ["acme", expect.anything()],
    ["acme", ["p2"]],
  ])
  expect(byPayer.map(({ subject, payments: ids }) => [subject, ids])).toEqual([
    ["ann", ["p3"]],
    ["bob", ["p1"]],
    ["bob", ["p2"]],
  ])
  expect(new Set([...byPayee, ...byPayer].map(({ id }) => id)).size).toBe(6)
})

test("payers and payees of a party that is paid and pays are the others", () => {
  const pay = (id: string, hours: number, payer: string, payee: string): TestPayment => ({
    id,
    time: START + hours * HOUR_MS,
    amountMinor: 100_000,
    currency: "USD",
    payer,
    payee,
  })
  const step = (name: string, party: "payer" | "payee", withinMs: number | null) => {
    return { name, party, where: null, withinMs, amountRatio: null }
  }
  const payments = [
    pay("i1", 0, "a", "mule"),
    pay("o1", 1, "mule", "x"),
    pay("i2", 2, "b", "mule"),
    pay("o2", 3, "mule", "x"),
  ]
  const [finding] = evaluate(payments, {
    kind: "sequence",
    link: "party",
    subject: null,
    steps: [step("in", "payee", null), step("out", "payer", HOUR_MS)],
    repeat: { gte: 2 },
    lookbackMs: DAY_MS,
    reason: "{subject}: from {payers} payers to {payees} payees, {payees} known payees",
  })
  expect(finding?.reason).toBe("mule: from 2 payers to 1 payee, 1 known payee")
  expect(finding?.measures).toMatchObject({ payers: 2, payees: 1 })
})

test("a sentence names ten terms and counts the rest", () => {
  const terms = Array.from({ length: 13 }, (_, i) => `tusk${String.fromCharCode(97 + i)}`)
  const many = {
    ...LEXICON,
    benign: [],
    terms: terms.map((text) => ({
      text,
      lang: "en",
      kind: "product" as const,
      ambiguity: "low" as const,
      source: "memory",
      with: [],
    })),
  }
  const [finding] = evaluate(
    [cash("p1", 0, 100, "bob", { memo: terms.join(" ") })],
    {
      kind: "match",
      subject: "payee",
      gatherMs: DAY_MS,
      also: null,
      where: {
        kind: "lexicon",
        fields: ["memo"],
        lexicons: ["tiger"],
        ambiguity: ["low"],
        kinds: ["product"],
        minTerms: 1,
        ...WORDS_UNLESS_GIVEN,
      },
      reason: "{terms}",
    },
    [many],
  )
  expect(finding?.reason).toBe(`${terms.slice(0, 10).join(", ")} and 3 more`)
  expect(finding?.matches).toHaveLength(13)
})
