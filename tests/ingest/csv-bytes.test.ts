// Rows of bytes and rows of texts together are the rows of the file, whatever the chunks; and bytes are what is taken.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { readCsvBytes } from "../../src/ingest/csv-bytes.ts"
import { readCsv } from "../../src/ingest/csv-source.ts"
import { decodeText } from "../../src/ingest/decode.ts"
import { findLayout } from "../../src/ingest/layout.ts"
import type { PlainRowTaker, RawRow } from "../../src/ingest/row-source.ts"
import { createPlainRecords, scanRecords } from "../../src/ingest/scan-records.ts"
import { collect, inParts } from "./byte-support.ts"

const DIALECT = { delimiter: ",", quote: '"', escape: null }

/** Takes rows of `width` cells as soon as `isReady`, into `rows`. */
function takerInto(rows: RawRow[], width: number, isReady: () => boolean): PlainRowTaker {
  const records = createPlainRecords(width, width)
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true })
  return {
    get readiness() {
      return isReady() ? "ready" : "waiting"
    },
    take(bytes, from, end, line, marks) {
      records.at = from
      records.line = line
      do {
        scanRecords(bytes, records.at, end, records.line, marks, records)
        for (let row = 0; row < records.count; row++) {
          const cells = Array.from({ length: width }, (_, i) => {
            const cell = row * width + i
            return decoder.decode(bytes.subarray(records.starts[cell], records.ends[cell]))
          })
          rows.push({ line: records.lines[row]!, cells })
        }
      } while (records.count === records.lines.length)
      return records
    },
  }
}

async function readBoth(bytes: Uint8Array, size: number, headRows: number, options: object = {}) {
  const cut = { file: "test.csv", skipLines: 0, maxCellLength: 200, ...options }
  const rows: RawRow[] = []
  let given = 0
  const taker = takerInto(rows, 3, () => given >= headRows)
  async function* all() {
    for await (const batch of readCsvBytes(inParts(bytes, size), DIALECT, cut, taker)) {
      given += batch.length
      rows.push(...batch)
      yield []
    }
  }
  const { failure } = await collect(all())
  const expected = await collect(readCsv(decodeText(inParts(bytes, size), "utf-8", "test.csv"), DIALECT, cut))
  const trimmed = ({ line, cells }: RawRow) => ({
    line,
    cells: cells.map((cell) => cell.replace(/^[\t-\r ]+|[\t-\r ]+$/g, "")),
  })
  return {
    found: { rows: rows.map(trimmed), failure },
    expected: { rows: expected.items.map(trimmed), failure: expected.failure },
    taken: rows.length - given,
  }
}

describe("plain rows as bytes, the others as texts", () => {
  test("are the rows of the file with their lines and its error", async () => {
    const parts = fc.constantFrom(
      ...[
        "a,b,c\n",
        "a,b,c\n",
        "d,é,象\r\n",
        '"q",r,s\n',
        '"two\nlines",b,c\n',
        'x,"y ""z""",\n',
        "a,b\n",
        "\n",
        "  \r\n",
      ],
      ...[
        "a,b,c\r",
        '"tail" ,b,c\n',
        ",,\n",
        '"',
        "e,f",
        "\ufeffg,h,i\n",
        "x".repeat(90),
        `${",y".repeat(70)}\n`,
      ],
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(parts, { maxLength: 60 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(5),
        fc.nat(4),
        async (some, size, headRows, skipLines) => {
          const bytes = new TextEncoder().encode(some.join(""))
          const { found, expected } = await readBoth(bytes, size, headRows, { skipLines })
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 300 },
    )
  })

  test("bytes that are not valid end the reading with their line", async () => {
    for (const size of [7, 64, 10_000]) {
      const bytes = Buffer.from(`${"a,b,c\r\n".repeat(300)}d,\xff,e\n${"a,b,c\n".repeat(300)}`, "latin1")
      const { found, expected } = await readBoth(bytes, size, 3)
      expect(expected.failure).toBe("ENCODING_INVALID@301")
      expect(found.failure).toBe(expected.failure)
    }
  })

  test("all but the first rows of a plain file are taken, and all but the odd ones of another", async () => {
    const plain = await readBoth(Buffer.from("a,b,c\n".repeat(5000)), 4096, 1)
    expect(plain.taken).toBeGreaterThan(4800)
    const mixed = await readBoth(Buffer.from(`${"a,b,c\n".repeat(99)}"x ""y""",b,c\n`.repeat(50)), 4096, 1)
    expect(mixed.taken).toBeGreaterThan(4500)
    expect(mixed.found).toEqual(mixed.expected)
  })

  test("payments with one column a field have a plan for bytes, others have none", () => {
    const planOf = (...names: string[]) =>
      findLayout("a.csv", [{ line: 1, cells: names }], {
        mappingIsForSome: false,
        strictDecimals: false,
        textColumn: () => 0,
      }).layout.bulk
    expect(planOf("id", "time", "amount", "currency", "payer", "payee", "memo")).not.toBeNull()
    expect(planOf("time", "amount", "currency", "payer", "memo", "附言")).toBeNull()
    expect(planOf("date", "clock", "amount", "currency", "payer")).toBeNull()
  })
})
