// Reads pieces of a file apart from the table: into columns and dictionaries of the reader's own, from which the thread that
// has the table adds them (add-part.ts). Rows that the checks of a row have to read are kept as cells, for that thread.
import { createPacker, GrowingColumn } from "../model/columns.ts"
import { DictionaryBuilder, type SharedTexts } from "../model/dictionary.ts"
import { InputError } from "../model/errors.ts"
import type { TextFieldName } from "../model/payment.ts"
import { type CodedRows, emptyRow, PaymentTableBuilder } from "../model/table.ts"
import { SHARED_TEXT_WAYS } from "../model/text-ways.ts"
import { BulkRows, type Kernel, type RowIntake } from "./bulk-rows.ts"
import { createCsvReader } from "./csv-bytes.ts"
import type { CsvDialect } from "./csv-dialect.ts"
import type { CutOptions } from "./cut-state.ts"
import { findLayout, type Layout, type LayoutOptions } from "./layout.ts"
import type { MemoryOf, PartRead } from "./part.ts"
import { presetNamed } from "./presets.ts"
import type { RawRow } from "./row-source.ts"

/** What a reader of pieces is told of the file. All of it is data that can be handed to a thread. */
export interface PartTask {
  readonly dialect: CsvDialect
  readonly cut: CutOptions
  /** The rows that the layout was found by. */
  readonly head: readonly RawRow[]
  /** Cells of plain rows. */
  readonly width: number
  readonly layout: Pick<LayoutOptions, "mapping" | "mappingIsForSome" | "timeZone" | "strictDecimals">
  readonly preset: string | undefined
  /** Fields that the table has a text column for, by its number. */
  readonly textFields: readonly TextFieldName[]
}

/** A piece with a larger share of such rows is of little use: they are checked again. */
const MAX_ODD_SHARE = 1 / 8

export interface PartReader {
  /**
   * Null: the bytes do not end with a record, cannot be read, or have many rows that must be checked one by one.
   */
  read(bytes: Uint8Array, memoryOf: MemoryOf): Promise<PartRead | null>
}

/**
 * @param number tells it from other readers
 * @param kernel of `createPartKernel`
 */
export function createPartReader(task: PartTask, number: number, kernel?: Kernel): PartReader {
  const { dialect, cut, head, width, textFields, preset } = task
  const builder = new PaymentTableBuilder(() => new DictionaryBuilder(SHARED_TEXT_WAYS))
  for (const field of textFields) builder.textColumn(field)
  const { layout } = findLayout(cut.file, head, {
    ...task.layout,
    preset: preset === undefined ? undefined : presetNamed(preset),
    textColumn: (field) => builder.textColumn(field),
  })
  const groups = dictionaryGroups(builder, layout)
  const intake = new PartIntake(builder)
  const plain = new BulkRows(intake, builder, kernel)
  plain.start(layout, width)
  const ids = new DictionaryBuilder()
  const openReader = () => createCsvReader(dialect, cut, plain, true)
  let reader = openReader()

  const readWhole = async (bytes: Uint8Array): Promise<boolean> => {
    try {
      for await (const rows of reader.read(bytes)) for (const row of rows) intake.addRow(layout, row)
    } catch (error) {
      if (error instanceof InputError) return false
      throw error
    }
    return reader.isBetweenRecords
  }

  return {
    async read(bytes, memoryOf) {
      ids.clear()
      plain.renewIds(ids)
      intake.clear()
      layout.context.time.assumedZone = false
      const firstLine = reader.line
      if (!(await readWhole(bytes))) {
        reader.stop()
        reader = openReader()
        return null
      }
      const { rowCount, odd } = intake
      if (odd.length > (rowCount + odd.length) * MAX_ODD_SHARE) return null
      return {
        reader: number,
        lines: reader.line - firstLine,
        firstLine,
        ...intake.pack(ids.texts, memoryOf),
        rowCount,
        texts: groups.map(({ values }) => values.texts),
        odd,
        assumedZone: layout.context.time.assumedZone,
      }
    },
  }
}

/** Columns of codes that share a dictionary, in the order in which a row's texts are added to it. */
export interface DictionaryGroup {
  readonly values: DictionaryBuilder
  readonly columnsOf: (rows: CodedRows) => readonly Uint32Array[]
}

/** All dictionaries of a layout's columns but that of ids, in an order that only depends on the layout. */
export function dictionaryGroups(
  builder: PaymentTableBuilder,
  { bulk }: Pick<Layout, "bulk">,
): readonly DictionaryGroup[] {
  const { currencies, parties } = builder.dictionaries
  const targets = new Map<DictionaryBuilder, number[]>()
  for (const { target } of bulk?.texts ?? []) {
    const values = builder.valuesOf(target)
    targets.set(values, [...(targets.get(values) ?? []), target])
  }
  return [
    { values: currencies, columnsOf: (rows) => [rows.currency] },
    { values: parties, columnsOf: (rows) => [rows.payer, rows.payee] },
    ...[...targets].map(([values, ofValues]) => ({
      values,
      columnsOf: ({ text }: CodedRows) => ofValues.map((target) => text[target]!),
    })),
  ]
}

/** Keeps the rows of one piece. */
class PartIntake implements RowIntake {
  readonly #builder: PaymentTableBuilder
  readonly #columns = createColumns()
  #odd: { behind: number; row: RawRow }[] = []
  readonly #values = emptyRow(0)

  constructor(builder: PaymentTableBuilder) {
    this.#builder = builder
  }

  clear(): void {
    const { text, ...columns } = this.#columns
    for (const column of [...Object.values(columns), ...text]) column?.clear()
    this.#odd = []
  }

  get rowCount(): number {
    return this.#columns.time.length
  }

  get odd(): PartRead["odd"] {
    return this.#odd
  }

  /** The rows and their ids in one memory. */
  pack({ size, pool, starts }: SharedTexts, memoryOf: MemoryOf): Pick<PartRead, "rows" | "ids"> {
    const { text, ...columns } = this.#columns
    const all = [...Object.values(columns), ...text].flatMap((column) => column?.done() ?? [])
    const pack = createPacker(
      memoryOf([...all, pool, starts].reduce((sum, { byteLength }) => sum + byteLength, 0)),
    )
    const wide = { time: pack(columns.time.done()), amountMinor: pack(columns.amountMinor.done()) }
    const codes = {
      id: pack(columns.id.done()),
      currency: pack(columns.currency.done()),
      payer: pack(columns.payer.done()),
      payee: pack(columns.payee.done()),
      line: pack(columns.line.done()),
      text: text.map((column) => column && pack(column.done())),
    }
    const ids = { size, starts: pack(starts), pool: pack(pool) }
    return { rows: { ...wide, ...codes, status: pack(columns.status.done()) }, ids }
  }

  addCoded(rows: CodedRows, from: number, to: number): void {
    const { text, ...columns } = this.#columns
    for (const name of NAMES) columns[name].append(rows[name], from, to)
    for (const [column, codes] of rows.text.entries()) {
      if (codes === undefined) continue
      text[column] ??= new GrowingColumn(Uint32Array)
      text[column].append(codes, from, to)
    }
  }

  /** Keeps the row, and learns its texts: later rows that have them are then understood. */
  addRow(layout: Layout, row: RawRow): void {
    this.#odd.push({ behind: this.rowCount, row })
    const values = this.#values
    if (layout.read(row.cells, values) !== null) return
    const { currencies, parties } = this.#builder.dictionaries
    currencies.add(values.currency)
    parties.add(values.payer)
    parties.add(values.payee)
    for (const [column, text] of values.text.entries()) this.#builder.valuesOf(column).add(text ?? "")
  }
}

const NAMES = ["id", "time", "amountMinor", "currency", "status", "payer", "payee", "line"] as const

function createColumns() {
  const text: (GrowingColumn<Uint32Array> | undefined)[] = []
  return {
    id: new GrowingColumn(Uint32Array),
    time: new GrowingColumn(Float64Array),
    amountMinor: new GrowingColumn(Float64Array),
    currency: new GrowingColumn(Uint32Array),
    status: new GrowingColumn(Uint8Array),
    payer: new GrowingColumn(Uint32Array),
    payee: new GrowingColumn(Uint32Array),
    line: new GrowingColumn(Uint32Array),
    text,
  }
}
