// Words of lexicons that are seldom meant as they stand, and conditions on words that no text can pass.
import { expect, test } from "vitest"
import { checkRules } from "../../src/rules/check.ts"
import { ruleWith } from "./rule-texts.ts"

const TESTS = {
  file: "rules/velocity/r.test.yaml",
  text: "- { name: a, payments: x, expect: [{ subject: a, payments: [b] }] }\n- { name: b, payments: x, expect: [] }\n",
}
const SHORT = "{ text: short lobster, lang: en, kind: product, ambiguity: low, source: s }"

function check(term: string, options = "", benign = "") {
  const text = `id: l\ntitle: t\ntaxon: lobster\nterms:\n  - ${SHORT}\n  - ${term}\n${benign}`
  const where = `{ text: { lexicon: [l]${options} } }`
  const rule = ruleWith(`match:\n  subject: payee\n  where: ${where}\n  reason: r\n`)
  const { errors, warnings } = checkRules([rule, TESTS, { file: "rules/lexicons/l.yaml", text }])
  return { errors: errors.map(({ message }) => message), warnings: warnings.map(({ message }) => message) }
}

const term = (text: string, ambiguity = "low") =>
  `{ text: ${text}, lang: en, kind: name, ambiguity: ${ambiguity}, source: s }`

test.each(["marfim", "мамонт", "Ελέφαντας", '"marfi\u0301m"', "β-象", "象", "🐘", "งาช้าง", "(x)"])(
  "%s is a word",
  (text) => {
    expect(check(term(text))).toEqual({ errors: [], warnings: [] })
  },
)

test.each(['"---"', '".*"', '"$"', '"\u0301"', '"\u200b"'])("%j can be heard nowhere", (text) => {
  expect(check(term(text)).errors).toEqual([
    "rules/lexicons/l.yaml:6:13: LEXICON_INVALID: terms[1].text holds no letter, number or emoji; write a word",
  ])
})

test.each([
  ["mаrfim", "mixes alphabets; write it in one"],
  ["'[a-z]+'", "is looked for as it stands; lexicons hold words, patterns go into matches"],
  ["k", "is one letter, which often means something else; write ambiguity: high"],
])("%s is seldom meant", (text, why) => {
  const { errors, warnings } = check(term(text))
  expect(errors).toEqual([])
  expect(warnings).toEqual([expect.stringContaining(`rules/lexicons/l.yaml:6:13: LEXICON_INVALID: "`)])
  expect(warnings[0]).toContain(why)
})

test("one letter is enough where it must have company", () => {
  expect(check(term("k", "high")).warnings).toEqual([])
})

test("a phrase that is the term itself takes it away, one that holds it does not", () => {
  const benign = (text: string) => `benign:\n  - { text: ${text}, lang: en, why: a restaurant }\n`
  expect(check(term("marfim"), "", benign("Short Lobster")).warnings).toEqual([
    'rules/lexicons/l.yaml:8:13: LEXICON_INVALID: "Short Lobster" is the term short lobster itself, which is never heard then; take one away',
  ])
  expect(check(term("marfim"), "", benign("short lobster inn")).warnings).toEqual([])
})

test.each([
  [", ambiguity: [high]", "l has no term of ambiguity high"],
  [", kinds: [emoji]", "l has no term of ambiguity low or mid, kind emoji, and not doubtful"],
  [", kinds: [name], min_terms: 2", "l has one term of ambiguity low or mid, kind name"],
  [", min_terms: 3", "l has 2 terms of ambiguity low or mid"],
])("RULE_UNREACHABLE: a condition on words with%s", (options, why) => {
  const { errors } = check(term("marfim"), options)
  expect(errors).toEqual([
    expect.stringContaining(`rules/velocity/r.yaml:9:1: RULE_UNREACHABLE: text can never hold: ${why}`),
  ])
})

test("a condition that asks for as many words as there are is right", () => {
  expect(check(term("marfim"), ", min_terms: 2").errors).toEqual([])
})
