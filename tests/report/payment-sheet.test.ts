// The payments of a workbook: cells straight from the bytes of columns, against the values that they show.
import fc from "fast-check"
import { expect, test } from "vitest"
import { formatMinor } from "../../src/model/money.ts"
import { partyNameOf } from "../../src/model/party.ts"
import { fieldText } from "../../src/model/payment-facts.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { excelTime } from "../../src/report/excel-time.ts"
import { paymentSheet } from "../../src/report/payment-sheet.ts"
import type { SheetCells } from "../../src/report/sheet-cells.ts"
import { rowsXml } from "../../src/report/workbook.ts"
import { tableOf, withPackedIds } from "../helpers/table.ts"
import { SAMPLE_STYLES, textOf } from "./samples.ts"

const FINDINGS = (rowCount: number) =>
  ["f-1", "f <2>"].map((id, number) => ({
    ...{ id, rule: "r" },
    rows: Array.from({ length: rowCount }, (_, row) => row).filter((row) => number === 0 || row % 2 === 0),
  }))

/** What a row of the table shows, one cell a column. */
const cellsOf = (table: PaymentTable, row: number) => (cells: SheetCells) => {
  const currency = table.currencies.text(table.currency[row]!)
  const nameOf = partyNameOf(table)
  const before = [
    table.idOf(row),
    excelTime(table.time[row]!),
    table.parties.text(table.payer[row]!),
    nameOf(table.payer[row]!),
    table.parties.text(table.payee[row]!),
    nameOf(table.payee[row]!),
  ]
  const behind = [
    currency,
    fieldText(table, "memo", row),
    table.files.text(table.fileOf(row)),
    table.lineOf(row),
    row % 2 === 0 ? "f-1; f <2>" : "f-1",
  ]
  for (const value of before) cells.add(value)
  const amount = formatMinor(table.amountMinor[row]!, currency)
  const digits = new TextEncoder().encode(amount)
  if (table.amountMinor[row]! >= 10 ** 15) cells.add(amount)
  else cells.addNumber(digits, 0, digits.length, amount.split(".")[1]?.length ?? 0)
  for (const value of behind) cells.add(value)
}

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(" ", "a", "_", "x0041_", "<", "\n"), maxLength: 6 }),
  fc.constantFrom(
    "",
    "plain",
    "a  b",
    " a",
    "a ",
    "_x0041_",
    "\u2028",
    "象牙",
    "😀",
    "\ud800",
    "\uffff",
    "\t",
  ),
)
const payment = fc.record({
  ...{ id: text, payer: text, payee: text, payerName: text, memo: text },
  amountMinor: fc.oneof(fc.nat(2000), fc.maxSafeNat(), fc.constantFrom(0, 10 ** 15 - 1, 10 ** 15, 1500)),
  currency: fc.constantFrom("CNY", "JPY", "KWD", "BTC"),
})

test("are the same cells, whatever texts and amounts payments hold", () => {
  fc.assert(
    fc.property(fc.array(payment, { minLength: 1, maxLength: 8 }), text, (held, file) => {
      const given = held.map(({ id, memo, payerName, ...others }, i) => ({
        id: i % 3 === 1 ? "" : `${id}${i}`,
        // In order of time, as a workbook has them.
        // Before Excel's first day, and at odd moments behind it.
        time: (i - 4) * 86_400_000 * 8000 + i * 1_000_501,
        ...others,
        text: { memo, payerName },
      }))
      const table = tableOf(given, ["memo", "payerName"], `f${file}`)
      const sheet = paymentSheet({ findings: FINDINGS(held.length), table })
      const rows = held.map((_, row) => cellsOf(table, row))
      const expected = textOf(rowsXml({ ...sheet, rows }, SAMPLE_STYLES))
      expect(textOf(rowsXml(sheet, SAMPLE_STYLES))).toBe(expected)
      const packed = paymentSheet({ findings: FINDINGS(held.length), table: withPackedIds(table) })
      expect(textOf(rowsXml(packed, SAMPLE_STYLES))).toBe(expected)
    }),
    { numRuns: 300 },
  )
})

test("have no text longer than Excel takes", () => {
  const payments = ["x", "象"].map((sign, i) => ({
    ...{ id: `p${i}`, time: i, amountMinor: 950, currency: "CNY", payer: "a", payee: "b" },
    text: { memo: sign.repeat(33_000) },
  }))
  const table = tableOf(payments, ["memo"])
  const sheet = paymentSheet({ findings: FINDINGS(2), table })
  const xml = textOf(rowsXml(sheet, SAMPLE_STYLES))
  expect(xml).toBe(
    textOf(rowsXml({ ...sheet, rows: [0, 1].map((row) => cellsOf(table, row)) }, SAMPLE_STYLES)),
  )
  expect(xml).toContain("2 cells cut at 32767 characters")
  expect(xml).toContain('s="12"><v>9.50</v>')
})
