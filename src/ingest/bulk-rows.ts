// Plain records as bytes into the columns of the table: each column of a batch of records at once, then the rows in
// order. A row that is odd in any way goes to the checks of a row as texts, so that faults are found and told in one place.
import { type DictionaryBuilder, MISSING, UNSEEN } from "../model/dictionary.ts"
import type { CodedRows, PaymentTableBuilder } from "../model/table.ts"
import { readText } from "../model/text-bytes.ts"
import {
  addUnseen,
  type Batch,
  type CodeColumn,
  createCodeColumn,
  createSelfMeant,
  createStatusColumn,
  readAmounts,
  readCodes,
  readStatuses,
  readTimes,
  type SelfMeant,
  type StatusColumn,
} from "./bulk-columns.ts"
import type { BulkField, BulkPlan } from "./bulk-plan.ts"
import type { Layout } from "./layout.ts"
import type { PlainRowTaker, PlainStop, RawRow } from "./row-source.ts"
import { createPlainRecords, type PlainMarks, type PlainRecords, scanRecords } from "./scan-records.ts"

/** Where rows go to, in order. */
export interface RowIntake {
  /** A row that the checks of a row read. */
  addRow(layout: Layout, row: RawRow): void
  /** Rows that are payments, from `from` to before `to`; the arrays are written over afterwards. */
  addCoded(rows: CodedRows, from: number, to: number): void
}

/** What the reading of one file needs, made when its layout is known. */
interface BulkReading {
  readonly layout: Layout
  readonly plan: BulkPlan
  readonly records: PlainRecords
  readonly isOdd: Uint8Array
  readonly some: Uint32Array
  id: CodeColumn
  readonly currency: CodeColumn
  readonly status: StatusColumn
  /** Columns whose new texts get codes row by row, in the order in which the table gives them. */
  readonly coded: readonly CodeColumn[]
  readonly rows: CodedRows
}

/** Takes the plain rows of one file. */
export class BulkRows implements PlainRowTaker {
  #reading: BulkReading | null = null
  #isStarted = false
  #beside: PlainRowTaker["beside"]

  constructor(
    private readonly intake: RowIntake,
    private readonly builder: PaymentTableBuilder,
  ) {}

  get readiness(): PlainRowTaker["readiness"] {
    if (!this.#isStarted) return "waiting"
    return this.#reading === null ? "never" : "ready"
  }

  get beside(): PlainRowTaker["beside"] {
    return this.#beside
  }

  /** From here on rows are of this layout. `width`: cells of the rows that were seen so far. */
  start(layout: Layout, width: number, beside?: PlainRowTaker["beside"]): void {
    this.#isStarted = true
    this.#beside = beside
    const plan = layout.bulk
    if (plan === null || width < plan.width || width < 2) return
    this.#reading = createReading(layout, plan, width, this.builder)
  }

  /** From here on ids are kept in another dictionary: only repetitions within it are found. */
  renewIds(ids: DictionaryBuilder): void {
    const reading = this.#reading!
    const { field, codes } = reading.id
    reading.id = createCodeColumn(field, ids, createSelfMeant(), codes)
  }

  take(bytes: Uint8Array, from: number, end: number, line: number, marks: PlainMarks): PlainStop {
    const reading = this.#reading!
    const { records } = reading
    records.at = from
    records.line = line
    do {
      scanRecords(bytes, records.at, end, records.line, marks, records)
      if (records.count > 0) takeRecords(reading, bytes, this.intake)
    } while (records.count === records.lines.length)
    return records
  }
}

function createReading(
  layout: Layout,
  plan: BulkPlan,
  width: number,
  builder: PaymentTableBuilder,
): BulkReading {
  const records = createPlainRecords(width, plan.width)
  const room = records.lines.length
  const { ids, currencies, parties } = builder.dictionaries
  // Columns that share a dictionary read cells alike.
  const meant = new Map<DictionaryBuilder, SelfMeant>()
  const codeColumn = (field: BulkField<string>, dictionary: DictionaryBuilder): CodeColumn => {
    const known = meant.get(dictionary) ?? createSelfMeant()
    meant.set(dictionary, known)
    return createCodeColumn(field, dictionary, known, new Uint32Array(room))
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
    layout,
    plan,
    records,
    isOdd: new Uint8Array(room),
    some: new Uint32Array(room),
    id,
    currency,
    status: createStatusColumn(plan.status, room),
    coded: [payer, payee, ...texts],
    rows: {
      id: id.codes,
      time: new Float64Array(room),
      amountMinor: new Float64Array(room),
      currency: currency.codes,
      status: new Uint8Array(room),
      payer: payer.codes,
      payee: payee.codes,
      text,
      line: records.lines,
    },
  }
}

function takeRecords(reading: BulkReading, bytes: Uint8Array, intake: RowIntake): void {
  const { layout, plan, records, isOdd, some, id, currency, status, coded, rows } = reading
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const batch: Batch = { bytes, view, records, width: records.width, isOdd, missing: plan.missing, some }
  isOdd.fill(0, 0, records.count)
  readTimes(plan.time, layout.context.time.local, batch, rows.time)
  readCodes(currency, batch)
  readAmounts(plan.amount, rows.currency, currency.dictionary, batch, rows.amountMinor)
  for (const column of coded) readCodes(column, batch)
  readStatuses(status, batch, rows.status)
  readCodes(id, batch)
  for (let row = 0; row < records.count; row++) {
    if (rows.payer[row] === MISSING && rows.payee[row] === MISSING) isOdd[row] = 1
  }
  const news = coded.filter(({ unseen }) => unseen > 0)
  let start = 0
  for (let row = 0; row < records.count; row++) {
    if (isOdd[row] === 0 && isNewId(id, batch, row)) {
      for (let i = 0; i < news.length; i++) {
        if (news[i]!.codes[row] === UNSEEN) addUnseen(news[i]!, batch, row)
      }
      continue
    }
    intake.addCoded(rows, start, row)
    intake.addRow(layout, { line: records.lines[row]!, cells: cellsOf(batch, row) })
    start = row + 1
  }
  intake.addCoded(rows, start, records.count)
}

/** Gives the row the code of its id; false when an earlier row has it. */
function isNewId(
  { field, dictionary, codes }: CodeColumn,
  { view, records, width }: Batch,
  row: number,
): boolean {
  if (codes[row] === MISSING) return true
  if (codes[row] !== UNSEEN) return false
  const next = dictionary.size
  const cell = row * width + field.column
  codes[row] = dictionary.addBytes(view, records.starts[cell]!, records.ends[cell]!)
  return codes[row] === next
}

function cellsOf({ bytes, records, width }: Batch, row: number): string[] {
  const cells: string[] = []
  for (let cell = row * width; cell < (row + 1) * width; cell++) {
    cells.push(readText(bytes, records.starts[cell]!, records.ends[cell]!))
  }
  return cells
}
