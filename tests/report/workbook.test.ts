// alerts.xlsx, read back with read-excel-file, and looked at as the ZIP archive it is.
import { inflateRawSync } from "node:zlib"
import fc from "fast-check"
import readSheets from "read-excel-file/node"
import { SaxesParser } from "saxes"
import { describe, expect, test, vi } from "vitest"
import { alertWorkbook } from "../../src/report/alert-workbook.ts"
import { MAX_SHEET_ROWS, rowsXml, type Sheet, workbook as workbookPieces } from "../../src/report/workbook.ts"
import { tableOf } from "../helpers/table.ts"
import {
  SAMPLE_STYLES,
  sampleAlert,
  sampleFinding,
  sampleIntake,
  sampleReject,
  sampleScreening,
  textOf,
} from "./samples.ts"

type Cells = readonly (readonly unknown[])[]

async function read(bytes: Uint8Array): Promise<Record<string, Cells>> {
  const sheets = await readSheets(Buffer.from(bytes))
  return Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, data]))
}

async function workbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of workbookPieces(sheets)) pieces.push(piece)
  return Buffer.concat(pieces)
}

/** Files of a ZIP archive as text, found by its directory (PKWARE APPNOTE 4.3.12). */
function unzip(archive: Uint8Array): Map<string, string> {
  const bytes = Buffer.from(archive)
  const end = bytes.length - 22
  const files = new Map<string, string>()
  let at = bytes.readUInt32LE(end + 16)
  for (let file = 0; file < bytes.readUInt16LE(end + 10); file++) {
    const [size, nameLength, local] = [
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
      bytes.readUInt32LE(at + 42),
    ]
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const content = bytes.subarray(start, start + size)
    files.set(name, (bytes.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content)).toString("utf8"))
    expect(bytes.readUInt32LE(at + 12)).toBe(bytes.readUInt32LE(local + 10))
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return files
}

/** The number formats of cells, by the number of their style; a cell of a format that Excel brings along has its number. */
function stylesIn(xml: string): string[] {
  const named = new Map(
    [...xml.matchAll(/<numFmt numFmtId="(\d+)" formatCode="(.*?)"/g)].map(([, id, code]) => [id, code]),
  )
  const cellStyles = xml.slice(xml.indexOf("<cellXfs"), xml.indexOf("</cellXfs>"))
  return [...cellStyles.matchAll(/<xf numFmtId="(\d+)"|<xf /g)].map(([, id = "0"]) =>
    (named.get(id) ?? id).replaceAll("&quot;", '"'),
  )
}

const sheetOf = (rows: readonly (readonly (string | number)[])[], width = 2): Sheet => ({
  name: "S",
  whole: "all.jsonl",
  columns: Array.from({ length: width }, (_, i) => ({ title: `c${i}`, width: 10, kind: "text" as const })),
  rowCount: rows.length,
  rows,
})

describe("a workbook", () => {
  test("keeps text as text and numbers as numbers", async () => {
    const rows = [
      ["=1+1", 1.5],
      ["1234567890123456789", -3],
      ["007", "2024-03-01"],
      ["@SUM(A1)", "TRUE"],
      ["valueOf", "__proto__"],
      ["5", "4"],
      [" lead and trail ", "象牙\n😀"],
    ]
    const { S } = await read(await workbook([sheetOf(rows)]))
    // The reader trims text.
    expect(S!.slice(1)).toEqual(
      rows.map((row) => row.map((cell) => (typeof cell === "string" ? cell.trim() : cell))),
    )
  })

  test("is the same bytes at another time", async () => {
    const first = await workbook([sheetOf([["a", 1]])])
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2031-05-06T07:08:10Z") })
    const second = await workbook([sheetOf([["a", 1]])])
    vi.useRealTimers()
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true)
    expect((await read(first))["S"]).toEqual([
      ["c0", "c1"],
      ["a", 1],
    ])
  })

  test("has a frozen heading, widths and filters, in the order that Excel wants them", async () => {
    const files = unzip(await workbook([sheetOf([["a", 1]], 28), { ...sheetOf([]), name: "T" }]))
    const sheet = files.get("xl/worksheets/sheet1.xml")!
    const order = [
      "<sheetViews>",
      'state="frozen"',
      "<cols>",
      'width="10"',
      "</sheetData>",
      '<autoFilter ref="A1:AB2"/>',
    ]
    const places = order.map((part) => sheet.indexOf(part))
    expect(places).not.toContain(-1)
    expect([...places].sort((a, b) => a - b)).toEqual(places)
    expect(files.get("xl/workbook.xml")).toContain(
      `<definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">'T'!$A$1:$B$1</definedName>`,
    )
    for (const [name, xml] of files) {
      const parser = new SaxesParser()
      parser.on("error", (error) => {
        throw new Error(`${name}: ${error.message}`)
      })
      parser.write(xml).close()
    }
  })

  test("says how many rows it leaves out, and where they are", () => {
    const rows = Array.from({ length: MAX_SHEET_ROWS + 3 }, (_, i) => [i])
    const xml = textOf(rowsXml(sheetOf(rows, 1), SAMPLE_STYLES))
    expect(xml.match(/<row /g)).toHaveLength(MAX_SHEET_ROWS + 1)
    expect(xml).toContain(`<v>${MAX_SHEET_ROWS - 1}</v>`)
    expect(xml).not.toContain(`<v>${MAX_SHEET_ROWS}</v>`)
    expect(xml).toMatch(/>3 more rows left out here: see all\.jsonl<\/t><\/is><\/c><\/row>$/)
  })

  test("cuts a cell that Excel could not hold, and says so", async () => {
    const rows = [["x".repeat(40_000), "y".repeat(32_767)]]
    const { S } = await read(await workbook([sheetOf(rows)]))
    expect(S![1]![0]).toMatch(/^x{32000,}… \(cut\)$/)
    expect(String(S![1]![0])).toHaveLength(32_767)
    expect(S![1]![1]).toBe(rows[0]![1])
    expect(S!.at(-1)![0]).toBe("1 cell cut at 32767 characters: see all.jsonl")
  })

  test("shows what XML cannot hold, and keeps what Excel would read as an escape", async () => {
    const { S } = await read(await workbook([sheetOf([["a\u0000b\ud800c\uffff", "_x0041_ _x41_"]])]))
    expect(S![1]).toEqual(["a\ufffdb\ufffdc\ufffd", "_x0041_ _x41_"])
  })

  test("whatever the text, the archive reads back", async () => {
    const cell = fc.string({ unit: "binary", maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }), async (rows) => {
        const { S } = await read(await workbook([sheetOf([["first", ""], ...rows, ["last", ""]])]))
        expect(S![1]![0]).toBe("first")
        expect(S!.at(-1)![0]).toBe("last")
      }),
      { numRuns: 40 },
    )
  })
})

describe("alerts.xlsx", () => {
  test("has a sheet each for alerts, findings, payments, networks and the account", async () => {
    const account = "6222021234567890123"
    const table = tableOf(
      [
        { id: "p2", time: 86_400_000, amountMinor: 950_000, currency: "USD", payer: account, payee: "=acme" },
        { id: "p1", time: 0, amountMinor: 900_000, currency: "USD", payer: "", payee: "=acme" },
        { id: "p3", time: 0, amountMinor: 1, currency: "USD", payer: "x", payee: "y" },
      ],
      [],
    )
    const findings = [
      sampleFinding({ subject: "=acme", payments: ["p1", "p2"], rows: [1, 0] }),
      sampleFinding({ id: "f-2", subject: "=acme", payments: ["p2"], rows: [0] }),
    ]
    const suppressed = { by: "me", reason: "known", until: "2030-01-01" }
    const alerts = [
      sampleAlert({ subject: "=acme" }),
      sampleAlert({ id: "a-2", subject: "quiet", suppressed }),
    ]
    const rejects = [
      sampleReject(),
      sampleReject({ line: 9 }),
      sampleReject({ code: "TIME_MISSING", line: 11 }),
    ]
    const screening = sampleScreening({ table, findings, alerts, intake: sampleIntake(rejects) })
    const { Alerts, Findings, Payments, Networks, Accounting } = await read(await alertWorkbook(screening))
    expect(Alerts!.map(([subject]) => subject)).toEqual(["subject", "=acme"])
    expect(Alerts![1]![2]).toBe(72.5)
    expect(Alerts![1]!.slice(11, 13)).toEqual([new Date("2024-03-01T09:00Z"), new Date("2024-03-03T09:00Z")])
    expect(Findings!.map(([id]) => id)).toEqual(["id", "f-1", "f-2"])
    expect(Findings![1]!.slice(8, 10)).toEqual([new Date("2024-03-01T09:00Z"), new Date("2024-03-02T09:00Z")])
    const heading = Payments![0]!
    const payments = Payments!
      .slice(1)
      .map((row) => Object.fromEntries(row.map((cell, i) => [heading[i], cell])))
    expect(payments).toEqual([
      expect.objectContaining({
        payment: "p1",
        time: new Date(0),
        payer: null,
        amount: 9000,
        line: 3,
        findings: "f-1",
      }),
      expect.objectContaining({
        payment: "p2",
        time: new Date(86_400_000),
        payer: account,
        amount: 9500,
        findings: "f-1; f-2",
      }),
    ])
    expect(Networks!.map((row) => row.slice(0, 3))).toEqual([
      ["network", "part", "party"],
      ["n-1", "network", null],
      ["n-1", "member", "acme"],
      ["n-1", "contact", "bob"],
    ])
    expect(Networks![1]!.slice(10, 12).every((cell) => cell instanceof Date)).toBe(true)
    const account_ = Accounting!.map((row) => row.slice(0, 3))
    expect(account_).toEqual(
      expect.arrayContaining([
        ["times", "zone", "UTC"],
        ["rows", "read", 5],
        ["control total", "USD", "28500.00"],
        ["rejected", "AMOUNT_INVALID", 2],
        ["rejected", "TIME_MISSING", 1],
        ["results", "suppressed alerts", 1],
        ["input SHA-256", "a.csv", "0".repeat(64)],
        ["rule SHA-256", "wildlife-ivory", "3".repeat(64)],
      ]),
    )
  })

  test("shows moments as dates of UTC, and amounts with the decimals of their currency", async () => {
    const amounts = [
      { amountMinor: 950_000, currency: "USD" },
      { amountMinor: 950_000, currency: "JPY" },
      { amountMinor: 10, currency: "BTC" },
    ].map((amount, i) => ({ ...amount, id: `p${i}`, time: i, payer: "a", payee: "b" }))
    const findings = [sampleFinding({ payments: ["p0", "p1", "p2"], rows: [0, 1, 2] })]
    const files = unzip(await alertWorkbook(sampleScreening({ table: tableOf(amounts), findings })))
    const formats = stylesIn(files.get("xl/styles.xml")!)
    const cells = [
      ...files.get("xl/worksheets/sheet3.xml")!.matchAll(/<c r="(\w+)" s="(\d+)"><v>(.+?)<\/v>/g),
    ]
    const shown = new Map(cells.map(([, place, style, value]) => [place, [formats[Number(style)], value]]))
    expect(shown.get("B2")).toEqual(['yyyy-mm-dd hh:mm:ss "UTC"', "25569"])
    expect(shown.get("G2")).toEqual(["#,##0.00", "9500.00"])
    expect(shown.get("G3")).toEqual(["#,##0", "950000"])
    expect(shown.get("G4")).toEqual(["#,##0.00000000", "0.00000010"])
  })

  test("keeps every digit of an amount that Excel would round", async () => {
    const table = tableOf([
      { id: "p1", time: 0, amountMinor: 9_007_199_254_740_991, currency: "USD", payer: "a", payee: "b" },
    ])
    const findings = [sampleFinding({ payments: ["p1"], rows: [0] })]
    const { Payments } = await read(await alertWorkbook(sampleScreening({ table, findings })))
    expect(Payments![1]![6]).toBe("90071992547409.91")
  })
})
