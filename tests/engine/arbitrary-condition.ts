// Payments and conditions of every kind on one payment: amounts with telling digits, texts that fold alike, times at
// the changes of clocks, columns that a table may lack.
import fc from "fast-check"
import type { TextFieldName } from "../../src/model/payment.ts"
import type { Condition, EntryList } from "../../src/rules/tree.ts"
import { TERM_KINDS } from "../../src/text/lexicon.ts"
import { packOf, type TestPayment, WORDS_UNLESS_GIVEN } from "../helpers/table.ts"
import { rates, testOf } from "./arbitrary.ts"
import type { World } from "./brute-force.ts"

const MINUTE_MS = 60_000

const listOf = (id: string, kind: EntryList["kind"], texts: readonly string[]): EntryList => ({
  id,
  title: id,
  kind,
  source: "test",
  date: "2026-11-21",
  entries: texts.map((text) => ({ text, source: null })),
})

const term = (text: string, ambiguity: "low" | "high") => ({
  text,
  lang: "en",
  kind: "name" as const,
  ambiguity,
  source: "test",
  with: [],
})

export const PACK = packOf(
  [
    {
      id: "metals",
      title: "metals",
      taxon: "metals",
      cites: "",
      terms: [term("gold", "low"), term("ring", "high")],
      benign: [],
    },
  ],
  [listOf("codes", "codes", ["12", "NO", "a"]), listOf("names", "names", ["gold", "tea"])],
)

/** Changes of clocks, and an ordinary midnight. */
const INSTANTS = [
  "2024-03-10T07:00Z", // New York, forward
  "2024-11-03T06:00Z", // New York, back
  "2024-04-06T15:00Z", // Lord Howe, back by half an hour
  "1986-05-03T18:00Z", // Shanghai, forward
  "2011-12-30T10:00Z", // Apia, over a whole day
  "2024-06-02T00:00Z",
].map(Date.parse)

const ZONES = [
  "UTC",
  "+05:30",
  "-03",
  "Asia/Shanghai",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Apia",
]

const TEXTS: Readonly<Partial<Record<TextFieldName, readonly string[]>>> = {
  channel: ["", "cash", "CASH", "bank"],
  memo: ["", "Gold ring", "ＧＯＬＤ", "aaaa!", "jewellery No. 12", "Straße", "tea", "12"],
  payerCountry: ["", "NO", "no", "ＮＯ", "CN"],
  payeeCountry: ["", "NO", "no", "CN"],
  goods: ["", "gold", "12"],
}
const FIELDS = ["channel", "memo", "payerCountry", "payeeCountry", "goods"] as const
const PATTERNS = [
  "gold|jewel(ry|lery)",
  "^a+!$",
  "(a+)+$",
  "\\bno\\b",
  "[0-9]{2}$",
  "s{2}",
  "^.{3,4}$",
  "\\p{L}{7}",
]
const ENDINGS = ["888", "00", "0", ".99", ".888", ".00000888", "8.00", "0.50", "99", "5"]

const party = fc.constantFrom("a", "A", "b", "ab", "")

const payment = fc
  .record({
    time: fc
      .tuple(
        fc.constantFrom(...INSTANTS),
        fc.integer({ min: -1500, max: 1500 }),
        fc.constantFrom(0, 0, -1, 1, 30_000),
      )
      .map(([instant, minutes, ms]) => instant + minutes * MINUTE_MS + ms),
    amountMinor: fc.constantFrom(
      0,
      8,
      50,
      99,
      500,
      888,
      5000,
      10_099,
      88_800,
      100_000,
      188_800,
      900_719_925_474_099,
    ),
    currency: fc.constantFrom("USD", "USD", "CNY", "JPY", "KWD", "BTC"),
    payer: party,
    payee: party,
    text: fc.record(
      Object.fromEntries(FIELDS.map((field) => [field, fc.constantFrom(...(TEXTS[field] ?? []))])),
    ),
  })
  .filter(({ payer, payee }) => payer !== "" || payee !== "")

interface WordyWorld extends World {
  /** Columns that the table has. Payments hold nothing in the others. */
  readonly fields: readonly TextFieldName[]
}

export const wordyWorld: fc.Arbitrary<WordyWorld> = fc
  .record({
    payments: fc.array(payment, { minLength: 1, maxLength: 8 }),
    fields: fc.oneof(fc.constant([...FIELDS]), fc.subarray([...FIELDS])),
    withRates: fc.boolean(),
  })
  .map(({ payments, fields, withRates }) => ({
    payments: payments.map((one, i): TestPayment => {
      const held = Object.entries(one.text).filter(([field]) => fields.some((other) => other === field))
      return { ...one, id: `p${i}`, text: Object.fromEntries(held) }
    }),
    fields,
    rates: withRates ? rates : undefined,
    words: PACK,
  }))

const textField = fc.constantFrom(...FIELDS)
const textsIn = (field: TextFieldName) =>
  fc.subarray(
    (TEXTS[field] ?? []).filter((text) => text !== ""),
    { minLength: 1, maxLength: 2 },
  )
const minute = fc.constantFrom(0, 1, 59, 60, 120, 180, 719, 1320, 1439)

const clock: fc.Arbitrary<Condition> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    hours: fc.option(
      fc
        .record({ from: minute, to: fc.oneof(minute, fc.constant(1440)) })
        .filter(({ from, to }) => from !== to && to - from !== 1440),
    ),
    weekdays: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 })),
  })
  .filter(({ hours, weekdays }) => hours !== null || weekdays !== null)
  .map((parts) => ({ kind: "clock", ...parts }))

/** Every kind of leaf. */
export const anyLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .tuple(testOf([0, 50, 99, 500, 100_000]), fc.constantFrom("USD", "JPY"))
    .map(([test, currency]) => ({ kind: "amount", test: { ...test, currency } }) as const),
  fc
    .subarray(["USD", "CNY", "JPY", "XAF"], { minLength: 1 })
    .map((values) => ({ kind: "currency", values }) as const),
  fc
    .record({
      side: fc.constantFrom("payer" as const, "payee" as const),
      values: fc.subarray(["a", "b", "ab", "z"], { minLength: 1, maxLength: 2 }),
    })
    .map((parts) => ({ kind: "party", ...parts }) as const),
  textField.chain((field) => textsIn(field).map((values) => ({ kind: "text", field, values }) as const)),
  fc
    .record({
      field: fc.oneof(textField, fc.constantFrom("payer" as const, "payee" as const)),
      list: fc.constantFrom("codes", "names"),
    })
    .map((parts) => ({ kind: "list", ...parts }) as const),
  fc
    .record({
      fields: fc.subarray(["memo", "goods", "channel"] as const, { minLength: 1 }),
      ambiguity: fc.subarray(["low", "high"] as const, { minLength: 1 }),
      minTerms: fc.constantFrom(1, 1, 2),
    })
    .map(
      (parts) =>
        ({
          kind: "lexicon",
          lexicons: ["metals"],
          kinds: TERM_KINDS,
          ...WORDS_UNLESS_GIVEN,
          ...parts,
        }) as const,
    ),
  fc
    .record({
      field: fc.oneof(textField, fc.constantFrom("payer" as const, "payee" as const)),
      exists: fc.boolean(),
    })
    .map((parts) => ({ kind: "exists", ...parts }) as const),
  fc
    .record({
      minor: fc.constantFrom(1, 8, 50, 100, 888, 10_000),
      currency: fc.constantFrom("USD", "JPY", "KWD"),
    })
    .map((of) => ({ kind: "multiple", of }) as const),
  fc
    .subarray(ENDINGS, { minLength: 1, maxLength: 2 })
    .map((endings) => ({ kind: "ending", endings }) as const),
  fc
    .record({ field: textField, pattern: fc.constantFrom(...PATTERNS) })
    .map((parts) => ({ kind: "pattern", ...parts }) as const),
  clock,
  fc
    .constantFrom(
      ["payer", "payee"] as const,
      ["payeeCountry", "payerCountry"] as const,
      ["memo", "goods"] as const,
    )
    .map((fields) => ({ kind: "same", fields }) as const),
)

/** Leaves of every kind under all, any and not. */
export const anyCondition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: anyLeaf },
    {
      weight: 2,
      arbitrary: fc.array(tie("node"), { maxLength: 4 }).map((of) => ({ kind: "all" as const, of })),
    },
    {
      weight: 1,
      arbitrary: fc.array(tie("node"), { maxLength: 3 }).map((of) => ({ kind: "any" as const, of })),
    },
    { weight: 1, arbitrary: tie("node").map((of) => ({ kind: "not" as const, of })) },
  ),
})).node
