// Records of a CSV text with their lines: the one place where rules read CSV. Needs Node, for streams.
import { assert, InputError } from "../model/errors.ts"
import type { CsvRow } from "./rule-file.ts"

interface Record {
  /** Where it begins, from 1. */
  readonly line: number
  readonly text: string
}

/**
 * Records of comma-separated text (RFC 4180) in order, blank ones left out; cells are trimmed. A byte order mark is no
 * part of the first cell; LF, CRLF and CR end lines.
 *
 * @throws InputError LIST_INVALID with the line of a quote that is not closed, or is closed within a cell.
 */
export async function readCsvRows(file: string, text: string): Promise<readonly CsvRow[]> {
  const records = cutRecords(text.startsWith("\ufeff") ? text.slice(1) : text)
  const quoted = records.filter(({ text: record }) => record.includes('"'))
  const ofQuoted = await splitQuoted(quoted)
  if (ofQuoted === undefined) {
    const detail = 'a cell that begins with " must end with one, and quotes in it stand twice: "a ""b"" c"'
    throw new InputError("LIST_INVALID", { file, line: (await firstBroken(quoted)).line }, detail)
  }
  let next = 0
  return records.flatMap(({ line, text: record }) => {
    // A record without quotes is cells with commas between them; a parser takes ten times as long for it.
    const cells = (record.includes('"') ? ofQuoted[next++]! : record.split(",")).map((cell) => cell.trim())
    return cells.some((cell) => cell !== "") ? [{ line, cells }] : []
  })
}

/** A record ends with the line by whose end all its quotes are closed. */
function cutRecords(text: string): Record[] {
  const records: Record[] = []
  let line = 1
  let begun: Record | undefined
  let isOpen = false
  for (const [lineText, end] of linesOf(text)) {
    begun ??= { line, text: "" }
    isOpen = isOpen !== ((lineText.match(/"/g)?.length ?? 0) % 2 === 1)
    begun = { line: begun.line, text: begun.text + lineText + (isOpen ? end : "") }
    line++
    if (isOpen) continue
    records.push(begun)
    begun = undefined
  }
  return begun === undefined ? records : [...records, begun]
}

/** Lines with what ends them. */
function* linesOf(text: string): Generator<[line: string, end: string]> {
  const ends = /\r\n|\n|\r/g
  let start = 0
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    yield [text.slice(start, end.index), end[0]]
    start = ends.lastIndex
  }
  if (start < text.length) yield [text.slice(start), ""]
}

/** Cells of the records; undefined when one of them is broken. */
async function splitQuoted(records: readonly Record[]): Promise<readonly string[][] | undefined> {
  if (records.length === 0) return []
  // Most lists have no quotes: then the parser need not be loaded.
  const { parseString } = await import("fast-csv")
  const rows: string[][] = []
  const isSound = await new Promise<boolean>((resolve) => {
    parseString<string[], string[]>(records.map(({ text }) => text).join("\n"), { headers: false })
      .on("data", (cells: string[]) => rows.push(cells))
      .on("end", () => resolve(true))
      .on("error", () => resolve(false))
  })
  assert(!isSound || rows.length === records.length, "records and rows of a list differ in number")
  return isSound ? rows : undefined
}

/** The first broken one of records of which one is: what the parser says of it names no line. */
async function firstBroken(records: readonly Record[]): Promise<Record> {
  if (records.length === 1) return records[0]!
  const middle = Math.floor(records.length / 2)
  const first = records.slice(0, middle)
  const isBefore = (await splitQuoted(first)) === undefined
  return firstBroken(isBefore ? first : records.slice(middle))
}
