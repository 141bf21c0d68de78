// Rows read as bytes against the same rows read one by one from texts: the table, its dictionaries, the account of the
// rows, the rejects and the errors must agree to the cell, whatever the file and the chunks.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { parseMapping } from "../../src/ingest/mapping.ts"
import { type ReadOptions, readPayments, readPaymentsByRow } from "../../src/ingest/read-payments.ts"
import type { Dictionary } from "../../src/model/dictionary.ts"
import { InputError } from "../../src/model/errors.ts"
import type { Reject } from "../../src/model/reject.ts"
import { fileOf } from "./read-support.ts"

function textsOf(values: Dictionary): string[] {
  return Array.from({ length: values.size }, (_, code) => values.text(code))
}

/** All that the reading gives, as plain values. */
async function outcome(read: typeof readPayments, files: readonly string[], options: ReadOptions) {
  const rejects: Reject[] = []
  try {
    const { table, intake } = await read(files, { ...options, onReject: (reject) => rejects.push(reject) })
    const { text, idOf, hasOwnId, currencies, parties, files: names, ...columns } = table
    const { rejects: log, ...account } = intake
    const logged: Reject[] = []
    for await (const reject of log) logged.push(reject)
    const rows = [...Array(table.rowCount).keys()]
    return {
      columns,
      ids: rows.map(idOf),
      own: rows.map(hasOwnId),
      dictionaries: [currencies, parties, names].map(textsOf),
      text: [...text].map(([field, { codes, values }]) => ({ field, codes, texts: textsOf(values) })),
      sharing: [...text.values()].map(({ values }) =>
        [...text.values()].findIndex((other) => other.values === values),
      ),
      account,
      rejects,
      logged,
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { failure: { code: error.code, place: error.place, detail: error.detail }, rejects }
  }
}

async function expectSame(files: readonly string[], options: ReadOptions = {}): Promise<void> {
  expect(await outcome(readPayments, files, options)).toEqual(
    await outcome(readPaymentsByRow, files, options),
  )
}

const HEADER = "id,time,payer,payee,payeeName,amount,currency,memo,channel,status,payerCountry,payeeCountry"

/** Enough rows that the layout is known before the ones to look at. */
const HEAD = Array.from(
  { length: 104 },
  (_, i) =>
    `H${i},2026-01-05T00:${String(i % 60).padStart(2, "0")}:46+08:00,u${i % 7},m${i % 5},店${i % 5},${i}.5${i % 10},CNY,memo ${i % 9},wallet,settled,CN,VN`,
)

const withHead = (rows: readonly string[], lineEnd = "\n") => [HEADER, ...HEAD, ...rows].join(lineEnd)

const cellsOf = {
  id: fc.constantFrom(
    "",
    "a1",
    "a2",
    "a3",
    "H7",
    " a4 ",
    "NULL",
    "\\N",
    "编号1",
    "none",
    '"a5"',
    "\u3000b",
    "nan",
    "NaN",
  ),
  time: fc.constantFrom(
    "2026-01-05T00:03:46+08:00",
    "2026-01-05T00:03:46Z",
    "2026-01-05 00:03:46",
    "2026-02-29 00:03:46",
    "2026-01-05 24:03:46",
    "2026-01-05T00:03:46-03:30",
    "2026-01-05T00:03:46+24:00",
    "2026-01-05",
    "2026/01/05 00:03",
    "2026-01-05T00:03:46.250Z",
    "5 Jan 2026 10:00",
    "1767600000",
    "",
    "NULL",
    " 2026-01-05T00:03:46Z ",
    '"2026-01-05T00:03:46Z"',
    "２０２６-01-05 00:03:46",
    "soon",
  ),
  party: fc.constantFrom(
    "u1",
    "u2",
    "m3",
    "",
    "cash",
    "unknown",
    "现金",
    "N/A",
    "--",
    "小明",
    "u9 ",
    "\u00a0u9",
    "u9\u3000",
    '"u,9"',
    "Cash",
    "u1",
  ),
  amount: fc.constantFrom(
    "1010.44",
    "5",
    "0",
    "12.5",
    "12.345",
    "-3",
    "1,000",
    '"1,000.50"',
    "abc",
    "",
    "NaN",
    "999999999999999",
    "9999999999999999",
    "1.",
    ".5",
    "¥5",
    "1e3",
    "00012.30",
    "12.340",
    " 7.10",
  ),
  currency: fc.constantFrom(
    "CNY",
    "CNY",
    "CNY",
    "USD",
    "JPY",
    "KWD",
    "cny",
    "人民币",
    "",
    "XXX",
    "VND",
    "rmb",
  ),
  text: fc.constantFrom(
    "",
    "订单 37222382",
    "plain",
    " padded ",
    "NULL",
    "null",
    "n/a",
    "#N/A",
    "象牙\u3000",
    "\ufeffmark",
    "😀",
    '"quoted, text"',
    '"a ""b"" c"',
    '"two\nlines"',
    '"',
    'mid"dle',
    "a\u0000b",
    '"open" tail',
    "'",
    "\\",
    "名\u2028",
    "é",
    "\ta",
    "None ",
  ),
  status: fc.constantFrom(
    "settled",
    "",
    "completed",
    "Reversed",
    "refund",
    "pending",
    "weird",
    "已完成",
    "NULL",
    " ok",
  ),
  country: fc.constantFrom("CN", "VN", "", "cn", "China", "中国", "XX", "Atlantis", "N/A", "TZA"),
}

const row = fc
  .tuple(
    cellsOf.id,
    cellsOf.time,
    cellsOf.party,
    cellsOf.party,
    cellsOf.text,
    cellsOf.amount,
    cellsOf.currency,
    cellsOf.text,
    cellsOf.text,
    cellsOf.status,
    cellsOf.country,
    cellsOf.country,
  )
  .map((cells) => cells.join(","))

/** Rows of which most are good, so that long stretches are plain. */
const rows = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(cellsOf.id, cellsOf.party, cellsOf.amount, cellsOf.text)
        .map(
          ([id, party, amount, text]) =>
            `${id},2026-01-06T00:03:46+08:00,${party},m1,店1,${amount},CNY,${text},wallet,settled,CN,CN`,
        ),
    },
    { weight: 2, arbitrary: row },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        "",
        "   ",
        ",,,",
        "a,b",
        `${",".repeat(11)},,`,
        `x${",y".repeat(14)}`,
        HEADER,
      ),
    },
  ),
  { maxLength: 40 },
)

const chunkSize = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: 5, max: 60 }) },
  { weight: 4, arbitrary: fc.integer({ min: 61, max: 20_000 }) },
)

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
    const mutation = fc.tuple(
      fc.integer({ min: HEADER.length + 1, max: whole.length - 1 }),
      fc.constantFrom(...[...'",\n\r \\0a'].map((char) => char.charCodeAt(0)), 0, 0xff, 0xe3, 0x80, 0xc2),
      fc.constantFrom("write", "insert", "delete"),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        chunkSize,
        async (mutations, size) => {
          const bytes = [...whole]
          for (const [at, byte, kind] of mutations) {
            if (kind === "write") bytes[at] = byte
            else bytes.splice(at, kind === "delete" ? 1 : 0, ...(kind === "delete" ? [] : [byte]))
          }
          await expectSame([fileOf(Uint8Array.from(bytes))], { chunkSize: size })
        },
      ),
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
