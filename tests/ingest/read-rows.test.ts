import { gzipSync } from "node:zlib"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type ReadRowsOptions, readRows } from "../../src/ingest/read-rows.ts"
import {
  canEncode,
  type EncodingName,
  encode,
  failureOf,
  fileOf,
  inputErrorOf,
  type Row,
} from "./byte-support.ts"

async function read(content: string | Uint8Array, options: ReadRowsOptions = {}): Promise<Row[]> {
  const rows: Row[] = []
  for await (const row of readRows(fileOf(content), options)) rows.push(row)
  return rows
}

describe("rows of a file", () => {
  test("preamble and header are rows, blank lines are not, cells are not trimmed", async () => {
    expect(
      await read('Statement of 2026\n\n \t\nid, memo ,"note"\r\n1, x ,"two\nlines"\r\n\r\n2,,\r\n'),
    ).toEqual([
      { line: 1, cells: ["Statement of 2026"] },
      { line: 4, cells: ["id", " memo ", "note"] },
      { line: 5, cells: ["1", " x ", "two\nlines"] },
      { line: 8, cells: ["2", "", ""] },
    ])
  })

  test("the last row needs no line end; lone CR ends lines", async () => {
    expect(await read("a,b\rc,d\r\re,f")).toEqual([
      { line: 1, cells: ["a", "b"] },
      { line: 2, cells: ["c", "d"] },
      { line: 4, cells: ["e", "f"] },
    ])
  })

  test("an empty file and a file of blank lines have none", async () => {
    for (const content of ["", "\ufeff", "\n\r\n  \n", gzipSync("")]) expect(await read(content)).toEqual([])
  })

  test("without quoting, quotes are text", async () => {
    expect(await read('a,"b\n"c,d"\n', { quote: "" })).toEqual([
      { line: 1, cells: ["a", '"b'] },
      { line: 2, cells: ['"c', 'd"'] },
    ])
  })

  test("a backslash may escape quotes", async () => {
    expect(await read('"a\\"b","c\\\\","d\\e"\n', { escape: "\\" })).toEqual([
      { line: 1, cells: ['a"b', "c\\", "d\\e"] },
    ])
  })

  test("skipped lines are counted", async () => {
    expect(await read('one "quote\ntwo\n\na;b\n', { skipLines: 2, delimiter: ";" })).toEqual([
      { line: 4, cells: ["a", "b"] },
    ])
  })

  test("a quote never closed is an error with the line where it opens", async () => {
    const seen: Row[] = []
    const reading = (async () => {
      for await (const row of readRows(fileOf('a,b\n"x\ny",2\n3,"open\nx,y\n'))) seen.push(row)
    })()
    expect(failureOf(await inputErrorOf(reading))).toBe("QUOTE_NOT_CLOSED@4")
    expect(seen.map(({ line }) => line)).toEqual([1, 2])
  })

  test("text that looks like JSON is still read as rows", async () => {
    expect(await read('[1],{"a":2}\n')).toEqual([{ line: 1, cells: ["[1]", '{"a":2}'] }])
  })

  test("a file that is not there is an error", async () => {
    expect((await inputErrorOf(readRows("/no/such/file.csv").next())).code).toBe("FILE_NOT_FOUND")
  })
})

describe("any table", () => {
  const encodings: EncodingName[] = ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5", "windows-1252"]
  const marks = [..."aZ9 ,;|\t'é象陳牙，。", '"', '""', "\n", "\r\n", "\r", "😀"]

  test("is read back from every encoding, delimiter, line end and chunk size", async () => {
    const inputs = fc
      .record({
        encoding: fc.constantFrom(...encodings),
        delimiter: fc.constantFrom(",", ";", "\t", "|"),
        lineEnd: fc.constantFrom("\n", "\r\n", "\r"),
        hasMark: fc.boolean(),
        isGzip: fc.boolean(),
        chunkSize: fc.integer({ min: 1, max: 40 }),
      })
      .chain((format) => {
        const usable = marks.filter((mark) => [...mark].every((char) => canEncode(char, format.encoding)))
        const cell = fc.array(fc.constantFrom(...usable), { maxLength: 6 }).map((parts) => parts.join(""))
        const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 })
        return fc.record({ format: fc.constant(format), table })
      })
    await fc.assert(
      fc.asyncProperty(inputs, async ({ format, table }) => {
        const { encoding, delimiter, lineEnd, hasMark, isGzip, chunkSize } = format
        const needsQuotes = (cell: string) => cell === "" || /["\n\r,;|\t]/.test(cell) || cell.trim() !== cell
        const quote = (cell: string) => (needsQuotes(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
        const text = table.map((row) => row.map(quote).join(delimiter) + lineEnd).join("")
        const mark = hasMark && encoding.startsWith("utf") ? "\ufeff" : ""
        const bytes = encode(mark + text, encoding)
        const rows = await read(isGzip ? gzipSync(bytes) : bytes, { encoding, delimiter, chunkSize })
        expect(rows.map((row) => row.cells)).toEqual(table)
        let line = 1
        const lines = table.map((row) => {
          const start = line
          // Cell by cell: line ends of two cells, "\r" and "\n", are two.
          for (const cell of row) line += cell.match(/\r\n|\r|\n/g)?.length ?? 0
          line += 1
          return start
        })
        expect(rows.map((row) => row.line)).toEqual(lines)
      }),
      { numRuns: 300 },
    )
  })

  test("the same rows and lines at every chunk size", async () => {
    const text = '\ufeff备注,"象牙, ""小"""\r\n\r\n"两\r\n行"\t,x\n\n 1,😀\r末,'
    for (const encoding of ["utf-8", "utf-16le", "gb18030"] as const) {
      const bytes = encode(encoding === "gb18030" ? text.slice(1) : text, encoding)
      for (let chunkSize = 1; chunkSize <= bytes.length; chunkSize++) {
        expect(await read(bytes, { encoding, chunkSize })).toEqual([
          { line: 1, cells: ["备注", '象牙, "小"'] },
          { line: 3, cells: ["两\r\n行", "x"] },
          { line: 6, cells: [" 1", "😀"] },
          { line: 7, cells: ["末", ""] },
        ])
      }
    }
  })
})
