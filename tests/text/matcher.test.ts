import fc from "fast-check"
import { expect, test } from "vitest"
import { anew } from "../../src/text/columns.ts"
import { fold, foldText } from "../../src/text/fold.ts"
import type { Lexicon, TextHit } from "../../src/text/lexicon.ts"
import { buildLexiconMatcher } from "../../src/text/matcher.ts"
import { type Occurrence, toHits } from "../../src/text/occurrences.ts"
import { PLAIN } from "../../src/text/paths.ts"
import { plainScan } from "../../src/text/plain-path.ts"
import { spellingsOf } from "../../src/text/spellings.ts"
import { texts } from "./arbitrary.ts"
import { lexicon } from "./lexicons.ts"

/** Hits as `lexicon:text@start-end`, benign phrases with a minus sign. */
const show = (hits: readonly TextHit[]): string[] =>
  hits.map(({ lexicon, term, benign, start, end }) =>
    term !== null
      ? `${lexicon.id}:${term.text}@${start}-${end}`
      : `${lexicon.id}:-${benign!.text}@${start}-${end}`,
  )

const find = (lexicons: readonly Lexicon[], text: string) => show(buildLexiconMatcher(lexicons).find(text))

test.each([
  ["the ivory trade", ["e:ivory@4-9"]],
  ["ivoryton", []],
  ["survivory", []],
  ["ivory2", []],
  ["2ivory", []],
  ["ivory-white", ["e:ivory@0-5"]],
  ["ivory_white", ["e:ivory@0-5"]],
  ["IVORY!", ["e:ivory@0-5"]],
  ["Iv\u200bor\u00ady", ["e:ivory@0-7"]],
  ["ｉｖｏｒｙ", ["e:ivory@0-5"]],
  ["ivory\u0301", []],
  ["买ivory的", ["e:ivory@1-6"]],
  ["слонivory", []],
])("a term in Latin script is a word of its own: %j", (text, hits) => {
  expect(find([lexicon("e", ["ivory"])], text)).toEqual(hits)
})

test.each([
  ["买老虎骨", ["t:老虎@1-3"]],
  ["x老虎x", ["t:老虎@1-3"]],
  ["老\u200b虎", ["t:老虎@0-3"]],
  ["第1🐅2", ["t:🐅@2-4"]],
  ["找CSJ片", ["t:CSJ@1-4"]],
  ["CSJ2", []],
  ["あxy料", ["t:xy料@1-4"]],
  ["axy料", []],
  ["xy料a", ["t:xy料@0-3"]],
])("Han, kana and emoji have no word edges: %j", (text, hits) => {
  expect(find([lexicon("t", ["老虎", "🐅", "CSJ", "xy料"])], text)).toEqual(hits)
})

test("composed and decomposed, curly and straight", () => {
  const some = [lexicon("t", ["cao hổ cốt", "ng’amba"])]
  expect(find(some, "mua CAO HỔ CỐT".normalize("NFD"))).toEqual(["t:cao hổ cốt@4-18"])
  expect(find(some, "ng'amba  NG’AMBA")).toEqual(["t:ng’amba@0-7", "t:ng’amba@9-16"])
})

test("a benign phrase covers the span it stands on, no more", () => {
  const some = [lexicon("e", ["象牙"], ["象牙白"])]
  expect(find(some, "象牙白口红 另有真象牙手串")).toEqual(["e:象牙@9-11", "e:-象牙白@0-3"])
  expect(find(some, "象牙白")).toEqual(["e:-象牙白@0-3"])
})

test("a benign phrase covers the terms of other lexicons too, but not a term that reaches beyond it", () => {
  const some = [lexicon("t", ["tiger", "balm tin"], ["tiger balm"]), lexicon("x", ["balm", "tiger balm"])]
  expect(find(some, "tiger balm tin")).toEqual(["t:balm tin@6-14", "t:-tiger balm@0-10"])
})

test("a benign phrase is a whole word too", () => {
  expect(find([lexicon("t", ["tiger"], ["tiger beer"])], "tiger beers")).toEqual(["t:tiger@0-5"])
})

test("a term inside a longer term of its own lexicon is part of it; of another lexicon it is not", () => {
  const some = [lexicon("a", ["ivory", "raw ivory", "raw ivory tusk"]), lexicon("b", ["ivory"])]
  expect(find(some, "raw ivory tusk, ivory")).toEqual([
    "a:raw ivory tusk@0-14",
    "b:ivory@4-9",
    "a:ivory@16-21",
    "b:ivory@16-21",
  ])
})

test("order: by start, longest first, then text", () => {
  const some = [lexicon("b", ["老虎骨", "虎骨"]), lexicon("a", ["老虎", "虎骨酒"])]
  expect(find(some, "老虎骨酒")).toEqual(["b:老虎骨@0-3", "a:老虎@0-2", "a:虎骨酒@1-4"])
})

test("nothing found is the same empty array each time", () => {
  const matcher = buildLexiconMatcher([lexicon("a", ["ivory"])])
  expect(matcher.find("rent")).toBe(matcher.find("invoice 7"))
  expect(matcher.find("")).toEqual([])
  expect(buildLexiconMatcher([]).find("ivory")).toEqual([])
})

test("a term of which folding leaves nothing is never found", () => {
  expect(find([lexicon("a", ["\u200b", "\ufe0f"])], "a\u200bb\ufe0f")).toEqual([])
})

test("a long text full of terms takes time in proportion, and each term is given at its first twenty places", () => {
  const some = [lexicon("e", ["ivory", "raw ivory"], ["ivory coast"])]
  const hits = buildLexiconMatcher(some).find("raw ivory, ivory coast, ".repeat(50_000))
  const starts = Array.from({ length: 20 }, (_, i) => 24 * i)
  expect(hits.map(({ start, term }) => [start, term?.text])).toEqual([
    ...starts.map((start) => [start, "raw ivory"]),
    ...starts.map((start) => [start + 11, undefined]),
  ])
}, 10_000)

const WORD = `[[\\p{L}\\p{N}\\p{M}]--[${["Hani", "Hira", "Kana", "Bopo", "Yiii", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"].map((script) => `\\p{scx=${script}}`).join("")}]]`
const startsWithWord = new RegExp(`^${WORD}`, "v")
const endsWithWord = new RegExp(`${WORD}$`, "v")

/** The slow twin: every entry looked for by itself with indexOf, then compared with every other. */
function findNaively(lexicons: readonly Lexicon[], text: string): string[] {
  const folded = fold(text)
  const found: { at: number; to: number; lexicon: Lexicon; text: string; isTerm: boolean }[] = []
  const look = (lexicon: Lexicon, entry: string, isTerm: boolean) => {
    const pattern = foldText(entry)
    for (
      let at = folded.text.indexOf(pattern);
      pattern !== "" && at >= 0;
      at = folded.text.indexOf(pattern, at + 1)
    ) {
      const to = at + pattern.length
      const before = folded.text.slice(0, at)
      const after = folded.text.slice(to)
      if (startsWithWord.test(pattern) && endsWithWord.test(before)) continue
      if (endsWithWord.test(pattern) && startsWithWord.test(after)) continue
      found.push({ at, to, lexicon, text: entry, isTerm })
    }
  }
  for (const one of lexicons) {
    for (const { text: entry } of one.terms) look(one, entry, true)
    for (const { text: entry } of one.benign) look(one, entry, false)
  }
  const inside = (inner: (typeof found)[number], outer: (typeof found)[number]) =>
    outer.at <= inner.at && inner.to <= outer.to
  const phrases = found.filter(({ isTerm }) => !isTerm)
  const open = found.filter((hit) => hit.isTerm && !phrases.some((outer) => inside(hit, outer)))
  const longest = open.filter(
    (hit) =>
      !open.some(
        (outer) =>
          outer.lexicon === hit.lexicon && inside(hit, outer) && outer.to - outer.at > hit.to - hit.at,
      ),
  )
  const inOrder = (hits: typeof found) =>
    hits
      .map((hit) => ({ ...hit, start: folded.starts[hit.at]!, end: folded.ends[hit.to - 1]! }))
      .sort((a, b) => a.start - b.start || b.end - a.end || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
      .map((hit) => `${hit.lexicon.id}:${hit.isTerm ? "" : "-"}${hit.text}@${hit.start}-${hit.end}`)
  return [...inOrder(longest), ...inOrder(phrases)]
}

/** What the plain path alone hears, of which the slow twin knows. */
function findAsWritten(lexicons: readonly Lexicon[], text: string): readonly TextHit[] {
  const { count, text: spelling, taken, entries } = spellingsOf(lexicons, anew)
  const written = Array.from({ length: count }, (_, at) => at).filter((at) => taken[at] === PLAIN)
  const patterns = written.map(spelling)
  const folded = fold(text)
  const found: Occurrence[] = []
  plainScan(patterns)(folded.text, (pattern, end) => {
    const start = end - patterns[pattern]!.length
    found.push({ start, end, paths: PLAIN, isEmbedded: false, entries: entries(written[pattern]!) })
  })
  return toHits(found, folded)
}

test("finds what looking for each term by itself finds; spans fold to the term", () => {
  const entries = fc.uniqueArray(texts(3), { maxLength: 6, selector: foldText })
  const shorter = entries.map((some) => some.map((one) => one.slice(0, 2)).filter((one) => one !== ""))
  const lexicons = fc
    .tuple(entries, shorter, entries, entries)
    .map(([a, more, benign, b]) => [
      lexicon("a", [...new Map([...a, ...more].map((one) => [foldText(one), one])).values()], benign),
      lexicon("b", b),
    ])
  fc.assert(
    fc.property(lexicons, texts(16), (some, text) => {
      const hits = findAsWritten(some, text)
      expect(show(hits)).toEqual(findNaively(some, text))
      for (const { start, end, term, benign } of hits) {
        expect(foldText(text.slice(start, end))).toContain(foldText((term ?? benign)!.text))
      }
    }),
    { numRuns: 2000 },
  )
})
