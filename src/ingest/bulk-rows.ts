// Plain records as bytes into the columns of the table: each column of a batch of records at once, then the rows in
// order. A row that is odd in any way goes to the checks of a row as texts, so that faults are found and told in one place.
import { type DictionaryBuilder, MISSING } from "../model/dictionary.ts"
import type { CodedRows, PaymentTableBuilder } from "../model/table.ts"
import { readText } from "../model/text-bytes.ts"
import { addNew, addUnseen } from "./add-cells.ts"
import {
  type Batch,
  type BulkWays,
  type CodeColumn,
  createCodeColumn,
  createSelfMeant,
  createStatusColumn,
  passingMarks,
  type SelfMeant,
  type StatusColumn,
} from "./bulk-batch.ts"
import { addExponents, type Exponents, readCodes, readStatuses, readTimes } from "./bulk-columns.ts"
import type { BulkField, BulkPlan } from "./bulk-plan.ts"
import type { Layout } from "./layout.ts"
import type { MissingMarks } from "./plain-cells.ts"
import { PLAIN_WAYS } from "./plain-ways.ts"
import type { PlainRowTaker, PlainStop, RawRow } from "./row-source.ts"
import { createPlainRecords, type PlainMarks, type PlainRecords } from "./scan-records.ts"
import { clearShortCells } from "./short-cells.ts"

/** Where rows go to, in order. */
export interface RowIntake {
  /** A row that the checks of a row read. */
  addRow(layout: Layout, row: RawRow): void
  /** Rows that are payments, from `from` to before `to`; the arrays are written over afterwards. */
  addCoded(rows: CodedRows, from: number, to: number): void
}

/** What the reading of one file needs, made when its layout is known. */
interface BulkReading {
  readonly ways: BulkWays
  readonly layout: Layout
  readonly plan: BulkPlan
  readonly records: PlainRecords
  readonly isOdd: Uint8Array
  readonly some: Uint32Array
  readonly missing: MissingMarks
  id: CodeColumn
  readonly currency: CodeColumn
  readonly exponents: Exponents
  readonly status: StatusColumn
  /** Columns whose new texts get codes row by row, by dictionary, in the order in which the table gives them. */
  readonly coded: readonly (readonly CodeColumn[])[]
  readonly rows: CodedRows
}

/** A kernel that reads in place of TypeScript. */
export interface Kernel {
  /** Files of fewer bytes are read before it would be of use: to open it takes some milliseconds. */
  readonly minBytes: number
  /** Its ways, for a file; undefined: it cannot run here. What it made for the file before is forgotten. */
  open(): BulkWays | undefined
}

/** Bytes of the shortest payment that room is taken for: a file whose first rows are still shorter asks for no more. */
const MIN_ROW_BYTES = 32

/** Texts that grow get room for so many times the rows that are expected. */
const SPARE = 1.125

/**
 * The same for columns, which get theirs once, by the file's first rows: these may be longer than the others, as where the
 * day begins with long memos. What is not needed takes no memory, but columns that are full at the last rows of a file take
 * three times theirs while they are copied.
 */
const COLUMN_SPARE = 1.5

/** Takes the plain rows of one file. */
export class BulkRows implements PlainRowTaker {
  #reading: BulkReading | null = null
  #isStarted = false
  #beside: PlainRowTaker["beside"]
  /** Until it is opened. */
  #kernel: Kernel | undefined
  #bytesTaken = 0
  #isExpecting = false

  constructor(
    private readonly intake: RowIntake,
    private readonly builder: PaymentTableBuilder,
    kernel?: Kernel,
    /** Of the file, as far as it is known: a large one is read by the kernel from the start. */
    private readonly bytesTotal = 0,
  ) {
    this.#kernel = kernel
  }

  get readiness(): PlainRowTaker["readiness"] {
    if (!this.#isStarted) return "waiting"
    return this.#reading === null ? "never" : "ready"
  }

  get beside(): PlainRowTaker["beside"] {
    return this.#beside
  }

  get makeRoom(): PlainRowTaker["makeRoom"] {
    return this.#reading?.ways.makePassing
  }

  /** From here on rows are of this layout. `width`: cells of the rows that were seen so far. */
  start(layout: Layout, width: number, beside?: PlainRowTaker["beside"]): void {
    this.#isStarted = true
    this.#beside = beside
    const plan = layout.bulk
    if (plan === null || width < plan.width || width < 2) return
    this.#reading = createReading(PLAIN_WAYS, layout, plan, width, this.builder)
    this.#useKernelIfLarge()
  }

  /** From here on ids are kept in another dictionary: only repetitions within it are found. */
  renewIds(ids: DictionaryBuilder): void {
    const reading = this.#reading!
    ids.moveTo(reading.ways.texts)
    clearShortCells(reading.id.short)
    reading.id = { ...reading.id, dictionary: ids, meant: createSelfMeant() }
  }

  take(bytes: Uint8Array, from: number, end: number, line: number, marks: PlainMarks): PlainStop {
    this.#useKernelIfLarge()
    const reading = this.#reading!
    const { ways, records } = reading
    records.at = from
    records.line = line
    let count = 0
    do {
      ways.scanRecords(bytes, records.at, end, records.line, marks, records)
      if (records.count > 0) takeRecords(reading, bytes, this.intake)
      count += records.count
    } while (records.count === records.lines.length)
    const taken = records.at - from
    this.#bytesTaken += taken
    if (count > 0) this.#expectMore(reading, taken / count)
    return records
  }

  /** By the rows that were taken just now, and what is left of the file. */
  #expectMore({ id, coded }: BulkReading, rowBytes: number): void {
    const left = this.bytesTotal - this.#bytesTaken
    if (left <= 0) return
    const rows = left / Math.max(rowBytes, MIN_ROW_BYTES)
    if (!this.#isExpecting) this.builder.expect(Math.ceil(rows * COLUMN_SPARE))
    this.#isExpecting = true
    const times = 1 + (rows * SPARE) / this.builder.rowCount
    for (const { dictionary } of [id, ...coded.flat()]) dictionary.expect(times)
  }

  #useKernelIfLarge(): void {
    const kernel = this.#kernel
    if (kernel === undefined || Math.max(this.#bytesTaken, this.bytesTotal) < kernel.minBytes) return
    this.#kernel = undefined
    const ways = kernel.open()
    if (ways === undefined) return
    const { layout, plan, records, id, currency, coded } = this.#reading!
    for (const { dictionary } of [id, currency, ...coded.flat()]) dictionary.moveTo(ways.texts)
    this.#reading = createReading(ways, layout, plan, records.width, this.builder)
  }
}

function createReading(
  ways: BulkWays,
  layout: Layout,
  plan: BulkPlan,
  width: number,
  builder: PaymentTableBuilder,
): BulkReading {
  const numbers = (length: number) => ways.makePassing(Uint32Array, length)
  const records = createPlainRecords(width, plan.width, numbers)
  const room = records.lines.length
  const { ids, currencies, parties } = builder.dictionaries
  // Columns that share a dictionary read cells alike.
  const meant = new Map<DictionaryBuilder, SelfMeant>()
  const codeColumn = (field: BulkField<string>, dictionary: DictionaryBuilder): CodeColumn => {
    const known = meant.get(dictionary) ?? createSelfMeant()
    meant.set(dictionary, known)
    return createCodeColumn(ways, field, dictionary, known, numbers(room))
  }
  const payer = codeColumn(plan.payer, parties)
  const payee = codeColumn(plan.payee, parties)
  const id = codeColumn(plan.id, ids)
  const currency = codeColumn(plan.currency, currencies)
  const text: Uint32Array[] = []
  const texts = plan.texts.map((field) => {
    const column = codeColumn(field, builder.valuesOf(field.target))
    text[field.target] = column.codes
    return column
  })
  return {
    ways,
    layout,
    plan,
    records,
    isOdd: ways.makePassing(Uint8Array, room),
    some: numbers(room),
    missing: passingMarks(ways, plan.missing),
    id,
    currency,
    exponents: { byCode: ways.makePassing(Uint8Array, 256), size: 1 },
    status: createStatusColumn(ways, plan.status, room),
    coded: byDictionary([payer, payee, ...texts]),
    rows: {
      id: id.codes,
      time: ways.makePassing(Float64Array, room),
      amountMinor: ways.makePassing(Float64Array, room),
      currency: currency.codes,
      status: new Uint8Array(room),
      payer: payer.codes,
      payee: payee.codes,
      text,
      line: records.lines,
    },
  }
}

function byDictionary(columns: readonly CodeColumn[]): CodeColumn[][] {
  const groups = new Map<DictionaryBuilder, CodeColumn[]>()
  for (const column of columns) {
    const group = groups.get(column.dictionary)
    if (group === undefined) groups.set(column.dictionary, [column])
    else group.push(column)
  }
  return [...groups.values()]
}

function takeRecords(reading: BulkReading, bytes: Uint8Array, intake: RowIntake): void {
  const { layout, records, isOdd, id, coded, rows } = reading
  const batch = readColumns(reading, bytes)
  const news = coded
    .map((group) => group.filter(({ unseen }) => unseen > 0))
    .filter((columns) => columns.length > 0)
  for (let start = 0; start <= records.count; ) {
    const odd = isOdd.indexOf(1, start)
    const end = addNew(id, batch, start, odd < 0 || odd > records.count ? records.count : odd)
    for (const columns of news) addUnseen(columns, batch, start, end)
    intake.addCoded(rows, start, end)
    if (end < records.count) {
      intake.addRow(layout, { line: records.lines[end]!, cells: cellsOf(batch, end) })
    }
    start = end + 1
  }
}

/** What the cells of each column are. */
function readColumns(reading: BulkReading, bytes: Uint8Array): Batch {
  const { ways, layout, plan, records, isOdd, some, missing, id, currency, status, coded, rows } = reading
  const { count, width } = records
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const batch: Batch = { ways, bytes, view, records, width, isOdd, missing, some }
  isOdd.fill(0)
  readTimes(plan.time, layout.context.time.local, batch, rows.time)
  readCodes(currency, batch)
  addExponents(reading.exponents, currency.dictionary, batch)
  ways.readAmounts(plan.amount, rows.currency, reading.exponents.byCode, batch, rows.amountMinor)
  for (const column of coded.flat()) readCodes(column, batch)
  readStatuses(status, batch, rows.status)
  readCodes(id, batch)
  for (let row = 0; row < count; row++) {
    if (rows.payer[row] === MISSING && rows.payee[row] === MISSING) isOdd[row] = 1
  }
  return batch
}

function cellsOf({ bytes, records, width }: Batch, row: number): string[] {
  const cells: string[] = []
  for (let cell = row * width; cell < (row + 1) * width; cell++) {
    cells.push(readText(bytes, records.starts[cell]!, records.ends[cell]!))
  }
  return cells
}
