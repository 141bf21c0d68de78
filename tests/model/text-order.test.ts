// Codes in the order of their texts: those sorted by bytes against a sort of strings.
import fc from "fast-check"
import { expect, test } from "vitest"
import { DictionaryBuilder } from "../../src/model/dictionary.ts"
import { sortByText } from "../../src/model/text-order.ts"
import { compareText } from "../../src/model/vocabulary.ts"

/** Many texts that begin alike, and characters on both sides of where bytes and UTF-16 units part. */
const plain = fc.string({ unit: fc.constantFrom("a", "b", "ab", "1", "é", "象", "\u0000"), maxLength: 6 })
const any = fc.string({
  unit: fc.constantFrom("a", "힣", "\ue000", "ﬃ", "😀", "\ud800", "\udc00"),
  maxLength: 6,
})

test.each([
  ["whose bytes have their order", plain],
  ["of any characters", fc.oneof(plain, any)],
])("texts %s stand as strings would", (_, text) => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 80 }), (texts) => {
      const values = new DictionaryBuilder()
      for (const one of texts) values.add(one)
      const told = { size: values.size, text: (code: number) => values.text(code), code: () => 0 }
      const all = Uint32Array.from({ length: values.size }, (_, code) => code).reverse()
      // The empty text is a code too, and a code may stand there twice.
      const codes = Uint32Array.from([...all, ...all.subarray(0, 3)])
      const expected = [...codes].map((code) => values.text(code)).sort(compareText)
      for (const dictionary of [values, told])
        expect([...sortByText(codes.slice(), dictionary)].map((code) => values.text(code))).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})
