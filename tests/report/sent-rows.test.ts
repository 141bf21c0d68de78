// Rows of a sheet that a thread is sent as bytes: the same XML as that of the rows themselves.
import fc from "fast-check"
import { expect, test } from "vitest"
import { FULL_LENGTH } from "../../src/report/byte-text.ts"
import { receiveSheet, sendSheet } from "../../src/report/sent-rows.ts"
import { rowsXml, type Sheet, type SheetValues, sheetColumns } from "../../src/report/workbook.ts"
import { SAMPLE_STYLES, textOf } from "./samples.ts"

function sheetOf(rows: readonly SheetValues[]): Sheet {
  const columns = sheetColumns([
    ["a", 9],
    ["b", 9, "number"],
    ["c", 9, "time"],
  ])
  return { name: "S", columns, rowCount: rows.length, rows, whole: "all.jsonl" }
}

const xmlOf = (sheet: Sheet) => textOf(rowsXml(sheet, SAMPLE_STYLES))
const xmlAsSent = (sheet: Sheet) =>
  textOf(rowsXml(receiveSheet(structuredClone(sendSheet(sheet))), SAMPLE_STYLES))

const cell = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(" ", "a", "_", "<", "\n"), maxLength: 5 }),
  fc.constantFrom(
    "",
    "象牙",
    "😀",
    "\ud800",
    "x\udc00",
    "\uffff",
    "_x0041_",
    `${"y".repeat(32_749)}\ud83d\ude00z`,
  ),
  fc.constantFrom(0, -1.5, 99.9, 1e21, 1e-7, 9_007_199_254_740_991),
)

test("any cells, and none", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
      expect(xmlAsSent(sheetOf(rows))).toBe(xmlOf(sheetOf(rows)))
    }),
    { numRuns: 300 },
  )
})

test("rows of several pieces, and no more than fit", () => {
  const rows = Array.from({ length: 51_000 }, (_, i): SheetValues => [`row ${i}`, i, "象牙"])
  const sent = sendSheet(sheetOf(rows))
  expect(sent.cells.length).toBeGreaterThan(3)
  expect(sent.cells.every(({ bytes }) => bytes.length < FULL_LENGTH + 100)).toBe(true)
  expect(xmlAsSent(sheetOf(rows))).toBe(xmlOf(sheetOf(rows)))
})

test("texts of more bytes than a sheet takes are not all sent", () => {
  const long = "x".repeat(1 << 20)
  const sent = sendSheet(sheetOf(Array.from({ length: 300 }, (): SheetValues => [long, 1, ""])))
  const bytes = sent.cells.reduce((sum, piece) => sum + piece.bytes.length, 0)
  expect(bytes).toBeGreaterThan(1 << 27)
  expect(bytes).toBeLessThan(2 ** 27 + 2 ** 21)
})
