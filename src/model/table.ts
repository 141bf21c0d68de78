// Payments as columns: numbers in typed arrays, text in dictionaries, and a place for each row.
import { GrowingColumn } from "./columns.ts"
import { type Dictionary, DictionaryBuilder, MISSING } from "./dictionary.ts"
import { InputError } from "./errors.ts"
import { keptIds, openIds } from "./id-texts.ts"
import { SETTLED, TEXT_FIELDS, type TextFieldName } from "./payment.ts"
import { narrowCodes, type RowCodes } from "./row-codes.ts"
import { callRows, type Reading, readAgain, rowOfId } from "./row-ids.ts"
import { PlaceRunsBuilder, placesOf, type RowPlaces } from "./row-places.ts"
import { TABLE_TEXT_WAYS } from "./text-ways.ts"

/** A column of optional text: one code a row into `values`, `MISSING` (0) where the row has none. */
export interface TextColumn {
  readonly codes: RowCodes
  readonly values: Dictionary
}

/** Accepted payments in the order they were read. All arrays have `rowCount` entries. Files are told by codes of `files`. */
export interface PaymentTable extends RowPlaces {
  readonly rowCount: number
  /** Epoch milliseconds UTC. */
  readonly time: Float64Array
  /** Minor units of the row's currency: safe integers, never negative. */
  readonly amountMinor: Float64Array
  /** Codes into `currencies`. */
  readonly currency: Uint16Array
  readonly currencies: Dictionary
  /** Index into `PAYMENT_STATUSES`; 0 is settled. */
  readonly status: Uint8Array
  /** Codes into `parties`; `MISSING` (0) is cash or unknown. */
  readonly payer: Uint32Array
  readonly payee: Uint32Array
  readonly parties: Dictionary
  /** Optional fields that at least one file had a column for. */
  readonly text: ReadonlyMap<TextFieldName, TextColumn>
  readonly files: Dictionary
  /** The payment's id: its own, else one made from its place. */
  idOf(row: number): string
  /** Whether the payment has an id of its own. */
  hasOwnId(row: number): boolean
}

/** What one row holds, filled again for each row: the bulk path makes no object per payment. */
export interface RowValues {
  /** Empty: the row has no id of its own. */
  id: string
  time: number
  amountMinor: number
  currency: string
  /** Index into `PAYMENT_STATUSES`. */
  status: number
  /** Empty: cash or unknown. */
  payer: string
  payee: string
  /** By column number as given by `textColumn`; empty: missing. Longer columns than set are missing. */
  text: string[]
  /** As given by `addFile`. */
  file: number
  line: number
}

/** To be filled, for rows of a file. */
export const emptyRow = (file: number): RowValues => ({
  id: "",
  time: 0,
  amountMinor: 0,
  currency: "",
  status: SETTLED,
  payer: "",
  payee: "",
  text: [],
  file,
  line: 0,
})

/**
 * Rows whose texts are codes of the builder's dictionaries already, for readers that make no strings: entry i of each
 * array belongs to row i. No row has an id that an earlier one has; places are in order.
 */
export interface CodedRows {
  /** New codes of `ids`, in order; `MISSING`: no id of its own. */
  readonly id: Uint32Array
  readonly time: Float64Array
  readonly amountMinor: Float64Array
  /** Codes of `currencies`. */
  readonly currency: Uint32Array
  readonly status: Uint8Array
  /** Codes of `parties`. */
  readonly payer: Uint32Array
  readonly payee: Uint32Array
  /** By column number as given by `textColumn`; codes of `valuesOf` that column. Columns without an entry are missing. */
  readonly text: readonly (Uint32Array | undefined)[]
  readonly line: Uint32Array
}

/** `conflict`: an earlier row has the same id and other content. */
export type AddResult = "accepted" | "duplicate" | "conflict"

/** Fields of a pair share a dictionary, so that they compare by code. */
function dictionaryKey(field: TextFieldName): string {
  if (field.startsWith("attributes.")) return field
  const side = /^(?:payer|payee)(.+)$/.exec(field)?.[1]
  const paired = side !== undefined && TEXT_FIELDS.some((other) => other !== field && other.endsWith(side))
  return paired ? side : field
}

/** Codes of files are kept in 16 bits: see `PlaceRuns`. */
const MAX_FILES = 65_535

/** Appends rows to columns. Duplicates are found by id; rows without an id never are. */
export class PaymentTableBuilder {
  readonly #time = new GrowingColumn(Float64Array)
  readonly #amountMinor = new GrowingColumn(Float64Array)
  readonly #currency = new GrowingColumn(Uint16Array)
  readonly #status = new GrowingColumn(Uint8Array)
  readonly #payer = new GrowingColumn(Uint32Array)
  readonly #payee = new GrowingColumn(Uint32Array)
  readonly #places = new PlaceRunsBuilder()
  readonly #currencies: DictionaryBuilder
  readonly #parties: DictionaryBuilder
  readonly #files = new DictionaryBuilder()
  readonly #ids = new DictionaryBuilder(TABLE_TEXT_WAYS)
  /** Every other row was the first to have its id: the next code. */
  readonly #rowsWithoutId = new GrowingColumn(Uint32Array)
  readonly #dictionaries = new Map<string, DictionaryBuilder>()
  readonly #textNumbers = new Map<TextFieldName, number>()
  readonly #text: { field: TextFieldName; codes: GrowingColumn<Uint32Array>; values: DictionaryBuilder }[] =
    []
  /** Rows without an id that share their line with an earlier one, and how many came before on that line. */
  readonly #samePlace = new Map<number, number>()
  /** Files in the order they were begun; one may be read again. */
  readonly #readings: Reading[] = []

  /** @param createDictionary for texts other than ids and names of files */
  constructor(private readonly createDictionary = () => new DictionaryBuilder(TABLE_TEXT_WAYS)) {
    this.#currencies = createDictionary()
    this.#parties = createDictionary()
  }

  get rowCount(): number {
    return this.#time.length
  }

  /** Number of a file for `RowValues.file`; the same name has the same number. Limit: 65,535 files. */
  addFile(name: string): number {
    const number = this.#files.add(name)
    if (number > MAX_FILES) {
      throw new InputError("OPTION_INVALID", {}, `more than ${MAX_FILES} files in one run; join some of them`)
    }
    this.#readings.push({ file: number, firstRow: this.rowCount })
    return number
  }

  /** Number of a text column for `RowValues.text`, made on first use; rows before it are missing there. */
  textColumn(field: TextFieldName): number {
    const known = this.#textNumbers.get(field)
    if (known !== undefined) return known
    const key = dictionaryKey(field)
    const values = this.#dictionaries.get(key) ?? this.createDictionary()
    this.#dictionaries.set(key, values)
    const codes = new GrowingColumn(Uint32Array)
    codes.fill(MISSING, this.rowCount)
    const number = this.#text.length
    this.#text.push({ field, codes, values })
    this.#textNumbers.set(field, number)
    return number
  }

  /** Dictionaries of the columns that every payment has, for readers that make codes themselves. */
  get dictionaries(): {
    readonly ids: DictionaryBuilder
    readonly currencies: DictionaryBuilder
    readonly parties: DictionaryBuilder
  } {
    return { ids: this.#ids, currencies: this.#currencies, parties: this.#parties }
  }

  /** Fields that have a text column, by its number. */
  get textFields(): readonly TextFieldName[] {
    return this.#text.map(({ field }) => field)
  }

  /** Dictionary of a text column. */
  valuesOf(column: number): DictionaryBuilder {
    return this.#text[column]!.values
  }

  /** Rows that have no id of their own, ascending. */
  get rowsWithoutId(): Uint32Array {
    return this.#rowsWithoutId.done()
  }

  /** Takes room for about so many more rows. */
  expect(rows: number): void {
    const columns = [this.#time, this.#amountMinor, this.#currency, this.#status, this.#payer, this.#payee]
    const codes = this.#text.map((column) => column.codes)
    for (const column of [...columns, ...codes]) column.expect(this.rowCount + rows)
  }

  /** Appends the rows from `from` to before `to`; `file` as given by `addFile`. */
  append(rows: CodedRows, from: number, to: number, file: number): void {
    const row = this.rowCount
    if (rows.id[from] === MISSING) this.#noteSharedPlace(row, { file, line: rows.line[from]! })
    for (let i = from; i < to; i++) if (rows.id[i] === MISSING) this.#rowsWithoutId.push(row + i - from)
    this.#time.append(rows.time, from, to)
    this.#amountMinor.append(rows.amountMinor, from, to)
    for (let i = from; i < to; i++) this.#currency.push(rows.currency[i]!)
    this.#status.append(rows.status, from, to)
    this.#payer.append(rows.payer, from, to)
    this.#payee.append(rows.payee, from, to)
    this.#places.append(file, rows.line, from, to)
    for (const [column, { codes }] of this.#text.entries()) {
      const added = rows.text[column]
      if (added === undefined) codes.fill(MISSING, to - from)
      else codes.append(added, from, to)
    }
  }

  add(values: RowValues): AddResult {
    const row = this.rowCount
    const id = this.#ids.add(values.id)
    if (id === MISSING) {
      this.#noteSharedPlace(row, values)
      this.#rowsWithoutId.push(row)
    } else if (id <= row - this.#rowsWithoutId.length)
      return this.#equals(rowOfId(this.#rowsWithoutId.done(), id), values) ? "duplicate" : "conflict"
    this.#time.push(values.time)
    this.#amountMinor.push(values.amountMinor)
    this.#currency.push(this.#currencies.add(values.currency))
    this.#status.push(values.status)
    this.#payer.push(this.#parties.add(values.payer))
    this.#payee.push(this.#parties.add(values.payee))
    this.#places.add(values.file, values.line)
    for (let i = 0; i < this.#text.length; i++) {
      const column = this.#text[i]!
      column.codes.push(column.values.add(values.text[i] ?? ""))
    }
    return "accepted"
  }

  #equals(row: number, values: RowValues): boolean {
    return (
      this.#time.at(row) === values.time &&
      this.#amountMinor.at(row) === values.amountMinor &&
      this.#currencies.text(this.#currency.at(row)) === values.currency &&
      this.#status.at(row) === values.status &&
      this.#parties.text(this.#payer.at(row)) === values.payer &&
      this.#parties.text(this.#payee.at(row)) === values.payee &&
      this.#text.every((column, i) => column.values.text(column.codes.at(row)) === (values.text[i] ?? ""))
    )
  }

  #noteSharedPlace(row: number, { file, line }: Pick<RowValues, "file" | "line">): void {
    if (!this.#places.isLast(file, line)) return
    this.#samePlace.set(row, (this.#samePlace.get(row - 1) ?? 0) + 1)
  }

  /** The table so far. The builder must not be used afterwards. */
  done(): PaymentTable {
    const ids = this.#ids
    // Codes of ids and of most texts are not asked for once all are read; those of parties are, throughout.
    ids.rest()
    for (const values of this.#dictionaries.values()) values.rest()
    const texts = [this.#currencies, this.#parties, ...this.#dictionaries.values()]
    for (const values of texts) values.moveTo(TABLE_TEXT_WAYS)
    const files = this.#files
    const runs = this.#places.done()
    const places = placesOf(runs)
    return {
      rowCount: this.rowCount,
      time: this.#time.done(),
      amountMinor: this.#amountMinor.done(),
      currency: this.#currency.done(),
      currencies: this.#currencies,
      status: this.#status.done(),
      payer: this.#payer.done(),
      payee: this.#payee.done(),
      parties: this.#parties,
      text: new Map(
        this.#text.map(({ field, codes, values }) => [
          field,
          { codes: narrowCodes(codes.done(), values.size), values },
        ]),
      ),
      files,
      ...places,
      ...callRows({
        without: this.rowsWithoutId,
        ids: openIds(keptIds(ids)),
        places: runs,
        files,
        samePlace: this.#samePlace,
        again: readAgain(this.#readings),
      }),
    }
  }
}
