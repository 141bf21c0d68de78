// Columns of plain records, cell by cell into codes, times and amounts. A row with a cell that is not understood here is
// marked as odd: the checks of a row then read it from its texts.
import { currencyExponent } from "../model/currencies.ts"
import { DictionaryBuilder, MISSING, UNSEEN } from "../model/dictionary.ts"
import { readText } from "../model/text-bytes.ts"
import type { ColumnCells } from "../model/text-table.ts"
import type { BulkField } from "./bulk-plan.ts"
import { isReadAsItStands, type MissingMarks } from "./plain-cells.ts"
import { plainAmount, plainTime } from "./plain-numbers.ts"
import type { PlainRecords } from "./scan-records.ts"
import { createShortCells, findShortCells, keepShortCell, type ShortCells } from "./short-cells.ts"

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
  /** Room for numbers of rows. */
  readonly some: Uint32Array
}

/** Texts of a dictionary such that a cell that is this text means this text: in all columns that have the dictionary. */
export interface SelfMeant {
  /** By code. */
  isNoted: Uint8Array
  /** The first code that is not noted: most texts need no look at `isNoted`, which is far away in memory. */
  firstUnnoted: number
}

export function createSelfMeant(): SelfMeant {
  return { isNoted: new Uint8Array(1024), firstUnnoted: 1 }
}

/** A column of codes of a dictionary. */
export interface CodeColumn {
  readonly field: BulkField<string>
  readonly dictionary: DictionaryBuilder
  /** `UNSEEN`: the cell itself is the text, which the dictionary does not have yet. */
  readonly codes: Uint32Array
  /** What short cells mean. */
  readonly short: ShortCells
  readonly meant: SelfMeant
  /** How many of the codes are `UNSEEN`. */
  unseen: number
}

export function createCodeColumn(
  field: BulkField<string>,
  dictionary: DictionaryBuilder,
  meant: SelfMeant,
  codes: Uint32Array,
): CodeColumn {
  return {
    field,
    dictionary,
    codes,
    short: createShortCells(),
    meant,
    unseen: 0,
  }
}

/** A code for each cell of the column. */
export function readCodes(column: CodeColumn, batch: Batch): void {
  const { field, dictionary, codes, short } = column
  const { records, isOdd, some } = batch
  const { count } = records
  column.unseen = 0
  const ofEmpty = codeOf(field.read(""), dictionary)
  if (field.column < 0) {
    codes.fill(ofEmpty === UNSEEN ? MISSING : ofEmpty, 0, count)
    if (ofEmpty === UNSEEN) isOdd.fill(1, 0, count)
    return
  }
  const cells = cellsOfColumn(batch, field.column)
  const someCount = findShortCells(short, cells, count, codes, some)
  dictionary.findCells(cells, some, someCount, codes)
  const { meant } = column
  for (let i = 0; i < someCount; i++) {
    const row = some[i]!
    const known = codes[row]!
    if (known !== MISSING && known < meant.firstUnnoted) continue
    if (known < meant.isNoted.length && meant.isNoted[known] === 1) continue
    const code = understood(column, batch, row, ofEmpty)
    codes[row] = code
    if (code === UNSEEN) column.unseen++
    else if (isOdd[row] === 0) keepShortCell(short, cells, row, code)
  }
}

function cellsOfColumn({ view, records, width }: Batch, first: number): ColumnCells {
  return { bytes: view, starts: records.starts, ends: records.ends, first, stride: width }
}

/** The code of what a cell means, of which the dictionary gave the code of the text. The row may become odd. */
function understood(column: CodeColumn, batch: Batch, row: number, ofEmpty: number): number {
  const { field, codes } = column
  const { bytes, records, width, isOdd } = batch
  const code = codes[row]!
  if (code === MISSING) {
    if (ofEmpty !== UNSEEN) return ofEmpty
    isOdd[row] = 1
    return MISSING
  }
  const from = records.starts[row * width + field.column]!
  const to = records.ends[row * width + field.column]!
  if (field.marks === null || !isReadAsItStands(bytes, from, to, field.marks)) {
    const text = readText(bytes, from, to)
    const meaning = field.read(text)
    if (meaning !== text) {
      const meant = codeOf(meaning, column.dictionary)
      if (meant !== UNSEEN) return meant
      isOdd[row] = 1
      return MISSING
    }
  }
  if (code !== UNSEEN) noteMeansItself(column.meant, code)
  return code
}

/** Gives a cell the code of its text, which it means, adding that to the dictionary when it is new. */
export function addUnseen(column: CodeColumn, batch: Batch, row: number): number {
  const { field, dictionary, codes, short } = column
  const cells = cellsOfColumn(batch, field.column)
  const cell = row * batch.width + field.column
  const code = dictionary.addBytes(batch.view, cells.starts[cell]!, cells.ends[cell]!)
  codes[row] = code
  noteMeansItself(column.meant, code)
  keepShortCell(short, cells, row, code)
  return code
}

/** Notes that a cell that is this text means this text. */
function noteMeansItself(meant: SelfMeant, code: number): void {
  if (code >= meant.isNoted.length) {
    const larger = new Uint8Array(code * 2 + 1024)
    larger.set(meant.isNoted)
    meant.isNoted = larger
  }
  meant.isNoted[code] = 1
  while (meant.isNoted[meant.firstUnnoted] === 1) meant.firstUnnoted++
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
  readonly short: ShortCells
}

export function createStatusColumn(field: BulkField<number>, room: number): StatusColumn {
  return {
    field,
    words: new DictionaryBuilder(),
    meanings: [field.read("") ?? -1],
    codes: new Uint32Array(room),
    short: createShortCells(),
  }
}

/** The status of each row. */
export function readStatuses(column: StatusColumn, batch: Batch, statuses: Uint8Array): void {
  const { field, words, meanings, codes, short } = column
  const { bytes, view, records, width, isOdd, some } = batch
  const { starts, ends, count } = records
  if (field.column < 0) codes.fill(MISSING, 0, count)
  else {
    const cells = cellsOfColumn(batch, field.column)
    const someCount = findShortCells(short, cells, count, codes, some)
    for (let i = 0; i < someCount; i++) {
      const row = some[i]!
      const from = starts[row * width + field.column]!
      const to = ends[row * width + field.column]!
      const code = words.addBytes(view, from, to)
      codes[row] = code
      meanings[code] ??= field.read(readText(bytes, from, to)) ?? -1
      keepShortCell(short, cells, row, code)
    }
  }
  for (let row = 0; row < count; row++) {
    const status = meanings[codes[row]!]!
    if (status < 0) isOdd[row] = 1
    else statuses[row] = status
  }
}
