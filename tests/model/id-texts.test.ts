// Ids that are packed, against the same ids as they are read.
import fc from "fast-check"
import { expect, test } from "vitest"
import { DictionaryBuilder, MISSING } from "../../src/model/dictionary.ts"
import { keptIds, openIds, sharedIds } from "../../src/model/id-texts.ts"

const running = fc
  .record({ before: fc.string({ maxLength: 4 }), from: fc.nat(99_990), count: fc.nat(60) })
  .map(({ before, from, count }) => Array.from({ length: count }, (_, i) => `${before}${from + i}`))
const ids = fc.oneof(
  running,
  fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 9 }), { maxLength: 40 }),
  fc.array(
    fc
      .tuple(fc.constantFrom("象", "x", "\ud800"), fc.integer({ min: 100, max: 300 }))
      .map(([sign, length]) => sign.repeat(length)),
    { maxLength: 20 },
  ),
)

function spanText({ bytes, from, to }: { bytes: Uint8Array; from: number; to: number }): number[] {
  return [...bytes.subarray(from, to)]
}

test("are the same texts, in whatever order they are asked for", () => {
  fc.assert(
    fc.property(ids, fc.array(fc.nat(200)), fc.boolean(), (some, asked, isShared) => {
      const texts = new DictionaryBuilder()
      for (const text of some) texts.add(text)
      const stored = keptIds(texts, 0)
      const packed = openIds(isShared ? sharedIds(stored) : stored)
      const plain = openIds(keptIds(texts))
      expect("packed" in stored).toBe(true)
      const codes = [MISSING, ...asked.map((n) => n % texts.size)]
      for (const code of codes) {
        expect(packed.text(code)).toBe(texts.text(code))
        expect(spanText(packed.spanOf(code))).toEqual(spanText(plain.spanOf(code)))
      }
      expect(packed.texts(codes)).toEqual(codes.map((code) => texts.text(code)))
      expect(plain.texts(codes)).toEqual(codes.map((code) => texts.text(code)))
    }),
    { numRuns: 300 },
  )
})

test("running numbers take four bytes at most", () => {
  const texts = new DictionaryBuilder()
  for (let i = 1; i <= 100_000; i++) texts.add(`P${String(i).padStart(8, "0")}`)
  const stored = keptIds(texts, 0)
  if (!("packed" in stored)) throw new Error("they are not packed")
  const { bytes, starts } = stored.packed
  expect((bytes.byteLength + starts.byteLength) / 100_000).toBeLessThan(4)
})
