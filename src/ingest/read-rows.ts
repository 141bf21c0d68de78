// The rows of a CSV file as they stand, for other tools. Needs Node.
import { checkArguments, NUMBER, optionsOf, READ_OPTIONS, TEXT } from "../model/arguments.ts"
import { InputError } from "../model/errors.ts"
import { type OpenOptions, openSource } from "./open-source.ts"
import type { RawRow } from "./row-source.ts"

/** Everything that is not given is found by content: the encoding, the delimiter, gzip. */
export type ReadRowsOptions = Pick<
  OpenOptions,
  "delimiter" | "quote" | "escape" | "encoding" | "skipLines" | "maxCellLength" | "signal" | "chunkSize"
>

const OPTIONS = optionsOf({ ...READ_OPTIONS, quote: TEXT, escape: TEXT, skipLines: NUMBER })

/**
 * Rows of a CSV file in order, after decoding and before any mapping: preamble and header lines are rows, blank
 * lines (empty or white space only) are not, cells are not trimmed. An empty file has no rows.
 *
 * White space behind a closing quote is dropped, other text there is kept as part of the cell; a quote inside an
 * unquoted cell is text.
 * @param path a file, or "-" for standard input
 * @throws InputError as `openSource`; QUOTE_NOT_CLOSED with the line where the quote opens, after the rows before it
 */
export async function* readRows(path: string, options: ReadRowsOptions = {}): AsyncGenerator<RawRow> {
  checkArguments("readRows", { path: [path, TEXT], options: [options, OPTIONS] })
  const source = await openSource(path, { ...options, format: "csv" }).catch((error: unknown) => {
    if (error instanceof InputError && error.code === "FILE_EMPTY") return null
    throw error
  })
  if (source === null) return
  for await (const rows of source.rows()) yield* rows
}
