// Rows of a sheet as bytes, for a thread that makes the workbook: as texts, a million cells would each be handed over alone.
import { sharedCopy } from "../model/columns.ts"
import { readText, roomFor, writeText } from "../model/text-bytes.ts"
import { ByteText, FULL_LENGTH } from "./byte-text.ts"
import type { SheetCells } from "./sheet-cells.ts"
import { MAX_SHEET_BYTES, MAX_SHEET_ROWS, type Sheet } from "./workbook.ts"

/** Cells of some rows, one behind another, on memory that threads share: else they would be copied twice more. */
interface SentCells {
  readonly bytes: Uint8Array
  /** Where each ends, times two, and one more for a number. */
  readonly ends: Uint32Array
}

/** A sheet as data that can be handed to a thread. */
export interface SentSheet extends Omit<Sheet, "rows"> {
  readonly cells: readonly SentCells[]
}

/** As many rows as may fit. */
export function sendSheet({ rows, ...sheet }: Sheet): SentSheet {
  const cells: SentCells[] = []
  const text = new ByteText()
  let ends: number[] = []
  let [rowCount, byteCount] = [0, 0]
  const send = () => {
    byteCount += text.length
    cells.push({ bytes: sharedCopy(text.view()), ends: sharedCopy(Uint32Array.from(ends)) })
    text.clear()
    ends = []
  }
  for (const row of rows) {
    // The XML of a row is longer than its texts.
    if (rowCount++ > MAX_SHEET_ROWS || byteCount > MAX_SHEET_BYTES) break
    for (const value of row) ends.push(addCell(value, text))
    if (text.length >= FULL_LENGTH) send()
  }
  send()
  return { ...sheet, cells }
}

/** As the bytes that `readText` makes the same text of, halves of pairs too; gives what `ends` tells of the cell. */
function addCell(value: string | number, text: ByteText): number {
  const isNumber = typeof value === "number"
  const told = isNumber ? String(value) : value
  text.cutTo(writeText(told, text.withRoom(roomFor(told)), text.length))
  return text.length * 2 + (isNumber ? 1 : 0)
}

/** The sheet of what was sent. */
export function receiveSheet({ cells, ...sheet }: SentSheet): Sheet<(cells: SheetCells) => void> {
  return { ...sheet, rows: { [Symbol.iterator]: () => rowsOf(cells, sheet.columns.length) } }
}

function* rowsOf(pieces: readonly SentCells[], columnCount: number): Generator<(cells: SheetCells) => void> {
  for (const piece of pieces)
    for (let from = 0; from < piece.ends.length; from += columnCount)
      yield (cells) => addCells(piece, from, from + columnCount, cells)
}

function addCells({ bytes, ends }: SentCells, from: number, to: number, cells: SheetCells): void {
  for (let cell = from, start = from === 0 ? 0 : ends[from - 1]! >>> 1; cell < to; cell++) {
    const end = ends[cell]! >>> 1
    if ((ends[cell]! & 1) === 1) cells.addNumber(bytes, start, end)
    else if (!cells.addPlain(bytes, start, end)) cells.add(readText(bytes, start, end))
    start = end
  }
}
