// CSV text to rows, with fast-csv behind the seam: our cutter finds records, lines and unclosed quotes; the cells of
// whole records are split here, those with quotes by fast-csv. Another reader replaces `createCellSplitter` only.
import type { CsvParserStream } from "fast-csv"
import { assert } from "../model/errors.ts"
import { type CsvDialect, fullDialect } from "./csv-dialect.ts"
import { createRecordCutter } from "./csv-records.ts"
import type { CutOptions } from "./cut-state.ts"
import { markLast } from "./decode.ts"
import type { RawRow } from "./row-source.ts"

/**
 * Rows of CSV text in order: every non-blank record, with the physical line where it starts.
 * @throws InputError QUOTE_NOT_CLOSED, CELL_TOO_LONG; the rows before the fault are given first
 */
export async function* readCsv(
  blocks: AsyncIterable<string>,
  dialect: CsvDialect,
  options: CutOptions,
): AsyncGenerator<readonly RawRow[]> {
  const cutter = createRecordCutter(dialect, options)
  const splitter = createCellSplitter(dialect)
  try {
    for await (const { block, isLast } of markLast(blocks)) {
      const { texts, lines, failure } = cutter.push(block, isLast)
      const cells = await splitter.split(texts)
      if (cells.length > 0) yield cells.map((row, i) => ({ line: lines[i]!, cells: row }))
      if (failure !== null) throw failure
    }
  } finally {
    splitter.stop()
  }
}

/** Splits whole records into cells, in order. */
export interface CellSplitter {
  split(records: readonly string[]): Promise<readonly string[][]>
  stop(): void
}

/**
 * A record without a quote is its cells with delimiters between them, so it is cut there: fast-csv, which makes an
 * object of each character, takes many times as long for it. It splits the records that hold a quote.
 */
export function createCellSplitter(dialect: CsvDialect): CellSplitter {
  const { delimiter, quote, escape: escapeMark } = fullDialect(dialect)
  let parser: CsvParserStream<string[], string[]> | undefined
  let parsed: string[][] = []
  let failure: Error | null = null
  // Loaded for the first record with a quote: many files have none.
  const startParser = async (): Promise<CsvParserStream<string[], string[]>> => {
    const { parse } = await import("fast-csv")
    const started = parse<string[], string[]>({ headers: false, delimiter, quote, escape: escapeMark })
    started.on("data", (cells: string[]) => parsed.push(cells))
    started.on("error", (error: Error) => {
      failure = error
    })
    return started
  }
  const parseQuoted = async (records: readonly string[]): Promise<string[][]> => {
    parsed = []
    parser ??= await startParser()
    const to = parser
    const text = `${records.join("\n")}\n`
    // fast-csv removes a byte order mark in front of whatever it is given: here it would belong to a cell.
    const guarded = text.charCodeAt(0) === 0xfeff ? `\ufeff${text}` : text
    await new Promise<void>((resolve, reject) => {
      to.write(guarded, (error) => (error ? reject(error) : resolve()))
    })
    if (failure !== null) throw failure
    assert(parsed.length === records.length, "records and rows of CSV text differ in number")
    return parsed
  }
  return {
    async split(records) {
      const quoted = records.filter((record) => record.includes(quote))
      const ofQuoted = quoted.length === 0 ? [] : await parseQuoted(quoted)
      let next = 0
      return records.map((record) => (record.includes(quote) ? ofQuoted[next++]! : record.split(delimiter)))
    },
    stop: () => parser?.destroy(),
  }
}
