// Text as bytes, against what JSON and the encoder make of it.
import fc from "fast-check"
import { expect, test } from "vitest"
import { ByteText, FULL_LENGTH } from "../../src/report/byte-text.ts"
import { jsonText } from "../../src/report/json-pieces.ts"

const part = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme-ascii", maxLength: 200 }),
  fc.constantFrom("", '"', "\\", "\u0085", "\u2028x", "象牙", "😀", "\ud800", "x\udc00", "\t", "é"),
)

test("texts, as they are and quoted, are what the encoder makes of them", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(part, fc.boolean()), { maxLength: 20 }), (parts) => {
      const text = new ByteText()
      for (const [one, isQuoted] of parts) {
        if (isQuoted) text.addQuoted(one, jsonText)
        else text.add(one)
      }
      // A pair of surrogates in two texts stays two halves.
      const expected = Buffer.concat(
        parts.map(([one, isQuoted]) => Buffer.from(isQuoted ? jsonText(one) : one)),
      )
      expect(text.length).toBe(expected.length)
      expect(Buffer.compare(text.view(), expected)).toBe(0)
    }),
    { numRuns: 500 },
  )
})

test("what was taken stays as it is, whatever is added afterwards", () => {
  const text = new ByteText()
  text.add("x".repeat(FULL_LENGTH - 1))
  text.add("象".repeat(FULL_LENGTH))
  const taken = text.take()
  expect(taken).toHaveLength(4 * FULL_LENGTH - 1)
  text.add("other")
  expect(Buffer.from(taken.subarray(-3)).toString()).toBe("象")
  expect(Buffer.from(text.view()).toString()).toBe("other")
})

test("pieces take turns: each stays as it is until the next but one is begun", () => {
  const text = new ByteText()
  const shown = (bytes: Uint8Array) => Buffer.from(bytes).toString()
  text.add("first")
  const first = text.turn()
  text.add("x".repeat(2 * FULL_LENGTH))
  expect(shown(first)).toBe("first")
  const second = text.turn()
  expect(text.length).toBe(0)
  text.add("third")
  expect(shown(second)).toBe("x".repeat(2 * FULL_LENGTH))
  expect(shown(text.turn())).toBe("third")
})
