// The quick look never passes over a text in which a word stands, and passes over most others.
import fc from "fast-check"
import { expect, test } from "vitest"
import { quickLook } from "../../src/text/first-units.ts"
import { standsAlone } from "../../src/text/word-edge.ts"

const units = fc.constantFrom(..."absé0象牙ｶ𐐨🙂 -")
const texts = (most: number) => fc.array(units, { maxLength: most }).map((some) => some.join(""))
const words = fc.array(
  texts(3).filter((word) => word !== ""),
  { maxLength: 4 },
)

test("a text with one of the words is not passed over", () => {
  const standsIn = (text: string) => (word: string) => {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
      if (standsAlone(text, at, at + word.length)) return true
    return false
  }
  const seen = [0, 0]
  fc.assert(
    fc.property(words, texts(8), (some, text) => {
      const isThere = some.some(standsIn(text))
      seen[Number(isThere)]!++
      if (isThere) expect(quickLook(some)(text)).toBe(true)
    }),
    { numRuns: 400 },
  )
  expect(Math.min(...seen)).toBeGreaterThan(30)
})

test.each([
  [["sf", "air tickets"], "ofs ships fair pasta", false],
  [["sf", "air tickets"], "by air", true],
  [["象牙", "钴"], "大象的牙", false],
  [["象牙", "钴"], "收钴款", true],
  [[], "sf", false],
])("%j in %s: %s", (some, text, answer) => {
  expect(quickLook(some)(text)).toBe(answer)
})
