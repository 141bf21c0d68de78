import fc from "fast-check"
import { parseString } from "fast-csv"
import { describe, expect, test } from "vitest"
import { csvRow, formatTotal, guardText, joinCell } from "../../src/report/csv-cells.ts"

/** Reads CSV text back with the reader of fast-csv. */
function readCsv(text: string): Promise<string[][]> {
  return new Promise((resolve, reject) => {
    const rows: string[][] = []
    parseString<string[], string[]>(text, { headers: false })
      .on("error", reject)
      .on("data", (row: string[]) => rows.push(row))
      .on("end", () => resolve(rows))
  })
}

describe("a cell that a spreadsheet would run", () => {
  test.each([
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\tplain",
    "\rplain",
    "\nplain",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "﹦1",
    "−1",
    "   =1+1",
    "\u3000=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u200e\u2060 @x",
    "\u0000=1",
    "-5.00",
    "=cmd|' /C calc'!A0",
  ])("%j gets an apostrophe before it", (text) => {
    expect(guardText(text)).toBe(`'${text}`)
  })

  test.each([
    ["a;=1+1", "a;'=1+1"],
    ["a; =1", "a;' =1"],
    ["a\n=1", "a\n'=1"],
    ["a\n\n=1", "a\n\n'=1"],
    ["a\t@b\r\n-c", "a\t'@b\r\n'-c"],
  ])("%j is guarded where another list separator tears it apart", (text, expected) => {
    expect(guardText(text)).toBe(expected)
  })

  test.each(["", "a=b", "1234.50 CNY", "老虎 = tiger", "a, -b", "'=1", "   ", "a;b", "n-12", "\u200b"])(
    "%j stays as it is",
    (text) => {
      expect(guardText(text)).toBe(text)
    },
  )

  test("typed numbers are not text and stay numbers", () => {
    expect(csvRow([-5, 1.5, "-5"])).toBe("-5,1.5,'-5\n")
  })

  test("a cell of separators alone takes no time", () => {
    for (const text of [" \n".repeat(16_000), "; ".repeat(16_000), "\u200b".repeat(32_000)]) {
      const start = performance.now()
      csvRow([text])
      expect(performance.now() - start).toBeLessThan(500)
    }
  })
})

test("whatever the text, it reads back as one cell: guarded, else unchanged", async () => {
  const text = fc.string({ unit: fc.constantFrom(..."a1 ,;\"'=+-@\t\n象＝\u200b".split("")), maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 5 }), async (cells) => {
      const [row] = await readCsv(csvRow(["x", ...cells]))
      expect(row).toEqual(["x", ...cells.map(guardText)])
      for (const cell of row ?? []) expect(cell).not.toMatch(/^[\s\u200b]*[=+\-@＝]/)
    }),
    { numRuns: 300 },
  )
})

test("a cell longer than a spreadsheet holds is cut, and says so", () => {
  const row = csvRow(["x".repeat(100_000)])
  expect(row.length).toBeLessThan(32_767)
  expect(row).toMatch(/x… \(cut\)\n$/)
})

test("joined values that do not fit are counted", () => {
  expect(joinCell([])).toBe("")
  expect(joinCell(["a", "b"])).toBe("a; b")
  const values = Array.from({ length: 5000 }, (_, i) => `finding-${String(i).padStart(8, "0")}`)
  const joined = joinCell(values)
  const [, shown, more] = /^((?:finding-\d{8}; )+)… and (\d+) more$/.exec(joined)!
  expect(shown!.split("; ").length - 1 + Number(more)).toBe(5000)
  expect(csvRow([joined]).length).toBeLessThan(32_767)
})

test("totals are written with their currency", () => {
  expect(formatTotal({ CNY: "1234.50", USD: "3.00" })).toBe("1234.50 CNY; 3.00 USD")
  expect(formatTotal({})).toBe("")
})
