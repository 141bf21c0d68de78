// Rows as they stand in a file, to the character: for who must show them. Needs Node.
import { decodeText, markLast } from "./decode.ts"
import { findLineEnd } from "./line-ends.ts"
import { type OpenOptions, openSource } from "./open-source.ts"
import { gunzipIfNeeded, openStoredBytes } from "./stored-bytes.ts"

/** How the file was read; see `InputFile`. */
export type RowTextOptions = Pick<OpenOptions, "delimiter" | "encoding" | "name" | "signal">

/**
 * The texts of the rows that begin on these lines, by line: decoded, with the line ends inside them as they stand (each
 * as a line feed) and without the one behind them. Where several records stand on one line, the line. Lines on which no
 * row begins have no text.
 *
 * @param lines physical, from 1
 * @throws InputError as `openSource`
 */
export async function readRowTexts(
  path: string,
  lines: ReadonlySet<number>,
  options: RowTextOptions,
): Promise<ReadonlyMap<number, string>> {
  const source = await openSource(path, { ...options, onBadRecord: () => undefined })
  /** Last line by first line. */
  const ends = new Map<number, number>()
  let before: number | null = null
  for await (const rows of source.rows()) {
    for (const { line } of rows) {
      if (before !== null && line > before) ends.set(before, line - 1)
      if (lines.has(line)) ends.set(line, source.format === "jsonl" ? line : Number.POSITIVE_INFINITY)
      before = source.format !== "jsonl" && lines.has(line) ? line : null
    }
  }
  return linesBetween(path, source.encoding, ends)
}

/** For each first line the text to its last line, blank lines at the end left out. */
async function linesBetween(
  path: string,
  encoding: string,
  ends: ReadonlyMap<number, number>,
): Promise<Map<number, string>> {
  const found = new Map<number, string>()
  const stored = await openStoredBytes(path)
  const blocks = decodeText(await gunzipIfNeeded(stored), encoding, stored.file)
  let first = 0
  let last = 0
  let texts: string[] = []
  const close = () => {
    if (texts.length > 0) found.set(first, texts.join("\n").trimEnd())
    texts = []
  }
  let line = 0
  for await (const text of physicalLines(blocks)) {
    line++
    const end = ends.get(line)
    if (end !== undefined) {
      close()
      first = line
      last = end
    }
    if (line <= last) texts.push(text)
  }
  close()
  return found
}

async function* physicalLines(blocks: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ""
  for await (const { block, isLast } of markLast(blocks)) {
    const text = rest + block
    let start = 0
    for (;;) {
      const end = findLineEnd(text, start, isLast)
      if (end === null) break
      yield text.slice(start, end.at)
      start = end.next
    }
    rest = text.slice(start)
  }
}
