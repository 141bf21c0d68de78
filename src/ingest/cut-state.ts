// Where the cutting of CSV text into records is (csv-records.ts), and what ends it.
import { InputError, type SourcePlace } from "../model/errors.ts"
import type { FullDialect, Mend } from "./csv-dialect.ts"

export interface CutOptions {
  readonly file: string
  /** Number of the first physical line; 1 when not given. */
  readonly firstLine?: number
  /** Physical lines to skip at the start. */
  readonly skipLines: number
  /** In UTF-16 units, quotes included. A record may have `RECORD_LENGTH_FACTOR` times as many. */
  readonly maxCellLength: number
}

/** A record may be this many times as long as a cell. */
export const RECORD_LENGTH_FACTOR = 16

export const AT_CELL_START = 0
export const IN_TEXT = 1
export const IN_QUOTES = 2
export const BEHIND_QUOTES = 3
export const IN_TEXT_BEHIND_QUOTES = 4

/** Where the cutter of records is in a text. */
export interface CutState {
  /** Text from the start of the record being read. */
  buffer: string
  /** Next position to look at. */
  at: number
  recordStart: number
  cellStart: number
  /** Position of the closing quote of the current cell. */
  closedAt: number
  where: number
  width: number
  linesToSkip: number
  /** Physical lines: where we are, where the record and the cell began. */
  line: number
  recordLine: number
  cellLine: number
  /** Cells of the record to be rewritten. */
  mends: Mend[]
  failure: InputError | null
}

/** What stays the same while a text is cut. */
export interface Cut {
  readonly written: FullDialect
  readonly hasQuotes: boolean
  readonly options: CutOptions
}

/** A cell or record beyond the limit: an unclosed quote must not pull the rest of a large file into memory. */
export function checkLengths(state: CutState, cut: Cut): void {
  const { maxCellLength } = cut.options
  const tooLong =
    state.at - state.cellStart > maxCellLength
      ? `this cell is longer than ${maxCellLength} characters`
      : state.at - state.recordStart > maxCellLength * RECORD_LENGTH_FACTOR
        ? `this row is longer than ${maxCellLength * RECORD_LENGTH_FACTOR} characters`
        : null
  if (tooLong === null || state.failure !== null) return
  const isText = state.where === IN_TEXT || state.where === AT_CELL_START
  const cause = isText
    ? "shorten it, or check the delimiter"
    : "most likely the quote that opens it is never closed"
  state.failure = new InputError("CELL_TOO_LONG", placeOfCell(state, cut), `${tooLong}; ${cause}`)
}

/** The text ended inside a quoted cell. */
export function quoteNotClosed(state: CutState, cut: Cut): InputError {
  return new InputError(
    "QUOTE_NOT_CLOSED",
    placeOfCell(state, cut),
    `the quote that opens a cell here is never closed; close it, or, if it is a part of the text, write the cell in ` +
      `quotes and each quote inside it twice ("")`,
  )
}

function placeOfCell(state: CutState, cut: Cut): SourcePlace {
  return { file: cut.options.file, line: state.cellLine }
}
