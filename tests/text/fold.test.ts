import fc from "fast-check"
import { expect, test } from "vitest"
import { fold, foldText } from "../../src/text/fold.ts"
import { texts } from "./arbitrary.ts"

test.each([
  ["Tiger BEER", "tiger beer"],
  ["ＴＩＧＥＲ　ｂｅｅｒ", "tiger beer"],
  ["ti\u200bg\u00ade\ufeffr", "tiger"],
  ["\u202eTiger\u202c", "tiger"],
  [" a \t\r\n\u00a0\u200b b ", " a b "],
  ["STRASSE Straße STRAẞE", "strasse strasse strasse"],
  ["ΣΊΣΥΦΟΣ σίσυφος", "σίσυφοσ σίσυφοσ"],
  ["İSTANBUL ıstanbul", "istanbul istanbul"],
  ["ﬁn Ⅷ ½", "fin viii 1⁄2"],
  ["ng’amba ng‘amba ngʼamba", "ng'amba ng'amba ng'amba"],
  ["chui‑milia chui–milia", "chui-milia chui-milia"],
  ["📦✈️", "📦✈"],
  ["🐻‍❄️", "🐻❄"],
  ["ｶﾞ", "ガ"],
  ["NGÀ VOI, ĐỒI MỒI", "ngà voi, đồi mồi"],
])("%j folds to %j", (text, folded) => {
  expect(foldText(text)).toBe(folded)
  expect(fold(text).text).toBe(folded)
})

test("composed and decomposed Vietnamese are equal, whatever the order of marks", () => {
  for (const word of ["hổ cốt", "tê giác", "ngà voi", "đồi mồi", "vẩy tê tê"]) {
    expect(foldText(word.normalize("NFD"))).toBe(foldText(word))
  }
  expect(foldText("o\u0323\u0302")).toBe(foldText("o\u0302\u0323"))
  expect(foldText("o\u0302\u200b\u0323")).toBe("ộ")
})

test("diacritics are kept", () => {
  expect(foldText("hổ")).not.toBe(foldText("ho"))
  expect(foldText("défense")).toBe("défense")
})

test("spans name the original characters", () => {
  const text = "x ﬁ\u200bE\u0301 \u3000老"
  const { text: folded, starts, ends } = fold(text)
  expect(folded).toBe("x fié 老")
  const span = (at: number) => text.slice(starts[at]!, ends[at]!)
  expect([...folded].map((_, at) => span(at))).toEqual(["x", " ", "ﬁ", "ﬁ", "E\u0301", " \u3000", "老"])
})

/** Strokes that stretch Arabic words, and points of vowels. */
const POINTS = /[\u0640\u064b-\u0652\u0670\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]/g

/** The slow twin: the whole text at once, without spans. */
function foldWhole(text: string): string {
  return text
    .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "")
    .replace(POINTS, "")
    .replace(/\p{White_Space}/gu, " ")
    .normalize("NFKC")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/i\u0307+/g, "i")
    .replace(/ς/g, "σ")
    .normalize("NFKC")
    .replace(/[\u02bc\u2018\u2019\u201b]/g, "'")
    .replace(/[\u2010\u2012-\u2015\u2212]/g, "-")
    .replace(POINTS, "")
    .replace(/ +/g, " ")
}

test("folding by clusters is folding the whole", () => {
  fc.assert(
    fc.property(fc.oneof(texts(12), fc.string({ unit: "binary" })), (text) => {
      const folded = foldText(text)
      expect(folded).toBe(foldWhole(text))
      expect(fold(text).text).toBe(folded)
      expect(foldText(folded)).toBe(folded)
    }),
    { numRuns: 2000 },
  )
})

test("every unit comes from a span that folds to it, spans in order", () => {
  fc.assert(
    fc.property(texts(12), (text) => {
      const { text: folded, starts, ends } = fold(text)
      expect(starts.length).toBeGreaterThanOrEqual(folded.length)
      expect(ends.length).toBeGreaterThanOrEqual(folded.length)
      for (let at = 0; at < folded.length; at++) {
        expect(starts[at]!).toBeLessThan(ends[at]!)
        expect(foldText(text.slice(starts[at]!, ends[at]!))).toContain(folded[at])
        const isSameCluster = at > 0 && starts[at] === starts[at - 1]
        if (at > 0 && !isSameCluster) expect(starts[at]!).toBeGreaterThanOrEqual(ends[at - 1]!)
      }
    }),
    { numRuns: 1000 },
  )
})

test("any part of the folded text is in the fold of its span", () => {
  fc.assert(
    fc.property(texts(10), fc.nat(), fc.nat(), (text, from, length) => {
      const { text: folded, starts, ends } = fold(text)
      if (folded.length === 0) return
      const start = from % folded.length
      const end = start + 1 + (length % (folded.length - start))
      expect(foldText(text.slice(starts[start]!, ends[end - 1]!))).toContain(folded.slice(start, end))
    }),
    { numRuns: 1000 },
  )
})

test("long texts of marks, spaces and emoji take time in proportion", () => {
  for (const piece of ["e\u0301\u0323", "\u0301\u0323", " \u200b", "🐅 "]) {
    const text = piece.repeat(50_000)
    expect(fold(text).text).toBe(foldText(text))
  }
}, 10_000)
