// DEFLATE of our own, unpacked by zlib.
import { crc32, inflateRawSync } from "node:zlib"
import fc from "fast-check"
import { expect, test } from "vitest"
import { crcOf } from "../../src/report/crc32.ts"
import { deflate } from "../../src/report/deflate.ts"

/** Texts that repeat themselves near and far, with characters of one to four bytes. */
const text = fc
  .array(
    fc.tuple(
      fc.oneof(fc.string({ unit: "grapheme", maxLength: 30 }), fc.constantFrom("a", "象牙", "<c>")),
      fc.nat(400),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.map(([part, times]) => part.repeat(times)).join(""))

const deflateText = (pieces: readonly string[]) => deflate(pieces.map((piece) => Buffer.from(piece)))

test("whatever the text and its pieces, zlib unpacks what was packed", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), (pieces) => {
      const { bytes, size, crc } = deflateText(pieces)
      const whole = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
      expect(inflateRawSync(bytes).equals(whole)).toBe(true)
      expect([size, crc]).toEqual([whole.length, crc32(whole)])
    }),
    { numRuns: 200 },
  )
})

test("repetitions as far back as can be told are found, and none further", () => {
  const far = (distance: number) => `abcdefgh${"0123456789".repeat(4000).slice(0, distance - 8)}abcdefgh`
  for (const distance of [8, 9, 256, 257, 258, 32_766, 32_767, 32_768, 32_769, 40_000]) {
    const { bytes } = deflateText([far(distance)])
    expect(inflateRawSync(bytes).toString()).toBe(far(distance))
  }
})

test("a long text of rows is packed tightly, however it is cut", () => {
  const rows = Array.from(
    { length: 30_000 },
    (_, i) => `<row r="${i}"><c r="A${i}"><v>象${i * 7919}</v></c></row>`,
  )
  const whole = rows.join("")
  const packed = deflateText([whole])
  expect(inflateRawSync(packed.bytes).toString()).toBe(whole)
  expect(packed.bytes.length).toBeLessThan(whole.length / 2.5)
  expect(Buffer.compare(deflateText(rows).bytes, packed.bytes)).toBe(0)
})

test("nothing packs to nothing", () => {
  expect(inflateRawSync(deflateText([]).bytes)).toHaveLength(0)
  expect(deflateText([""])).toMatchObject({ size: 0, crc: 0 })
})

test("the sum of pieces is the sum of the whole", () => {
  const bytes = fc.uint8Array({ maxLength: 40 })
  fc.assert(
    fc.property(bytes, bytes, (first, second) => {
      const whole = Buffer.concat([first, second])
      expect(crcOf(whole, 0, whole.length)).toBe(crc32(whole))
      expect(crcOf(second, 0, second.length, crcOf(first, 0, first.length))).toBe(crc32(whole))
    }),
  )
})
