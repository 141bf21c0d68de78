// Terms that count only in company, against a twin that reads payments word by word.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { evaluateCondition } from "../../src/engine/condition.ts"
import { createEngineContext } from "../../src/engine/context.ts"
import { findMatches } from "../../src/engine/evidence.ts"
import { ABSENT, FALSE, TRUE } from "../../src/engine/masks.ts"
import type { TextFieldName } from "../../src/model/payment.ts"
import type { LexiconCondition } from "../../src/rules/tree.ts"
import {
  CLEAR_HEARINGS,
  COMPANIONS,
  type Companion,
  HEARINGS,
  type Lexicon,
  TERM_KINDS,
  type Term,
} from "../../src/text/lexicon.ts"
import { packOf, tableOf, WORDS_UNLESS_GIVEN } from "../helpers/table.ts"
import { statesOf } from "./mask-states.ts"

const term = (text: string, company: readonly Companion[], change: Partial<Term> = {}): Term => ({
  text,
  lang: "en",
  kind: "codeword",
  ambiguity: company.length > 0 ? "high" : "low",
  source: "test",
  with: company,
  ...change,
})
const lexicon = (id: string, taxon: string, terms: readonly Term[]): Lexicon => ({
  id,
  title: id,
  taxon,
  cites: "",
  terms,
  benign: [],
})

const PACK = packOf([
  lexicon("elephant", "elephant", [
    term("volkjam", []),
    term("bruntix", COMPANIONS),
    term("quazemp", ["weight"]),
    term("hyfolk", ["term", "craft"]),
    term("dozwerk", [], { source: "memory-UNVERIFIED; heard once" }),
  ]),
  lexicon("elephant-more", "elephant", [term("plimsag", ["trade"])]),
  lexicon("tiger", "tiger", [term("grenvok", ["term"]), term("jaxmoth", ["pieces"])]),
  lexicon("craft-words", "", [term("bangle", [], { kind: "product" })]),
  lexicon("trade-words", "", [term("smuggled", []), term("undocumented", ["term"])]),
])

const FIELDS = ["memo", "goods", "payeeName"] as const
/** Words that stand in texts, with what each is to a term beside it. */
const QUANTITIES: Readonly<Record<string, Companion>> = { "12g": "weight", "3条": "pieces" }
const VOCABULARY = [
  ...[...PACK.lexicons.values()].flatMap(({ terms }) => terms.map(({ text }) => text)),
  ...Object.keys(QUANTITIES),
  "lunch",
  "rent",
]
const text = fc.array(fc.constantFrom(...VOCABULARY), { maxLength: 3 }).map((words) => words.join(" , "))
const payment = fc.record({ memo: text, goods: text, payeeName: text })
const condition = fc
  .record({
    fields: fc.subarray([...FIELDS], { minLength: 1 }),
    lexicons: fc.subarray([...PACK.lexicons.keys()], { minLength: 1 }),
    ambiguity: fc.subarray(["low", "high"] as const, { minLength: 1 }),
    minTerms: fc.constantFrom(1, 1, 2),
    doubtful: fc.boolean(),
    company: fc.constantFrom("as needed", "alone", "accompanied", "of few kinds"),
    few: fc.subarray([...COMPANIONS], { minLength: 1 }),
  })
  .map(
    ({ company, few, ...parts }): LexiconCondition => ({
      kind: "lexicon",
      kinds: TERM_KINDS,
      heard: CLEAR_HEARINGS,
      alone: company === "alone",
      accompanied: company === "accompanied" ? COMPANIONS : company === "of few kinds" ? few : [],
      ...parts,
    }),
  )

type Texts = Readonly<Partial<Record<TextFieldName, string>>>
interface Word {
  readonly field: TextFieldName
  readonly place: number
  readonly text: string
}

const wordsIn = (texts: Texts, fields: readonly TextFieldName[]): Word[] =>
  fields.flatMap((field) =>
    (texts[field] ?? "").split(" , ").map((word, place) => ({ field, place, text: word })),
  )

/** The texts of the terms that count, by field and place. */
function counted(texts: Texts, condition: LexiconCondition): readonly string[] {
  const known = [...PACK.lexicons.values()].flatMap((one) => one.terms.map((own) => ({ one, own })))
  const isDoubtful = ({ source }: Term) => source.includes("UNVERIFIED")
  const around = wordsIn(texts, [...new Set([...condition.fields, "memo" as const, "goods" as const])])
  return wordsIn(texts, condition.fields)
    .filter((word) => {
      const found = known.find(({ own }) => own.text === word.text)
      if (found === undefined) return false
      const { one, own } = found
      if (!condition.lexicons.includes(one.id) || !condition.ambiguity.includes(own.ambiguity)) return false
      if (isDoubtful(own) && !condition.doubtful) return false
      const { accompanied } = condition
      if (condition.alone || (own.with.length === 0 && accompanied.length === 0)) return true
      const needed = (own.with.length === 0 ? COMPANIONS : own.with).filter(
        (kind) => accompanied.length === 0 || accompanied.includes(kind),
      )
      return around.some((other) => {
        if (other.field === word.field && other.place === word.place) return false
        const quantity = QUANTITIES[other.text]
        if (quantity !== undefined) return needed.includes(quantity)
        const kin = known.find(({ own: its }) => its.text === other.text)
        if (kin === undefined || (isDoubtful(kin.own) && !condition.doubtful)) return false
        if (kin.one.id === "craft-words" && needed.includes("craft")) return true
        if (kin.one.id === "trade-words" && needed.includes("trade")) return true
        const isKin = one.taxon === "" ? kin.one.id === one.id : kin.one.taxon === one.taxon
        return needed.includes("term") && isKin && other.text !== word.text
      })
    })
    .map(({ text: word }) => word)
}

test("terms count in the company they need, and are told, as read word by word", () => {
  let [found, silent] = [0, 0]
  fc.assert(
    fc.property(fc.array(payment, { minLength: 1, maxLength: 4 }), condition, (payments, asked) => {
      const table = tableOf(
        payments.map((texts, i) => ({
          id: `p${i}`,
          time: 0,
          amountMinor: 1,
          currency: "USD",
          payer: "a",
          payee: "b",
          text: texts,
        })),
        FIELDS,
      )
      const context = createEngineContext(table, PACK)
      const masks = new Map()
      const mask = statesOf(evaluateCondition(context, asked, masks))
      payments.forEach((texts: Texts, row) => {
        const terms = counted(texts, asked)
        const isMissing = asked.fields.every((field) => texts[field] === "")
        const holds = new Set(terms).size >= asked.minTerms
        expect(mask[row]).toBe(isMissing ? ABSENT : holds ? TRUE : FALSE)
        const told = findMatches(context, asked, [row], masks).map(({ match }) => match.term)
        expect(told.sort()).toEqual(holds ? [...terms].sort() : [])
        if (holds) found++
        else silent++
      })
    }),
    { numRuns: 400 },
  )
  expect(Math.min(found, silent)).toBeGreaterThan(150)
})

describe("company", () => {
  const asked = (change: Partial<LexiconCondition> = {}): LexiconCondition => ({
    kind: "lexicon",
    fields: ["memo"],
    lexicons: ["cow"],
    ambiguity: ["low", "mid", "high"],
    kinds: TERM_KINDS,
    minTerms: 1,
    ...WORDS_UNLESS_GIVEN,
    ...change,
  })
  const zh = (text: string, company: readonly Companion[]) => term(text, company, { lang: "zh" })
  const pack = packOf([
    lexicon("cow", "elephant", [zh("牛骨", COMPANIONS), zh("黑料手串", COMPANIONS), zh("象牙", [])]),
    lexicon("craft-words", "", [zh("手串", [])]),
  ])
  const holds = (memo: string, condition: LexiconCondition, texts: Texts = {}) => {
    const payments = [
      {
        id: "p",
        time: 0,
        amountMinor: 1,
        currency: "CNY",
        payer: "a",
        payee: "b",
        text: { memo, ...texts },
      },
    ]
    const table = tableOf(payments, FIELDS)
    return statesOf(evaluateCondition(createEngineContext(table, pack), condition))[0] === TRUE
  }

  test.each([
    ["牛骨", false],
    ["牛骨汤一碗 请客", false],
    ["牛骨 手串", true],
    ["牛骨 30g", true],
    ["牛骨 两条", true],
    ["牛骨 象牙", true],
    ["牛骨 牛骨", false],
    // The word of craft is part of the term itself.
    ["黑料手串", false],
    ["黑料手串 手串", true],
  ])("%s", (memo, expected) => {
    const plain = { ...asked(), lexicons: ["cow"] }
    // A term that needs no company would make any text pass.
    const withoutPlain = { ...plain, ambiguity: ["high"] as const }
    expect(holds(memo, withoutPlain)).toBe(expected)
  })

  test("may stand in the goods, or for a name in the memo", () => {
    expect(holds("牛骨", asked(), { goods: "手串" })).toBe(true)
    expect(holds("手串", asked({ fields: ["payeeName"] }), { payeeName: "牛骨" })).toBe(true)
    expect(holds("牛骨", asked(), { payeeName: "手串" })).toBe(false)
  })

  test("is not asked for with alone, and of every term with accompanied", () => {
    expect(holds("牛骨", asked({ alone: true }))).toBe(true)
    expect(holds("象牙", asked())).toBe(true)
    expect(holds("象牙", asked({ accompanied: COMPANIONS }))).toBe(false)
    expect(holds("象牙 手串", asked({ accompanied: COMPANIONS }))).toBe(true)
    expect(holds("象牙 手串", asked({ accompanied: ["weight"] }))).toBe(false)
    expect(holds("象牙 30g", asked({ accompanied: ["weight"] }))).toBe(true)
  })

  test("and paths: a term counts only where it was heard by a path that the condition lists", () => {
    expect(holds("象牙", asked({ heard: HEARINGS.filter((path) => path !== "plain") }))).toBe(false)
    expect(holds("象牙", asked({ heard: ["plain"] }))).toBe(true)
  })
})
