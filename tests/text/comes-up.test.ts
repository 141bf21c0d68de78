// The quick look at a text as it is must never miss what the careful one, over the folded text, finds.
import fc from "fast-check"
import { expect, test } from "vitest"
import { foldText } from "../../src/text/fold.ts"
import { buildPlainPath } from "../../src/text/plain-path.ts"
import { texts } from "./arbitrary.ts"

const MORE = [..."  ..@$1iIlL0Oo\n", "🐘", "œ", "Œ", "о", "Ο", "亞", "亚", "\u0336", "𝐢", "🄸", "𠮷"]
const wild = (maxLength: number) =>
  fc.array(fc.oneof(texts(2), fc.constantFrom(...MORE)), { maxLength }).map((pieces) => pieces.join(""))

const words = fc.array(wild(3), { minLength: 1, maxLength: 6 })

/** What is found in texts of the words themselves, whole, cut and in other letters. */
const withWords = words.chain((some) => {
  const piece = fc.oneof(
    fc.constantFrom(...some),
    fc.constantFrom(...some).map((word) => word.toUpperCase()),
    fc.constantFrom(...some).map((word) => [...word].join(".")),
    wild(3),
  )
  const text = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(""))
  return fc.tuple(fc.constant(some), text)
})

test("as written", () => {
  fc.assert(
    fc.property(withWords, ([some, text]) => {
      const plain = buildPlainPath([...new Set(some.map(foldText))].filter((one) => one !== ""))
      let found = 0
      plain.scan(foldText(text), () => found++)
      if (found > 0) expect(plain.comesUp(text)).toBe(true)
    }),
    { numRuns: 2000 },
  )
})

test("what cannot be there does not come up", () => {
  const plain = buildPlainPath(["ivory", "rhino horn", "象牙", "🐘"])
  for (const text of ["rent march", "survivory", "大象 牙膏", "🎁 生日快乐 👍🏽", "rhino  hornet", ""]) {
    // Units are known from the second time on.
    plain.comesUp(text)
    expect([text, plain.comesUp(text)]).toEqual([text, false])
  }
})
