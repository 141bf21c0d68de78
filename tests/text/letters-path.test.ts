// Terms as they are written are told by their letters where the plain path would find them, and nowhere else.
import fc from "fast-check"
import { expect, test } from "vitest"
import { fold, foldText } from "../../src/text/fold.ts"
import { buildLettersPath, isToldByLetters } from "../../src/text/letters-path.ts"
import { PLAIN } from "../../src/text/paths.ts"
import { plainScan } from "../../src/text/plain-path.ts"
import { texts } from "./arbitrary.ts"
import { sought } from "./sought.ts"

const letters = fc.string({ unit: fc.constantFrom(..."aalli1o0 œé.'-象牙手"), minLength: 1, maxLength: 5 })
const term = fc.oneof(letters, texts(3))
const around = fc.oneof(
  fc.constantFrom(
    " ",
    "l",
    "l ",
    "a",
    "1",
    ".",
    "@",
    "象",
    "🐘",
    "\u0301",
    "\u200b",
    "œ",
    "Œ",
    "ﬁ",
    "ｌ",
    "",
  ),
  texts(2),
)

const scenario = fc.array(term, { minLength: 1, maxLength: 5 }).chain((terms) => {
  const piece = fc.oneof(
    fc.constantFrom(...terms),
    fc.constantFrom(...terms).map((one) => one.toUpperCase()),
    around,
  )
  return fc.tuple(
    fc.constant(terms),
    fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join("")),
  )
})

test("the same places as the plain path", () => {
  let times = 0
  fc.assert(
    fc.property(scenario, fc.constantFrom(PLAIN, 1 << 7), ([terms, text], taken) => {
      const patterns = [...new Set(terms.map(foldText))].filter(isToldByLetters)
      const expected: string[] = []
      plainScan(patterns)(foldText(text), (pattern, end) => {
        expected.push(`${pattern} ${end - patterns[pattern]!.length}-${end}`)
      })
      const found: string[] = []
      const path = buildLettersPath(sought(patterns, taken, PLAIN))
      path.find(text, fold(text), (which, { start, end, paths }) => {
        expect(paths).toBe(taken)
        found.push(`${which} ${start}-${end}`)
      })
      expect(found.sort()).toEqual(expected.sort())
      if (expected.length > 0) times++
    }),
    { numRuns: 3000 },
  )
  expect(times).toBeGreaterThan(500)
})

test("letters that may be drawn otherwise before folding are left to the plain path", () => {
  expect(
    ["ivory", "象牙", "n.g.à", "слон", "ημερα", "ivory&", "🐘", "〇", "ᅡ"].filter(isToldByLetters),
  ).toEqual(["ivory", "象牙", "n.g.à"])
})
