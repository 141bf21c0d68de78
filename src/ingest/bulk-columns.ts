// Columns of plain records, cell by cell into codes, times and amounts. A row with a cell that is not understood here is
// marked as odd: the checks of a row then read it from its texts.
import { currencyExponent } from "../model/currencies.ts"
import { DictionaryBuilder, MISSING, UNSEEN } from "../model/dictionary.ts"
import { readText } from "../model/text-bytes.ts"
import type { BulkField } from "./bulk-plan.ts"
import { isReadAsItStands, type MissingMarks } from "./plain-cells.ts"
import { plainAmount, plainTime } from "./plain-numbers.ts"
import type { PlainRecords } from "./scan-records.ts"

/** The records at hand: their bytes, and which rows the checks of a row have to read. */
export interface Batch {
  readonly bytes: Uint8Array
  /** The same bytes. */
  readonly view: DataView
  readonly records: PlainRecords
  readonly width: number
  /** 1: odd. */
  readonly isOdd: Uint8Array
  readonly missing: MissingMarks
}

/** A column of codes of a dictionary. */
export interface CodeColumn {
  readonly field: BulkField<string>
  readonly dictionary: DictionaryBuilder
  /** `UNSEEN`: the cell itself is the text, which the dictionary does not have yet. */
  readonly codes: Uint32Array
  /** Of the cells, for `addBytes`. */
  readonly hashes: Int32Array
  /** By code: a cell that is this text means this text. */
  meansItself: Uint8Array
  /** How many of the codes are `UNSEEN`. */
  unseen: number
}

export function createCodeColumn(
  field: BulkField<string>,
  dictionary: DictionaryBuilder,
  room: number,
): CodeColumn {
  return {
    field,
    dictionary,
    codes: new Uint32Array(room),
    hashes: new Int32Array(room),
    meansItself: new Uint8Array(1024),
    unseen: 0,
  }
}

/** A code for each cell of the column. */
export function readCodes(column: CodeColumn, batch: Batch): void {
  const { field, dictionary, codes, hashes } = column
  const { bytes, records, width, isOdd } = batch
  const { starts, ends, count } = records
  column.unseen = 0
  if (field.column < 0) {
    const code = codeOf(field.read(""), dictionary)
    codes.fill(code === UNSEEN ? MISSING : code, 0, count)
    if (code === UNSEEN) isOdd.fill(1, 0, count)
    return
  }
  dictionary.findCells(batch.view, starts, ends, field.column, width, count, hashes, codes)
  const ofEmpty = codeOf(field.read(""), dictionary)
  const { meansItself } = column
  const { marks } = field
  let unseen = 0
  for (let row = 0, cell = field.column; row < count; row++, cell += width) {
    const code = codes[row]!
    if (code < meansItself.length && meansItself[code] === 1) continue
    if (code === MISSING) {
      if (ofEmpty === UNSEEN) isOdd[row] = 1
      else codes[row] = ofEmpty
      continue
    }
    const from = starts[cell]!
    const to = ends[cell]!
    if (marks === null || !isReadAsItStands(bytes, from, to, marks)) {
      if (!meansCell(column, batch, row, readText(bytes, from, to))) continue
    }
    if (code === UNSEEN) unseen++
    else noteMeansItself(column, code)
  }
  column.unseen = unseen
}

/** Notes that a cell that is this text means this text. */
export function noteMeansItself(column: CodeColumn, code: number): void {
  if (code >= column.meansItself.length) {
    const larger = new Uint8Array(code * 2 + 1024)
    larger.set(column.meansItself)
    column.meansItself = larger
  }
  column.meansItself[code] = 1
}

/** Asks the reader of the field; true when the cell means itself. Else the row gets the code of what it means. */
function meansCell(
  { field, dictionary, codes }: CodeColumn,
  { isOdd }: Batch,
  row: number,
  text: string,
): boolean {
  const meaning = field.read(text)
  if (meaning === text) return true
  const code = codeOf(meaning, dictionary)
  if (code === UNSEEN) isOdd[row] = 1
  else codes[row] = code
  return false
}

/** The code of a text that a cell means; `UNSEEN` when it has none so far or means nothing. */
function codeOf(meaning: string | null, dictionary: DictionaryBuilder): number {
  if (meaning === null) return UNSEEN
  if (meaning === "") return MISSING
  return dictionary.code(meaning) || UNSEEN
}

/** Epoch milliseconds of each row. */
export function readTimes(
  field: BulkField<number>,
  local: (ms: number) => number,
  batch: Batch,
  times: Float64Array,
): void {
  const { bytes, records, width, isOdd, missing } = batch
  const { starts, ends, count } = records
  for (let row = 0, cell = field.column; row < count; row++, cell += width) {
    const from = starts[cell]!
    const to = ends[cell]!
    let time = Number.NaN
    if (from < to && isReadAsItStands(bytes, from, to, missing)) time = plainTime(bytes, from, to, local)
    if (Number.isNaN(time)) {
      const read = field.read(readText(bytes, from, to))
      if (read === null) isOdd[row] = 1
      else time = read
    }
    times[row] = time
  }
}

/** Minor units of each row, by the currency that its code says. */
export function readAmounts(
  column: number,
  currency: Uint32Array,
  currencies: DictionaryBuilder,
  batch: Batch,
  amounts: Float64Array,
): void {
  const { bytes, records, width, isOdd, missing } = batch
  const { starts, ends, count } = records
  let lastCode = MISSING
  let exponent = 0
  for (let row = 0, cell = column; row < count; row++, cell += width) {
    const code = currency[row]!
    if (code === UNSEEN || code === MISSING) {
      isOdd[row] = 1
      continue
    }
    if (code !== lastCode) {
      lastCode = code
      exponent = currencyExponent(currencies.text(code))!
    }
    const from = starts[cell]!
    const to = ends[cell]!
    const amount =
      from < to && isReadAsItStands(bytes, from, to, missing) ? plainAmount(bytes, from, to, exponent) : -1
    if (amount < 0) isOdd[row] = 1
    else amounts[row] = amount
  }
}

/** A column of statuses: words of a closed vocabulary, each of which is asked once. */
export interface StatusColumn {
  readonly field: BulkField<number>
  readonly words: DictionaryBuilder
  /** By code of the word; -1: not understood. */
  readonly meanings: number[]
  readonly codes: Uint32Array
  readonly hashes: Int32Array
}

export function createStatusColumn(field: BulkField<number>, room: number): StatusColumn {
  return {
    field,
    words: new DictionaryBuilder(),
    meanings: [field.read("") ?? -1],
    codes: new Uint32Array(room),
    hashes: new Int32Array(room),
  }
}

/** The status of each row. */
export function readStatuses(column: StatusColumn, batch: Batch, statuses: Uint8Array): void {
  const { field, words, meanings, codes, hashes } = column
  const { bytes, records, width, isOdd } = batch
  const { starts, ends, count } = records
  if (field.column < 0) codes.fill(MISSING, 0, count)
  else words.findCells(batch.view, starts, ends, field.column, width, count, hashes, codes)
  for (let row = 0; row < count; row++) {
    let code = codes[row]!
    if (code === UNSEEN) {
      const from = starts[row * width + field.column]!
      const to = ends[row * width + field.column]!
      code = words.addBytes(batch.view, from, to, hashes[row]!)
      meanings[code] ??= field.read(readText(bytes, from, to)) ?? -1
    }
    const status = meanings[code]!
    if (status < 0) isOdd[row] = 1
    else statuses[row] = status
  }
}
