// Rows read as bytes, in TypeScript and by the kernel, against the same rows read one by one from texts: the table, its dictionaries, the account of the
// rows, the rejects and the errors must agree to the cell, whatever the file and the chunks.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { parseMapping } from "../../src/ingest/mapping.ts"
import { createKernel } from "../../src/ingest/open-kernel.ts"
import { type ReadOptions, readPayments, readPaymentsBy } from "../../src/ingest/read-payments.ts"
import { changedBytes, chunkSize, HEAD, HEADER, outcome, rows, withHead } from "./bulk-support.ts"
import { fileOf } from "./read-support.ts"

/** From the first row on, and one memory for all files of all tests: what is left of one must not matter to the next. */
const kernel = createKernel(undefined, 0)
const readByKernel: typeof readPayments = (...args) => readPaymentsBy({ kernel }, ...args)
const readByRow: typeof readPayments = (...args) => readPaymentsBy({ kernel, byRow: true }, ...args)

async function expectSame(files: readonly string[], options: ReadOptions = {}): Promise<void> {
  const expected = await outcome(readByRow, files, options)
  // These files are too small for `readPayments` to open the kernel.
  expect(await outcome(readPayments, files, options)).toEqual(expected)
  expect(await outcome(readByKernel, files, options)).toEqual(expected)
}

test("the kernel is there", () => {
  expect(kernel.open()).toBeDefined()
})

describe("rows read as bytes are the rows read one by one", () => {
  test("whatever the cells, line ends and chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom(undefined, 0, 5, 100_000),
        chunkSize,
        async (some, lineEnd, endsWithLineEnd, strictDecimals, maxRejects, size) => {
          const text = withHead(some, lineEnd) + (endsWithLineEnd ? lineEnd : "")
          await expectSame([fileOf(text)], { chunkSize: size, strictDecimals, maxRejects })
        },
      ),
      { numRuns: 60 },
    )
  })

  test("whatever becomes of their bytes", async () => {
    const whole = new TextEncoder().encode(withHead(HEAD.map((line) => line.replace("H", "G"))))
    await fc.assert(
      fc.asyncProperty(changedBytes(whole, HEADER.length + 1), chunkSize, async (bytes, size) => {
        await expectSame([fileOf(bytes)], { chunkSize: size })
      }),
      { numRuns: 60 },
    )
  })

  const MAPPINGS = [
    "constants: { memo: none given, channel: bank, status: completed }\ncolumns: { memo: memo, status: status }",
    'missing: ["5", "u1", "plain", "2026-01-05 00:03:46", "CNY"]',
    "negative_amount: swap",
    "columns: { time: 2, payer: 3, payee: 4, amount: 6, currency: 7, memo: [8, 5] }",
    "columns: { attributes.way: channel, attributes.land: payerCountry }\ncurrencies: { USD: [CNY] }",
    "decimal: ','",
    "timezone: America/New_York\nstatus: { settled: [weird], pending: [settled] }",
    "constants: { currency: USD, payer: cash }\ncolumns: { payer: payer, payeeName: payeeName }",
  ]

  test.each(MAPPINGS)("with the mapping %s", async (yaml) => {
    const mapping = parseMapping(yaml, "map.yaml")
    await fc.assert(
      fc.asyncProperty(rows, chunkSize, async (some, size) => {
        await expectSame([fileOf(withHead(some))], { chunkSize: size, mapping, maxRejects: 1000 })
      }),
      { numRuns: 12 },
    )
  })

  test("in several files, also the same one again, and of other columns", async () => {
    const rest = HEAD.map((line) => line.replace("H", "K").replace("memo", "other"))
    const first = fileOf(withHead(rest))
    const second = fileOf(
      [
        "time,amount (USD),from,to,note,goods",
        ...HEAD.map((_, i) => `2024-03-01 09:30:${10 + (i % 50)},${i},p${i % 3},u${i % 4},memo ${i},shell`),
      ].join("\r\n"),
    )
    const single = fileOf(`${HEADER.replace("id,", "")}\n2026-01-05,a,b,,5,CNY,,,,,\n`)
    for (const chunkSize of [7, 1000, 1 << 18]) {
      await expectSame([first, second, first, single, single], {
        chunkSize,
        names: ["a", "b", "c", "d", "d"],
      })
    }
  })

  test("in tables with semicolons, tabs or bars, a mark, quotes everywhere, and names behind the last", async () => {
    const quoted = (line: string) =>
      line
        .split(",")
        .map((cell) => `"${cell}"`)
        .join(",")
    const lines = [HEADER, ...HEAD, ...HEAD.map((line) => line.replace("H", "L"))]
    const texts = [
      ...[";", "\t", "|"].map((delimiter) => lines.map((line) => line.replaceAll(",", delimiter)).join("\n")),
      `\ufeff${lines.join("\n")}`,
      lines.map(quoted).join("\r\n"),
      lines.map((line, i) => (i % 3 === 0 ? quoted(line) : line)).join("\n"),
      lines.map((line) => `${line},,`).join("\n"),
      lines.map((line, i) => (i === 200 ? `${line},, x` : `${line},,`)).join("\n"),
      ["Report of the day", "", ...lines].join("\n"),
      lines.join("\n\n  \n"),
    ]
    for (const text of texts) {
      for (const chunkSize of [40, 1 << 18]) await expectSame([fileOf(text)], { chunkSize })
    }
  })

  test("with cells that are too long, quotes that are not closed and bytes that are not valid", async () => {
    const long = `L1,2026-01-05T00:03:46Z,a,b,,5,CNY,${"x".repeat((1 << 20) + 1)},,,,`
    const nearly = `L1,2026-01-05T00:03:46Z,a,b,,5,CNY,${"象".repeat(1 << 20)},,,,`
    const open = `L1,2026-01-05T00:03:46Z,a,b,,5,CNY,"open,,,,`
    for (const chunkSize of [1 << 16, 1 << 18]) {
      for (const odd of [long, nearly, open]) {
        await expectSame([fileOf(withHead([...HEAD.map((line) => `G${line}`), odd, ...HEAD]))], { chunkSize })
      }
      const broken = [...Buffer.from(withHead(HEAD.map((line) => `G${line}`)))]
      broken[broken.length - 30] = 0xff
      await expectSame([fileOf(Uint8Array.from(broken))], { chunkSize })
    }
  })
})

test("columns have room for all rows of a file that begins with longer ones", async () => {
  const rowOf = (i: number, memo: string) =>
    `R${String(i).padStart(6, "0")},2026-01-05T00:03:46Z,u${i % 7},m${i % 5},,5.00,CNY,${memo},wallet,settled,CN,CN`
  const some = Array.from({ length: 40_000 }, (_, i) => rowOf(i, i < 4_000 ? "x".repeat(30) : "x"))
  const { table } = await readPayments([fileOf([HEADER, ...some].join("\n"))])
  expect(table.rowCount).toBe(some.length)
  // A column that was full is twice as long as was expected, and was held twice while it was copied.
  expect(table.time.buffer.byteLength / table.time.byteLength).toBeLessThan(1.5)
})
