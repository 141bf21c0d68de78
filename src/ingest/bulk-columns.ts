// Columns of plain records, cell by cell into codes, times and amounts. A row with a cell that is not understood here is
// marked as odd: the checks of a row then read it from its texts.
import { currencyExponent } from "../model/currencies.ts"
import { type DictionaryBuilder, MISSING, UNSEEN } from "../model/dictionary.ts"
import { readText } from "../model/text-bytes.ts"
import { type Batch, type CodeColumn, cellsOfColumn, noteSelfMeant, type StatusColumn } from "./bulk-batch.ts"
import type { BulkField } from "./bulk-plan.ts"
import { isReadAsItStands } from "./plain-cells.ts"
import { keepShortCell } from "./short-cells.ts"

/** Texts that come often come early: of cells that mean themselves, these are kept as short cells. */
export const SHORT_CODES = 256

/** A code for each cell of the column. */
export function readCodes(column: CodeColumn, batch: Batch): void {
  const { field, dictionary, codes, short, meant } = column
  const { ways, records, isOdd, some } = batch
  const { count } = records
  column.unseen = 0
  const ofEmpty = codeOf(field.read(""), dictionary)
  if (field.column < 0) {
    codes.fill(ofEmpty === UNSEEN ? MISSING : ofEmpty, 0, count)
    if (ofEmpty === UNSEEN) isOdd.fill(1, 0, count)
    return
  }
  noteSkipped(column)
  const cells = cellsOfColumn(batch, field.column)
  const someCount = ways.findShortCells(short, cells, count, codes, some)
  dictionary.findCells(cells, some, someCount, codes)
  const doubtful = ways.leaveDoubtful(column, batch, someCount)
  for (let i = 0; i < doubtful; i++) {
    const row = some[i]!
    const known = codes[row]!
    const isNoted = known < meant.firstUnnoted || (known < meant.isNoted.length && meant.isNoted[known] === 1)
    if (known !== MISSING && isNoted) {
      if (known < SHORT_CODES) keepShortCell(short, cells, row, known)
      continue
    }
    const code = understood(column, batch, row, ofEmpty)
    codes[row] = code
    if (code === UNSEEN) column.unseen++
    else if (isOdd[row] === 0) keepShortCell(short, cells, row, code)
  }
}

/** So many texts are looked at in one go to be noted. */
const NOTED_AT_ONCE = 16

/**
 * Notes texts that came by rows that the checks of a row read, as the first rows of a file are: one that is not noted keeps
 * all behind it from being known at a glance.
 */
function noteSkipped({ field, marks, dictionary, meant }: CodeColumn): void {
  if (marks === null) return
  const { pool, starts } = dictionary.stored()
  const end = Math.min(dictionary.size, meant.firstUnnoted + NOTED_AT_ONCE)
  for (let code = meant.firstUnnoted; code < end; code = meant.firstUnnoted) {
    const from = starts[code]!
    const to = starts[code + 1]!
    if (!isReadAsItStands(pool, from, to, marks)) {
      const text = readText(pool, from, to)
      if (field.read(text) !== text) return
    }
    noteSelfMeant(meant, code, code + 1)
  }
}

/** The code of what a cell means, of which the dictionary gave the code of the text. The row may become odd. */
function understood(column: CodeColumn, batch: Batch, row: number, ofEmpty: number): number {
  const { field, marks, codes } = column
  const { bytes, records, width, isOdd } = batch
  const code = codes[row]!
  if (code === MISSING) {
    if (ofEmpty !== UNSEEN) return ofEmpty
    isOdd[row] = 1
    return MISSING
  }
  const from = records.starts[row * width + field.column]!
  const to = records.ends[row * width + field.column]!
  if (marks === null || !isReadAsItStands(bytes, from, to, marks)) {
    const text = readText(bytes, from, to)
    const meaning = field.read(text)
    if (meaning !== text) {
      const meant = codeOf(meaning, column.dictionary)
      if (meant !== UNSEEN) return meant
      isOdd[row] = 1
      return MISSING
    }
  }
  if (code !== UNSEEN) noteSelfMeant(column.meant, code, code + 1)
  return code
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
  const { ways, bytes, records, width, isOdd, some } = batch
  const others = ways.readTimes(field.column, local, batch, times)
  for (let i = 0; i < others; i++) {
    const row = some[i]!
    const cell = row * width + field.column
    const time = field.read(readText(bytes, records.starts[cell]!, records.ends[cell]!))
    if (time === null) isOdd[row] = 1
    else times[row] = time
  }
}

/** Decimals of currencies by their codes. */
export interface Exponents {
  byCode: Uint8Array
  /** So many codes are there. */
  size: number
}

/** Takes in the currencies that are new. */
export function addExponents(exponents: Exponents, currencies: DictionaryBuilder, { ways }: Batch): void {
  if (currencies.size > exponents.byCode.length) {
    const larger = ways.makePassing(Uint8Array, currencies.size * 2)
    larger.set(exponents.byCode)
    exponents.byCode = larger
  }
  for (; exponents.size < currencies.size; exponents.size++) {
    exponents.byCode[exponents.size] = currencyExponent(currencies.text(exponents.size))!
  }
}

/** The status of each row. */
export function readStatuses(column: StatusColumn, batch: Batch, statuses: Uint8Array): void {
  const { field, words, meanings, codes, short } = column
  const { ways, bytes, view, records, width, isOdd, some } = batch
  const { starts, ends, count } = records
  if (field.column < 0) codes.fill(MISSING, 0, count)
  else {
    const cells = cellsOfColumn(batch, field.column)
    const someCount = ways.findShortCells(short, cells, count, codes, some)
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
