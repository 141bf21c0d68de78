// What a preset is: a layout of a known export, recognised by its header.
import type { Mapping } from "./mapping.ts"
import type { RawRow } from "./row-source.ts"
import type { ReadContext, RowReader } from "./row-step.ts"

/** The known layout of an export, in words. */
export interface PresetInfo {
  readonly name: string
  readonly title: string
  /** What it is recognised by, in words. */
  readonly recognises: string
  /** Zone of its times when none is given; undefined: UTC as for any file. */
  readonly timeZone: string | undefined
}

/** How a known layout is told and read. */
export interface Preset extends PresetInfo {
  /** Column names that its header must have, compared without marks and spaces. */
  readonly requires: readonly string[]
  /** Whether they are its first columns, in this order. */
  readonly inOrder: boolean
  /** How its rows are read: by a mapping of columns, or by code of its own. */
  readonly reading: { readonly mapping: Mapping } | { readonly open: OpenBill }
}

/** Opens a bill, given its header and the lines before it. */
export type OpenBill = (
  header: readonly string[],
  preamble: readonly RawRow[],
  file: string,
  context: ReadContext,
) => OpenedBill

export interface OpenedBill {
  readonly read: RowReader
  /** Payment field → name of the column it is read from. */
  readonly columns: ReadonlyMap<string, string>
  /** Columns that no field uses. */
  readonly ignored: readonly string[]
  /** Whether a line behind the rows is a note such as a total, and no payment. */
  readonly isNote: (cells: readonly string[]) => boolean
}
