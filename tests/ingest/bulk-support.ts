// What tests of bulk reading share: files of payments of all kinds, and all that the reading of one gives.
import fc from "fast-check"
import type { ReadOptions, readPayments } from "../../src/ingest/read-payments.ts"
import type { Dictionary } from "../../src/model/dictionary.ts"
import { InputError } from "../../src/model/errors.ts"
import type { Reject } from "../../src/model/reject.ts"

function textsOf(values: Dictionary): string[] {
  return Array.from({ length: values.size }, (_, code) => values.text(code))
}

/** All that the reading gives, as plain values. */
export async function outcome(read: typeof readPayments, files: readonly string[], options: ReadOptions) {
  const rejects: Reject[] = []
  try {
    const { table, intake } = await read(files, { ...options, onReject: (reject) => rejects.push(reject) })
    const { text, idOf, hasOwnId, fileOf, lineOf, currencies, parties, files: names, ...columns } = table
    const { rejects: log, ...account } = intake
    const logged: Reject[] = []
    for await (const reject of log) logged.push(reject)
    const rows = [...Array(table.rowCount).keys()]
    return {
      columns,
      ids: rows.map(idOf),
      own: rows.map(hasOwnId),
      places: rows.map((row) => [fileOf(row), lineOf(row)]),
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

export const HEADER =
  "id,time,payer,payee,payeeName,amount,currency,memo,channel,status,payerCountry,payeeCountry"

/** Enough rows that the layout is known before the ones to look at. */
export const HEAD = Array.from(
  { length: 104 },
  (_, i) =>
    `H${i},2026-01-05T00:${String(i % 60).padStart(2, "0")}:46+08:00,u${i % 7},m${i % 5},店${i % 5},${i}.5${i % 10},CNY,memo ${i % 9},wallet,settled,CN,VN`,
)

export const withHead = (rows: readonly string[], lineEnd = "\n") => [HEADER, ...HEAD, ...rows].join(lineEnd)

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
    "45.678",
    '"45,678"',
    "45.6789",
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
export const rows = fc.array(
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

export const chunkSize = fc.oneof(
  { weight: 1, arbitrary: fc.integer({ min: 5, max: 60 }) },
  { weight: 4, arbitrary: fc.integer({ min: 61, max: 20_000 }) },
)

/** Bytes written over, put in or taken out of `whole` from byte `from` on, up to six of them. */
export function changedBytes(whole: Uint8Array, from: number): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(
    fc.integer({ min: from, max: whole.length - 1 }),
    fc.constantFrom(...[...'",\n\r \\0a'].map((char) => char.charCodeAt(0)), 0, 0xff, 0xe3, 0x80, 0xc2),
    fc.constantFrom("write", "insert", "delete"),
  )
  return fc.array(change, { minLength: 1, maxLength: 6 }).map((changes) => {
    const bytes = [...whole]
    for (const [at, byte, kind] of changes) {
      if (kind === "write") bytes[at] = byte
      else bytes.splice(at, kind === "delete" ? 1 : 0, ...(kind === "delete" ? [] : [byte]))
    }
    return Uint8Array.from(bytes)
  })
}
