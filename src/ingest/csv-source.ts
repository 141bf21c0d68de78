// CSV text to rows, with fast-csv behind the seam: our cutter finds records, lines and unclosed quotes, fast-csv
// splits the cells of whole records. Replacing fast-csv means replacing `createCellSplitter` only.
import { parse } from "fast-csv"
import { assert } from "../model/errors.ts"
import { type CsvDialect, fullDialect } from "./csv-dialect.ts"
import { type CutOptions, createRecordCutter } from "./csv-records.ts"
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
  let lines: number[] = []
  let done = 0
  const join = (cells: readonly string[][]): RawRow[] => {
    const rows = cells.map((row, i) => ({ line: lines[done + i]!, cells: row }))
    done += rows.length
    if (done === lines.length) {
      lines = []
      done = 0
    }
    return rows
  }
  try {
    for await (const { block, isLast } of markLast(blocks)) {
      const cut = cutter.push(block, isLast)
      for (const line of cut.lines) lines.push(line)
      const rows = join(await splitter.split(cut.texts))
      if (rows.length > 0) yield rows
      if (isLast || cut.failure !== null) {
        const lastRows = join(await splitter.end())
        assert(lines.length === 0, "records and rows of CSV text differ in number")
        if (lastRows.length > 0) yield lastRows
      }
      if (cut.failure !== null) throw cut.failure
    }
  } finally {
    splitter.stop()
  }
}

/** Splits whole records into cells. It may give them late, but in order. */
interface CellSplitter {
  split(records: readonly string[]): Promise<string[][]>
  /** The cells still owed. */
  end(): Promise<string[][]>
  stop(): void
}

function createCellSplitter(dialect: CsvDialect): CellSplitter {
  const parser = parse<string[], string[]>({ headers: false, ...fullDialect(dialect) })
  let ready: string[][] = []
  let failure: Error | null = null
  parser.on("data", (cells: string[]) => ready.push(cells))
  parser.on("error", (error: Error) => {
    failure = error
  })
  const take = (): string[][] => {
    if (failure !== null) throw failure
    const taken = ready
    ready = []
    return taken
  }
  return {
    async split(records) {
      if (records.length === 0) return take()
      const text = `${records.join("\n")}\n`
      // fast-csv removes a byte order mark in front of whatever it is given: here it would belong to a cell.
      const guarded = text.charCodeAt(0) === 0xfeff ? `\ufeff${text}` : text
      await new Promise<void>((resolve, reject) => {
        parser.write(guarded, (error) => (error ? reject(error) : resolve()))
      })
      return take()
    },
    async end() {
      await new Promise<void>((resolve) => {
        parser.once("close", () => resolve())
        parser.end()
      })
      return take()
    },
    stop: () => parser.destroy(),
  }
}
