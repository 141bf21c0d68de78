// How the rows of a layout are read as bytes: which column holds which field, and what one cell means. The meaning is
// that of the checks of a row (check-row.ts); here it is asked once for each distinct cell.
import type { ColumnField } from "./aliases.ts"
import { countryReader, currencyReader, isCountry, statusReader, textFields } from "./field-words.ts"
import type { Mapping } from "./mapping.ts"
import { type MissingMarks, missingMarks, noPartyMarks } from "./plain-cells.ts"
import type { ColumnPlan } from "./resolve-columns.ts"
import { fieldReader, type ReadContext } from "./row-step.ts"
import { MISSING_TEXTS, partyOf } from "./words.ts"

/** A field that one cell tells. A time has a column, other fields may have none. */
export interface BulkField<T> {
  /** -1: no column has it; it is what `read` makes of an empty cell. */
  readonly column: number
  /** What the cell means; null when the checks of the row have to tell, as they do of every fault. */
  readonly read: (cell: string) => T | null
  /** Where not null: a cell without these marks means itself (`isReadAsItStands`). */
  readonly marks: MissingMarks | null
}

export interface BulkTextField extends BulkField<string> {
  /** Number of the text column of the table. */
  readonly target: number
}

export interface BulkPlan {
  /** Cells that a row must have; further ones must be blank. */
  readonly width: number
  readonly missing: MissingMarks
  readonly id: BulkField<string>
  /** Epoch milliseconds. */
  readonly time: BulkField<number>
  /** Column of the amount. */
  readonly amount: number
  readonly currency: BulkField<string>
  readonly payer: BulkField<string>
  readonly payee: BulkField<string>
  /** Index in `PAYMENT_STATUSES`. */
  readonly status: BulkField<number>
  /** In order of their targets. */
  readonly texts: readonly BulkTextField[]
}

/** The plan for rows of a table with a header; null when they have to be read cell by cell. */
export function bulkPlan(
  plan: ColumnPlan,
  mapping: Mapping | undefined,
  context: ReadContext,
): BulkPlan | null {
  const amount = plan.columns.get("amount") ?? []
  const hasManyColumns = [...plan.columns.values()].some((columns) => columns.length > 1)
  const time = plan.columns.has("time") ? "time" : "date"
  const isPlain = mapping?.account === undefined && mapping?.decimal !== "," && !plan.columns.has("clock")
  if (hasManyColumns || !isPlain || amount.length === 0 || !plan.columns.has(time)) return null
  if (mapping?.constants.has("amount")) return null
  const missing = new Set(mapping?.missing ?? MISSING_TEXTS)
  const field = <T>(name: ColumnField, read: (text: string) => T | null): BulkField<T> => {
    const column = plan.columns.get(name)?.[0] ?? -1
    const reader = fieldReader(plan, mapping, name, missing, "join")
    const cells: string[] = []
    return {
      column,
      marks: null,
      read: (cell) => {
        if (column >= 0) cells[column] = cell
        return read(reader === null ? "" : reader(cells))
      },
    }
  }
  const marks = missingMarks(missing)
  const text = (name: ColumnField) => ({ ...field(name, (cell) => cell), marks })
  const party = (name: ColumnField) => ({ ...field(name, partyOf), marks: noPartyMarks(missing) })
  const countryOf = countryReader()
  const country = (name: ColumnField) => field(name, (cell) => (cell === "" ? "" : countryOf(cell) || null))
  const { textOf, codeOf, headed } = currencyReader(plan.currency, mapping)
  const currencyOf = (cell: string) => {
    const code = codeOf(textOf(cell))
    return code === "" || (headed !== "" && code !== headed) ? null : code
  }
  const statusOf = statusReader(mapping?.status)
  return {
    width: plan.width,
    missing: marks,
    id: text("id"),
    time: field(time, (cell) => (cell === "" ? null : timeOrNull(context.time.read(cell)))),
    amount: amount[0]!,
    currency: field("currency", currencyOf),
    payer: party("payer"),
    payee: party("payee"),
    status: field("status", (cell) => (statusOf(cell) < 0 ? null : statusOf(cell))),
    texts: textFields(plan, mapping, mapping?.negativeAmount === "swap")
      .map((name) => ({
        ...(isCountry(name) ? country(name) : text(name)),
        target: context.textColumn(name),
      }))
      .sort((a, b) => a.target - b.target),
  }
}

function timeOrNull(time: number): number | null {
  return Number.isNaN(time) ? null : time
}
