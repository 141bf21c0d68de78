import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { makeRoom } from "../../src/model/columns.ts"
import { DictionaryBuilder, MISSING, UNSEEN } from "../../src/model/dictionary.ts"
import { readText, roomFor, unitCount, writeText } from "../../src/model/text-bytes.ts"
import {
  compareTexts,
  equalTexts,
  findCells,
  findCode,
  hashText,
  MAX_PROBES,
  putCode,
  type TextTable,
  WORD_SLACK,
} from "../../src/model/text-table.ts"
import { PLAIN_TEXT_WAYS, type TextWays } from "../../src/model/text-ways.ts"
import { textsOfOneHash } from "../helpers/crowded-texts.ts"

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

/** The texts as the cells of a column. */
function columnOf(texts: readonly string[]) {
  const { view, starts, ends } = cellsOf(texts)
  return { bytes: view, starts, ends, first: 0, stride: 1 }
}

const numbers = (count: number) => Uint32Array.from({ length: count }, (_, i) => i)

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
            expect(dictionary.addBytes(view, 0, ends[0]!)).toBe(expected)
          } else expect(dictionary.add(text)).toBe(expected)
          if (i === 100) dictionary.rest()
        }
        dictionary.rest()
        const found = new Uint32Array(second.length)
        dictionary.findCells(columnOf(second), numbers(second.length), second.length, found)
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

  test("gives the codes that a map gives to texts that come in order, and to those that then do not", () => {
    const numbered = fc.uniqueArray(fc.integer({ min: 0, max: 5_000 }), { maxLength: 60 })
    const later = fc.array(fc.integer({ min: 0, max: 6_000 }), { maxLength: 30 })
    fc.assert(
      fc.property(numbered, later, (first, second) => {
        // Shorter ones first, as texts of running numbers come.
        const inOrder = first.sort((a, b) => a - b).map((n) => `P${n}`)
        const others = second.map((n) => (n === 0 ? "" : `P${n}`))
        const dictionary = new DictionaryBuilder()
        const codes = new Map<string, number>([["", MISSING]])
        for (const text of inOrder) codes.set(text, codes.size)
        for (const text of inOrder) expect(dictionary.add(text)).toBe(codes.get(text))
        const found = new Uint32Array(others.length)
        dictionary.findCells(columnOf(others), numbers(others.length), others.length, found)
        expect([...found]).toEqual(others.map((text) => codes.get(text) ?? UNSEEN))
        for (const text of others) {
          if (!codes.has(text)) codes.set(text, codes.size)
          expect(dictionary.add(text)).toBe(codes.get(text))
        }
        expect(dictionary.size).toBe(codes.size)
      }),
      { numRuns: 300 },
    )
  })

  test("orders texts by length, then by bytes", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const { view, starts, ends } = cellsOf([a, b])
        const [lengthA, lengthB] = [ends[0]! - starts[0]!, ends[1]! - starts[1]!]
        const order = compareTexts(view, starts[0]!, lengthA, view, starts[1]!, lengthB)
        const plain = lengthA - lengthB || Buffer.compare(bytesOf(a), bytesOf(b))
        expect(Math.sign(order)).toBe(Math.sign(plain))
      }),
      { numRuns: 1000 },
    )
  })

  /** Texts of three letters and a comma, with the codes from 1, all put under one hash. */
  function tableOfOneHash(texts: readonly string[], hash: number, slots: number): TextTable {
    const { view } = cellsOf(texts)
    const starts = Uint32Array.from({ length: texts.length + 2 }, (_, code) => Math.max(0, code - 1) * 4)
    const size = texts.length + 1
    const crowded = new Map<string, number>()
    const table = { size, pool: view, starts, slots: new Int32Array(slots), crowded, isAscending: false }
    for (let code = 1; code <= texts.length; code++) putCode(table, hash, code)
    return table
  }

  test("tells texts of one hash apart", () => {
    const { view } = cellsOf(["one", "two", "six", "ten"])
    const table = tableOfOneHash(["one", "two", "six"], 7, 8)
    const codeOf = (from: number) => findCode(table, view, from, from + 4, 7)
    expect([0, 4, 8, 12].map(codeOf)).toEqual([1, 2, 3, 0])
  })

  test("finds cells behind others with the same hash", () => {
    const cells = columnOf(["abc", "abd", "", "abe"])
    const starts = Uint32Array.of(0, 0, 3)
    const table = { size: 2, pool: cells.bytes, starts, slots: new Int32Array(8), isAscending: false }
    const codes = new Uint32Array(4)
    // Code 1, "abc", under the hash of "abd".
    const crowded = new Map<string, number>()
    putCode({ ...table, crowded }, hashText(cells.bytes, cells.starts[1]!, cells.ends[1]!), 1)
    findCells({ ...table, crowded }, cells, numbers(4), 4, UNSEEN, codes)
    expect([...codes]).toEqual([UNSEEN, UNSEEN, MISSING, UNSEEN])
  })

  test("looks at few slots for each text, also where all texts were made up for the same ones", () => {
    const unique = Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, "0"))
    const table = tableOfOneHash(unique, 12_345, 4096)
    let looks = 0
    const counted = new Proxy(table.slots, {
      get(slots, name) {
        if (typeof name === "string" && /^\d+$/.test(name)) looks++
        return Reflect.get(slots, name, slots)
      },
    })
    const { view, starts, ends } = cellsOf(unique)
    const found = unique.map((_, i) =>
      findCode({ ...table, slots: counted }, view, starts[i]!, starts[i]! + 4, 12_345),
    )
    expect(ends.length).toBe(unique.length)
    expect(found).toEqual(unique.map((_, i) => i + 1))
    expect(table.crowded.size).toBe(unique.length - MAX_PROBES)
    expect(looks).toBeLessThanOrEqual(unique.length * MAX_PROBES)
    expect(looks).toBeGreaterThan((unique.length * MAX_PROBES) / 2)
  })

  test("holds crafted texts of one hash as any others", () => {
    const texts = textsOfOneHash(3_000)
    const { view, starts, ends } = cellsOf(texts)
    expect(new Set(texts.map((_, i) => hashText(view, starts[i]!, ends[i]!))).size).toBe(1)
    const dictionary = new DictionaryBuilder()
    for (const [i, text] of texts.entries()) expect(dictionary.add(text)).toBe(i + 1)
    for (const [i, text] of texts.entries()) expect(dictionary.add(text)).toBe(i + 1)
    const codes = new Uint32Array(texts.length)
    dictionary.findCells(columnOf(texts), numbers(texts.length), texts.length, codes)
    expect([...codes]).toEqual(texts.map((_, i) => i + 1))
    expect(texts.map((text) => dictionary.code(text))).toEqual(texts.map((_, i) => i + 1))
    expect(dictionary.code("ordinary")).toBe(MISSING)
  })

  /** Lengths of the slots that were made one after another, for a dictionary told of all rows. */
  function slotsMade(rows: number, textOf: (row: number) => string): number[] {
    const made: number[] = []
    const ways: TextWays = {
      ...PLAIN_TEXT_WAYS,
      makeRoom: (kind, needed, wished = needed) => {
        const room = makeRoom(kind, Math.max(needed, wished))
        if (room instanceof Int32Array) made.push(room.length)
        return room
      },
    }
    const dictionary = new DictionaryBuilder(ways)
    for (let row = 1; row <= rows; row++) {
      dictionary.add(textOf(row))
      dictionary.expect(rows / row)
    }
    return made
  }

  test("makes slots for as many texts as are expected: few times, and not too many where new ones become rarer", () => {
    const all = slotsMade(20_000, (row) => `t${(row * 7919) % 20_011}`)
    expect(all.length).toBeLessThan(6)
    expect(all.at(-1)).toBe(65_536)
    const ofSquares = slotsMade(22_500, (row) => `t${(Math.floor(Math.sqrt(row)) * 7919) % 20_011}`)
    expect(ofSquares.at(-1)).toBe(256)
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
