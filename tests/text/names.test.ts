import fc from "fast-check"
import { expect, test } from "vitest"
import { foldText } from "../../src/text/fold.ts"
import { buildLexiconMatcher } from "../../src/text/matcher.ts"
import { buildNameMatcher } from "../../src/text/names.ts"
import { texts } from "./arbitrary.ts"
import { firstName } from "./first-name.ts"

const COURIERS = ["顺丰", "顺丰速运", "SF", "S.F. EXPRESS", "DHL"]

test.each([
  ["顺丰速运(深圳)有限公司", "顺丰速运"],
  ["深圳顺丰泰森控股", "顺丰"],
  ["SF", "SF"],
  ["付SF运费", "SF"],
  ["sf-tech", "SF"],
  ["SFO airport", null],
  ["ＳＦ　Express", "SF"],
  ["S.F.  Express", "S.F. EXPRESS"],
  ["DHL then SF", "DHL"],
  ["", null],
])("%j names %j", (text, name) => {
  expect(COURIERS[firstName(buildNameMatcher(COURIERS), text)] ?? null).toBe(name)
})

test("of names equal after folding the first counts; white space around a name does not", () => {
  expect(firstName(buildNameMatcher(["\u200b", " ups ", "UPS"]), "by UPS")).toBe(1)
  expect(firstName(buildNameMatcher([]), "UPS")).toBe(-1)
})

test("a short brand at the end of a personal name is a given name", () => {
  const matcher = buildNameMatcher(["永辉", "UPS"])
  for (const person of ["秦永辉", "欧阳永辉"]) expect(firstName(matcher, person)).toBe(-1)
  for (const shop of ["永辉", "永辉超市", "青溪永辉超市"]) expect(firstName(matcher, shop)).toBe(0)
  expect(firstName(matcher, "快 UPS")).toBe(1)
})

test("the first of the names that a lexicon of the same words finds", () => {
  const names = fc.uniqueArray(texts(3), { maxLength: 6, selector: (name) => foldText(name).trim() })
  fc.assert(
    fc.property(names, texts(16).map(foldText), (some, text) => {
      const terms = some.map((name) => foldText(name).trim()).filter((name) => name !== "")
      // A lexicon each, so that no name is part of another.
      const matcher = buildLexiconMatcher(
        terms.map((name) => ({
          id: name,
          title: name,
          taxon: "",
          cites: "",
          terms: [{ text: name, lang: "und", kind: "name", ambiguity: "low", source: "test", with: [] }],
          benign: [],
        })),
      )
      const hits = matcher.find(text)
      const first = hits.filter((hit) => hit.start === hits[0]!.start)
      const longest = Math.max(...first.map((hit) => hit.term!.text.length))
      const expected = first.filter((hit) => hit.term!.text.length === longest).map((hit) => hit.term!.text)
      const found = firstName(buildNameMatcher(some), text)
      if (hits.length === 0) expect(found).toBe(-1)
      else expect(expected).toContain(foldText(some[found]!).trim())
    }),
    { numRuns: 600 },
  )
})
