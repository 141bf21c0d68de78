// Every form of rule the language has, and the tree it becomes.
import { describe, expect, test } from "vitest"
import { sha256Hex } from "../../src/model/hash.ts"
import { parseRules } from "../../src/rules/pack.ts"
import type { Condition, Detection } from "../../src/rules/tree.ts"
import { COMPANIONS } from "../../src/text/lexicon.ts"
import { WORDS_UNLESS_GIVEN } from "../helpers/table.ts"
import { ruleWith, WINDOW_FILE, WINDOW_RULE } from "./rule-texts.ts"

const DAY = 86_400_000
const LISTS = [
  {
    file: "rules/lists/couriers.yaml",
    text: 'id: couriers\ntitle: t\nkind: names\nsource: s\ndate: "2026-11-21"\nentries: [SF]\n',
  },
  {
    file: "rules/lexicons/tiger.yaml",
    text: "id: tiger\ntitle: t\nterms:\n  - { text: tiger, lang: en, kind: name, ambiguity: high, source: memory }\n",
  },
]

function detection(text: string): Detection {
  return parseRules([ruleWith(text), ...LISTS]).rules[0]!.detection
}

/** The condition that this block becomes. */
function condition(block: string): Condition {
  const where = block.replaceAll(/^/gm, "    ")
  const found = detection(`match:\n  subject: payee\n  where:\n${where}\n  reason: r\n`)
  if (found.kind !== "match") throw new Error("not a match")
  return found.where
}

test("the head, the params and the window of the language's own example", () => {
  const [rule] = parseRules([{ file: WINDOW_FILE, text: WINDOW_RULE }]).rules
  expect(rule).toEqual({
    id: "cash-below-us-ctr-payee",
    version: "1.0.0",
    title: "Cash paid in just under the US currency transaction report",
    status: "stable",
    typology: "structuring",
    severity: "high",
    evidence: "flow",
    description: "Cash kept under the line, again and again.",
    indicators: ["TB-A5"],
    references: ["31 CFR 1010.311"],
    falsePositives: ["cash-intensive retailer with a filed exemption"],
    blindSpots: [],
    tags: [],
    params: [
      {
        name: "floor",
        type: "money",
        default: "8000 USD",
        min: "5000 USD",
        max: "10000 USD",
        reason: "Near the line.",
        value: "8000 USD",
      },
      {
        name: "lookback",
        type: "duration",
        default: "7d",
        min: "1d",
        max: "30d",
        reason: "A week of work.",
        value: "7d",
      },
      {
        name: "times",
        type: "count",
        default: "3",
        min: "2",
        max: "50",
        reason: "Two are chance.",
        value: "3",
      },
      {
        name: "part",
        type: "ratio",
        default: "0.9",
        min: "0.5",
        max: "1",
        reason: "Nearly all of it.",
        value: "0.9",
      },
    ],
    detection: {
      kind: "window",
      groupBy: "payee",
      subject: "payee",
      direction: null,
      lookbackMs: 7 * DAY,
      where: {
        kind: "all",
        of: [
          { kind: "amount", test: { gte: 800_000, lt: 1_000_000, currency: "USD" } },
          { kind: "text", field: "channel", values: ["cash"] },
        ],
      },
      having: [
        { measure: "count", test: { gte: 3 } },
        { measure: "sum", test: { gte: 1_000_000, currency: "USD" } },
        {
          measure: "share",
          of: "count",
          where: { kind: "text", field: "channel", values: ["cash"] },
          currency: null,
          test: { gte: 0.9 },
        },
      ],
      reason:
        "{subject} was paid {count} times in cash, {total} in all, each time from 8000 USD to under 10000 USD within 7 days",
    },
    file: WINDOW_FILE,
    sha256: sha256Hex(WINDOW_RULE),
  })
})

describe("conditions", () => {
  test.each<[string, Condition]>([
    [
      "amount: { gt: 0.50 EUR, lte: 100 EUR }",
      { kind: "amount", test: { gt: 50, lte: 10_000, currency: "EUR" } },
    ],
    ["amount: { gte: 5000 JPY }", { kind: "amount", test: { gte: 5000, currency: "JPY" } }],
    ["currency: CNY", { kind: "currency", values: ["CNY"] }],
    ["currency: { in: [CNY, HKD] }", { kind: "currency", values: ["CNY", "HKD"] }],
    ["payer: acme", { kind: "party", side: "payer", values: ["acme"] }],
    ["payee: { in: [a, b] }", { kind: "party", side: "payee", values: ["a", "b"] }],
    ["payee: { in_list: couriers }", { kind: "list", field: "payee", list: "couriers" }],
    ["payer: { exists: false }", { kind: "exists", field: "payer", exists: false }],
    ["payeeCountry: { in: [NO, VN] }", { kind: "text", field: "payeeCountry", values: ["NO", "VN"] }],
    ['attributes.店铺: "12"', { kind: "text", field: "attributes.店铺", values: ["12"] }],
    ["attributes.__proto__: x", { kind: "text", field: "attributes.__proto__", values: ["x"] }],
    ["payeeName: { in_list: couriers }", { kind: "list", field: "payeeName", list: "couriers" }],
    ["memo: { exists: true }", { kind: "exists", field: "memo", exists: true }],
    [
      'payeeCategory: { in: ["4215"], exists: true, in_list: couriers }',
      {
        kind: "all",
        of: [
          { kind: "text", field: "payeeCategory", values: ["4215"] },
          { kind: "list", field: "payeeCategory", list: "couriers" },
          { kind: "exists", field: "payeeCategory", exists: true },
        ],
      },
    ],
    [
      "text: { lexicon: [tiger] }",
      {
        kind: "lexicon",
        fields: ["memo", "goods"],
        lexicons: ["tiger"],
        ambiguity: ["low", "mid"],
        kinds: ["scientific", "name", "product", "codeword", "emoji"],
        minTerms: 1,
        ...WORDS_UNLESS_GIVEN,
      },
    ],
    [
      "text: { lexicon: [tiger], fields: [payeeName, attributes.note], ambiguity: [high], kinds: [emoji], min_terms: 2 }",
      {
        kind: "lexicon",
        fields: ["payeeName", "attributes.note"],
        lexicons: ["tiger"],
        ambiguity: ["high"],
        kinds: ["emoji"],
        minTerms: 2,
        ...WORDS_UNLESS_GIVEN,
      },
    ],
    [
      "text: { lexicon: [tiger], heard: [pinyin, initials], doubtful: true, accompanied: true }",
      {
        kind: "lexicon",
        fields: ["memo", "goods"],
        lexicons: ["tiger"],
        ambiguity: ["low", "mid"],
        kinds: ["scientific", "name", "product", "codeword", "emoji"],
        minTerms: 1,
        heard: ["pinyin", "initials"],
        doubtful: true,
        alone: false,
        accompanied: COMPANIONS,
      },
    ],
    [
      "any:\n  - { memo: a }\n  - not: { all: [{ memo: b }, { goods: c }] }",
      {
        kind: "any",
        of: [
          { kind: "text", field: "memo", values: ["a"] },
          {
            kind: "not",
            of: {
              kind: "all",
              of: [
                { kind: "text", field: "memo", values: ["b"] },
                { kind: "text", field: "goods", values: ["c"] },
              ],
            },
          },
        ],
      },
    ],
    [
      "memo: a\nany: [{ goods: b }]",
      {
        kind: "all",
        of: [
          { kind: "text", field: "memo", values: ["a"] },
          { kind: "any", of: [{ kind: "text", field: "goods", values: ["b"] }] },
        ],
      },
    ],
  ])("%s", (block, expected) => {
    expect(condition(block)).toEqual(expected)
  })
})

describe("detections", () => {
  test("match, with the gather it has unless told", () => {
    const where = { kind: "exists", field: "memo", exists: true }
    const text = (more: string) =>
      `match: { subject: payer, where: { memo: { exists: true } }, reason: "{count}"${more} }\n`
    const match = {
      kind: "match",
      subject: "payer",
      where,
      gatherMs: 30 * DAY,
      also: null,
      reason: "{count}",
    }
    expect(detection(text(""))).toEqual(match)
    expect(detection(text(", gather: 36h"))).toEqual({ ...match, gatherMs: 1.5 * DAY })
    expect(detection(text(", also: { channel: cash }"))).toEqual({
      ...match,
      also: { kind: "text", field: "channel", values: ["cash"] },
    })
  })

  test("window: pairs and parties, and every measure", () => {
    expect(
      detection(`window:
  group_by: pair
  subject: payer
  lookback: 90s
  having:
    min: { gt: 1 USD }
    max: { lt: 5 USD }
    average: { gte: 2 USD, lte: 3 USD }
    distinct: { field: counterparty, gte: 5 }
    spread: { lte: 0.05, currency: CNY }
    share: { of: sum, where: { channel: cash }, gte: 0.8, currency: USD }
    baseline: { of: sum, over: 90d, at_least: 10, gte: 5, currency: USD }
    age: { of: pair, lte: 30d }
  reason: r
`),
    ).toEqual({
      kind: "window",
      groupBy: "pair",
      subject: "payer",
      direction: null,
      lookbackMs: 90_000,
      where: null,
      having: [
        { measure: "min", test: { gt: 100, currency: "USD" } },
        { measure: "max", test: { lt: 500, currency: "USD" } },
        { measure: "average", test: { gte: 200, lte: 300, currency: "USD" } },
        { measure: "distinct", field: "counterparty", test: { gte: 5 } },
        { measure: "spread", currency: "CNY", test: { lte: 0.05 } },
        {
          measure: "share",
          of: "sum",
          where: { kind: "text", field: "channel", values: ["cash"] },
          currency: "USD",
          test: { gte: 0.8 },
        },
        { measure: "baseline", of: "sum", overMs: 90 * DAY, atLeast: 10, currency: "USD", test: { gte: 5 } },
        { measure: "age", of: "pair", test: { lte: 30 * DAY } },
      ],
      reason: "r",
    })
    const party = detection(`window:
  group_by: party
  direction: out
  lookback: 1w
  having:
    distinct: [{ field: day, lte: 2 }, { field: attributes.shop, gte: 2 }]
    baseline: { over: 4w, at_least: 1, gt: 2.5 }
  reason: r
`)
    expect(party).toMatchObject({ groupBy: "party", subject: "party", direction: "out", lookbackMs: 7 * DAY })
    expect(party).toHaveProperty("having", [
      { measure: "distinct", field: "day", test: { lte: 2 } },
      { measure: "distinct", field: "attributes.shop", test: { gte: 2 } },
      { measure: "baseline", of: "count", overMs: 28 * DAY, atLeast: 1, currency: null, test: { gt: 2.5 } },
    ])
  })

  test("sequence, with the repeat and the lookback it has unless told", () => {
    const text = (more: string) => `sequence:
  steps:
    - { name: in, party: payee, where: { amount: { gte: 1 USD } } }
    - { name: out, party: payer, within: 6h, amount_ratio: { gte: 0.9, lte: 1 } }
    - { name: fee, party: payer, within: 2h, amount_ratio: { lt: 0.1, currency: USD } }
${more}  reason: r
`
    const sequence = {
      kind: "sequence",
      link: "party",
      subject: null,
      steps: [
        {
          name: "in",
          party: "payee",
          where: { kind: "amount", test: { gte: 100, currency: "USD" } },
          withinMs: null,
          amountRatio: null,
        },
        {
          name: "out",
          party: "payer",
          where: null,
          withinMs: DAY / 4,
          amountRatio: { gte: 0.9, lte: 1, currency: null },
        },
        {
          name: "fee",
          party: "payer",
          where: null,
          withinMs: DAY / 12,
          amountRatio: { lt: 0.1, currency: "USD" },
        },
      ],
      repeat: { gte: 1 },
      lookbackMs: DAY / 3,
      reason: "r",
    }
    expect(detection(text(""))).toEqual(sequence)
    expect(detection(text("  repeat: { gt: 2 }\n  lookback: 30d\n"))).toEqual({
      ...sequence,
      repeat: { gt: 2 },
      lookbackMs: 30 * DAY,
    })
  })
})

test("text that looks like a price is no param", () => {
  expect(condition('memo: "$100"')).toEqual({ kind: "text", field: "memo", values: ["$100"] })
})
