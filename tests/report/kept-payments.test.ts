// Payments that are kept, against the same put together each time.
import fc from "fast-check"
import { expect, test, vi } from "vitest"
import { ByteText } from "../../src/report/byte-text.ts"
import { keepPayments, type PaymentTexts } from "../../src/report/kept-payments.ts"

/** Several pages of rows. */
const ROWS = 3000
/** Row 7 tells nothing. */
const SIGNS = ["象", "é", "\u007f", "😀", "x"]
const placeOf = (row: number) => (row === 7 ? "" : `${SIGNS[row % 5]}${"p".repeat(row % 23)}${row}`)
const lineOf = (row: number) => (row === 7 ? "" : `${"l".repeat(row % 19)}${row}\n`)

const texts = (): PaymentTexts & { readonly addPayment: ReturnType<typeof vi.fn> } => ({
  addPayment: vi.fn((row: number, places: ByteText, lines: ByteText) => {
    places.add(placeOf(row))
    lines.add(lineOf(row))
  }),
  readAhead: () => undefined,
})

const rowList = fc.array(fc.nat(ROWS - 1), { maxLength: 40 }).map((rows) => ({ rows }))
const stretch = fc.tuple(fc.nat(ROWS - 1), fc.integer({ min: 1, max: 3 })).map(([from, step]) => ({
  rows: Array.from({ length: 60 }, (_, i) => from + i * step).filter((row) => row < ROWS),
}))
const findingLists = fc.array(fc.oneof(rowList, stretch), { maxLength: 12 })

test("payments that are kept are told as they would be each time, be there room for all, for some or for none", () => {
  fc.assert(
    fc.property(findingLists, fc.constantFrom(0, 1, 2000, 2 ** 28), (findings, mostBytes) => {
      const limits = { leastAgain: 0, leastAgainPerRow: 0, mostBytes }
      const paymentsOf = keepPayments(findings, ROWS, texts(), limits)
      for (const finding of findings) {
        const [places, lines] = [new ByteText(), new ByteText()]
        const { addPayment, readAhead } = paymentsOf(finding)
        finding.rows.forEach((row, i) => {
          readAhead(finding.rows, i)
          addPayment(row, places, lines)
        })
        expect(Buffer.from(places.view()).toString()).toBe(finding.rows.map(placeOf).join(""))
        expect(Buffer.from(lines.view()).toString()).toBe(finding.rows.map(lineOf).join(""))
      }
    }),
    { numRuns: 200 },
  )
})

test("a payment that is listed again is put together once, one that is not when it is told", () => {
  const made = texts()
  const findings = [{ rows: [0, 1, 2, 2000] }, { rows: [1, 2, 2000, 2001] }, { rows: [5] }]
  const paymentsOf = keepPayments(findings, ROWS, made, {
    leastAgain: 3,
    leastAgainPerRow: 0,
    mostBytes: 2 ** 20,
  })
  const text = new ByteText()
  for (const finding of findings)
    for (const row of finding.rows) paymentsOf(finding).addPayment(row, text, text)
  const asked = made.addPayment.mock.calls.map(([row]) => Number(row))
  expect(asked.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 5, 2000, 2001])
})

test("nothing is kept where too few payments are listed again", () => {
  const made = texts()
  const findings = [{ rows: [0, 1, 2] }, { rows: [1, 2] }]
  const none = { mostBytes: 2 ** 20 }
  for (const limits of [
    { leastAgain: 3, leastAgainPerRow: 0, ...none },
    { leastAgain: 0, leastAgainPerRow: 0.01, ...none },
  ]) {
    const paymentsOf = keepPayments(findings, ROWS, made, limits)
    expect(paymentsOf(findings[0]!)).toBe(made)
  }
  expect(keepPayments(findings, ROWS, made)(findings[0]!)).toBe(made)
})
