// The glance at a text as it is must never miss what is heard in it, by whichever path.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { buildGlance } from "../../src/text/build-glance.ts"
import { fold, foldText } from "../../src/text/fold.ts"
import { BY_LETTERS, glanceAt, MISSPELT, SILENT } from "../../src/text/glance.ts"
import { buildLettersPath, isSpeltInLetters } from "../../src/text/letters-path.ts"
import { buildSpeller } from "../../src/text/misspelt.ts"
import { plainScan } from "../../src/text/plain-path.ts"
import { texts } from "./arbitrary.ts"
import { sought, termsOf } from "./sought.ts"

const MORE = [
  ..."  ..@$1iIlL0Oo\n47&",
  "🐘",
  "œ",
  "Œ",
  "о",
  "Ο",
  "η",
  "Η",
  "亞",
  "亚",
  "\u0336",
  "\u200b",
  "𝐢",
  "🄸",
  "𠮷",
]
const wild = (maxLength: number) =>
  fc.array(fc.oneof(texts(2), fc.constantFrom(...MORE)), { maxLength }).map((pieces) => pieces.join(""))

/** Letters of which few suffice for long words and for words that share their beginnings. */
const word = fc.string({ unit: fc.constantFrom(..."ivory4107象牙手"), minLength: 1, maxLength: 12 })
const term = fc.oneof(
  wild(4),
  word,
  fc.array(word, { minLength: 2, maxLength: 3 }).map((words) => words.join(" ")),
)

const DONE: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => [...text].join("."),
  (text) => [...text].join(" "),
  (text) => text.replaceAll(" ", ""),
  (text) => text.replaceAll(/[a-z0-9]/g, "$&$&"),
  (text) => text.replaceAll("i", "1").replaceAll("o", "0"),
  (text) => text.normalize("NFD"),
  (text) => `${text}1234567`,
  (text) => text.slice(0, -1),
]

/** Terms, and a text of the terms themselves with something done to them, between other things. */
const scenario = fc.array(term, { minLength: 1, maxLength: 6 }).chain((terms) => {
  const done = fc
    .tuple(fc.constantFrom(...terms), fc.constantFrom(...DONE))
    .map(([one, change]) => change(one))
  const piece = fc.oneof({ weight: 3, arbitrary: done }, fc.constantFrom(...MORE), wild(3))
  return fc.tuple(
    fc.constant(terms),
    fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join("")),
  )
})

const foldedOf = (terms: readonly string[]) => [...new Set(terms.map(foldText))].filter((one) => one !== "")

test("what is heard by its letters comes up", () => {
  let times = 0
  fc.assert(
    fc.property(scenario, fc.constantFrom(0, 1 << 7), ([terms, text], taken) => {
      const patterns = foldedOf(terms)
      const spelt = patterns.filter(isSpeltInLetters)
      const letters = buildLettersPath(sought(spelt, taken, ~0))
      let found = 0
      letters.find(text, fold(text), () => found++)
      plainScan(patterns)(foldText(text), () => found++)
      if (found === 0) return
      times++
      const glance = buildGlance(() => ({ patterns, terms: [] }))
      // Units are known from the second time on.
      for (let time = 0; time < 2; time++) expect(glanceAt(text, glance) & BY_LETTERS).toBe(BY_LETTERS)
    }),
    { numRuns: 4000 },
  )
  expect(times).toBeGreaterThan(1000)
})

/** A word with a letter or two wrong, now and then. */
const slipped = (own: string) =>
  fc
    .array(
      fc.tuple(
        fc.nat(20),
        fc.constantFrom("insert", "delete", "replace", "swap"),
        fc.constantFrom(..."abes7"),
      ),
      {
        maxLength: 2,
      },
    )
    .map((slips) =>
      slips.reduce((text, [place, how, letter]) => {
        const at = place % Math.max(1, text.length)
        const [before, after] = [text.slice(0, at), text.slice(at)]
        if (how === "insert") return before + letter + after
        if (how === "delete") return before + after.slice(1)
        if (how === "replace") return before + letter + after.slice(1)
        return before + (after[1] ?? "") + (after[0] ?? "") + after.slice(2)
      }, own),
    )

test("what is misspelt comes up", () => {
  const latin = fc.string({ unit: fc.constantFrom(..."abesil"), minLength: 1, maxLength: 14 })
  const words = fc.array(latin, { minLength: 1, maxLength: 4 })
  const misspelt = fc.array(words, { minLength: 1, maxLength: 3 }).chain((terms) => {
    const body = fc
      .constantFrom(...terms)
      .chain((own) => fc.tuple(...own.map(slipped)))
      .map((some) => some.join(" "))
    return fc.tuple(
      fc.constant(terms.map((own) => own.join(" "))),
      fc.tuple(fc.constantFrom("", "ab ", "12 ", "象"), body, fc.constantFrom("", " ab", "牙", ".")),
    )
  })
  let times = 0
  fc.assert(
    fc.property(misspelt, ([terms, parts]) => {
      const unique = foldedOf(terms)
      const text = parts.join("")
      let found = 0
      buildSpeller(termsOf(unique), { realWords: new Set() })(foldText(text), () => found++)
      if (found === 0) return
      times++
      const glance = buildGlance(() => ({ patterns: unique, terms: unique }))
      expect(glanceAt(text, glance) & MISSPELT).toBe(MISSPELT)
    }),
    { numRuns: 4000 },
  )
  expect(times).toBeGreaterThan(400)
})

describe("what cannot be there does not come up", () => {
  const terms = ["ivory", "rhino horn", "pangolin scales", "象牙", "象牙手串", "🐘牙", "saiga 410"]
  const glance = buildGlance(() => ({ patterns: terms, terms }))

  test.each([
    "rent march",
    "survivory",
    "手串",
    "🎁 生日快乐 👍🏽",
    "rhino hat",
    "订单 12345678",
    "pan scales",
    "",
  ])("%j", (text) => {
    for (let time = 0; time < 2; time++) expect(glanceAt(text, glance)).toBe(SILENT)
  })

  test.each([
    ["ivory", BY_LETTERS],
    ["1v0ry", BY_LETTERS],
    ["i.v.o.r.y", BY_LETTERS],
    ["象 牙", BY_LETTERS],
    ["🐘", BY_LETTERS],
    ["saiga 4410", BY_LETTERS],
    ["saiga 44444100", BY_LETTERS],
    ["rihno horn", MISSPELT],
    ["pangolin scalse", MISSPELT],
    ["pan\u200bgolin", BY_LETTERS | MISSPELT],
  ])("%j does", (text, answer) => {
    expect(glanceAt(text, glance) & answer).toBe(answer)
  })
})

test("letters that may be drawn otherwise before folding", () => {
  for (const [pattern, text] of [
    ["ημερα", "ΗΜΕΡΑ"],
    ["ζωη", "Ζωη"],
    ["ρυζι", "ΡΥΖΙ"],
  ] as const) {
    expect(
      glanceAt(
        text,
        buildGlance(() => ({ patterns: [pattern], terms: [] })),
      ),
    ).not.toBe(SILENT)
  }
})

/** Terms that are told only in texts where something of them is missing, or read in an odd way. */
test.each([
  ["wikisil象lio", "wikisil象110"],
  ["474i71i4牙r1y", "47417114牙r1y"],
  ["虎\u0307", "虎"],
])("%j is heard in %j", (term, text) => {
  const path = buildLettersPath(sought([foldText(term)], 1 << 7, ~0))
  let found = 0
  path.find(text, fold(text), () => found++)
  expect(found).toBe(1)
  const glance = buildGlance(() => ({ patterns: [foldText(term)], terms: [] }))
  expect(glanceAt(text, glance) & BY_LETTERS).toBe(BY_LETTERS)
})

test("half a character is a signal as well", () => {
  expect(
    glanceAt(
      "🐘",
      buildGlance(() => ({ patterns: ["\ud83d"], terms: [] })),
    ),
  ).not.toBe(SILENT)
})
