// One file's rows into the table: every row is accepted, rejected or a duplicate, and counted as such.
import { countOf } from "../model/count.ts"
import { InputError } from "../model/errors.ts"
import { SETTLED } from "../model/payment.ts"
import type { Reject, RejectCode } from "../model/reject.ts"
import type { RowCounts } from "../model/screening.ts"
import { type CodedRows, emptyRow, type PaymentTableBuilder, type RowValues } from "../model/table.ts"
import type { Layout } from "./layout.ts"
import { idConflict, type RowFault, rejectOf } from "./row-fault.ts"
import type { BadRecord, RawRow } from "./row-source.ts"

/** What all files of a run share. */
export interface IntakeTotals {
  readonly builder: PaymentTableBuilder
  readonly onReject: (reject: Reject) => void
  /** More rejects than this, over all files, end the run. Undefined: a file most of which is rejected does. */
  readonly maxRejects: number | undefined
  rejected: number
  rounded: number
}

/** Rows after which a file is judged by its share of rejects. */
const TRIAL_ROWS = 1_000

/** No batch has so many lines: where so many bad records wait, no rows lie before them. */
const MAX_BAD_WAITING = 1 << 20

/** Takes the rows of one file. */
export class FileIntake {
  #read = 0
  #accepted = 0
  #rejected = 0
  #duplicates = 0
  #notSettled = 0
  #empty = 0
  readonly #values: RowValues
  #layout: Layout | null = null
  /** The first reject of each code, and how many there are. */
  readonly #byCode = new Map<RejectCode, { readonly first: Reject; count: number }>()
  /** Records that could not be parsed and stand behind the rows taken so far. */
  #bad: BadRecord[] = []

  constructor(
    private readonly file: string,
    private readonly totals: IntakeTotals,
  ) {
    this.#values = emptyRow(totals.builder.addFile(file))
  }

  get counts(): RowCounts {
    return {
      read: this.#read,
      accepted: this.#accepted,
      rejected: this.#rejected,
      duplicates: this.#duplicates,
      notSettled: this.#notSettled,
    }
  }

  /** Records of delimiters alone, which are no rows. */
  get emptyRecords(): number {
    return this.#empty
  }

  /** Bad records come before the rows of their batch are given. */
  addBad(record: BadRecord): void {
    this.#bad.push(record)
    if (this.#bad.length >= MAX_BAD_WAITING) this.takeBad(record.line)
  }

  addRow(layout: Layout, row: RawRow): void {
    if (this.#bad.length > 0) this.takeBad(row.line)
    if (layout.isEmpty(row.cells)) {
      this.#empty++
      return
    }
    if (layout.isNote(row.cells)) return
    const values = this.#values
    if (layout !== this.#layout) {
      // A later layout may lack a column that the one before filled.
      values.text.length = 0
      this.#layout = layout
    }
    values.line = row.line
    this.#count()
    layout.context.numbers = row.numbers
    const fault = layout.read(row.cells, values)
    if (fault !== null) {
      this.#reject(fault, row.line)
      return
    }
    this.#add(values, layout.context.rounded)
  }

  /** Takes a row of this file that is a payment, but perhaps for its id. */
  addPayment(values: Omit<RowValues, "file">): void {
    this.#count()
    this.#add({ ...values, file: this.#values.file }, false)
  }

  /** Takes rows that are payments already, from `from` to before `to`. */
  addCoded(rows: CodedRows, from: number, to: number): void {
    if (from === to) return
    const { builder } = this.totals
    for (let i = from; i < to; i++) {
      this.#count()
      this.#accepted++
      if (rows.status[i] !== SETTLED) this.#notSettled++
    }
    builder.append(rows, from, to, this.#values.file)
  }

  /** Rejects the bad records before a line, so that rejects are in order whatever the size of batches. */
  takeBad(beforeLine: number): void {
    const end = this.#bad.findIndex(({ line }) => line >= beforeLine)
    const taken = end < 0 ? this.#bad : this.#bad.slice(0, end)
    if (taken.length === 0) return
    this.#bad = end < 0 ? [] : this.#bad.slice(end)
    for (const { line, value, message } of taken) {
      this.#count()
      this.#reject({ code: "JSON_INVALID", field: "", value, message }, line)
    }
  }

  #count(): void {
    // Judged when the first rows behind the trial comes, so that the trial is the same for files of any length.
    if (this.#read === TRIAL_ROWS) this.#judge()
    this.#read++
  }

  #add(values: RowValues, rounded: boolean): void {
    const result = this.totals.builder.add(values)
    if (result === "conflict") this.#reject(idConflict(values.id), values.line)
    else if (result === "duplicate") this.#duplicates++
    else this.#accept(values, rounded)
  }

  #accept(values: RowValues, rounded: boolean): void {
    this.#accepted++
    if (rounded) this.totals.rounded++
    if (values.status !== SETTLED) this.#notSettled++
  }

  #reject(fault: RowFault, line: number): void {
    const reject = rejectOf(fault, this.file, line)
    this.#rejected++
    const ofCode = this.#byCode.get(reject.code)
    if (ofCode === undefined) this.#byCode.set(reject.code, { first: reject, count: 1 })
    else ofCode.count++
    this.totals.rejected++
    this.totals.onReject(reject)
    const { maxRejects } = this.totals
    if (maxRejects !== undefined && this.totals.rejected > maxRejects) {
      throw this.#tooMany(`more than ${countOf(maxRejects, "row")} rejected`, "raise --max-rejects")
    }
  }

  #judge(): void {
    if (this.totals.maxRejects !== undefined || this.#rejected * 2 <= this.#read) return
    throw this.#tooMany(
      `${this.#rejected} of the first ${countOf(this.#read, "row")} rejected`,
      "give --max-rejects with the number to accept",
    )
  }

  #tooMany(what: string, otherwise: string): InputError {
    const [most] = [...this.#byCode.values()].sort((a, b) => b.count - a.count)
    const { code, field, value, message, line } = most!.first
    const cell = [field, JSON.stringify(value)].filter((part) => part !== "").join(" ")
    const example = `line ${line}: ${cell}: ${message}`
    const detail =
      `${what}, most often for ${code} (${most!.count}; ${example}). If columns, time or numbers are misread, say how ` +
      `to read them in a mapping (--map: columns, date_order, decimal, delimiter, encoding); else ${otherwise}`
    return new InputError("TOO_MANY_REJECTS", { file: this.file, line }, detail)
  }
}
