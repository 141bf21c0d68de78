// Hearing by evasion held against a slow twin that tries every stretch of a text in every way.
import fc from "fast-check"
import { expect, test } from "vitest"
import { fold } from "../../src/text/fold.ts"
import { HEARINGS } from "../../src/text/lexicon.ts"
import { buildLexiconMatcher } from "../../src/text/matcher.ts"
import { hearNaively, MOST_MORE } from "./hearing-naive.ts"
import { lexicon } from "./lexicons.ts"

/** Texts that hold a term nearly, with things in and round it that matter to the rules. */
const around = (letters: string) => {
  const noise = [..." .,-*·@1045\nnoxX大", "🐘", ". ", " - ", "----", "\u0336", "Ｏ"]
  const pieces = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...letters) },
    { weight: 1, arbitrary: fc.constantFrom(...noise) },
  )
  return fc.array(pieces, { maxLength: 12 }).map((some) => some.join(""))
}

/** The term itself with something done to its letters, in some text. */
const disguised = (term: string, letters: string) => {
  const done = fc.constantFrom<(letter: string) => string>(
    (letter) => letter,
    (letter) => letter,
    (letter) => letter,
    (letter) => `${letter}${letter}`,
    (letter) => `${letter} `,
    (letter) => `${letter}.`,
    (letter) => `${letter}🐘`,
    (letter) => `${letter}, `,
    (letter) => letter.normalize("NFD")[0]!,
    (letter) => DISGUISES[letter] ?? letter,
    (letter) => letter.toUpperCase(),
    () => "",
  )
  const body = fc
    .array(done, { minLength: term.length, maxLength: term.length })
    .map((some) => [...term].map((letter, k) => some[k]!(letter)).join(""))
  return fc.tuple(around(letters), body, around(letters)).map((parts) => parts.join(""))
}

const DISGUISES: Readonly<Record<string, string>> = {
  i: "1",
  o: "о",
  r: "г",
  s: "$",
  à: "4",
  v: "ν",
  л: "l",
  东: "東",
  龟: "龜",
  e: "3",
  l: "1",
  " ": "-",
}

const lettersIn = (text: string) => text.match(/[\p{L}\p{N}@$]/gu)!.length

/** Where a span ends when marks after its last letter do not count. */
const withoutMarks = (text: string, end: number) => text.slice(0, end).replace(/\u0336+$/u, "").length

test.each([
  ["ivory", "ivory1о"],
  ["ngà voi", "ngàavoi "],
  ["silli", "sil1i"],
  ["tusk", "tuskс5"],
  ["raw ives", "raw ives5$"],
  ["东龟", "东東龟龜"],
  ["龟板商", "龟龜板商"],
  ["xy料子", "xy料子"],
])("%j", (term, letters) => {
  const matcher = buildLexiconMatcher([lexicon("a", [term])])
  fc.assert(
    fc.property(fc.oneof(around(letters), disguised(term, letters)), (text) => {
      const folded = fold(text)
      const naive = hearNaively(term, text).map(({ start, end, heard }) => ({
        start: folded.starts[start]!,
        end: withoutMarks(text, folded.ends[end - 1]!),
        rank: HEARINGS.indexOf(heard),
      }))
      const hits = matcher
        .find(text)
        .map(({ start, end, heard }) => ({ start, end, rank: HEARINGS.indexOf(heard) }))
      // What is found is right.
      for (const hit of hits) {
        if (lettersIn(text.slice(hit.start, hit.end)) > lettersIn(term) + MOST_MORE) continue
        expect(naive).toContainEqual({ ...hit, end: withoutMarks(text, hit.end) })
      }
      // What is right is found, there or in a plainer way at the same letters.
      for (const one of naive) {
        const found = hits.some((hit) => hit.start < one.end && hit.end > one.start && hit.rank <= one.rank)
        expect(found, `${one.start}-${one.end} ${HEARINGS[one.rank]}`).toBe(true)
      }
    }),
    { numRuns: 300 },
  )
})
