// CSV in UTF-8, read as bytes where it is plain: stretches of plain records go to a taker as they are, and only what is
// not plain becomes text, records and cells, as `readCsv` makes them of everything. Rows, lines and errors are the same.
// Needs Node.
import { isUtf8 } from "node:buffer"
import { makeRoom as makePlainRoom } from "../model/columns.ts"
import { readText } from "../model/text-bytes.ts"
import { WORD_SLACK } from "../model/text-table.ts"
import { type PieceReader, readBlocks } from "./csv-blocks.ts"
import type { CsvDialect } from "./csv-dialect.ts"
import { createRecordCutter, type RecordCutter } from "./csv-records.ts"
import { type CellSplitter, createCellSplitter } from "./csv-source.ts"
import type { CutOptions } from "./cut-state.ts"
import { cutWholeCharacters, invalidEncoding, lineOfInvalidByte } from "./decode.ts"
import { CR, countLineEnds, LF } from "./line-ends.ts"
import type { ReadersBeside } from "./part.ts"
import type { PlainRowTaker, RawRow } from "./row-source.ts"
import type { PlainMarks } from "./scan-records.ts"

/** Bytes of a record that is not whole yet; when there are more, the cutter of text has to see whether it is too long. */
const MAX_WAITING = 1 << 16

/** Lines that are made text at once: few where odd records are rare, more where they follow each other. */
const HEAD_LINES = 128
const MAX_ODD_LINES = 256
const MANY_PLAIN_LINES = 8

const NONE: Uint8Array = new Uint8Array(0)

interface ByteReading {
  readonly marks: PlainMarks
  /** Where `bytes` were made. */
  makeRoom: PlainRowTaker["makeRoom"]
  /** The bytes that are not done with lie from `at` to before `end`. */
  bytes: Uint8Array
  at: number
  end: number
  /** Behind what was added last. */
  filled: number
  /** Physical line at `at`. */
  line: number
  /** Reads the stretch that is made text; null between plain records. */
  cutter: RecordCutter | null
  oddLines: number
  isFirst: boolean
}

export interface CsvReader extends PieceReader {
  /** As `read`, for what is left when nothing comes behind it. */
  end(): AsyncGenerator<readonly RawRow[]>
  stop(): void
}

/** @param isPart the bytes do not begin the file, but a record of it that goes to the taker */
export function createCsvReader(
  dialect: CsvDialect,
  options: CutOptions,
  taker: PlainRowTaker,
  isPart = false,
): CsvReader {
  const splitter = createCellSplitter(dialect)
  const reading: ByteReading = {
    marks: plainMarks(dialect, options),
    makeRoom: undefined,
    bytes: new Uint8Array(0),
    at: 0,
    end: 0,
    filled: 0,
    line: options.firstLine ?? 1,
    cutter: isPart ? null : createRecordCutter(dialect, options),
    oddLines: HEAD_LINES,
    isFirst: !isPart,
  }
  let rest = NONE
  const readOn = (isLast: boolean) => readBlock(reading, dialect, options, taker, splitter, isLast)
  return {
    async *read(chunk) {
      addBytes(reading, rest, chunk, taker)
      rest = takeIn(reading, rest.length, options.file, false)
      yield* readOn(false)
    },
    async *end() {
      addBytes(reading, rest, NONE, taker)
      rest = takeIn(reading, rest.length, options.file, true)
      yield* readOn(false)
      yield* readOn(true)
    },
    get isBetweenRecords() {
      return reading.cutter === null && reading.at === reading.end && rest.length === 0
    },
    get line() {
      return reading.line
    },
    pass(lines) {
      reading.line += lines
    },
    stop: () => splitter.stop(),
  }
}

/**
 * Batches of the rows that the taker did not take, in order with these; there is one for each stretch at least. Where the
 * taker has readers beside this one, they take pieces of blocks as they come to it.
 * @throws InputError as `decodeText` and `readCsv`
 */
export async function* readCsvBytes(
  chunks: AsyncIterable<Uint8Array>,
  dialect: CsvDialect,
  options: CutOptions,
  taker: PlainRowTaker,
): AsyncGenerator<readonly RawRow[]> {
  const reader = createCsvReader(dialect, options, taker)
  const iterator = chunks[Symbol.asyncIterator]()
  let beside: ReadersBeside | undefined
  try {
    for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
      yield* reader.read(next.value)
      yield []
      if (beside !== undefined || taker.readiness !== "ready") continue
      beside = taker.beside?.(dialect, options)
      if (beside !== undefined) yield* readBlocks(iterator, reader, beside)
    }
    yield* reader.end()
  } finally {
    reader.stop()
    await iterator.return?.()
  }
}

/** Reads what is there of whole records. `isLast`: nothing comes behind it, so the last record is whole too. */
async function* readBlock(
  reading: ByteReading,
  dialect: CsvDialect,
  options: CutOptions,
  taker: PlainRowTaker,
  splitter: CellSplitter,
  isLast: boolean,
): AsyncGenerator<readonly RawRow[]> {
  for (;;) {
    if (reading.cutter === null) {
      if (takePlain(reading, taker, isLast)) return
      reading.cutter = createRecordCutter(dialect, { ...options, skipLines: 0, firstLine: reading.line })
    }
    const end = isLast ? reading.end : endOfOddLines(reading, taker)
    if (end === reading.at && !isLast) return
    const { texts, lines, failure } = reading.cutter.push(takeText(reading, end), isLast)
    const cells = await splitter.split(texts)
    if (cells.length > 0) yield cells.map((row, i) => ({ line: lines[i]!, cells: row }))
    if (failure !== null) throw failure
    if (isLast) return
    if (reading.cutter.isBetweenRecords && taker.readiness === "ready") reading.cutter = null
  }
}

/** Moves the bytes that are not done with, and puts behind them what is added. */
function addBytes(
  reading: ByteReading,
  rest: Uint8Array,
  chunk: Uint8Array,
  { makeRoom = makePlainRoom }: PlainRowTaker,
): void {
  const waiting = reading.end - reading.at
  const before = waiting + rest.length
  // As far from the beginning of a word of memory as in its own: else Node copies it to shared memory byte by byte.
  const at = (chunk.byteOffset - before) & 7
  reading.filled = at + before + chunk.length
  // The LF at the end, and what a dictionary wants behind a text.
  const needed = reading.filled + 1 + WORD_SLACK
  if (reading.bytes.length < needed || reading.makeRoom !== makeRoom) {
    const larger = makeRoom(Uint8Array, needed * 2)
    reading.makeRoom = makeRoom
    larger.set(reading.bytes.subarray(reading.at, reading.end), at)
    reading.bytes = larger
  } else reading.bytes.copyWithin(at, reading.at, reading.end)
  reading.bytes.set(rest, at + waiting)
  reading.bytes.set(chunk, at + before)
  reading.at = at
  reading.end = at + waiting
}

/** Takes in what was added, as far as its characters are surely whole; gives a copy of the others. See `cutWholeCharacters`. */
function takeIn(reading: ByteReading, uncut: number, file: string, isLast: boolean): Uint8Array {
  const added = reading.bytes.subarray(reading.end, reading.filled)
  const { whole, rest } = isLast
    ? { whole: added, rest: NONE }
    : cutWholeCharacters(added, uncut, "utf-8", file, () => lineAtEnd(reading))
  const left = rest.slice()
  if (reading.isFirst && whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf) reading.at += 3
  if (whole.length > 0) reading.isFirst = false
  reading.end += whole.length
  reading.bytes[reading.end] = LF
  if (isUtf8(whole)) return left
  const line = lineOfInvalidByte(reading.bytes.subarray(reading.at, reading.end), "utf-8", true) ?? 1
  throw invalidEncoding(file, "utf-8", reading.line - 1 + line)
}

/** Physical line behind the bytes that are there. */
function lineAtEnd({ bytes, at, end, line }: ByteReading): number {
  return line + countLineEnds(readText(bytes, at, end), "")
}

function takeText(reading: ByteReading, end: number): string {
  const text = readText(reading.bytes, reading.at, end)
  reading.at = end
  reading.line += countLineEnds(text, "")
  reading.oddLines = Math.min(reading.oddLines * 2, MAX_ODD_LINES)
  return text
}

function plainMarks({ delimiter, quote, escape: escapeMark }: CsvDialect, options: CutOptions): PlainMarks {
  return {
    delimiter: delimiter.charCodeAt(0),
    quote: quote?.charCodeAt(0) ?? -1,
    escape: escapeMark?.charCodeAt(0) ?? -1,
    // No text has more UTF-16 units than bytes.
    maxRecordLength: options.maxCellLength,
  }
}

/** Gives plain rows to the taker; true when nothing can be done before more bytes come. */
function takePlain(reading: ByteReading, taker: PlainRowTaker, isLast: boolean): boolean {
  const { bytes, end, marks } = reading
  const { at, line, isOdd } = taker.take(bytes, reading.at, end, reading.line, marks)
  const lines = line - reading.line
  reading.at = at
  reading.line = line
  if (at === end || (!isOdd && !isLast && end - at <= MAX_WAITING)) return true
  reading.oddLines = lines >= MANY_PLAIN_LINES ? 1 : Math.min(reading.oddLines * 2, MAX_ODD_LINES)
  return false
}

/** Behind the lines that are to be made text next. Without the end of a line: all, when it is much. */
function endOfOddLines({ bytes, at, end, oddLines }: ByteReading, taker: PlainRowTaker): number {
  if (taker.readiness !== "never") {
    let found = at
    for (let lines = 0; lines < oddLines; lines++) {
      const lineFeed = bytes.indexOf(LF, found)
      if (lineFeed < 0 || lineFeed >= end) break
      found = lineFeed + 1
    }
    if (found > at || end - at <= MAX_WAITING) return found
  }
  // A LF may follow.
  return end > at && bytes[end - 1] === CR ? end - 1 : end
}
