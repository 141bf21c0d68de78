// Rows of a sheet as XML (ECMA-376, Office Open XML), put together as bytes: a workbook of many payments is little else.
import { type Dictionary, storedTexts } from "../model/dictionary.ts"
import { xmlText } from "../model/xml.ts"
import { ByteText, markedSigns } from "./byte-text.ts"
import {
  copyAll,
  copyBytes,
  copyPlain,
  MOST_DIGITS,
  markedBytes,
  NOT_PLAIN,
  writeDigits,
} from "./plain-bytes.ts"

/** Excel: "Excel specifications and limits". */
export const EXCEL_MAX_CHARACTERS = 32_767

/** No currency has more decimals. */
export const MOST_DECIMALS = 8

/** Styles of the cells of a column, as `s="3"`: of its numbers, by their decimals where these differ, and of its texts. */
export interface CellStyles {
  readonly numbers: readonly string[]
  readonly text: string
}

/** What stands about the number of the row and the value in the cells of a column. */
export interface CellMarks {
  readonly place: Uint8Array
  readonly beforeNumbers: readonly Uint8Array[]
  readonly beforeText: Uint8Array
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)
const ROW = { start: bytesOf('<row r="'), started: bytesOf('">'), end: bytesOf("</row>") }
const BEHIND_NUMBER = bytesOf("</v></c>")
const BEFORE_PLAIN = bytesOf("<t>")
const BEHIND_PLAIN = bytesOf("</t></is></c>")
const BEHIND_TEXT = bytesOf("</is></c>")
/** Of all that stands about the value of a cell. */
const ROOM_ABOUT = 256

export function cellMarks(letters: string, { numbers, text }: CellStyles): CellMarks {
  return {
    place: bytesOf(`<c r="${letters}`),
    beforeNumbers: numbers.map((style) => bytesOf(`" ${style}><v>`)),
    beforeText: bytesOf(`" ${text} t="inlineStr"><is>`),
  }
}

/** Cells one behind another, in rows. */
export class SheetCells {
  readonly xml = new ByteText()
  /** How many texts were too long for a cell. */
  cut = 0
  #columns: readonly CellMarks[] = []
  #column = 0
  /** Digits of the number of the row, as far as they go. */
  readonly #number = new Uint8Array(MOST_DIGITS)
  #numberEnd = 0

  beginRow(number: number, columns: readonly CellMarks[]): void {
    this.#columns = columns
    this.#column = 0
    this.#numberEnd = writeDigits(number, 1, this.#number, 0)
    this.xml.addBytes(ROW.start)
    this.xml.addBytes(this.#number.subarray(0, this.#numberEnd))
    this.xml.addBytes(ROW.started)
  }

  endRow(): void {
    this.xml.addBytes(ROW.end)
  }

  /** The next cell of the row; none for an empty text. */
  add(value: string | number): void {
    if (typeof value === "number") {
      const digits = bytesOf(String(value))
      this.addNumber(digits, 0, digits.length)
      return
    }
    const marks = this.#columns[this.#column++]!
    if (value === "") return
    if (value.length > EXCEL_MAX_CHARACTERS) this.cut++
    const { xml } = this
    const before = this.#begin(marks.beforeText, marks, 0)
    xml.cutTo(before)
    addText(xml, value)
    xml.addBytes(BEHIND_TEXT)
  }

  /** A number as the next cell, by its digits. `decimals`: in a column of amounts, how many of them are shown. */
  addNumber(digits: Uint8Array, from: number, to: number, decimals = 0): void {
    const marks = this.#columns[this.#column++]!
    const at = this.#begin(marks.beforeNumbers[decimals]!, marks, to - from)
    const bytes = this.xml.withRoom(0)
    this.xml.cutTo(copyAll(BEHIND_NUMBER, bytes, copyBytes(digits, from, to, bytes, at)))
  }

  /** The next cell, of UTF-8 that can stand as it is; false for a text that cannot, of which nothing is added. */
  addPlain(source: Uint8Array, from: number, to: number): boolean {
    if (to - from > EXCEL_MAX_CHARACTERS) return false
    if (from < to) {
      // Readers of XML may drop the blanks about a text, as they may one of two.
      if (source[from] === BLANK || source[to - 1] === BLANK) return false
      const marks = this.#columns[this.#column]!
      const start = this.#begin(marks.beforeText, marks, to - from)
      const bytes = this.xml.withRoom(0)
      const end = copyPlain(source, from, to, MARKED_BYTES, bytes, copyAll(BEFORE_PLAIN, bytes, start))
      if (end === NOT_PLAIN) return false
      this.xml.cutTo(copyAll(BEHIND_PLAIN, bytes, end))
    }
    this.#column++
    return true
  }

  /** Writes what stands before a value, and makes room for the cell; gives the place of the value. */
  #begin(before: Uint8Array, { place }: CellMarks, room: number): number {
    const bytes = this.xml.withRoom(ROOM_ABOUT + room)
    const at = copyAll(place, bytes, this.xml.length)
    return copyAll(before, bytes, copyBytes(this.#number, 0, this.#numberEnd, bytes, at))
  }
}

/** The text of a code as the next cell, straight from its bytes where these can stand as they are. */
export function textCells(values: Dictionary): (code: number, cells: SheetCells) => void {
  const stored = storedTexts(values)
  if (stored === undefined) return (code, cells) => cells.add(values.text(code))
  const { pool, starts } = stored
  return (code, cells) => {
    if (!cells.addPlain(pool, starts[code]!, starts[code + 1]!)) cells.add(values.text(code))
  }
}

const BLANK = 32

/** Signs that XML escapes, and the one that what Excel takes for an escape begins with. */
const MARKED = "&<>\"'_"
const MARKED_BYTES = markedBytes(MARKED, false)
const MARKED_SIGNS = markedSigns(MARKED)

function addText(xml: ByteText, text: string): void {
  const start = xml.length
  xml.addBytes(BEFORE_PLAIN)
  if (keepsItsSpaces(text) && text.length <= EXCEL_MAX_CHARACTERS && xml.addUnmarked(text, MARKED_SIGNS)) {
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
