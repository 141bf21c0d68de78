// What workbooks are packed with: what another program unpacks is what went in.
import { deflateRawSync, inflateRawSync } from "node:zlib"
import fc from "fast-check"
import { unzipSync } from "fflate"
import { describe, expect, test } from "vitest"
import { crc32 } from "../../src/report/crc32.ts"
import { Deflater } from "../../src/report/deflate.ts"
import { codeLengths, codesOf } from "../../src/report/huffman.ts"
import { zipped } from "../../src/report/zip.ts"

const deflater = new Deflater()

function deflated(pieces: readonly Uint8Array[]): Buffer {
  const packed: Uint8Array[] = []
  deflater.begin()
  for (const piece of pieces) {
    deflater.add(piece)
    packed.push(deflater.take())
  }
  deflater.end()
  return Buffer.concat([...packed, deflater.take()])
}

/** Bytes that repeat, at some distance, with changes in between. */
const repetitive = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ bytes, times: 1 })),
      fc.record({ bytes: fc.uint8Array({ minLength: 1, maxLength: 300 }), times: fc.nat(400) }),
    ),
    { maxLength: 12 },
  )
  .map((parts) =>
    Buffer.concat(parts.flatMap(({ bytes, times }) => Array.from({ length: times }, () => bytes))),
  )

/** Numbers that come without end, the same each time. */
function noise(count: number, values: number): Uint8Array {
  let state = 1
  return Uint8Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state >>> 24) % values
  })
}

describe("the stream", () => {
  test("gives back any bytes, however they are cut", () => {
    fc.assert(
      fc.property(repetitive, fc.nat(), (bytes, cut) => {
        const at = cut % (bytes.length + 1)
        const packed = deflated([bytes])
        expect(inflateRawSync(packed).equals(bytes)).toBe(true)
        expect(deflated([bytes.subarray(0, at), bytes.subarray(at)]).equals(packed)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  test.each([
    ["no bytes", new Uint8Array(0), 20],
    ["one byte, a million times", new Uint8Array(1_000_000), 2000],
    ["bytes without order", noise(400_000, 256), 402_000],
    ["few different ones", noise(400_000, 4), 130_000],
    [
      "what comes again after more than the window",
      Buffer.concat([noise(40_000, 256), noise(40_000, 256)]),
      81_000,
    ],
    ["more than the memory", Buffer.concat(Array.from({ length: 90 }, () => noise(30_000, 256))), 60_000],
  ])("takes little room for %s", (_what, bytes, most) => {
    const packed = deflated([bytes])
    expect(inflateRawSync(packed).equals(Buffer.from(bytes))).toBe(true)
    expect(packed.length).toBeLessThan(most)
  })

  test("is about as small as zlib's fastest on rows of XML", () => {
    const rows = Array.from(
      noise(20_000, 200),
      (n, i) => `<c r="A${i}" s="2"><is><t>payer ${n * 7919}</t></is></c>`,
    )
    const bytes = Buffer.from(rows.join(""))
    expect(deflated([bytes]).length).toBeLessThan(deflateRawSync(bytes, { level: 1 }).length * 1.1)
  })
})

describe("codes", () => {
  const counts = fc.array(fc.oneof(fc.constant(0), fc.nat(9), fc.nat(100_000)), { maxLength: 286 })

  test("leave no bits unused, are within their limit, and are told apart", () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(9, 15), (given, limit) => {
        const lengths = codeLengths(Uint32Array.from(given), limit)
        const used = [...lengths].filter((length) => length > 0)
        expect(used).toHaveLength(given.filter((count) => count > 0).length)
        expect(Math.max(0, ...used)).toBeLessThanOrEqual(limit)
        const room = used.reduce((sum, length) => sum + 2 ** -length, 0)
        if (used.length > 1) expect(room).toBe(1)
        const codes = codesOf(lengths)
        const asBits = [...codes].flatMap((code, symbol) =>
          lengths[symbol] === 0
            ? []
            : [[...code.toString(2).padStart(lengths[symbol]!, "0")].reverse().join("")],
        )
        const sorted = asBits.sort()
        for (let i = 1; i < sorted.length; i++) expect(sorted[i]!.startsWith(sorted[i - 1]!)).toBe(false)
      }),
    )
  })

  test("take as few bits as any where the limit does not matter, as a slow search for the two rarest finds", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 60 }), (given) => {
        const lengths = codeLengths(Uint32Array.from(given), 60)
        const bits = given.reduce((sum, count, symbol) => sum + count * lengths[symbol]!, 0)
        let least = 0
        for (let trees = given; trees.length > 1; ) {
          const [first = 0, second = 0, ...rest] = trees.toSorted((a, b) => a - b)
          least += first + second
          trees = [first + second, ...rest]
        }
        expect(bits).toBe(least)
      }),
    )
  })

  test("of counts that grow like Fibonacci's numbers are cut at the limit", () => {
    const grown = [1, 1]
    while (grown.length < 30) grown.push(grown.at(-1)! + grown.at(-2)!)
    expect(Math.max(...codeLengths(Uint32Array.from(grown), 60))).toBe(29)
    const lengths = codeLengths(Uint32Array.from(grown), 7)
    expect(Math.max(...lengths)).toBe(7)
    expect([...lengths].reduce((sum, length) => sum + 2 ** -length, 0)).toBe(1)
  })
})

test("a checksum is that of bits one by one, in one piece or two", () => {
  const slow = (bytes: Uint8Array) => {
    let crc = 0xffffffff
    for (const byte of bytes) {
      crc ^= byte
      for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
    }
    return ~crc >>> 0
  }
  expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(), (bytes, cut) => {
      const at = cut % (bytes.length + 1)
      expect(crc32(bytes)).toBe(slow(bytes))
      expect(crc32(bytes.subarray(at), crc32(bytes.subarray(0, at)))).toBe(slow(bytes))
    }),
  )
})

test("an archive of several files goes through another reader", () => {
  const contents = [noise(3000, 7), new Uint8Array(0), noise(3000, 7)]
  const files = contents.map((bytes, i) => ({ name: `f${i}.xml`, pieces: [bytes] }))
  const archive = Buffer.concat([...zipped(files)])
  expect(Object.values(unzipSync(archive)).map((bytes) => [...bytes])).toEqual(
    contents.map((bytes) => [...bytes]),
  )
})
