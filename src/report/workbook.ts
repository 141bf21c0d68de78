// alerts.xlsx: an Excel workbook of several sheets (ECMA-376, Office Open XML). Text cells stay text: "=1+1" is no formula
// there, and an account of 19 digits no rounded number.
import type { Feature } from "write-excel-file/universal"
import { assert } from "../model/errors.ts"
import { xmlText } from "../model/xml.ts"
import { ByteText, FULL_LENGTH, markedSigns } from "./byte-text.ts"
import { unzipped, type ZippedFile, zipped } from "./zip.ts"

/**
 * A column: `text` is for ids and other short text and is marked as text, so that Excel does not read it anew when
 * somebody edits the cell; `prose` is for long text and breaks lines; a `number` cell that holds text is shown as such.
 */
export interface SheetColumn {
  readonly title: string
  readonly width: number
  readonly kind: "text" | "prose" | "number"
}

export interface Sheet {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rowCount: number
  /** Made one by one, so that those which do not fit are never made; each time they are gone through, anew. */
  readonly rows: Iterable<readonly (string | number)[]>
  /** Where rows are that do not fit. */
  readonly whole: string
}

/** Excel: "Excel specifications and limits". */
const EXCEL_MAX_CHARACTERS = 32_767

/**
 * Rows of a sheet, the heading not counted. Excel could hold 1,048,576, but nobody reads that many, and a workbook of
 * them takes minutes to write and more memory than most machines have to open.
 */
export const MAX_SHEET_ROWS = 50_000

/** Bytes of a sheet's XML: programs that read one hold it whole. */
const MAX_SHEET_BYTES = 1 << 27

/**
 * The bytes of a workbook, in pieces. The same sheets give the same bytes.
 *
 * The package makes the workbook, its styles, headings, frozen panes and widths. The rows are put into its sheets as text:
 * it takes some ten microseconds a cell, and mistakes texts such as `valueOf` for one it has written before.
 */
export async function* workbook(sheets: readonly Sheet[]): AsyncGenerator<Uint8Array> {
  const files = unzipped(await emptyWorkbook(sheets))
  const sheetOf = new Map(sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, sheet]))
  assert(
    [...sheetOf.keys()].every((name) => files.has(name)),
    "the package left out a sheet of a workbook",
  )
  const filledFiles = mapLazily(files, ([name, bytes]): ZippedFile => {
    const sheet = sheetOf.get(name)
    return {
      name,
      pieces: sheet === undefined ? [bytes.slice()] : filled(new TextDecoder().decode(bytes), sheet),
    }
  })
  yield* zipped(filledFiles)
}

/** Each is made when it is come to, and anew when the items are gone through again. */
export function mapLazily<Item, Made>(
  items: Iterable<Item>,
  make: (item: Item, place: number) => Made,
): Iterable<Made> {
  return {
    *[Symbol.iterator]() {
      let place = 0
      for (const item of items) yield make(item, place++)
    },
  }
}

async function emptyWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import("write-excel-file/universal")
  const written = sheets.map((sheet) => ({
    sheet: sheet.name,
    data: [
      sheet.columns.map(({ title }) => ({ value: title, type: String, ...HEADING })),
      [...STYLE_SAMPLES],
    ],
    columns: sheet.columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
    stickyColumnsCount: 1,
  }))
  const blob = await writeExcelFile(written, { features: [filters(sheets)] }).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
}

/** The XML of a sheet with its rows in place of the samples of styles. */
function* filled(xml: string, sheet: Sheet): Generator<Uint8Array> {
  const [from, to] = [xml.indexOf('<row r="2">'), xml.indexOf("</sheetData>")]
  yield new TextEncoder().encode(xml.slice(0, from))
  yield* rowsXml(sheet, stylesOf(xml.slice(from, to)))
  yield new TextEncoder().encode(xml.slice(to))
}

const HEADING = { fontWeight: "bold", backgroundColor: "#dddddd", alignVertical: "top" } as const
const TOP = { alignVertical: "top" } as const

/** One cell of each style, in a row that gives way to the rows of the sheet: so the numbers of the styles are known. */
const STYLE_NAMES = ["text", "prose", "number", "numberText", "note"] as const
const STYLE_SAMPLES = [
  { value: "-", type: String, ...TOP, format: "@" },
  { value: "-", type: String, ...TOP, wrap: true },
  { value: 0, type: Number, ...TOP },
  { value: "-", type: String, ...TOP, align: "right" },
  { value: "-", type: String, ...HEADING },
] as const

/** Numbers of the styles, as `s="3"`. */
type Styles = Readonly<Record<(typeof STYLE_NAMES)[number], string>>

/** Rows as XML, the first one being row 2: those of the sheet as far as they fit, and notes of what does not. */
export function* rowsXml({ columns, rowCount, rows, whole }: Sheet, styles: Styles): Generator<Uint8Array> {
  const marks = columns.map(({ kind }, index) => cellMarks(columnName(index + 1), kind, styles))
  const xml = new ByteText()
  let [written, taken, cut] = [0, 0, 0]
  for (const row of rows) {
    if (written === MAX_SHEET_ROWS || taken + xml.length > MAX_SHEET_BYTES) break
    const number = String(written++ + 2)
    xml.add('<row r="')
    xml.add(number)
    xml.add('">')
    for (let i = 0; i < row.length; i++) {
      const value = row[i]!
      if (value === "") continue
      if (typeof value === "string" && value.length > EXCEL_MAX_CHARACTERS) cut++
      addCell(xml, marks[i]!, number, value)
    }
    xml.add("</row>")
    if (xml.length < FULL_LENGTH) continue
    taken += xml.length
    yield xml.take()
  }
  const left = rowCount - written
  const notes = [
    ...(left > 0 ? [`${left} more rows do not stand here: see ${whole}`] : []),
    ...(cut > 0 ? [`${cut} cells are cut at ${EXCEL_MAX_CHARACTERS} characters: see ${whole}`] : []),
  ]
  const noteMarks = cellMarks("A", "text", { ...styles, text: styles.note })
  for (const note of notes) {
    const number = String(written++ + 2)
    xml.add(`<row r="${number}">`)
    addCell(xml, noteMarks, number, note)
    xml.add("</row>")
  }
  yield xml.take()
}

/** What stands about the number of the row and the value in the cells of a column. */
interface CellMarks {
  readonly place: string
  readonly beforeNumber: string
  readonly beforeText: string
}

function cellMarks(letters: string, kind: SheetColumn["kind"], styles: Styles): CellMarks {
  const text = kind === "number" ? styles.numberText : styles[kind]
  return {
    place: `<c r="${letters}`,
    beforeNumber: `" ${styles.number}><v>`,
    beforeText: `" ${text} t="inlineStr"><is>`,
  }
}

function addCell(xml: ByteText, marks: CellMarks, number: string, value: string | number): void {
  xml.add(marks.place)
  xml.add(number)
  if (typeof value === "number") {
    xml.add(marks.beforeNumber)
    xml.add(String(value))
    xml.add("</v></c>")
  } else {
    xml.add(marks.beforeText)
    addText(xml, value)
    xml.add("</is></c>")
  }
}

/** Signs that XML escapes, and the one that what Excel takes for an escape begins with. */
const MARKED_IN_CELLS = markedSigns("&<>\"'_")

function addText(xml: ByteText, text: string): void {
  const start = xml.length
  xml.add("<t>")
  if (keepsItsSpaces(text) && text.length <= EXCEL_MAX_CHARACTERS && xml.addUnmarked(text, MARKED_IN_CELLS)) {
    xml.add("</t>")
    return
  }
  xml.cutTo(start)
  xml.add(`<t xml:space="preserve">${cellText(text)}</t>`)
}

/** Whether no reader of XML would drop a space of the text. */
function keepsItsSpaces(text: string): boolean {
  return !text.startsWith(" ") && !text.endsWith(" ") && !text.includes("  ")
}

const CUT = "… (cut)"

/** Excel counts characters as it shows them, so the text is cut before it is escaped. */
function cellText(value: string): string {
  const text =
    value.length <= EXCEL_MAX_CHARACTERS
      ? value
      : value.slice(0, EXCEL_MAX_CHARACTERS - CUT.length).replace(/[\ud800-\udbff]$/, "") + CUT
  return xmlText(escapeExcel(text))
}

/**
 * In a cell Excel reads `_x0041_` as the letter A, so what looks like one gets its first sign so written (ECMA-376 part 1,
 * 22.9.2.19, ST_Xstring).
 */
function escapeExcel(text: string): string {
  return text.includes("_x") ? text.replace(/_(?=x[\dA-Fa-f]{4}_)/g, "_x005F_") : text
}

/** `A1:O100`. */
function rangeOf(columnCount: number, rowCount: number): string {
  return `A1:${columnName(columnCount)}${rowCount}`
}

function columnName(number: number): string {
  const rest = Math.floor((number - 1) / 26)
  return (rest > 0 ? columnName(rest) : "") + String.fromCharCode(65 + ((number - 1) % 26))
}

/**
 * Filters over each sheet, which the package does not know: an element right behind the rows, and the hidden name that
 * Excel itself gives their range.
 */
function filters(sheets: readonly Sheet[]): Feature<Blob> {
  const ranges = sheets.map(({ columns, rowCount }) =>
    rangeOf(columns.length, 1 + Math.min(rowCount, MAX_SHEET_ROWS)),
  )
  const definedNames = sheets.map(({ name }, index) => {
    const range = ranges[index]!.replace(/([A-Z]+)(\d+)/g, "$$$1$$$2")
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">'${name}'!${range}</definedName>`
  })
  return {
    files: {
      transform: {
        "xl/worksheets/sheet{id}.xml": {
          transform: (xml, _options, { sheetIndex }) => {
            const end = "</sheetData>"
            return xml.replace(end, () => `${end}<autoFilter ref="${ranges[sheetIndex]!}"/>`)
          },
        },
        "xl/workbook.xml": {
          transform: (xml) =>
            xml.replace("<definedNames/>", () => `<definedNames>${definedNames.join("")}</definedNames>`),
        },
      },
    },
  }
}

function stylesOf(sampleRow: string): Styles {
  const numbers = [...sampleRow.matchAll(/<c r="[A-Z]+2" (s="\d+")/g)].map(([, style = ""]) => style)
  assert(numbers.length === STYLE_NAMES.length, "the package gave the styles of a workbook no numbers")
  return Object.fromEntries(STYLE_NAMES.map((name, index) => [name, numbers[index]!])) as Styles
}
