// Opens one input: finds out what it is by its content (compression, encoding, format, delimiter) and gives its
// rows. Needs Node.
import { assert, InputError } from "../model/errors.ts"
import { readCsvBytes } from "./csv-bytes.ts"
import type { CsvDialect } from "./csv-dialect.ts"
import { readCsv } from "./csv-source.ts"
import { RECORD_LENGTH_FACTOR } from "./cut-state.ts"
import { decodeText, lineOfInvalidByte } from "./decode.ts"
import { DELIMITERS, findDelimiter } from "./delimiter.ts"
import { encodingOfLabel, guessEncoding } from "./encoding.ts"
import { binaryKind } from "./file-kind.ts"
import { findFormat, type TextSample } from "./format.ts"
import { readJsonArray, readJsonLines } from "./json-source.ts"
import type { BadRecord, OpenedSource, PlainRowTaker, RawRow } from "./row-source.ts"
import { gunzipIfNeeded, openStoredBytes, type StoredBytes, takeHead } from "./stored-bytes.ts"

export interface OpenOptions {
  /** What the file is called in results and messages; its path when not given. */
  readonly name?: string | undefined
  /** One character; found by content when not given. */
  readonly delimiter?: string | undefined
  /** A name of the Encoding Standard, such as gb18030; found by content when not given. */
  readonly encoding?: string | undefined
  /** One character, `"` when not given; empty for no quoting. */
  readonly quote?: string | undefined
  /** What makes a quote text inside a quoted cell; the quote itself when not given. */
  readonly escape?: string | undefined
  /** Physical lines to skip at the start of CSV; line numbers count them. */
  readonly skipLines?: number | undefined
  /** In UTF-16 units, 1 MiB when not given. A row or JSON record may have 16 times as many. */
  readonly maxCellLength?: number | undefined
  /** Read as CSV whatever the content looks like. */
  readonly format?: "csv" | undefined
  /** Told of JSON records that cannot be read; without it the first one ends the reading. */
  readonly onBadRecord?: ((bad: BadRecord) => void) | undefined
  readonly signal?: AbortSignal | undefined
  /** Bytes read from a file at once. Results do not depend on it. */
  readonly chunkSize?: number | undefined
}

/** Enough to meet Chinese text behind a long preamble of ASCII. */
const SAMPLE_BYTES = 1 << 18
const DELIMITER_SAMPLE_LENGTH = 1 << 16
const DEFAULT_MAX_CELL_LENGTH = 1 << 20

/**
 * @param path a file, or "-" for standard input
 * @throws InputError FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_IS_BINARY, FILE_EMPTY, FILE_TRUNCATED,
 *   ENCODING_UNKNOWN, ENCODING_INVALID, FORMAT_UNKNOWN, OPTION_INVALID. While reading also QUOTE_NOT_CLOSED,
 *   CELL_TOO_LONG and JSON_INVALID
 */
export async function openSource(path: string, options: OpenOptions = {}): Promise<OpenedSource> {
  checkOptions(options)
  options.signal?.throwIfAborted()
  const stored = await openStoredBytes(path, options.chunkSize)
  try {
    return await untilAborted(openStored(stored, options), options.signal)
  } catch (error) {
    stored.close()
    throw error
  }
}

async function openStored(stored: StoredBytes, options: OpenOptions): Promise<OpenedSource> {
  const { name: file = stored.file } = options
  const { head, isWhole, chunks } = await takeHead(await gunzipIfNeeded(stored), SAMPLE_BYTES)
  const encoding = findEncoding(file, head, isWhole, options.encoding)
  const sample = { text: sampleText(head, isWhole, encoding), complete: isWhole }
  if (isWhole && sample.text === "") {
    throw new InputError("FILE_EMPTY", { file }, "there is nothing in it; a header and rows are needed")
  }
  const format = options.format ?? findFormat(file, sample)
  const keys = format === "csv" ? null : []
  const dialect = format === "csv" ? findDialect(sample, options) : null
  return {
    file,
    format,
    encoding,
    delimiter: dialect?.delimiter ?? null,
    keys,
    rows: (plain) => {
      const records = readRecords({ file, chunks, encoding, dialect, keys, format }, options, plain)
      return abortable(records, stored, options.signal)
    },
    bytesTotal: stored.bytesTotal,
    get bytesRead() {
      return stored.bytesRead
    },
    get bytes() {
      return stored.bytesRead
    },
    get sha256() {
      return stored.sha256
    },
  }
}

interface FoundText {
  readonly file: string
  readonly chunks: AsyncIterable<Uint8Array>
  readonly encoding: string
  readonly dialect: CsvDialect | null
  readonly keys: string[] | null
  readonly format: OpenedSource["format"]
}

function readRecords(
  { file, chunks, encoding, dialect, keys, format }: FoundText,
  options: OpenOptions,
  plain: PlainRowTaker | undefined,
): AsyncIterable<readonly RawRow[]> {
  const maxCellLength = options.maxCellLength ?? DEFAULT_MAX_CELL_LENGTH
  const cut = { file, maxCellLength, skipLines: options.skipLines ?? 0 }
  if (dialect !== null && plain !== undefined && encoding === "utf-8" && isAscii(dialect))
    return readCsvBytes(chunks, dialect, cut, plain)
  const blocks = decodeText(chunks, encoding, file)
  if (dialect !== null) return readCsv(blocks, dialect, cut)
  assert(keys !== null, "JSON is read without keys")
  const json = {
    file,
    maxRecordLength: maxCellLength * RECORD_LENGTH_FACTOR,
    onBadRecord: options.onBadRecord,
  }
  return format === "json" ? readJsonArray(blocks, keys, json) : readJsonLines(blocks, keys, json)
}

/** Whether the marks of the dialect are bytes of their own. */
function isAscii({ delimiter, quote, escape: escapeMark }: CsvDialect): boolean {
  return [delimiter, quote ?? "", escapeMark ?? ""].every((mark) => mark < "\u0080")
}

/** The batches, until the signal is aborted: also while a pipe has nothing to give. */
async function* abortable<T>(
  batches: AsyncIterable<T>,
  stored: StoredBytes,
  signal: AbortSignal | undefined,
): AsyncGenerator<T> {
  const iterator = batches[Symbol.asyncIterator]()
  try {
    for (;;) {
      signal?.throwIfAborted()
      const next = await untilAborted(iterator.next(), signal)
      if (next.done) return
      yield next.value
    }
  } finally {
    const returned = iterator.return?.()
    // A read of a pipe that is under way ends when there is something to read, which may be never.
    if (signal?.aborted) stored.close()
    else await returned
  }
}

/** What the work gives, or the reason of the signal as soon as it is aborted. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener("abort", stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop))
  })
}

function findEncoding(file: string, head: Uint8Array, isWhole: boolean, label: string | undefined): string {
  const binary = binaryKind(head)
  if (binary !== null) throw new InputError("FILE_IS_BINARY", { file }, binary)
  if (label !== undefined) {
    const encoding = encodingOfLabel(label, head)
    if (encoding !== null) return encoding
    const detail = `encoding "${label}" is not known; give one such as utf-8, gb18030, big5, utf-16le, windows-1252`
    throw new InputError("OPTION_INVALID", { file }, detail)
  }
  const guess = guessEncoding(head, isWhole)
  if (guess.kind === "found") return guess.encoding
  if (guess.kind === "binary") {
    const detail = "it has NUL bytes as binary files have; a table of text (CSV, JSON) is needed"
    throw new InputError("FILE_IS_BINARY", { file }, detail)
  }
  const line = lineOfInvalidByte(head, "utf-8", isWhole) ?? 1
  const detail =
    "this line is not UTF-8, and the text does not read like GB18030 or Big5 either; give the encoding " +
    "(--encoding windows-1252, shift_jis, euc-kr …) or save the file as CSV UTF-8"
  throw new InputError("ENCODING_UNKNOWN", { file, line }, detail)
}

/** For finding the format and the delimiter only, so a fault in it does not matter yet. */
function sampleText(head: Uint8Array, isWhole: boolean, encoding: string): string {
  return new TextDecoder(encoding).decode(head, { stream: !isWhole })
}

function findDialect(sample: TextSample, options: OpenOptions): CsvDialect {
  const quoting = {
    quote: options.quote === "" ? null : (options.quote ?? '"'),
    escape: options.escape ?? null,
  }
  const text = sample.text.slice(0, DELIMITER_SAMPLE_LENGTH)
  const complete = sample.complete && text.length === sample.text.length
  const { skipLines = 0 } = options
  return { ...quoting, delimiter: options.delimiter ?? findDelimiter({ text, complete, quoting, skipLines }) }
}

function checkOptions(options: OpenOptions): void {
  const { delimiter, quote, escape: escapeMark } = options
  if (delimiter !== undefined && !isOneCharacter(delimiter)) {
    throw wrongOption("delimiter", delimiter, `must be one character, such as ${JSON.stringify(DELIMITERS)}`)
  }
  if (quote !== undefined && quote !== "" && (!isOneCharacter(quote) || quote === delimiter)) {
    throw wrongOption(
      "quote",
      quote,
      "must be one character other than the delimiter, or empty for no quoting",
    )
  }
  if (escapeMark !== undefined && (!isOneCharacter(escapeMark) || escapeMark === delimiter)) {
    throw wrongOption("escape", escapeMark, "must be one character other than the delimiter")
  }
  const { skipLines = 0, maxCellLength = 1, chunkSize = 1 } = options
  for (const [name, value, min] of [
    ["skipLines", skipLines, 0],
    ["maxCellLength", maxCellLength, 1],
    ["chunkSize", chunkSize, 1],
  ] as const) {
    if (!Number.isSafeInteger(value) || value < min) {
      throw wrongOption(name, value, `must be a whole number from ${min}`)
    }
  }
}

/** One UTF-16 unit that does not end a line. */
function isOneCharacter(text: string): boolean {
  return text.length === 1 && text !== "\n" && text !== "\r"
}

function wrongOption(name: string, value: string | number, needed: string): InputError {
  return new InputError("OPTION_INVALID", {}, `${name} ${JSON.stringify(value)} ${needed}`)
}
