// The payments of a workbook: cells straight from the bytes of columns, against the values that they show.
import fc from "fast-check"
import { expect, test } from "vitest"
import { formatMinor } from "../../src/model/money.ts"
import { partyNameOf } from "../../src/model/party.ts"
import { fieldText } from "../../src/model/payment-facts.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { formatTime } from "../../src/model/time.ts"
import { amountCell, paymentSheet } from "../../src/report/payment-sheet.ts"
import { rowsXml, type SheetValues } from "../../src/report/workbook.ts"
import { tableOf, withPackedIds } from "../helpers/table.ts"
import { textOf } from "./samples.ts"

const STYLES = { text: 's="1"', prose: 's="2"', number: 's="3"', numberText: 's="4"', note: 's="5"' }

const FINDINGS = (rowCount: number) =>
  ["f-1", "f <2>"].map((id, number) => ({
    ...{ id, rule: "r" },
    rows: Array.from({ length: rowCount }, (_, row) => row).filter((row) => number === 0 || row % 2 === 0),
  }))

/** What a row of the table shows, one value a column. */
function valuesOf(table: PaymentTable, row: number): SheetValues {
  const currency = table.currencies.text(table.currency[row]!)
  const nameOf = partyNameOf(table)
  return [
    table.idOf(row),
    formatTime(table.time[row]!),
    table.parties.text(table.payer[row]!),
    nameOf(table.payer[row]!),
    table.parties.text(table.payee[row]!),
    nameOf(table.payee[row]!),
    amountCell(formatMinor(table.amountMinor[row]!, currency)),
    currency,
    fieldText(table, "memo", row),
    table.files.text(table.fileOf(row)),
    table.lineOf(row),
    row % 2 === 0 ? "f-1; f <2>" : "f-1",
  ]
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
        time: i * 1_000_500,
        ...others,
        text: { memo, payerName },
      }))
      const table = tableOf(given, ["memo", "payerName"], `f${file}`)
      const sheet = paymentSheet({ findings: FINDINGS(held.length), table })
      const rows = held.map((_, row) => valuesOf(table, row))
      const expected = textOf(rowsXml({ ...sheet, rows }, STYLES))
      expect(textOf(rowsXml(sheet, STYLES))).toBe(expected)
      const packed = paymentSheet({ findings: FINDINGS(held.length), table: withPackedIds(table) })
      expect(textOf(rowsXml(packed, STYLES))).toBe(expected)
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
  const xml = textOf(rowsXml(sheet, STYLES))
  expect(xml).toBe(textOf(rowsXml({ ...sheet, rows: [0, 1].map((row) => valuesOf(table, row)) }, STYLES)))
  expect(xml).toContain("2 cells cut at 32767 characters")
  expect(xml).toContain("<v>9.5</v>")
})
