// What is fetched before it is written, against the cells of the table and the texts of its dictionaries one by one.
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Dictionary } from "../../src/model/dictionary.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { AHEAD, type Fetch, fetchPayments, fetchTexts, readAhead } from "../../src/report/read-ahead.ts"
import { tableOf } from "../helpers/table.ts"

const text = fc.constantFrom("payer", "paid", "memo", "象牙", "x")

/** Where the text of a code begins behind those before it, and its first byte. */
function textAt(values: Dictionary, code: number): number {
  const before = Array.from({ length: code }, (_, other) => Buffer.byteLength(values.text(other)))
  const byte = Buffer.from(values.text(code))[0]
  return before.reduce((sum, length) => sum + length, 0) + (byte ?? Number.NaN)
}

function payments(table: PaymentTable, rows: readonly number[]): number {
  const memo = table.text.get("memo")!
  return rows.reduce(
    (sum, row) =>
      sum +
      table.time[row]! +
      table.amountMinor[row]! +
      table.currency[row]! +
      textAt(table.parties, table.payer[row]!) +
      textAt(table.parties, table.payee[row]!) +
      textAt(memo.values, memo.codes[row]!) +
      // Ids of their own come in the order of rows, and are of one length here.
      4 * row +
      "i".charCodeAt(0),
    0,
  )
}

test("is all that findings tell of each of the rows", () => {
  const payment = fc.record({
    payer: text,
    payee: text,
    memo: text,
    time: fc.nat(4e9),
    amountMinor: fc.nat(9e9),
  })
  fc.assert(
    fc.property(
      fc.array(payment, { minLength: 1, maxLength: 9 }),
      fc.array(fc.nat(), { minLength: 1, maxLength: 20 }),
      fc.nat(9),
      (held, picked, from) => {
        const given = held.map(({ memo, ...others }, i) => ({
          id: `id-${i}`,
          currency: "CNY",
          ...others,
          text: { memo },
        }))
        const table = tableOf(given, ["memo"])
        const rows = picked.map((number) => number % held.length)
        const sum = fetchPayments(table).reduce((all, fetch) => all + fetch(rows, from, rows.length), 0)
        expect(sum).toBe(payments(table, rows.slice(from)))
      },
    ),
  )
})

test("is nothing of texts behind a dictionary that does not say where they are kept", () => {
  expect(fetchTexts({ size: 2, text: () => "a", code: () => 1 })([1], 0, 1)).toBe(0)
})

test("comes by a few hundred, each place of a list once", () => {
  const asked: number[] = []
  const fetch: Fetch = (_list, from, to) => asked.push(from, to)
  const list = new Uint32Array(2 * AHEAD + 5)
  const ahead = readAhead([fetch])
  for (let place = 0; place < list.length; place++) ahead(list, place)
  expect(asked).toEqual([0, AHEAD, AHEAD, 2 * AHEAD, 2 * AHEAD, list.length])
})
