// The parts that the checks of a row are made of: readers of cells, and what the checks tell each other.
import type { TextFieldName } from "../model/payment.ts"
import type { RowValues } from "../model/table.ts"
import type { TimeReader } from "../model/time.ts"
import type { ColumnField } from "./aliases.ts"
import type { Mapping } from "./mapping.ts"
import type { ColumnPlan } from "./resolve-columns.ts"
import type { RowFault } from "./row-fault.ts"

/** Reads the cells of one row into `values`; a fault leaves them half filled. */
export type RowReader = (cells: readonly string[], values: RowValues) => RowFault | null

/** What the readers of one file share. */
export interface ReadContext {
  /** Number of a text column of the table. */
  readonly textColumn: (field: TextFieldName) => number
  readonly time: TimeReader
  /** Reject amounts with more decimals than their currency instead of rounding them. */
  readonly strictDecimals: boolean
  /** Whether the amount of the row at hand was rounded. */
  rounded: boolean
  /** Of the row at hand, as in `RawRow`. */
  numbers: ReadonlySet<number> | undefined
}

/** What the checks of one row tell each other. */
export interface RowState {
  /** Payer and payee change places: money came in to the holder of an account, or the amount was negative. */
  swapped: boolean
}

export type FieldReaders = (field: ColumnField) => CellReader | null
export type ColumnReaders = (index: number) => CellReader | null

/** Reads one field of a row: its cell, several joined, a constant, or nothing. */
export type CellReader = (cells: readonly string[]) => string

/** The cell without outer spaces. Most cells have none, and looking at both ends is cheaper than trimming. */
export function trimCell(cell: string | undefined): string {
  if (cell === undefined || cell === "") return ""
  const first = cell.charCodeAt(0)
  const last = cell.charCodeAt(cell.length - 1)
  return first > 32 && first < 128 && last > 32 && last < 128 ? cell : cell.trim()
}

export function cellReader(index: number, missing: ReadonlySet<string>): CellReader {
  let longest = 0
  for (const text of missing) longest = Math.max(longest, text.length)
  return (cells) => {
    const cell = trimCell(cells[index])
    return cell.length <= longest && missing.has(cell) ? "" : cell
  }
}

/**
 * @param mode Of several columns: `join` all that are not blank, or take the `first` that is not.
 */
export function fieldReader(
  plan: ColumnPlan,
  mapping: Mapping | undefined,
  field: ColumnField,
  missing: ReadonlySet<string>,
  mode: "join" | "first",
): CellReader | null {
  const readers = (plan.columns.get(field) ?? []).map((index) => cellReader(index, missing))
  const constant = mapping?.constants.get(field) ?? ""
  const [only, ...others] = readers
  if (only === undefined) return constant === "" ? null : () => constant
  if (others.length === 0) return constant === "" ? only : (cells) => only(cells) || constant
  return (cells) => {
    const texts = readers.map((read) => read(cells)).filter((text) => text !== "")
    return (mode === "first" ? texts[0] : texts.join(" ")) ?? constant
  }
}

/** For a field that the file has not. */
export const NOTHING: CellReader = () => ""
