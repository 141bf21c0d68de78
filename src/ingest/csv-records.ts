// Cuts decoded CSV text into records ahead of the parser: physical lines, quote state and limits are known here,
// the parser only splits cells. Dialect: RFC 4180, read leniently:
// - LF, CRLF and CR end a line, in any mixture; a line of white space only is blank and is no record;
// - a quote opens a quoted cell only as its first character, elsewhere in an unquoted cell it is text;
// - white space between a closing quote and the delimiter is dropped (WeChat exports write `"3985734"<TAB>,`);
//   other text behind a closing quote belongs to the cell as it stands (`"ab"c` is `abc`).
// Records that parsers read differently or refuse are rewritten with quotes, so that all read the same.
import type { InputError } from "../model/errors.ts"
import { type CsvDialect, fullDialect, isSpace, mendRecord, quoteCell, unquoteCell } from "./csv-dialect.ts"
import {
  AT_CELL_START,
  BEHIND_QUOTES,
  type Cut,
  type CutOptions,
  type CutState,
  checkLengths,
  IN_QUOTES,
  IN_TEXT,
  IN_TEXT_BEHIND_QUOTES,
  quoteNotClosed,
} from "./cut-state.ts"
import { CR, findLineEnd, LF, lineEndLength } from "./line-ends.ts"

/** Records of one push: entry i of each list belongs together. */
export interface CutRecords {
  /** Text without its line end; quoted cells may hold line ends. */
  readonly texts: string[]
  readonly lines: number[]
  readonly widths: number[]
  /** What ends the reading behind these records. */
  readonly failure: InputError | null
}

export interface RecordCutter {
  /** Takes the next block; gives the records it ends. `isLast`: the text ends with this block. */
  push(block: string, isLast: boolean): CutRecords
  /** Whether all that was taken is done with: what comes next begins a record. */
  readonly isBetweenRecords: boolean
}

export function createRecordCutter(dialect: CsvDialect, options: CutOptions): RecordCutter {
  const written = fullDialect(dialect)
  const cut = { written, hasQuotes: dialect.quote !== null, options }
  const state: CutState = {
    buffer: "",
    at: 0,
    recordStart: 0,
    cellStart: 0,
    closedAt: 0,
    where: AT_CELL_START,
    width: 0,
    linesToSkip: options.skipLines,
    line: options.firstLine ?? 1,
    recordLine: options.firstLine ?? 1,
    cellLine: options.firstLine ?? 1,
    mends: [],
    failure: null,
  }
  return {
    push(block, isLast) {
      const found: CutRecords = { texts: [], lines: [], widths: [], failure: null }
      dropReadText(state, block)
      if (state.linesToSkip > 0) skipLines(state, isLast)
      if (state.linesToSkip === 0) readRecords(state, cut, isLast, found)
      return { ...found, failure: state.failure }
    },
    get isBetweenRecords() {
      return state.linesToSkip === 0 && state.recordStart === state.buffer.length
    },
  }
}

function dropReadText(state: CutState, block: string): void {
  const start = state.recordStart
  state.buffer = state.buffer.slice(start) + block
  state.at -= start
  state.cellStart -= start
  state.closedAt -= start
  state.recordStart = 0
}

function skipLines(state: CutState, isLast: boolean): void {
  const { buffer } = state
  while (state.linesToSkip > 0) {
    const end = findLineEnd(buffer, state.at, isLast)
    // Without one, all but the CR of one is done with.
    state.at = end?.next ?? (buffer.endsWith("\r") ? buffer.length - 1 : buffer.length)
    if (end === null) break
    state.line++
    state.linesToSkip--
  }
  startRecord(state)
}

function readRecords(state: CutState, cut: Cut, isLast: boolean, found: CutRecords): void {
  const delimiter = cut.written.delimiter.charCodeAt(0)
  const quote = cut.hasQuotes ? cut.written.quote.charCodeAt(0) : -1
  const { buffer } = state
  const end = buffer.length
  while (state.at < end && state.failure === null) {
    if (state.where === AT_CELL_START) {
      const opens = buffer.charCodeAt(state.at) === quote
      state.where = opens ? IN_QUOTES : IN_TEXT
      if (opens) state.at++
    }
    if (state.where === IN_QUOTES && !passQuotedText(state, cut, isLast)) break
    if (state.where === BEHIND_QUOTES) passSpaceBehindQuotes(state, delimiter)
    let at = state.at
    let code = 0
    while (at < end) {
      code = buffer.charCodeAt(at)
      if (code === delimiter || code === LF || code === CR) break
      at++
    }
    state.at = at
    if (at === end) break
    if (code === delimiter) {
      endCell(state, cut, true)
      state.at++
      state.cellStart = state.at
      state.cellLine = state.line
    } else {
      const length = lineEndLength(buffer, at, isLast)
      if (length === 0) break
      endRecord(state, cut, found)
      state.at += length
      state.line++
      startRecord(state)
    }
  }
  if (state.failure !== null) return
  if (isLast) endText(state, cut, found)
  else checkLengths(state, cut)
}

/** Moves behind the closing quote; false when it is not in the buffer yet. */
function passQuotedText(state: CutState, cut: Cut, isLast: boolean): boolean {
  const quote = cut.written.quote.charCodeAt(0)
  const escapeCode = cut.written.escape.charCodeAt(0)
  const { buffer } = state
  const end = buffer.length
  for (let at = state.at; at < end; at++) {
    state.at = at
    const code = buffer.charCodeAt(at)
    if (code === escapeCode) {
      // What an escape means depends on the character behind it.
      if (at + 1 === end && !isLast) return false
      const next = buffer.charCodeAt(at + 1)
      if (next === quote || next === escapeCode) {
        at++
        continue
      }
    }
    if (code === quote) {
      state.closedAt = at
      state.at = at + 1
      state.where = BEHIND_QUOTES
      return true
    }
    if (code === LF || code === CR) {
      const length = lineEndLength(buffer, at, isLast)
      if (length === 0) return false
      state.line++
      at += length - 1
    }
  }
  state.at = end
  return false
}

function passSpaceBehindQuotes(state: CutState, delimiter: number): void {
  const { buffer } = state
  while (state.at < buffer.length) {
    const code = buffer.charCodeAt(state.at)
    if (code === delimiter || code === LF || code === CR) return
    if (!isSpace(code)) {
      state.where = IN_TEXT_BEHIND_QUOTES
      return
    }
    state.at++
  }
}

function startRecord(state: CutState): void {
  state.recordStart = state.at
  state.cellStart = state.at
  state.recordLine = state.line
  state.cellLine = state.line
  state.where = AT_CELL_START
  state.width = 0
  if (state.mends.length > 0) state.mends = []
}

/** Ends the cell at `state.at`. */
function endCell(state: CutState, cut: Cut, isDelimited: boolean): void {
  checkLengths(state, cut)
  const { buffer, cellStart, at, recordStart } = state
  if (state.where === IN_TEXT_BEHIND_QUOTES) {
    const quoted = unquoteCell(buffer.slice(cellStart + 1, state.closedAt), cut.written)
    mend(state, cut, quoted + buffer.slice(state.closedAt + 1, at))
  } else if (state.where === IN_TEXT && at > cellStart) {
    const first = buffer.charCodeAt(cellStart)
    if (isSpace(first) || first === cut.written.quote.charCodeAt(0)) {
      // Parsers that skip space in front of a cell lose a first cell of space only, and see a quote too early.
      const cell = buffer.slice(cellStart, at)
      const shown = cell.trimStart()
      const isLost = shown === "" && isDelimited && cellStart === recordStart
      if (isLost || shown.startsWith(cut.written.quote)) mend(state, cut, cell)
    }
  }
  state.width++
  state.where = AT_CELL_START
}

function mend(state: CutState, cut: Cut, cell: string): void {
  state.mends.push({
    from: state.cellStart - state.recordStart,
    to: state.at - state.recordStart,
    text: quoteCell(cell, cut.written),
  })
}

/** Ends the record at `state.at`, which is a line end or the end of the text. */
function endRecord(state: CutState, cut: Cut, found: CutRecords): void {
  const { buffer, recordStart, at } = state
  if (recordStart === at) return
  checkLengths(state, cut)
  const isOneTextCell = state.width === 0 && (state.where === IN_TEXT || state.where === AT_CELL_START)
  if (isOneTextCell && isSpace(buffer.charCodeAt(recordStart)) && buffer.slice(recordStart, at).trim() === "")
    return
  endCell(state, cut, false)
  if (state.failure !== null) return
  found.texts.push(mendRecord(buffer.slice(recordStart, at), state.mends))
  found.lines.push(state.recordLine)
  found.widths.push(state.width)
}

function endText(state: CutState, cut: Cut, found: CutRecords): void {
  checkLengths(state, cut)
  if (state.failure !== null) return
  if (state.where === IN_QUOTES) {
    state.failure = quoteNotClosed(state, cut)
    return
  }
  endRecord(state, cut, found)
  startRecord(state)
}
