import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { DictionaryBuilder, MISSING, UNSEEN } from "../../src/model/dictionary.ts"
import { readText, roomFor, unitCount, writeText } from "../../src/model/text-bytes.ts"
import { equalTexts, findCells, findSlot, hashText, putSlot, WORD_SLACK } from "../../src/model/text-table.ts"

/** Any string, also with lone surrogates. */
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom("\ud800", "\udc00", "\ud83d\ude00", "\ude00\ud83d", "\ufeffa", "", "象牙"),
)

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(roomFor(text))
  return bytes.slice(0, writeText(text, bytes, 0))
}

/** The texts one behind another, each with other bytes behind it, and where they lie. */
function cellsOf(texts: readonly string[]) {
  const parts = texts.map(bytesOf)
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length + 1, WORD_SLACK)).fill(0x2c)
  const starts = new Uint32Array(texts.length)
  const ends = new Uint32Array(texts.length)
  let at = 0
  for (const [i, part] of parts.entries()) {
    bytes.set(part, at)
    starts[i] = at
    ends[i] = at + part.length
    at += part.length + 1
  }
  return { view: new DataView(bytes.buffer), starts, ends }
}

describe("text as bytes", () => {
  test("comes back as it was, and is UTF-8 where that can be", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = bytesOf(text)
        expect(readText(bytes, 0, bytes.length)).toBe(text)
        expect(unitCount(bytes, 0, bytes.length)).toBe(text.length)
        if (encodeURIComponentOrNull(text) !== null) expect([...bytes]).toEqual([...Buffer.from(text)])
      }),
      { numRuns: 1000 },
    )
  })

  function encodeURIComponentOrNull(text: string): string | null {
    try {
      return encodeURIComponent(text)
    } catch {
      return null
    }
  }

  test("has one hash and one comparison, wherever it stands and whatever stands behind it", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (text, other, before) => {
        const { view, starts, ends } = cellsOf([text, before, text, other])
        const hashes = [0, 2].map((i) => hashText(view, starts[i]!, ends[i]!))
        expect(hashes[0]).toBe(hashes[1])
        const length = ends[0]! - starts[0]!
        const isAsLong = ends[3]! - starts[3]! === length
        expect(equalTexts(view, starts[0]!, view, starts[2]!, length)).toBe(true)
        if (isAsLong) expect(equalTexts(view, starts[0]!, view, starts[3]!, length)).toBe(text === other)
      }),
      { numRuns: 1000 },
    )
  })

  test("hashes of texts that differ little fill the slots evenly", () => {
    const used = new Set<number>()
    const texts = Array.from({ length: 4096 }, (_, i) => `P${String(i).padStart(8, "0")}`)
    const { view, starts, ends } = cellsOf(texts)
    for (let i = 0; i < texts.length; i++) used.add(hashText(view, starts[i]!, ends[i]!) & 4095)
    // Random hashes would use 1 - 1/e of them.
    expect(used.size).toBeGreaterThan(4096 * 0.55)
  })
})

describe("a dictionary of bytes", () => {
  test("gives the codes that a map gives, by text or by bytes, also after it gave up its slots", () => {
    const texts = fc.array(fc.oneof(anyText, fc.integer({ min: 0, max: 200 }).map(String)), {
      maxLength: 400,
    })
    fc.assert(
      fc.property(texts, texts, fc.array(fc.boolean(), { minLength: 1 }), (first, second, byBytes) => {
        const dictionary = new DictionaryBuilder()
        const codes = new Map<string, number>([["", MISSING]])
        for (const [i, text] of first.entries()) {
          const expected = codes.get(text) ?? codes.size
          codes.set(text, expected)
          if (byBytes[i % byBytes.length]) {
            const { view, ends } = cellsOf([text])
            expect(dictionary.addBytes(view, 0, ends[0]!, hashText(view, 0, ends[0]!))).toBe(expected)
          } else expect(dictionary.add(text)).toBe(expected)
          if (i === 100) dictionary.rest()
        }
        dictionary.rest()
        const { view, starts, ends } = cellsOf(second)
        const found = new Uint32Array(second.length)
        dictionary.findCells(view, starts, ends, 0, 1, second.length, new Int32Array(second.length), found)
        expect([...found]).toEqual(second.map((text) => codes.get(text) ?? UNSEEN))
        expect(second.map((text) => dictionary.code(text))).toEqual(
          second.map((text) => codes.get(text) ?? MISSING),
        )
        expect(dictionary.size).toBe(codes.size)
        const inOrder = [...codes.keys()]
        expect(inOrder.map((_, code) => dictionary.text(code))).toEqual(inOrder)
        for (let code = inOrder.length - 1; code >= 0; code--)
          expect(dictionary.text(code)).toBe(inOrder[code])
        expect(() => dictionary.text(codes.size)).toThrow(RangeError)
      }),
      { numRuns: 100 },
    )
  })

  test("tells texts of one hash apart", () => {
    const { view, starts, ends } = cellsOf(["one", "two", "six", "ten"])
    const table = { pool: view, starts: Uint32Array.of(0, 0, 4, 8, 12), slots: new Int32Array(16) }
    // Texts of code 1 to 3 are four bytes long here: the text and the comma behind it.
    const hash = 7
    for (const code of [1, 2, 3]) putSlot(table.slots, hash, code)
    const codeOf = (from: number) => table.slots[findSlot(table, view, from, from + 4, hash) + 1]
    expect([0, 4, 8, 12].map(codeOf)).toEqual([1, 2, 3, 0])
    expect(starts.length).toBe(ends.length)
  })

  test("finds cells behind others with the same hash", () => {
    const { view, starts, ends } = cellsOf(["abc", "abd", "", "abe"])
    const hashOfAbd = hashText(view, starts[1]!, ends[1]!)
    const table = { pool: view, starts: Uint32Array.of(0, 0, 3), slots: new Int32Array(16) }
    // Code 1, "abc", under the hash of "abd".
    putSlot(table.slots, hashOfAbd, 1)
    const codes = new Uint32Array(4)
    findCells(table, view, starts, ends, 0, 1, 4, UNSEEN, new Int32Array(4), codes)
    expect([...codes]).toEqual([UNSEEN, UNSEEN, MISSING, UNSEEN])
  })

  test("is asked for texts while it grows", () => {
    const dictionary = new DictionaryBuilder()
    for (let i = 1; i < 3000; i++) {
      dictionary.add(`text ${i}`)
      expect(dictionary.text(i)).toBe(`text ${i}`)
      if (i > 5) expect(dictionary.text(i - 5)).toBe(`text ${i - 5}`)
    }
  })
})
