// The quick look never passes over a text in which a word stands, and passes over most others.
import fc from "fast-check"
import { expect, test } from "vitest"
import { DictionaryBuilder } from "../../src/model/dictionary.ts"
import { mayHoldWord } from "../../src/text/first-units.ts"
import { foldText } from "../../src/text/fold.ts"
import { standsAlone } from "../../src/text/word-edge.ts"
import { texts as anyTexts } from "./arbitrary.ts"

const standsIn = (text: string) => (word: string) => {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (standsAlone(text, at, at + word.length)) return true
  return false
}

/** The text as a dictionary keeps it, with texts before and behind it. */
function bytesOf(text: string): readonly [Uint8Array, number, number] {
  const values = new DictionaryBuilder()
  values.add("象before")
  const code = values.add(text)
  values.add("牙behind")
  const { pool, starts } = values.stored()
  return [pool, starts[code]!, starts[code + 1]!]
}

test("a text with one of the words is not passed over, before it is folded", () => {
  const simple = fc.string({ unit: fc.constantFrom(..."aAbÉ１1老虎牙  "), maxLength: 9 })
  const folded = fc
    .oneof(anyTexts(3), simple)
    .map((word) => foldText(word).trim().slice(0, 3).trim())
    .filter((word) => word !== "")
  const seen = [0, 0]
  fc.assert(
    fc.property(fc.array(folded, { maxLength: 4 }), fc.oneof(anyTexts(8), simple), (some, text) => {
      const isThere = some.some(standsIn(foldText(text)))
      seen[Number(isThere)]!++
      if (isThere) expect(mayHoldWord(some)(...bytesOf(text))).toBe(true)
    }),
    { numRuns: 2000 },
  )
  expect(Math.min(...seen)).toBeGreaterThan(50)
})

test.each([
  [["sf", "air tickets"], "ofs ships fair pasta", false],
  [["sf", "air tickets"], "by air", true],
  [["象牙", "钴"], "大象的牙", false],
  [["象牙", "钴"], "收钴款", true],
  [[], "sf", false],
])("%j in %s: %s", (some, text, answer) => {
  expect(mayHoldWord(some)(...bytesOf(text.toUpperCase()))).toBe(answer)
})
