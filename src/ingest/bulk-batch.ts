// What the bulk reader has at hand: the records of a stretch of bytes, and what it knows of the columns that have codes.
import { DictionaryBuilder } from "../model/dictionary.ts"
import type { ColumnCells } from "../model/text-table.ts"
import type { TextWays } from "../model/text-ways.ts"
import type { BulkField } from "./bulk-plan.ts"
import type { MissingMarks } from "./plain-cells.ts"
import type { PlainRecords, scanRecords } from "./scan-records.ts"
import { createShortCells, type findShortCells, type ShortCells } from "./short-cells.ts"

/**
 * The hot loops that run over all cells of a column, and where they have their arrays: in TypeScript (plain-ways.ts), or
 * in a kernel with memory of its own (kernel-ways.ts), faster and with no other result.
 */
export interface BulkWays {
  readonly texts: TextWays
  /** As `makeRoom` of `texts`, for what is needed until the file is read. */
  readonly makePassing: TextWays["makeRoom"]
  readonly scanRecords: typeof scanRecords
  readonly findShortCells: typeof findShortCells
  /**
   * Epoch milliseconds of the rows. The rows whose times are not plain go to `some`; how many those are.
   * @param local UTC of a local time given as if it were UTC
   */
  readTimes(column: number, local: (ms: number) => number, batch: Batch, times: Float64Array): number
  /**
   * Minor units of the rows, of which those become odd that have no plain amount or no known currency.
   * @param currency codes
   * @param exponents by code
   */
  readAmounts(
    column: number,
    currency: Uint32Array,
    exponents: Uint8Array,
    batch: Batch,
    amounts: Float64Array,
  ): void
  /**
   * Leaves in the first `count` of `some` the rows whose cells somebody has to read, and gives their number: others surely
   * mean what they are. Says in the column how many of those are unseen.
   */
  leaveDoubtful(column: CodeColumn, batch: Batch, count: number): number
}

/** The records at hand: their bytes, and which rows the checks of a row have to read. */
export interface Batch {
  readonly ways: BulkWays
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

export function cellsOfColumn({ view, records, width }: Batch, first: number): ColumnCells {
  return { bytes: view, starts: records.starts, ends: records.ends, first, stride: width }
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

/** Notes of the codes from `from` to before `to` that a cell that is this text means this text. */
export function noteSelfMeant(meant: SelfMeant, from: number, to: number): void {
  if (to > meant.isNoted.length) {
    const larger = new Uint8Array(to * 2 + 1024)
    larger.set(meant.isNoted)
    meant.isNoted = larger
  }
  meant.isNoted.fill(1, from, to)
  if (meant.firstUnnoted >= from) meant.firstUnnoted = Math.max(meant.firstUnnoted, to)
  while (meant.isNoted[meant.firstUnnoted] === 1) meant.firstUnnoted++
}

/** A column of codes of a dictionary. */
export interface CodeColumn {
  readonly field: BulkField<string>
  /** Where not null: a cell without these marks means itself (`isReadAsItStands`). */
  readonly marks: MissingMarks | null
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
  ways: BulkWays,
  field: BulkField<string>,
  dictionary: DictionaryBuilder,
  meant: SelfMeant,
  codes: Uint32Array,
): CodeColumn {
  return {
    field,
    marks: field.marks && passingMarks(ways, field.marks),
    dictionary,
    codes,
    short: passingShortCells(ways),
    meant,
    unseen: 0,
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

export function createStatusColumn(ways: BulkWays, field: BulkField<number>, room: number): StatusColumn {
  return {
    field,
    words: new DictionaryBuilder(),
    meanings: [field.read("") ?? -1],
    codes: ways.makePassing(Uint32Array, room),
    short: passingShortCells(ways),
  }
}

function passingShortCells({ makePassing }: BulkWays): ShortCells {
  return createShortCells((length) => makePassing(Int32Array, length))
}

/** The same marks where the ways can see them. */
export function passingMarks({ makePassing }: BulkWays, marks: MissingMarks): MissingMarks {
  const copy = (values: Uint8Array) => {
    const room = makePassing(Uint8Array, values.length)
    room.set(values)
    return room
  }
  return { hasLength: copy(marks.hasLength), hasFirst: copy(marks.hasFirst), hasLast: copy(marks.hasLast) }
}
