// Whatever is done to the text of a pack, reading it yields a pack or an InputError with places, and nothing else.
import fc from "fast-check"
import { expect, test } from "vitest"
import { InputError, InputErrors, throwIfAny } from "../../src/model/errors.ts"
import { checkRules } from "../../src/rules/check.ts"
import { parseRules } from "../../src/rules/pack.ts"
import { WINDOW_FILE, WINDOW_RULE } from "./rule-texts.ts"

const TEXTS: Readonly<Record<string, string>> = {
  [WINDOW_FILE]: WINDOW_RULE,
  "rules/pass-through/in-out.yaml": `id: in-out
version: 0.1.0
title: In and out
status: experimental
typology: pass-through
severity: review
evidence: flow
description: d
sequence:
  steps:
    - { name: in, party: payee, where: &big { amount: { gte: 100 USD } } }
    - { name: out, party: payer, within: 6h, where: *big, amount_ratio: { gte: 0.9, lte: 1 } }
  reason: "{subject} passed on {total}"
`,
  "rules/wildlife-keyword/words.yaml": `id: words
version: 0.1.0
title: Words
status: experimental
typology: wildlife-keyword
severity: review
evidence: text
description: d
match:
  subject: payee
  where:
    any: [{ text: { lexicon: [tiger] } }, { not: { payee: { in_list: couriers }, attributes.x: "1" } }]
  reason: "{terms}"
`,
  "rules/lexicons/tiger.yaml":
    "id: tiger\ntitle: t\nterms:\n  - { text: 虎骨, lang: zh, kind: product, ambiguity: low, source: s }\n",
  "rules/lists/couriers.yaml":
    'id: couriers\ntitle: t\nkind: names\nsource: s\ndate: "2026-11-21"\nentries: [SF, { text: JDL }]\n',
  "rules/structuring/cash-below-us-ctr-payee.test.yaml":
    "- name: n\n  params: { times: 4 }\n  payments: |\n    id\n    p1\n  expect: [{ subject: s, payments: [p1], matches: [x] }]\n",
  "moneytrail.yaml":
    "rules:\n  cash-below-us-ctr-payee: { enabled: true, params: { floor: 9000 USD, part: 0.7 } }\n",
}
const NAMES = Object.keys(TEXTS)

/** Pieces that mean something to YAML, to the rule language or to JavaScript. */
const PIECES = [
  ..."{}[]:,-?&*!|>%@`\"'#~$\n\t \\",
  ...[
    "\n  ",
    "\n    ",
    ": ",
    "- ",
    "&a ",
    "*a",
    "*big",
    "!!set ",
    "!!binary ",
    "<<: *big",
    "---\n",
    "...\n",
    "? ",
  ],
  ...[
    "null",
    "true",
    "NO",
    "010",
    "0x10",
    "1e999",
    ".nan",
    "-0",
    "9_000",
    "$floor",
    "$nope",
    "{nope}",
    "7d",
    "0 USD",
  ],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "\u0000",
    "\ud800",
    "\ufeff",
    "ｉｄ",
    "\u2028",
  ],
  ...["motif: {}\n", "match: {}\n", "where: ", "all: ", "in: ", "gte: ", "[[[[[[[[", "{a: {a: {a: "],
]

const edit = fc.record({
  at: fc.nat(1000),
  remove: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(40)),
  insert: fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 3, unit: "binary" })),
})

function mutate(text: string, edits: readonly { at: number; remove: number; insert: string }[]): string {
  return edits.reduce((now, { at, remove, insert }) => {
    const start = Math.floor((at / 1000) * now.length)
    return now.slice(0, start) + insert + now.slice(start + remove)
  }, text)
}

/** Runs it; what it throws must be an InputError whose every part has a file and a code. */
function expectOnlyInputErrors(run: () => unknown): void {
  try {
    run()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    for (const one of error instanceof InputErrors ? error.errors : [error]) {
      expect(one.place.file).toBeTruthy()
      expect(one.detail.length).toBeGreaterThan(10)
      expect(one.detail).not.toMatch(/undefined|\[object|Invalid input/)
    }
  }
}

test("the texts are right before they are changed", () => {
  const files = NAMES.map((file) => ({ file, text: TEXTS[file]! }))
  const settings = files.find(({ file }) => file === "moneytrail.yaml")!
  const pack = parseRules(
    files.filter((file) => file !== settings),
    { settings },
  )
  expect(pack.rules).toHaveLength(3)
  expect(pack.overrides).toHaveLength(2)
})

test("changed texts", () => {
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), fc.array(edit, { minLength: 1, maxLength: 4 }), (name, edits) => {
      const text = mutate(TEXTS[name]!, edits)
      const rule = { file: WINDOW_FILE, text: WINDOW_RULE }
      if (name === "moneytrail.yaml") {
        expectOnlyInputErrors(() => parseRules([rule], { settings: { file: name, text } }))
      } else {
        const files = name.endsWith(".test.yaml") ? [rule, { file: name, text }] : [{ file: name, text }]
        expectOnlyInputErrors(() => throwIfAny(checkRules(files).errors))
      }
    }),
    { numRuns: 600 },
  )
})

test("values swapped for others of any kind", () => {
  const value = fc.constantFrom(
    "null",
    "[]",
    "{}",
    "true",
    "-1",
    "1.5",
    '""',
    "x",
    "[{}]",
    "{a: 1}",
    "[[1]]",
    "$times",
    "$nope",
  )
  const line = fc.nat(30)
  fc.assert(
    fc.property(fc.constantFrom(...NAMES.slice(0, 5)), line, value, (name, at, swapped) => {
      const lines = TEXTS[name]!.split("\n")
      const index = at % lines.length
      lines[index] = lines[index]!.replace(/^(\s*(?:- )?[\w.]+:).*$/, `$1 ${swapped}`)
      const text = lines.join("\n")
      expectOnlyInputErrors(() => parseRules([{ file: name, text }]))
    }),
    { numRuns: 400 },
  )
})
