// The checks of one row: cells in, payment values or a fault out. Compiled once for each header, so that the bulk
// path does no look-ups by name and makes no object per row.
import type { TextFieldName } from "../model/payment.ts"
import type { TimeReader } from "../model/time.ts"
import {
  countryReader,
  currencyReader,
  isCountry,
  otherSide,
  statusReader,
  textFields,
} from "./field-words.ts"
import type { AccountMapping, Mapping } from "./mapping.ts"
import { moneyStep } from "./money-step.ts"
import type { ColumnPlan } from "./resolve-columns.ts"
import { otherThanHeader, rowFault, timeFault, tooLong, tooShort } from "./row-fault.ts"
import {
  type CellReader,
  type ColumnReaders,
  cellReader,
  type FieldReaders,
  fieldReader,
  NOTHING,
  type ReadContext,
  type RowReader,
  type RowState,
} from "./row-step.ts"
import { MISSING_TEXTS, partyOf } from "./words.ts"

/** One check: reads its part of the row into `values`. */
type Step = RowReader

/** Compiles the checks for a header. `growing`: rows may be of any width, as records of JSON are. */
export function compileRowReader(
  plan: ColumnPlan,
  mapping: Mapping | undefined,
  context: ReadContext,
  growing: boolean,
): RowReader {
  const missing = new Set(mapping?.missing ?? MISSING_TEXTS)
  const reader: FieldReaders = (field) =>
    fieldReader(plan, mapping, field, missing, growing && !mapping?.columns.has(field) ? "first" : "join")
  const column = (index: number) => (index < 0 ? null : cellReader(index, missing))
  const state: RowState = { swapped: false }
  const id = reader("id") ?? NOTHING
  const steps: readonly Step[] = [
    ...(growing ? [] : [widthStep(plan.width)]),
    timeStep(reader, context.time),
    currencyStep(reader("currency") ?? NOTHING, plan.currency, mapping),
    moneyStep(plan, mapping, reader("amount"), column, state, context),
    partiesStep(plan, mapping, reader, column, state),
    statusStep(reader("status") ?? NOTHING, mapping?.status),
    textStep(plan, mapping, reader, column, state, context),
  ]
  return (cells, values) => {
    state.swapped = false
    context.rounded = false
    values.id = id(cells)
    for (let i = 0; i < steps.length; i++) {
      const fault = steps[i]!(cells, values)
      if (fault !== null) return fault
    }
    return null
  }
}

function widthStep(width: number): Step {
  return (cells) => {
    if (cells.length < width) return tooShort(cells.length, width)
    for (let i = width; i < cells.length; i++) if (cells[i]!.trim() !== "") return tooLong(cells, width)
    return null
  }
}

function timeStep(reader: FieldReaders, time: TimeReader): Step {
  const single = reader("time")
  const date = reader("date") ?? NOTHING
  const clock = reader("clock") ?? NOTHING
  const read = single ?? ((cells: readonly string[]) => joinTime(date(cells), clock(cells)))
  return (cells, values) => {
    const text = read(cells)
    if (text === "") return rowFault("TIME_MISSING", "time", "")
    values.time = time.read(text)
    return Number.isNaN(values.time) ? timeFault(text) : null
  }
}

/**
 * A column called "time" may hold the whole time after all; a date may bring an empty time of day. Banks write both
 * without marks: 20240301 and 093000.
 */
function joinTime(date: string, clock: string): string {
  if (clock === "") return date
  const hms = clock.replace(/^(\d\d)(\d\d)(\d\d)$/, "$1:$2:$3")
  if (!/^\d{1,2}:\d\d/.test(hms)) return clock
  const day = date.replace(/[ T]\d{1,2}:\d\d.*$/, "").replace(/^(\d{4})(\d\d)(\d\d)$/, "$1-$2-$3")
  return `${day} ${hms}`
}

function currencyStep(read: CellReader, fromHeader: string, mapping: Mapping | undefined): Step {
  const { textOf, codeOf, headed } = currencyReader(fromHeader, mapping)
  return (cells, values) => {
    const text = textOf(read(cells))
    const code = codeOf(text)
    values.currency = code
    if (headed !== "" && code !== "" && code !== headed) return otherThanHeader(text, headed)
    if (code !== "") return null
    return text === ""
      ? rowFault("CURRENCY_MISSING", "currency", "")
      : rowFault("CURRENCY_UNKNOWN", "currency", text)
  }
}

function partiesStep(
  plan: ColumnPlan,
  mapping: Mapping | undefined,
  reader: FieldReaders,
  column: ColumnReaders,
  state: RowState,
): Step {
  const holder = mapping?.account?.id
  const payer = holder === undefined ? (reader("payer") ?? NOTHING) : () => holder
  const payee = (holder === undefined ? reader("payee") : column(plan.account!.counterparty)) ?? NOTHING
  return (cells, values) => {
    const first = partyOf(payer(cells))
    const second = partyOf(payee(cells))
    values.payer = state.swapped ? second : first
    values.payee = state.swapped ? first : second
    if (first !== "" || second !== "") return null
    return rowFault("PARTIES_MISSING", "payer", payer(cells) || payee(cells))
  }
}

function statusStep(read: CellReader, own: ReadonlyMap<string, number> | undefined): Step {
  const statusOf = statusReader(own)
  return (cells, values) => {
    const text = read(cells)
    values.status = statusOf(text)
    return values.status < 0 ? rowFault("STATUS_UNKNOWN", "status", text) : null
  }
}

interface TextReader {
  readonly field: TextFieldName
  readonly read: CellReader
  readonly column: number
  /** Column for a row whose sides are swapped; -1: the field is of the payee only. */
  readonly swappedColumn: number
  readonly isCountry: boolean
}

function textStep(
  plan: ColumnPlan,
  mapping: Mapping | undefined,
  reader: FieldReaders,
  column: ColumnReaders,
  state: RowState,
  context: ReadContext,
): Step {
  const mayBeSwapped = mapping?.account !== undefined || mapping?.negativeAmount === "swap"
  const readers = textFields(plan, mapping, mayBeSwapped).map((field): TextReader => {
    const ofAccount = mapping?.account && accountName(mapping.account, plan, field, column)
    const other = mayBeSwapped ? otherSide(field) : field
    return {
      field,
      read: ofAccount ?? reader(field) ?? NOTHING,
      column: context.textColumn(field),
      swappedColumn: other === undefined ? -1 : context.textColumn(other),
      isCountry: isCountry(field),
    }
  })
  const countryOf = countryReader()
  return (cells, values) => {
    for (let i = 0; i < readers.length; i++) {
      const { field, read, column, swappedColumn, isCountry } = readers[i]!
      let text = read(cells)
      if (isCountry && text !== "") {
        const code = countryOf(text)
        if (code === "") return rowFault("COUNTRY_INVALID", field, text)
        text = code
      }
      if (!state.swapped) values.text[column] = text
      else if (swappedColumn >= 0) values.text[swappedColumn] = text
      else values.text[column] = ""
    }
    return null
  }
}

/** Names in an account statement: before any swap, the holder is the payer. */
function accountName(
  account: AccountMapping,
  plan: ColumnPlan,
  field: TextFieldName,
  column: ColumnReaders,
): CellReader | null {
  if (field === "payerName") return () => account.name
  return field === "payeeName" ? column(plan.account!.counterpartyName) : null
}
