// The loops of the kernel against the TypeScript that they stand in for.
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  type Batch,
  type CodeColumn,
  createCodeColumn,
  createSelfMeant,
  passingMarks,
} from "../../src/ingest/bulk-batch.ts"
import { readCodes } from "../../src/ingest/bulk-columns.ts"
import { createTextWays } from "../../src/ingest/kernel-ways.ts"
import { createKernel, openKernel } from "../../src/ingest/open-kernel.ts"
import { isReadAsItStands, missingMarks, noPartyMarks } from "../../src/ingest/plain-cells.ts"
import { PLAIN_WAYS } from "../../src/ingest/plain-ways.ts"
import { createPlainRecords } from "../../src/ingest/scan-records.ts"
import { createShortCells, findShortCells, keepShortCell } from "../../src/ingest/short-cells.ts"
import { MISSING_TEXTS } from "../../src/ingest/words.ts"
import { DictionaryBuilder, MISSING, UNSEEN } from "../../src/model/dictionary.ts"
import { kernelFile } from "../helpers/kernel-file.ts"

const opened = openKernel(kernelFile())
const { memory } = opened
const ways = createKernel(() => opened).open()!

/** Bytes in the kernel's memory, with room behind them. */
function bytesHere(bytes: Uint8Array): Uint8Array {
  const room = memory.makePassing(Uint8Array, bytes.length + 64)
  room.set(bytes)
  room[bytes.length] = 10
  return room
}

test("records and cells are cut alike, whatever the bytes, marks and widths", () => {
  const piece = fc.constantFrom(
    ...[",", ",", "\n", "\n", "\r\n", "\r", '"', '""', '","', "'", "\\", " ", "\t", "\v", "\0", "象", "é"],
    ...["a", "abc", '"q"', "x".repeat(61), "x".repeat(70), "a,b,c\n", '"a",b, c \r\n', ";"],
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.integer({ min: 2, max: 4 }),
      fc.constantFrom(0, 1),
      fc.constantFrom('"', "'", ""),
      fc.constantFrom("\\", "", '"'),
      fc.constantFrom(20, 5000),
      (pieces, width, unused, quote, escapeMark, maxRecordLength) => {
        memory.forgetPassing()
        const plain = Buffer.from(`${pieces.join("")}\n`)
        const bytes = bytesHere(plain)
        const marks = {
          delimiter: 44,
          quote: quote === "" ? -1 : quote.charCodeAt(0),
          escape: escapeMark === "" ? -1 : escapeMark.charCodeAt(0),
          maxRecordLength,
        }
        const [expected, found] = [
          undefined,
          (length: number) => memory.makePassing(Uint32Array, length),
        ].map((makeNumbers) => createPlainRecords(width, width - unused, makeNumbers))
        PLAIN_WAYS.scanRecords(bytes, 0, plain.length, 7, marks, expected!)
        ways.scanRecords(bytes, 0, plain.length, 7, marks, found!)
        const cells = expected!.count * width
        const told = ({ count, lines, starts, ends, at, line, isOdd }: typeof expected & object) => ({
          stop: { count, at, line, isOdd },
          lines: [...lines.subarray(0, count)],
          starts: [...starts.subarray(0, cells)],
          ends: [...ends.subarray(0, cells)],
        })
        expect(told(found!)).toEqual(told(expected!))
      },
    ),
    { numRuns: 500 },
  )
})

const texts = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 300 }).map((n) => (n === 0 ? "" : `P${n}`)),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.constantFrom("a", "a\0", "\0", "eightbyt", "eightbyte", "象牙"),
  ),
  { maxLength: 400 },
)

test("a dictionary finds and adds what a map does, in order or not, and so it does moved elsewhere", () => {
  fc.assert(
    fc.property(
      texts,
      texts,
      fc.boolean(),
      fc.boolean(),
      fc.nat(40),
      (first, second, isSorted, onlyNew, times) => {
        memory.forgetPassing()
        const inOrder = (some: string[]) =>
          isSorted ? some.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)) : some
        const dictionary = new DictionaryBuilder(createTextWays(opened.exports, memory))
        const codes = new Map<string, number>([["", MISSING]])
        for (const some of [inOrder(first), inOrder(second)]) {
          const column = columnOf(some)
          dictionary.expect(times)
          dictionary.findCells(column.cells, column.rows, some.length, column.codes)
          expect([...column.codes]).toEqual(some.map((text) => codes.get(text) ?? UNSEEN))
          for (let row = 0; row < some.length; row++) {
            const before = row
            row = dictionary.addRows([column], row, some.length, onlyNew)
            for (let done = before; done < row; done++) {
              if (onlyNew && some[done] !== "") expect(codes.has(some[done]!)).toBe(false)
              if (!codes.has(some[done]!)) codes.set(some[done]!, codes.size)
              expect(column.codes[done]).toBe(codes.get(some[done]!))
            }
            if (row === some.length) break
            // As the reader does with the row that the kernel left.
            column.codes[row] = dictionary.add(some[row]!)
            if (!codes.has(some[row]!)) codes.set(some[row]!, codes.size)
          }
        }
        for (const there of [dictionary, dictionary]) {
          expect(Array.from({ length: there.size }, (_, code) => there.text(code))).toEqual([...codes.keys()])
          for (const [text, code] of codes) expect(there.code(text)).toBe(code)
          there.moveTo(PLAIN_WAYS.texts)
        }
      },
    ),
    { numRuns: 150 },
  )
})

/** A column of one record a cell, all in the kernel's memory. */
function columnOf(some: readonly string[]) {
  const parts = some.map((text) => Buffer.from(text))
  const bytes = bytesHere(Buffer.concat(parts))
  const [starts, ends, rows, codes] = [0, 1, 2, 3].map(() => memory.makePassing(Uint32Array, some.length + 1))
  let at = 0
  for (const [i, part] of parts.entries()) {
    rows![i] = i
    starts![i] = at
    at += part.length
    ends![i] = at
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const cells = { bytes: view, starts: starts!, ends: ends!, first: 0, stride: 1 }
  return { bytes, cells, rows: rows!, codes: codes!.subarray(0, some.length) }
}

function batchOf(some: readonly string[], missing = missingMarks(MISSING_TEXTS)): Batch {
  const { bytes, cells, rows } = columnOf(some)
  const { bytes: view, starts, ends } = cells
  const lines = memory.makePassing(Uint32Array, some.length + 1)
  const isOdd = memory.makePassing(Uint8Array, some.length)
  const records = {
    width: 1,
    usedWidth: 1,
    count: some.length,
    lines,
    starts,
    ends,
    at: 0,
    line: 0,
    isOdd: false,
  }
  return { ways, bytes, view, records, width: 1, isOdd, missing: passingMarks(ways, missing), some: rows }
}

const time = fc
  .tuple(
    fc.constantFrom("2024-02-29", "2023-02-29", "1900-02-29", "2000-02-29", "0001-01-01", "9999-12-31"),
    fc.constantFrom(
      "2026-04-31",
      "2026-06-30",
      "2026-13-01",
      "2026-1a-01",
      "2026/01/01",
      "2026-03-01",
      "2026-00-10",
    ),
    fc.boolean(),
    fc.constantFrom("T", "T", "T", " ", "x"),
    fc.constantFrom(
      "00:00:00",
      "23:59:59",
      "09:30:00",
      "12:34:56",
      "24:00:00",
      "12:60:00",
      "12:3/:00",
      "12:30:60",
      "12.30:00",
    ),
    fc.constantFrom(
      "",
      "Z",
      "Z",
      "z",
      "+09:30",
      "+08:00",
      "-03:30",
      "+24:00",
      "+08:60",
      "~08:00",
      "+08.00",
      ".5",
    ),
  )
  .map(([one, other, isOne, between, clock, zone]) => `${isOne ? one : other}${between}${clock}${zone}`)

test("times are read alike", () => {
  let plain = 0
  fc.assert(
    fc.property(fc.array(time, { minLength: 1, maxLength: 40 }), (some) => {
      memory.forgetPassing()
      const local = (ms: number) => (ms % 7 === 0 ? Number.NaN : ms - 3_600_000)
      const [found, expected] = [ways, PLAIN_WAYS].map((reader) => {
        const batch = batchOf(some)
        const times = memory.makePassing(Float64Array, some.length)
        const others = reader.readTimes(0, local, batch, times)
        return { times: [...times], others: [...batch.some.subarray(0, others)] }
      })
      expect(found).toEqual(expected)
      plain += some.length - found!.others.length
    }),
    { numRuns: 150 },
  )
  expect(plain).toBeGreaterThan(50)
})

test("amounts are read alike, by the decimals of their currency", () => {
  const amount = fc.oneof(
    fc.constantFrom(
      "0",
      "1.",
      ".5",
      "1..2",
      "-1",
      "",
      "n/a",
      "999999999999999",
      "9999999999999999",
      "5\u3000",
    ),
    fc.tuple(fc.nat({ max: 10 ** 13 }), fc.nat({ max: 99_999 })).map(([a, b]) => `${a}.${b}`),
    fc.nat({ max: 10 ** 15 }).map(String),
  )
  const code = fc.constantFrom(1, 2, 3, MISSING, UNSEEN)
  fc.assert(
    fc.property(fc.array(fc.tuple(amount, code), { minLength: 1, maxLength: 40 }), (some) => {
      memory.forgetPassing()
      const currency = memory.makePassing(Uint32Array, some.length)
      currency.set(some.map(([, of]) => of))
      const exponents = memory.makePassing(Uint8Array, 4)
      exponents.set([0, 2, 0, 3])
      const [found, expected] = [ways, PLAIN_WAYS].map((reader) => {
        const batch = batchOf(some.map(([text]) => text))
        const amounts = memory.makePassing(Float64Array, some.length)
        reader.readAmounts(0, currency, exponents, batch, amounts)
        return { amounts: [...amounts], isOdd: [...batch.isOdd] }
      })
      expect(found).toEqual(expected)
    }),
    { numRuns: 150 },
  )
})

const SPACES = [
  0x85, 0xa0, 0x1680, 0x180e, 0x2000, 0x200a, 0x200b, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
]
const cell = fc.oneof(
  fc.constantFrom("", "CN", "CN\0", "C", "\0", "eightbyt", "ninebytes", "象牙", ...MISSING_TEXTS),
  fc.tuple(fc.constantFrom(...SPACES), fc.boolean()).map(([code, isFirst]) => {
    const space = String.fromCodePoint(code)
    return isFirst ? `${space}a` : `象${space}`
  }),
)
const cells = fc.array(cell, { minLength: 1, maxLength: 40 })

test("the same short cells are known", () => {
  fc.assert(
    fc.property(cells, cells, (kept, some) => {
      memory.forgetPassing()
      const known = createShortCells((length) => memory.makePassing(Int32Array, length))
      const before = columnOf(kept)
      for (let row = 0; row < kept.length; row++) keepShortCell(known, before.cells, row, row + 1)
      const [found, expected] = [ways.findShortCells, findShortCells].map((find) => {
        const column = columnOf(some)
        const others = find(known, column.cells, some.length, column.codes, column.rows)
        return { codes: [...column.codes], others: [...column.rows.subarray(0, others)] }
      })
      expect(found).toEqual(expected)
    }),
    { numRuns: 150 },
  )
})

test("the cells that nobody need read are those that are read as they stand, and those known to mean themselves", () => {
  const marks = fc.constantFrom(missingMarks(MISSING_TEXTS), noPartyMarks(MISSING_TEXTS), null)
  fc.assert(
    fc.property(cells, marks, fc.integer({ min: 1, max: 40 }), (some, of, firstUnnoted) => {
      memory.forgetPassing()
      const batch = batchOf(some)
      const { bytes, records } = batch
      const codes = memory.makePassing(Uint32Array, some.length)
      codes.set(some.map((text, row) => (text === "" ? MISSING : row % 3 === 0 ? UNSEEN : row)))
      const short = createShortCells((length) => memory.makePassing(Int32Array, length))
      const column = {
        field: { column: 0 },
        marks: of && passingMarks(ways, of),
        codes,
        short,
        meant: { isNoted: new Uint8Array(0), firstUnnoted },
        unseen: -1,
      } as unknown as CodeColumn
      const left = ways.leaveDoubtful(column, batch, some.length)
      const isDoubtful = (row: number) => {
        if (codes[row] === MISSING) return true
        if (codes[row]! < firstUnnoted) return false
        return of === null || !isReadAsItStands(bytes, records.starts[row]!, records.ends[row]!, of)
      }
      const doubtful = some.flatMap((_, row) => (isDoubtful(row) ? [row] : []))
      expect([...batch.some.subarray(0, left)]).toEqual(doubtful)
      const passed = some.flatMap((_, row) => (doubtful.includes(row) ? [] : [row]))
      expect(column.unseen).toBe(passed.filter((row) => codes[row] === UNSEEN).length)
      const again = columnOf(some)
      const others = findShortCells(short, again.cells, some.length, again.codes, again.rows)
      const known = new Set(some.keys())
      for (const row of again.rows.subarray(0, others)) known.delete(row)
      // Codes are numbers of rows here.
      for (const row of known) expect(some[again.codes[row]!]).toBe(some[row])
    }),
    { numRuns: 150 },
  )
})

test("texts that came by other rows are noted by and by, up to one that does not mean itself", () => {
  memory.forgetPassing()
  const dictionary = new DictionaryBuilder(createTextWays(opened.exports, memory))
  for (let i = 1; i <= 40; i++) dictionary.add(`p${i}`)
  for (const text of ["n/a", "last"]) dictionary.add(text)
  const marks = missingMarks(MISSING_TEXTS)
  const field = { column: 0, read: (cell: string) => (cell === "n/a" ? "" : cell), marks }
  const codes = memory.makePassing(Uint32Array, 2)
  const column = createCodeColumn(ways, field, dictionary, createSelfMeant(), codes)
  const noted = [1, 2, 3, 4].map(() => {
    readCodes(column, batchOf(["p7", "last"]))
    expect([...codes]).toEqual([7, 42])
    return column.meant.firstUnnoted
  })
  expect(noted).toEqual([17, 33, 41, 41])
})

test("texts of another dictionary get the codes that they get one by one", () => {
  const long = "x".repeat(1 << 16)
  const many = Array.from({ length: 2500 }, (_, i) => `m${(i * 7919) % 2500}`)
  const some = fc.oneof(
    texts,
    texts.map((few) => [...few, long, ...many]),
  )
  fc.assert(
    fc.property(some, texts, fc.boolean(), fc.integer({ min: 0, max: 40 }), (there, here, inOrder, left) => {
      memory.forgetPassing()
      const other = new DictionaryBuilder()
      for (const text of there) other.add(text)
      const codes = Uint32Array.from({ length: other.size - 1 }, (_, i) => i + 1)
      if (!inOrder) codes.reverse()
      const count = Math.max(0, codes.length - left)
      const expected = new DictionaryBuilder()
      for (const text of here) expected.add(text)
      const known = [...codes.subarray(0, count)].map((code) => expected.add(other.text(code)))
      for (const textWays of [PLAIN_WAYS.texts, ways.texts]) {
        const found = new DictionaryBuilder(textWays)
        for (const text of here) found.add(text)
        const told = new Uint32Array(other.size)
        found.addTexts(other.texts, codes, count, told)
        expect([...codes.subarray(0, count)].map((code) => told[code])).toEqual(known)
        expect(found.size).toBe(expected.size)
        for (let code = 1; code < found.size; code++) expect(found.text(code)).toBe(expected.text(code))
      }
    }),
    { numRuns: 30 },
  )
})
