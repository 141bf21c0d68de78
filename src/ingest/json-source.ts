// JSON Lines and JSON arrays to rows: each record's values as cells over a list of keys that grows.
import { InputError } from "../model/errors.ts"
import { markLast } from "./decode.ts"
import { createElementCutter } from "./json-elements.ts"
import { flattenJsonObject, isJson } from "./json-flatten.ts"
import { findLineEnd } from "./line-ends.ts"
import type { BadRecord, RawRow } from "./row-source.ts"

/** More keys than any table has columns: data stands where keys should be. */
const MAX_KEYS = 4096
const MAX_VALUE_SHOWN = 200

export interface JsonOptions {
  readonly file: string
  /** Of one record, in UTF-16 units. */
  readonly maxRecordLength: number
  /** Told of records that are no JSON objects; without it they end the reading. */
  readonly onBadRecord?: ((bad: BadRecord) => void) | undefined
}

/** Rows of one block, and what ends the reading behind them. */
interface BlockRows {
  readonly rows: readonly RawRow[]
  readonly failure: InputError | null
}

/**
 * Rows of JSON Lines (https://jsonlines.org): one object a line, blank lines passed over. A line that is no JSON
 * object is given to `onBadRecord`. `keys` grows with the keys seen; a row has cells for the keys known by then,
 * empty where it lacks one.
 * @throws InputError JSON_INVALID, CELL_TOO_LONG; the rows before the fault are given first
 */
export function readJsonLines(
  blocks: AsyncIterable<string>,
  keys: string[],
  options: JsonOptions,
): AsyncGenerator<readonly RawRow[]> {
  const { file, maxRecordLength } = options
  const readRecord = recordReader(keys, options)
  let rest = ""
  let line = 1
  return readBlocks(blocks, (block, isLast) => {
    const text = rest + block
    // What is left over has no line end yet, but may end with the CR of one.
    let from = Math.max(0, rest.length - 1)
    let start = 0
    const rows: RawRow[] = []
    for (;;) {
      const end = findLineEnd(text, from, isLast)
      const length = (end?.at ?? text.length) - start
      if (length > maxRecordLength) {
        const detail = `this line is longer than ${maxRecordLength} characters; one JSON object a line is needed`
        return { rows, failure: new InputError("CELL_TOO_LONG", { file, line }, detail) }
      }
      if (end === null) break
      const record = text.slice(start, end.at)
      const failure = record.trim() === "" ? null : readRecord(record, line, rows)
      if (failure !== null) return { rows, failure }
      start = end.next
      from = start
      line++
    }
    rest = text.slice(start)
    return { rows, failure: null }
  })
}

/**
 * Rows of a JSON array of objects, or of the one array in an object. An element that is valid JSON but no object
 * is given to `onBadRecord`.
 * @throws InputError JSON_INVALID with the line of the broken element, CELL_TOO_LONG; rows before it are given first
 */
export function readJsonArray(
  blocks: AsyncIterable<string>,
  keys: string[],
  options: JsonOptions,
): AsyncGenerator<readonly RawRow[]> {
  // A broken element ends the reading: where it ends, and with it all that follows, is not certain.
  const readRecord = recordReader(keys, options, (text, line) =>
    isJson(text) ? null : invalidElement(options.file, line, text),
  )
  const cutter = createElementCutter(options.file, options.maxRecordLength)
  return readBlocks(blocks, (block, isLast) => {
    const { texts, lines, failure } = cutter.push(block, isLast)
    const rows: RawRow[] = []
    for (const [i, text] of texts.entries()) {
      const line = lines[i]!
      const broken = readRecord(text, line, rows)
      if (broken !== null)
        return { rows, failure: isJson(text) ? broken : invalidElement(options.file, line, text) }
    }
    return { rows, failure }
  })
}

async function* readBlocks(
  blocks: AsyncIterable<string>,
  readBlock: (block: string, isLast: boolean) => BlockRows,
): AsyncGenerator<readonly RawRow[]> {
  for await (const { block, isLast } of markLast(blocks)) {
    const { rows, failure } = readBlock(block, isLast)
    if (rows.length > 0) yield rows
    if (failure !== null) throw failure
  }
}

/**
 * Adds the row of a record to `rows`, or tells of a bad one; gives what ends the reading, else null. `findFault`
 * says whether a bad record ends it.
 */
function recordReader(
  keys: string[],
  options: JsonOptions,
  findFault: (text: string, line: number) => InputError | null = () => null,
): (text: string, line: number, rows: RawRow[]) => InputError | null {
  const { file, onBadRecord } = options
  const indexOfKey = new Map<string, number>()
  return (text, line, rows) => {
    const cells: string[] = new Array(keys.length).fill("")
    let numbers: Set<number> | undefined
    const isObject = flattenJsonObject(text, (key, value, isNumber) => {
      let index = indexOfKey.get(key)
      if (index === undefined) {
        index = keys.push(key) - 1
        indexOfKey.set(key, index)
      }
      cells[index] = value
      if (isNumber && value.includes(".")) {
        numbers ??= new Set()
        numbers.add(index)
      } else numbers?.delete(index)
    })
    if (keys.length > MAX_KEYS) {
      const detail = `more than ${MAX_KEYS} different keys by here; values must not stand where keys should be`
      return new InputError("JSON_INVALID", { file, line }, detail)
    }
    if (isObject) {
      rows.push({ line, cells, numbers })
      return null
    }
    const fault = findFault(text, line)
    if (fault !== null) return fault
    const message = 'a record must be one JSON object, such as {"amount": "12.50"}'
    if (onBadRecord === undefined) return new InputError("JSON_INVALID", { file, line }, message)
    onBadRecord({ line, message, value: shortened(text) })
    return null
  }
}

function invalidElement(file: string, line: number, text: string): InputError {
  const detail = `the list element that begins here is not valid JSON: ${shortened(text)}`
  return new InputError("JSON_INVALID", { file, line }, detail)
}

function shortened(text: string): string {
  const shown = text.trim()
  return shown.length > MAX_VALUE_SHOWN ? shown.slice(0, MAX_VALUE_SHOWN) : shown
}
