// Moments as Excel counts days, against days whose numbers Microsoft publishes.
import fc from "fast-check"
import { expect, test } from "vitest"
import { excelTime, excelTimeOf } from "../../src/report/excel-time.ts"

test.each([
  ["1900-03-01T00:00:00Z", 61],
  ["1970-01-01T00:00:00Z", 25_569],
  ["2008-01-01T12:00:00Z", 39_448.5],
  ["9999-12-31T00:00:00Z", 2_958_465],
])("%s is day %d", (text, day) => {
  expect(excelTime(Date.parse(text))).toBe(day)
  expect(excelTimeOf(text)).toBe(day)
})

test("moments that Excel cannot count stay text", () => {
  expect(excelTimeOf("1900-02-28T23:59:59Z")).toBe("1900-02-28T23:59:59Z")
  expect(excelTimeOf("1899-05-01T00:00:00Z")).toBe("1899-05-01T00:00:00Z")
  expect(excelTime(Date.UTC(10_000, 0, 1))).toBe("+010000-01-01T00:00:00Z")
  expect(excelTimeOf("")).toBe("")
})

test("no millisecond is lost", () => {
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(1900, 2, 1), max: Date.UTC(9999, 11, 31) }), (ms) => {
      expect(Math.round((Number(excelTime(ms)) - 25_569) * 86_400_000)).toBe(ms)
    }),
  )
})
