import { execFileSync, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { chmodSync, existsSync, readFileSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { gzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { type OpenOptions, openSource } from "../../src/ingest/open-source.ts"
import type { OpenedSource, RawRow } from "../../src/ingest/row-source.ts"
import { canEncode, drain, encode, failureOf, fileOf, inputErrorOf } from "./byte-support.ts"

async function rowsOf(source: OpenedSource): Promise<RawRow[]> {
  const rows: RawRow[] = []
  for await (const batch of source.rows()) rows.push(...batch)
  return rows
}

async function readFile(path: string, options: OpenOptions = {}) {
  const source = await openSource(path, options)
  const rows = await rowsOf(source)
  const { format, encoding, delimiter, keys, bytes, sha256 } = source
  return { rows, format, encoding, delimiter, keys, bytes, sha256 }
}

const CHINESE = "微信支付账单明细\n\n交易时间;收/支;金额\n2026-01-05;支出;￥5,00\n2026-01-06;收入;￥6,50\n"
const CHINESE_ROWS: RawRow[] = [
  { line: 1, cells: ["微信支付账单明细"] },
  { line: 3, cells: ["交易时间", "收/支", "金额"] },
  { line: 4, cells: ["2026-01-05", "支出", "￥5,00"] },
  { line: 5, cells: ["2026-01-06", "收入", "￥6,50"] },
]

describe("a CSV file", () => {
  test.each(["utf-8", "utf-16le", "utf-16be", "gb18030", "big5"] as const)(
    "in %s is read by content, plain and gzipped, at every chunk size",
    async (encoding) => {
      const simplified = ["账单", "时间", "额", "信"]
      const text = [...CHINESE].map((char) => (canEncode(char, encoding) ? char : "帳")).join("")
      expect(encoding === "big5" || simplified.every((word) => text.includes(word))).toBe(true)
      const plain = encode(text, encoding)
      const expected = CHINESE_ROWS.map(({ line, cells }) => ({
        line,
        cells: cells.map((cell) =>
          [...cell].map((char) => (canEncode(char, encoding) ? char : "帳")).join(""),
        ),
      }))
      for (const stored of [plain, gzipSync(plain)]) {
        const path = fileOf(stored)
        for (const chunkSize of [1, 2, 3, 7, 64, undefined]) {
          const found = await readFile(path, { chunkSize })
          expect(found).toEqual({
            rows: expected,
            format: "csv",
            encoding,
            delimiter: ";",
            keys: null,
            bytes: stored.length,
            sha256: createHash("sha256").update(stored).digest("hex"),
          })
        }
      }
    },
  )

  test("a byte order mark in front of a quoted header is no part of it", async () => {
    const { rows } = await readFile(fileOf('\ufeff"id","amount"\n1,5\n'))
    expect(rows[0]).toEqual({ line: 1, cells: ["id", "amount"] })
  })

  test("given encoding, delimiter, quote, escape and lines to skip win", async () => {
    const path = fileOf(encode("x,y\nnom;note\nHélène;'a\\'b;c'\n", "windows-1252"))
    const options = { encoding: "latin1", delimiter: ";", quote: "'", escape: "\\", skipLines: 1 }
    expect((await readFile(path, options)).rows).toEqual([
      { line: 2, cells: ["nom", "note"] },
      { line: 3, cells: ["Hélène", "a'b;c"] },
    ])
  })

  test("counts what it has read of what there is", async () => {
    const path = fileOf(`id,amount\n${"1,5\n".repeat(200_000)}`)
    const source = await openSource(path, { chunkSize: 65_536 })
    expect(source.bytesTotal).toBe(statSync(path).size)
    let before = 0
    for await (const rows of source.rows()) {
      expect(rows.length).toBeGreaterThan(0)
      expect(source.bytesRead).toBeGreaterThanOrEqual(before)
      before = source.bytesRead
    }
    expect(source.bytesRead).toBe(source.bytesTotal)
    expect(source.bytes).toBe(source.bytesTotal)
  })

  test("encodings are found behind a long preamble of ASCII, and faults behind the sample have their line", async () => {
    const ascii = "a,b\n".repeat(20_000)
    const late = Uint8Array.from([...encode(`${ascii}1,张三李四\n`, "gb18030")])
    expect((await readFile(fileOf(late))).encoding).toBe("gb18030")
    const veryLate = Uint8Array.from([...encode(ascii.repeat(5), "utf-8"), 0x31, 0x2c, 0xd5, 0xc5, 0x0a])
    const source = await openSource(fileOf(veryLate))
    expect(source.encoding).toBe("utf-8")
    const error = await inputErrorOf(drain(source.rows()))
    expect(failureOf(error)).toBe("ENCODING_INVALID@100001")
  })
})

describe("gzip", () => {
  const text = `id,amount\n${"1,5\n".repeat(5000)}`

  test("of several members is one text", async () => {
    const half = text.length / 2
    const path = fileOf(Buffer.concat([gzipSync(text.slice(0, half)), gzipSync(text.slice(half))]), ".csv.gz")
    for (const chunkSize of [5, undefined])
      expect((await readFile(path, { chunkSize })).rows).toHaveLength(5001)
  })

  test("cut off is FILE_TRUNCATED, damaged FILE_NOT_READABLE", async () => {
    const whole = gzipSync(Buffer.from(text + String(Math.PI).repeat(3000)))
    const cut = await inputErrorOf(readFile(fileOf(whole.subarray(0, whole.length - 12))))
    expect(cut.code).toBe("FILE_TRUNCATED")
    const damaged = Buffer.from(whole)
    damaged.fill(0xff, 30, 40)
    expect((await inputErrorOf(readFile(fileOf(damaged)))).code).toBe("FILE_NOT_READABLE")
  })

  test("followed by padding counts the padding in size and hash, followed by other bytes is damaged", async () => {
    const stored = Buffer.concat([gzipSync(text), Buffer.alloc(700_000)])
    for (const chunkSize of [1000, undefined]) {
      const { rows, bytes, sha256 } = await readFile(fileOf(stored), { chunkSize })
      expect(rows).toHaveLength(5001)
      expect([bytes, sha256]).toEqual([stored.length, createHash("sha256").update(stored).digest("hex")])
    }
    const other = fileOf(Buffer.concat([gzipSync(text), Buffer.from("more")]))
    expect((await inputErrorOf(readFile(other))).code).toBe("FILE_NOT_READABLE")
  })
})

describe("the format", () => {
  test.each([
    ["JSON Lines", '{"a":1}\n{"a":2}\n', "", "jsonl", 2],
    ["one line", '{"a":1}', "", "jsonl", 1],
    ["a bad first line", '{"a":1\n{"a":2}\n', "", "jsonl", 1],
    ["a bad first line, by name", "oops\n{}\n", ".jsonl", "jsonl", 1],
    ["lines with lists of texts", '{"a":["x"]}', "", "jsonl", 1],
    ["an array", ' \n[ {"a":1},\n{"a":2}]', "", "json", 2],
    ["an empty array", "[]", "", "json", 0],
    ["an object that holds the list, in one line", '{"n":1,"payments":[{"a":1},{"a":2}]}', "", "json", 2],
    ["an object that holds the list, in lines", '{\n"payments":\n[{"a":1},{"a":2}]\n}', "", "json", 2],
    [
      "an object that holds the list, begun in one line",
      '{"payments": [\n{"a":1},\n{"a":2}\n]}',
      "",
      "json",
      2,
    ],
    ["a single object in lines", '{\n  "a": 1\n}', ".jsonl.json", "json", 1],
    ["CSV named as JSON Lines is still by content", '{"a":1}\n{"a":2}\n', ".csv", "jsonl", 2],
    ["CSV with brackets", "[id],[amount]\n1,5\n", "", "csv", 2],
    ["CSV with braces", "{id},{amount}\n1,5\n", "", "csv", 2],
  ] as const)("%s", async (_, text, ending, format, rowCount) => {
    const found = await readFile(fileOf(text, ending), { onBadRecord: () => {} })
    expect([found.format, found.rows.length]).toEqual([format, rowCount])
    expect(found.delimiter).toBe(format === "csv" ? "," : null)
  })

  test("a long list in an object is found though its line exceeds the sample", async () => {
    const list = Array.from({ length: 30_000 }, (_, i) => `{"id": ${i}}`).join(",")
    const { format, rows, keys } = await readFile(fileOf(`{"payments":[${list}]}`))
    expect([format, rows.length, keys]).toEqual(["json", 30_000, ["id"]])
  })

  test("cells of JSON belong to the keys", async () => {
    const bad: number[] = []
    const path = fileOf('{"amount":12.50,"payer":{"id":"p1"}}\nbad\n{"memo":"象牙"}\n', ".jsonl.gz")
    const { rows, keys } = await readFile(path, { onBadRecord: ({ line }) => bad.push(line) })
    expect(keys).toEqual(["amount", "payer.id", "memo"])
    expect(rows).toEqual([
      { line: 1, cells: ["12.50", "p1"], numbers: new Set([0]) },
      { line: 3, cells: ["", "", "象牙"] },
    ])
    expect(bad).toEqual([2])
  })
})

describe("what cannot be read", () => {
  const excel = Buffer.from("PK\x03\x04\x14\x00\x06\x00\x08\x00\x00\x00!\x00[Content_Types].xml", "latin1")
  test.each([
    ["a workbook", excel, "FILE_IS_BINARY", /Excel workbook.*save it as CSV UTF-8/],
    [
      "a zip",
      Buffer.from("PK\x03\x04\x14\x00\x00\x00payments.csv", "latin1"),
      "FILE_IS_BINARY",
      /zip archive.*unpack/,
    ],
    ["an old workbook", Buffer.from("d0cf11e0a1b11ae10000", "hex"), "FILE_IS_BINARY", /\.xls/],
    ["a PDF", Buffer.from("%PDF-1.7\n%\xe2\xe3\xcf\xd3", "latin1"), "FILE_IS_BINARY", /PDF/],
    ["a database", Buffer.from("SQLite format 3\0\x10\x00", "latin1"), "FILE_IS_BINARY", /SQLite/],
    ["Parquet", Buffer.from("PAR1\x15\x04\x15", "latin1"), "FILE_IS_BINARY", /Parquet/],
    ["Parquet in gzip", gzipSync("PAR1\x15\x04\x15"), "FILE_IS_BINARY", /Parquet/],
    ["bzip2", Buffer.from("BZh91AY&SY\x01", "latin1"), "FILE_IS_BINARY", /bzip2/],
    [
      "a spreadsheet",
      Buffer.from("PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "latin1"),
      "FILE_IS_BINARY",
      /OpenDocument/,
    ],
    ["NUL bytes", Buffer.from("id,\0\0\0\0\x01\0\n"), "FILE_IS_BINARY", /NUL/],
    ["nothing", Buffer.from(""), "FILE_EMPTY", /header and rows/],
    ["nothing but a mark", Buffer.from("\ufeff"), "FILE_EMPTY", /header and rows/],
    ["nothing in gzip", gzipSync(""), "FILE_EMPTY", /header and rows/],
    [
      "an unknown encoding",
      encode("id,nom\n1,Hélène\n", "windows-1252"),
      "ENCODING_UNKNOWN",
      /:2: .*--encoding/,
    ],
    ["XML", Buffer.from('<?xml version="1.0"?>\n<Document/>'), "FORMAT_UNKNOWN", /XML/],
    ["HTML", Buffer.from("\n<!DOCTYPE html><html></html>"), "FORMAT_UNKNOWN", /HTML/],
    ["a table in HTML", Buffer.from("<table><tr><td>id</td></tr></table>"), "FORMAT_UNKNOWN", /HTML/],
  ])("%s", async (_, content, code, message) => {
    const path = fileOf(content)
    const error = await inputErrorOf(openSource(path))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(message)
    expect(error.place.file).toBe(path)
  })

  test("a file that is not there, a folder, a file below a file", async () => {
    const folder = dirname(fileOf("a"))
    expect((await inputErrorOf(openSource(join(folder, "no.csv")))).code).toBe("FILE_NOT_FOUND")
    expect((await inputErrorOf(openSource(folder))).code).toBe("FILE_NOT_READABLE")
    expect((await inputErrorOf(openSource(join(fileOf("a"), "b.csv")))).code).toBe("FILE_NOT_FOUND")
  })

  test.skipIf(process.getuid?.() === 0)("a file without permission (skipped for root)", async () => {
    const path = fileOf("a,b\n")
    chmodSync(path, 0)
    expect((await inputErrorOf(openSource(path))).code).toBe("FILE_NOT_READABLE")
  })

  test("a broken JSON array", async () => {
    const error = await inputErrorOf(readFile(fileOf('[{"a":1},\n{"a":}]', ".json")))
    expect(failureOf(error)).toBe("JSON_INVALID@2")
  })

  test.each([
    [{ encoding: "klingon" }, /klingon.*utf-8/],
    [{ delimiter: ",," }, /one character/],
    [{ delimiter: "\n" }, /one character/],
    [{ delimiter: "'", quote: "'" }, /other than the delimiter/],
    [{ delimiter: ",", escape: "," }, /other than the delimiter/],
    [{ skipLines: -1 }, /whole number/],
    [{ maxCellLength: 0.5 }, /whole number/],
    [{ chunkSize: 0 }, /whole number/],
  ] as const)("OPTION_INVALID: %j", async (options, message) => {
    const error = await inputErrorOf(openSource(fileOf("a,b\n"), options))
    expect(error.code).toBe("OPTION_INVALID")
    expect(error.message).toMatch(message)
  })
})

describe("an abort", () => {
  test("before and while reading ends it with the reason of the signal", async () => {
    const path = fileOf("id,amount\n1,5\n".repeat(50_000))
    await expect(openSource(path, { signal: AbortSignal.abort(new Error("stopped")) })).rejects.toThrow(
      "stopped",
    )
    const controller = new AbortController()
    const source = await openSource(path, { signal: controller.signal, chunkSize: 4096 })
    const reading = (async () => {
      for await (const _ of source.rows()) controller.abort(new Error("stopped later"))
    })()
    await expect(reading).rejects.toThrow("stopped later")
  })
})

describe("standard input", () => {
  test("that has nothing to give yet does not keep an abort waiting", async () => {
    const path = fileOf(
      `
      import { openSource } from ${JSON.stringify(join(import.meta.dirname, "../../src/ingest/open-source.ts"))}
      const signal = AbortSignal.timeout(50)
      await openSource("-", { signal }).catch((error) => console.log(error === signal.reason))
    `,
      ".mts",
    )
    const tsx = join(import.meta.dirname, "../../node_modules/.bin/tsx")
    const child = spawn(tsx, [path], { stdio: ["pipe", "pipe", "inherit"] })
    child.stdin.write("id,amount\n")
    let printed = ""
    for await (const chunk of child.stdout) printed += chunk
    expect(printed).toBe("true\n")
  })

  const script = `
    import { openSource } from ${JSON.stringify(join(import.meta.dirname, "../../src/ingest/open-source.ts"))}
    const source = await openSource("-")
    const rows = []
    for await (const batch of source.rows()) rows.push(...batch)
    const { file, format, encoding, delimiter, bytes, bytesTotal, sha256 } = source
    console.log(JSON.stringify({ file, format, encoding, delimiter, bytes, bytesTotal, sha256, rows }))
  `
  test.each([
    ["GB18030", encode(CHINESE, "gb18030"), "gb18030"],
    ["gzip", gzipSync(CHINESE), "utf-8"],
  ])("is read as a file is: %s", (_, stored, encoding) => {
    const path = fileOf(script, ".mts")
    const tsx = join(import.meta.dirname, "../../node_modules/.bin/tsx")
    const result: unknown = JSON.parse(execFileSync(tsx, [path], { input: stored, encoding: "utf8" }))
    expect(result).toEqual({
      file: "<stdin>",
      format: "csv",
      encoding,
      delimiter: ";",
      bytes: stored.length,
      bytesTotal: null,
      sha256: createHash("sha256").update(stored).digest("hex"),
      rows: CHINESE_ROWS,
    })
  })
})

const samples = join(import.meta.dirname, "../../../shared/data/exports")

describe.skipIf(!existsSync(samples))("sample exports (skipped where the folder is absent)", () => {
  test("Alipay is GB18030, WeChat UTF-8, and a tab behind a closing quote is dropped", async () => {
    const alipay = await readFile(join(samples, "example-alipay-records.csv"))
    expect([alipay.encoding, alipay.delimiter]).toEqual(["gb18030", ","])
    expect(alipay.rows.some(({ line, cells }) => line === 25 && cells[0]?.trim() === "交易时间")).toBe(true)
    const wechat = await readFile(join(samples, "example-wechat-records.csv"))
    expect([wechat.encoding, wechat.delimiter]).toEqual(["utf-8", ","])
    const text = readFileSync(join(samples, "example-wechat-records.csv"), "utf8")
    const header = text.split("\n").findIndex((line) => line.startsWith("交易时间")) + 1
    expect(wechat.rows.find(({ line }) => line === header)?.cells).toHaveLength(11)
    for (const { cells } of wechat.rows) expect(cells).toHaveLength(11)
  })

  test("a workbook and XML are told", async () => {
    const workbook = await inputErrorOf(openSource(join(samples, "example-wechat-records.xlsx")))
    expect(workbook.message).toMatch(/FILE_IS_BINARY: looks like an Excel workbook/)
    expect((await inputErrorOf(openSource(join(samples, "camt053.v4.xml")))).code).toBe("FORMAT_UNKNOWN")
  })
})
