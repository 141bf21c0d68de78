// A table on shared memory is the same table, here and where it is opened.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { describeParties } from "../../src/model/party-table.ts"
import { openTable, shareTable } from "../../src/model/shared-table.ts"
import { type PaymentTable, PaymentTableBuilder } from "../../src/model/table.ts"
import { createVeil } from "../../src/model/veil.ts"
import { veilTable } from "../../src/model/veil-table.ts"

const FIELDS = ["memo", "payerName", "payeeName"] as const

const cells = fc.record({
  id: fc.oneof(fc.constant(""), fc.uuid()),
  payer: fc.constantFrom("", "a", "李雷", "b".repeat(300)),
  payee: fc.constantFrom("a", "\ud800", "🐅"),
  text: fc.tuple(fc.string(), fc.constantFrom("", "Ann", "Bob"), fc.constantFrom("", "Ann")),
  line: fc.integer({ min: 2, max: 4 }),
})

type Cells = typeof cells extends fc.Arbitrary<infer T> ? T : never

function tableOf(rows: readonly Cells[]): PaymentTable {
  const builder = new PaymentTableBuilder()
  const columns = FIELDS.map((field) => builder.textColumn(field))
  const files = [builder.addFile("one.csv"), builder.addFile("one.csv")]
  for (const [i, { line, text, ...row }] of rows.entries()) {
    builder.add({
      ...row,
      time: i * 1000,
      amountMinor: i,
      currency: i % 2 === 0 ? "CNY" : "USD",
      status: i % 3,
      text: columns.map((_, at) => text[at]!),
      file: files[i % 2]!,
      line,
    })
  }
  return builder.done()
}

/** Everything that can be asked of each row. */
function told(table: PaymentTable): unknown {
  return Array.from({ length: table.rowCount }, (_, row) => [
    table.idOf(row),
    table.hasOwnId(row),
    table.time[row],
    table.amountMinor[row],
    table.currencies.text(table.currency[row]!),
    table.status[row],
    table.parties.text(table.payer[row]!),
    table.parties.text(table.payee[row]!),
    table.files.text(table.fileOf(row)),
    table.lineOf(row),
    [...table.text].map(([field, { codes, values }]) => [field, codes[row], values.text(codes[row]!)]),
  ])
}

describe("a table on shared memory", () => {
  test("is the same here and when it is opened", () => {
    fc.assert(
      fc.property(fc.array(cells, { maxLength: 30 }), (rows) => {
        const table = tableOf(rows)
        const before = told(table)
        const { table: own, shared } = shareTable(table)!
        expect(told(own)).toEqual(before)
        const opened = openTable(structuredClone(shared))
        expect(told(opened)).toEqual(before)
        for (let code = 1; code < table.parties.size; code++)
          expect(opened.parties.code(table.parties.text(code))).toBe(code)
        expect(opened.text.get("payerName")?.values).toBe(opened.text.get("payeeName")?.values)
      }),
      { numRuns: 50 },
    )
  })

  test("lies in memory that is not copied", () => {
    const { table, shared } = shareTable(tableOf([]))!
    const { buffer } = structuredClone(shared).columns.time
    expect(buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(table.time).toBe(shared.columns.time)
  })

  test("a dictionary takes new texts after it was shared, and what is shared stays", () => {
    const table = tableOf([{ id: "1", payer: "a", payee: "🐅", text: ["m", "", ""], line: 2 }])
    const { shared } = shareTable(table)!
    const opened = openTable(shared)
    const { parties } = table
    if (!("add" in parties)) throw new Error("the builder's own dictionary")
    const added = (parties.add as (text: string) => number)("new")
    expect([parties.text(added), parties.code("new")]).toEqual(["new", added])
    expect([opened.parties.size, opened.parties.code("new")]).toEqual([3, 0])
  })

  test("takes what a party table says", () => {
    const row: Cells = { id: "1", payer: "a", payee: "🐅", text: ["m", "", ""], line: 2 }
    const known = {
      file: null,
      sha256: "",
      columns: ["Name", "Trade"],
      parties: new Map([["a", ["Ann", "zoo"]]]),
    }
    const { table } = describeParties(tableOf([row]), known)
    const { table: own, shared } = shareTable(table)!
    expect(told(own)).toEqual(told(table))
    expect(told(openTable(shared))).toEqual(told(table))
  })

  test("is not made of one under pseudonyms", () => {
    const veil = createVeil(Uint8Array.from({ length: 32 }, (_, i) => i))
    expect(shareTable(veilTable(tableOf([]), veil))).toBeUndefined()
  })
})
