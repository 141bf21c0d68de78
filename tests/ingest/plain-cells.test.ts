// The short cuts of the bulk reader, each against the reader that it is a short cut of.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { isReadAsItStands, missingMarks, noPartyMarks } from "../../src/ingest/plain-cells.ts"
import { plainAmount, plainTime } from "../../src/ingest/plain-numbers.ts"
import { cellReader } from "../../src/ingest/row-step.ts"
import { createPlainRecords, scanRecords } from "../../src/ingest/scan-records.ts"
import { MISSING_TEXTS, partyOf } from "../../src/ingest/words.ts"
import { readIso } from "../../src/model/iso-time.ts"
import { plainMinor } from "../../src/model/money.ts"
import { WORD_SLACK } from "../../src/model/text-table.ts"
import { referenceRows } from "./byte-support.ts"

const bytesOf = (text: string) => new TextEncoder().encode(text)

const SPACES = [
  0x09, 0x20, 0x85, 0xa0, 0x1680, 0x180e, 0x2000, 0x200a, 0x200b, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
  0xfeff,
].map((code) => String.fromCharCode(code))

const someText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...SPACES, "a", "9", "象", "か", "。", "\u00a1", "\u2030", "😀"),
      fc.constantFrom(
        ...MISSING_TEXTS,
        "cash",
        "Unknown",
        "ANONYMOUS",
        "现金",
        "无",
        "--",
        "/",
        "nA",
        "none",
      ),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.join("").replace(/^[\t-\r ]+|[\t-\r ]+$/g, ""))
  .filter((text) => text !== "")

describe("a cell that is read as it stands", () => {
  test("is what the reader of cells gives, and so are most cells", () => {
    let asItStands = 0
    fc.assert(
      fc.property(someText, fc.constantFrom(MISSING_TEXTS, ["9", "象", "a9"], []), (text, missing) => {
        const read = cellReader(0, new Set(missing))
        const bytes = bytesOf(`,${text},`)
        if (isReadAsItStands(bytes, 1, bytes.length - 1, missingMarks(missing))) {
          asItStands++
          expect(read([text])).toBe(text)
        }
        if (isReadAsItStands(bytes, 1, bytes.length - 1, noPartyMarks(missing)))
          expect(partyOf(read([text]))).toBe(text)
      }),
      { numRuns: 3000 },
    )
    expect(asItStands).toBeGreaterThan(500)
  })

  test("every white space and every missing text is seen", () => {
    const marks = noPartyMarks(MISSING_TEXTS)
    for (const text of [...MISSING_TEXTS, "cash", "cAsH", "anonymous", "N/A", "---------", "现金", "未知"]) {
      const bytes = bytesOf(text)
      expect([text, isReadAsItStands(bytes, 0, bytes.length, marks)]).toEqual([text, false])
    }
    const noMarks = missingMarks([])
    for (let code = 0x80; code < 0xd800; code++) {
      const space = String.fromCharCode(code)
      for (const text of [`${space}abc`, `abc${space}`, space]) {
        const bytes = bytesOf(text)
        const isPlain = isReadAsItStands(bytes, 0, bytes.length, noMarks)
        if (isPlain !== (text.trim() === text)) expect([code, isPlain]).toEqual([code, !isPlain])
      }
    }
  })
})

describe("numbers from bytes", () => {
  const near = (texts: readonly string[]) =>
    fc
      .tuple(fc.constantFrom(...texts), fc.nat(30), fc.constantFrom(..."0123456789-+:TZ ./,x０"), fc.nat(2))
      .map(([text, at, char, kind]) =>
        kind === 0 ? text : text.slice(0, at) + char + text.slice(kind === 1 ? at + 1 : at),
      )

  test("a time is what the reader of times gives, or none", () => {
    const times = [
      "2026-01-05T00:03:46+08:00",
      "2024-02-29 23:59:59",
      "2026-01-05T00:03:46Z",
      "1900-12-31T10:00:00-11:30",
    ]
    let read = 0
    fc.assert(
      fc.property(near(times), (text) => {
        const bytes = bytesOf(`,${text},`)
        const time = plainTime(bytes, 1, bytes.length - 1, (ms) => ms - 3_600_000)
        if (Number.isNaN(time)) return
        read++
        expect(time).toBe(readIso(text, (ms) => ms - 3_600_000))
      }),
      { numRuns: 3000 },
    )
    expect(read).toBeGreaterThan(500)
    for (const text of times)
      expect(plainTime(bytesOf(text), 0, text.length, (ms) => ms)).toBe(readIso(text, (ms) => ms))
  })

  test("an amount is what the reader of plain amounts gives", () => {
    const amounts = ["1010.44", "5", "0.005", "999999999999999", "1234567890123.45", "7.", ".5", ""]
    fc.assert(
      fc.property(near(amounts), fc.integer({ min: 0, max: 8 }), (text, exponent) => {
        const bytes = bytesOf(`,${text},`)
        expect(plainAmount(bytes, 1, bytes.length - 1, exponent)).toBe(plainMinor(text, exponent))
      }),
      { numRuns: 3000 },
    )
  })
})

describe("plain records", () => {
  const MARKS = { delimiter: 0x2c, quote: 0x22, escape: -1, maxRecordLength: 60 }

  test("are those of the dialect, up to the first that is not plain", () => {
    const parts = fc.constantFrom(
      "a",
      "象",
      " ",
      "\t",
      ",",
      ",",
      ",",
      '"',
      '""',
      "\n",
      "\n",
      "\r\n",
      "\r",
      '"q"',
      "b,c,d\n",
      '"b",c ,d\r\n',
      "\u0001e\u000b\u000ef",
      "-+éß象\ud83d\ude00",
    )
    let taken = 0
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), fc.integer({ min: 1, max: 100 }), (some, line) => {
        const text = some.join("")
        const bytes = bytesOf(`${text}\n....`)
        const end = bytes.length - 1 - WORD_SLACK
        const found = createPlainRecords(3, 3)
        scanRecords(bytes, 0, end, line, MARKS, found)
        const decoder = new TextDecoder()
        const textAt = (cell: number) => decoder.decode(bytes.subarray(found.starts[cell], found.ends[cell]))
        const rows = Array.from({ length: found.count }, (_, row) => ({
          line: found.lines[row]!,
          cells: [0, 1, 2].map((cell) => textAt(row * 3 + cell)),
        }))
        const reference = referenceRows(decoder.decode(bytes.subarray(0, found.at)), {
          delimiter: ",",
          quote: '"',
          escape: null,
        })
        expect(reference.openQuoteLine).toBeNull()
        expect(rows).toEqual(
          reference.rows.map((row) => ({
            line: row.line + line - 1,
            cells: row.cells.map((cell) => cell.replace(/^[\t-\r ]+|[\t-\r ]+$/g, "")),
          })),
        )
        taken += found.count
        // What is left is odd, or not whole.
        if (!found.isOdd) expect(decoder.decode(bytes.subarray(found.at, end))).not.toContain("\n")
      }),
      { numRuns: 2000 },
    )
    expect(taken).toBeGreaterThan(300)
  })

  test("records beyond the room wait; cells behind the used ones are blank; long records are odd", () => {
    const room = createPlainRecords(2, 1).lines.length
    const bytes = bytesOf("a,\n".repeat(room + 5))
    const found = createPlainRecords(2, 1)
    scanRecords(bytes, 0, bytes.length, 1, MARKS, found)
    expect([found.count, found.at, found.line, found.isOdd]).toEqual([room, room * 3, room + 1, false])
    for (const odd of ["a,b\n", `${"x".repeat(61)},\n`, "a\n", "a,,\n", '"a" ,\n', '"a\n",\n', "a,\rb,\n"]) {
      const line = bytesOf(`a,\n${odd}....`)
      scanRecords(line, 0, line.length - WORD_SLACK, 1, MARKS, found)
      expect([odd, found.count, found.at, found.line, found.isOdd]).toEqual([odd, 1, 3, 2, true])
    }
  })
})
