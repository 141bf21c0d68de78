// alerts.xlsx: an Excel workbook of several sheets (ECMA-376, Office Open XML). Text cells stay text: "=1+1" is no formula
// there, and an account of 19 digits no rounded number.
import type { Feature } from "write-excel-file/universal"
import { countOf } from "../model/count.ts"
import { assert } from "../model/errors.ts"
import { FULL_LENGTH } from "./byte-text.ts"
import { TIME_FORMAT } from "./excel-time.ts"
import { type CellStyles, cellMarks, EXCEL_MAX_CHARACTERS, MOST_DECIMALS, SheetCells } from "./sheet-cells.ts"
import { unzipped, type ZippedFile, zipped } from "./zip.ts"

/**
 * A column: `text` is for ids and other short text and is marked as text, so that Excel does not read it anew when
 * somebody edits the cell; `prose` is for long text and breaks lines. A `number`, an `amount`, which is shown with the
 * decimals of its currency, and a `time`, a number as `excelTime` gives it, may hold text, which is shown as such.
 */
export interface SheetColumn {
  readonly title: string
  readonly width: number
  readonly kind: "text" | "prose" | "number" | "amount" | "time"
}

/** Columns; those of no kind are of texts. */
export function sheetColumns(
  columns: readonly (readonly [title: string, width: number, kind?: SheetColumn["kind"]])[],
): SheetColumn[] {
  return columns.map(([title, width, kind = "text"]) => ({ title, width, kind }))
}

/** A value for each column; "": no cell. */
export type SheetValues = readonly (string | number)[]
/** Values, or what adds a cell for each column. */
export type SheetRow = SheetValues | ((cells: SheetCells) => void)

export interface Sheet<Row extends SheetRow = SheetValues> {
  readonly name: string
  readonly columns: readonly SheetColumn[]
  readonly rowCount: number
  /** Made one by one, so that those which do not fit are never made; each time they are gone through, anew. */
  readonly rows: Iterable<Row>
  /** Where rows are that do not fit. */
  readonly whole: string
}

/**
 * Rows of a sheet, the heading not counted. Excel could hold 1,048,576, but nobody reads that many, and a workbook of
 * them takes minutes to write and more memory than most machines have to open.
 */
export const MAX_SHEET_ROWS = 50_000

/** Bytes of a sheet's XML: programs that read one hold it whole. */
export const MAX_SHEET_BYTES = 1 << 27

/**
 * The bytes of a workbook, in pieces. The same sheets give the same bytes.
 *
 * The package makes the workbook, its styles, headings, frozen panes and widths. The rows are put into its sheets as text:
 * it takes some ten microseconds a cell, and mistakes texts such as `valueOf` for one it has written before.
 */
export async function* workbook(sheets: readonly Sheet<SheetRow>[]): AsyncGenerator<Uint8Array> {
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

async function emptyWorkbook(sheets: readonly Sheet<SheetRow>[]): Promise<Uint8Array> {
  const { writeExcelFile } = await import("./excel-package.ts")
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
function* filled(xml: string, sheet: Sheet<SheetRow>): Generator<Uint8Array> {
  const [from, to] = [xml.indexOf('<row r="2">'), xml.indexOf("</sheetData>")]
  yield new TextEncoder().encode(xml.slice(0, from))
  yield* rowsXml(sheet, stylesOf(xml.slice(from, to)))
  yield new TextEncoder().encode(xml.slice(to))
}

const HEADING = { fontWeight: "bold", backgroundColor: "#dddddd", alignVertical: "top" } as const
const TOP = { alignVertical: "top" } as const

/** One cell of each style, in a row that gives way to the rows of the sheet: so the numbers of the styles are known. */
const STYLE_NAMES = ["text", "prose", "number", "numberText", "note", "time"] as const
const STYLE_SAMPLES = [
  { value: "-", type: String, ...TOP, format: "@" },
  { value: "-", type: String, ...TOP, wrap: true },
  { value: 0, type: Number, ...TOP },
  { value: "-", type: String, ...TOP, align: "right" },
  { value: "-", type: String, ...HEADING },
  { value: 0, type: Number, ...TOP, format: TIME_FORMAT },
  ...Array.from({ length: MOST_DECIMALS + 1 }, (_, decimals) => ({
    ...{ value: 0, type: Number, ...TOP },
    format: decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`,
  })),
] as const

/** Numbers of the styles, as `s="3"`; those of amounts by their decimals. */
export interface Styles extends Readonly<Record<(typeof STYLE_NAMES)[number], string>> {
  readonly amounts: readonly string[]
}

/**
 * Rows as XML, the first one being row 2: those of the sheet as far as they fit, and notes of what does not. In pieces, each
 * good as `ByteText.turn` says.
 */
export function* rowsXml(
  { columns, rowCount, rows, whole }: Sheet<SheetRow>,
  styles: Styles,
): Generator<Uint8Array> {
  const marks = columns.map(({ kind }, index) =>
    cellMarks(columnName(index + 1), stylesOfColumn(kind, styles)),
  )
  const cells = new SheetCells()
  const { xml } = cells
  let [written, taken] = [0, 0]
  for (const row of rows) {
    if (written === MAX_SHEET_ROWS || taken + xml.length > MAX_SHEET_BYTES) break
    cells.beginRow(written++ + 2, marks)
    if (typeof row === "function") row(cells)
    else for (const value of row) cells.add(value)
    cells.endRow()
    if (xml.length < FULL_LENGTH) continue
    taken += xml.length
    yield xml.turn()
  }
  const left = rowCount - written
  const notes = [
    ...(left > 0 ? [`${countOf(left, "more row")} left out here: see ${whole}`] : []),
    ...(cells.cut > 0
      ? [`${countOf(cells.cut, "cell")} cut at ${EXCEL_MAX_CHARACTERS} characters: see ${whole}`]
      : []),
  ]
  const noteMarks = [cellMarks("A", { numbers: [styles.number], text: styles.note })]
  for (const note of notes) {
    cells.beginRow(written++ + 2, noteMarks)
    cells.add(note)
    cells.endRow()
  }
  yield xml.take()
}

function stylesOfColumn(kind: SheetColumn["kind"], styles: Styles): CellStyles {
  if (kind === "text" || kind === "prose") return { numbers: [styles.number], text: styles[kind] }
  const numbers = kind === "amount" ? styles.amounts : [styles[kind]]
  return { numbers, text: styles.numberText }
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
function filters(sheets: readonly Sheet<SheetRow>[]): Feature<Blob> {
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
  assert(numbers.length === STYLE_SAMPLES.length, "the package gave the styles of a workbook no numbers")
  const named = Object.fromEntries(STYLE_NAMES.map((name, index) => [name, numbers[index]!]))
  return {
    ...(named as Record<(typeof STYLE_NAMES)[number], string>),
    amounts: numbers.slice(STYLE_NAMES.length),
  }
}
