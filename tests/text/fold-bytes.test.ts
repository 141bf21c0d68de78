// Texts of which their bytes say that they are folded are, and of plain texts they say it.
import fc from "fast-check"
import { expect, test } from "vitest"
import { DictionaryBuilder } from "../../src/model/dictionary.ts"
import { foldText } from "../../src/text/fold.ts"
import { isSurelyFolded } from "../../src/text/fold-bytes.ts"
import { texts } from "./arbitrary.ts"

function answerOf(text: string): boolean {
  const values = new DictionaryBuilder()
  values.add(" ")
  const code = values.add(text)
  values.add(" behind")
  const { pool, starts } = values.stored()
  return isSurelyFolded(pool, starts[code]!, starts[code + 1]!)
}

test("what is surely folded folds to itself", () => {
  const plain = fc.string({ unit: fc.constantFrom(..."ab1 -象牙"), maxLength: 8 })
  let sure = 0
  fc.assert(
    fc.property(fc.oneof(plain, texts(8), fc.string({ unit: "binary" })), (text) => {
      if (!answerOf(text)) return
      sure++
      expect(foldText(text)).toBe(text)
    }),
    { numRuns: 1000 },
  )
  expect(sure).toBeGreaterThan(100)
})

test("every character by itself, and between others", () => {
  for (let unit = 1; unit < 0x10000; unit++) {
    const text = `a${String.fromCharCode(unit)}象`
    if (answerOf(text)) expect(foldText(text)).toBe(text)
  }
})

test.each([
  ["订单 28780745 电饭煲", true],
  ["paid to m36881211", true],
  [" a b ", true],
  ["a  b", false],
  ["Paid", false],
  ["ＡＢＣ", false],
  ["e\u0301", false],
  ["🙂", false],
])("%s: %s", (text, answer) => {
  expect(answerOf(text)).toBe(answer)
})
