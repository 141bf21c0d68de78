// How a file is to be read: by a preset, by a mapping, or by the names of its columns. Found by content, so lines
// before the header do not matter.
import type { TextFieldName } from "../model/payment.ts"
import { createTimeReader } from "../model/time.ts"
import { matchHeader } from "./aliases.ts"
import { type BulkPlan, bulkPlan } from "./bulk-plan.ts"
import { compileRowReader } from "./check-row.ts"
import { isStatement, layoutError, noHeaderError } from "./layout-error.ts"
import type { Mapping } from "./mapping.ts"
import type { Preset } from "./preset.ts"
import { findPreset } from "./presets.ts"
import { type ColumnPlan, type Resolution, resolveColumns } from "./resolve-columns.ts"
import type { RawRow } from "./row-source.ts"
import type { ReadContext, RowReader } from "./row-step.ts"
import { type OverriddenColumn, overriddenColumns, unusedColumns } from "./unused-columns.ts"

/** Rows among which the header is looked for. */
export const HEAD_ROWS = 100

export interface LayoutOptions {
  readonly mapping?: Mapping | undefined
  /** Several files are read: the mapping may be meant for another one than this. */
  readonly mappingIsForSome: boolean
  /** Given by the user; else presets are recognised. */
  readonly preset?: Preset | undefined
  /** Given by the user; goes before that of a mapping or preset. */
  readonly timeZone?: string | undefined
  readonly strictDecimals: boolean
  readonly textColumn: (field: TextFieldName) => number
}

/** A file's columns and the reader compiled for them. */
export interface Layout {
  readonly preset: string | null
  /** The user's mapping was used. */
  readonly isMapped: boolean
  readonly header: readonly string[]
  readonly read: RowReader
  /** How rows are read as bytes; null when that cannot be. */
  readonly bulk: BulkPlan | null
  readonly context: ReadContext
  readonly isNote: (cells: readonly string[]) => boolean
  /** Whether a record of the file is no row because nothing stands in it. */
  readonly isEmpty: (cells: readonly string[]) => boolean
  /** Payment field → column. */
  readonly columns: ReadonlyMap<string, string>
  /** Columns that no field uses. */
  readonly ignored: readonly string[]
  /** Those of them, and of the currency in the header of the amount, that a constant of the user's mapping overrides. */
  readonly overridden: readonly OverriddenColumn[]
  readonly timeZone: string
  /** The user named no zone. */
  readonly zoneIsDefault: boolean
  /** Keys that the mapping names and no record of JSON has had so far. */
  readonly absent: readonly string[]
}

/** A layout and where the rows begin; the header is the row before, if it is one. */
export interface FoundLayout {
  readonly layout: Layout
  /** Index in the head of the first row of data. */
  readonly firstRow: number
  /** Index in the head of the header; -1: there is none. */
  readonly headerIndex: number
}

/** Finds the layout of a table with a header among its first rows. Throws InputError when there is none that fits. */
export function findLayout(file: string, head: readonly RawRow[], options: LayoutOptions): FoundLayout {
  const { mapping, preset } = options
  if (preset !== undefined) {
    const given = findPreset(head, preset)
    if (given === undefined) throw noHeaderError(file, head, preset.name)
    return presetLayout(file, head, given.preset, given.headerIndex, options)
  }
  const mapped = mapping === undefined ? undefined : searchHeader(head, mapping)
  const hasParties = () => findPreset(head) !== undefined || searchHeader(head, undefined).usable
  if (mapped?.usable && !isNoStatement(options, hasParties)) {
    return columnLayout(head, mapped, mapping, null, options)
  }
  if (mapped !== undefined && !options.mappingIsForSome) {
    throw layoutError(
      file,
      head[mapped.headerIndex]!.line,
      head[mapped.headerIndex]!.cells,
      mapped.resolution,
      mapping,
    )
  }
  const known = findPreset(head)
  if (known !== undefined) return presetLayout(file, head, known.preset, known.headerIndex, options)
  const named = searchHeader(head, undefined)
  // A mapping that names nothing of this file is meant for another one.
  if (named.usable && (mapped === undefined || mapped.usable || mapped.resolution.found === 0)) {
    return columnLayout(head, named, undefined, null, options)
  }
  const best = mapped ?? named
  const row = head[best.headerIndex]!
  const isHeader =
    best.resolution.plan.columns.size >= 2 || best.resolution.found > 0 || isStatement(row.cells)
  if (!isHeader && mapping === undefined) throw noHeaderError(file, head, null)
  throw layoutError(file, row.line, row.cells, best.resolution, mapping)
}

/**
 * The mapping of a statement without counterparties fits any table of times and amounts. Where several files are read, one
 * that has parties of its own is no such statement.
 */
function isNoStatement({ mapping, mappingIsForSome }: LayoutOptions, hasParties: () => boolean): boolean {
  const { account } = mapping ?? {}
  return mappingIsForSome && account !== undefined && account.counterparty === undefined && hasParties()
}

interface HeaderSearch {
  readonly headerIndex: number
  readonly firstRow: number
  readonly resolution: Resolution
  readonly usable: boolean
}

/** The first row that fits, else the one that fits best. */
function searchHeader(head: readonly RawRow[], mapping: Mapping | undefined): HeaderSearch {
  const numbered = mapping && searchNumbered(head, mapping)
  if (numbered !== undefined) return numbered
  let best: HeaderSearch | undefined
  let bestScore = -1
  for (const [index, { cells }] of head.entries()) {
    const resolution = resolveColumns(cells, mapping)
    const { missing, notFound, ambiguous, plan, found } = resolution
    const isComplete = missing.length === 0 && notFound.length === 0
    const search = {
      headerIndex: index,
      firstRow: index + 1,
      resolution,
      usable: isComplete && ambiguous.length === 0,
    }
    // A header with two columns for one field is the header all the same.
    if (isComplete) return search
    const score = found * 100 + plan.columns.size + ambiguous.length - missing.length / 10
    if (score > bestScore) {
      best = search
      bestScore = score
    }
  }
  return best!
}

/**
 * Columns given by number only need no header. The first row with a time in its place is data, and the row before
 * it the header, if there is one.
 */
function searchNumbered(head: readonly RawRow[], mapping: Mapping): HeaderSearch | undefined {
  const { account } = mapping
  const refs = [...mapping.columns.values()].flat()
  for (const key of ["counterparty", "counterpartyName", "direction", "amountIn", "amountOut"] as const) {
    const ref = account?.[key]
    if (ref !== undefined) refs.push(ref)
  }
  const times = mapping.columns.get("time") ?? []
  if (times.length === 0 || refs.some((ref) => typeof ref === "string")) return undefined
  const time = createTimeReader("UTC", mapping.dateOrder)
  const isData = ({ cells }: RawRow) =>
    !Number.isNaN(time.read(times.map((ref) => cells[Number(ref) - 1]?.trim() ?? "").join(" ")))
  const firstRow = Math.max(0, head.findIndex(isData))
  const first = head[firstRow]!.cells
  const above = firstRow > 0 ? head[firstRow - 1]!.cells : []
  const header = first.map((_, i) => above[i] ?? "")
  const resolution = resolveColumns(header, mapping)
  const plan = { ...resolution.plan, width: first.length }
  const usable = resolution.missing.length === 0 && resolution.notFound.length === 0
  return { headerIndex: firstRow - 1, firstRow, resolution: { ...resolution, plan }, usable }
}

function presetLayout(
  file: string,
  head: readonly RawRow[],
  preset: Preset,
  headerIndex: number,
  options: LayoutOptions,
): FoundLayout {
  const header = head[headerIndex]!.cells
  const { reading, name } = preset
  if ("mapping" in reading) {
    const resolution = resolveColumns(header, reading.mapping)
    const search = { headerIndex, firstRow: headerIndex + 1, resolution, usable: true }
    return columnLayout(head, search, reading.mapping, name, options)
  }
  const timeZone = options.timeZone ?? preset.timeZone ?? "UTC"
  const context = createContext(timeZone, undefined, options)
  const bill = reading.open(header, head.slice(0, headerIndex), file, context)
  const layout: Layout = {
    preset: name,
    isMapped: false,
    header,
    read: bill.read,
    bulk: null,
    context,
    isNote: bill.isNote,
    isEmpty: isEmptyRow,
    columns: bill.columns,
    ignored: bill.ignored,
    overridden: [],
    timeZone,
    zoneIsDefault: options.timeZone === undefined,
    absent: [],
  }
  return { layout, firstRow: headerIndex + 1, headerIndex }
}

function columnLayout(
  head: readonly RawRow[],
  search: HeaderSearch,
  mapping: Mapping | undefined,
  preset: string | null,
  options: LayoutOptions,
): FoundLayout {
  const { headerIndex, firstRow, resolution } = search
  const header = headerIndex < 0 ? [] : head[headerIndex]!.cells
  return { layout: compile(header, resolution, mapping, preset, false, options), firstRow, headerIndex }
}

/**
 * The layout of records of JSON with the keys known so far. `previous`: that of fewer keys, whose zone and counts go
 * on. Throws InputError when the keys do not fit, also when a new one makes a field ambiguous.
 */
export function layoutOfKeys(
  file: string,
  line: number,
  keys: readonly string[],
  previous: Layout | null,
  options: LayoutOptions,
): Layout {
  const own = resolveColumns(keys, options.mapping, true)
  // A mapping that names nothing of this file is meant for another one.
  const isForAnother =
    (options.mappingIsForSome && own.found === 0 && own.notFound.length > 0) ||
    isNoStatement(options, () => resolveColumns(keys, undefined, true).missing.length === 0)
  const mapping = isForAnother ? undefined : options.mapping
  const resolution = mapping === options.mapping ? own : resolveColumns(keys, undefined, true)
  // A key that no record has had yet may still come.
  if (resolution.missing.length + resolution.ambiguous.length > 0) {
    throw layoutError(file, line, keys, { ...resolution, notFound: [] }, mapping)
  }
  return compile(keys, resolution, mapping, null, true, options, previous?.context)
}

/** Whether new keys may change the layout. Data where keys should be is thus not fitted again for each of them. */
export function keysMatter(keys: readonly string[], { mapping }: LayoutOptions): boolean {
  return keys.some((key) => matchHeader(key) !== undefined) || (mapping !== undefined && keys.length > 0)
}

function compile(
  header: readonly string[],
  { plan, notFound }: Resolution,
  mapping: Mapping | undefined,
  preset: string | null,
  growing: boolean,
  options: LayoutOptions,
  known?: ReadContext,
): Layout {
  const timeZone = options.timeZone ?? mapping?.timeZone ?? "UTC"
  const context = known ?? createContext(timeZone, mapping, options)
  const isMapped = mapping !== undefined && mapping === options.mapping
  const ignored = unusedColumns(header, plan)
  return {
    preset,
    isMapped,
    header,
    read: compileRowReader(plan, mapping, context, growing),
    bulk: growing ? null : bulkPlan(plan, mapping, context),
    context,
    isNote: () => false,
    // An empty object of JSON is a record that says nothing, and somebody wrote it.
    isEmpty: growing ? () => false : isEmptyRow,
    columns: columnNames(header, plan),
    ignored,
    overridden: isMapped ? overriddenColumns(ignored, header, plan, mapping) : [],
    timeZone,
    zoneIsDefault: options.timeZone === undefined && mapping?.timeZone === undefined,
    absent: notFound.map(({ column }) => String(column)),
  }
}

/** Spreadsheets save the rows below a table as delimiters alone, often thousands of them. */
function isEmptyRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "")
}

function createContext(
  timeZone: string,
  mapping: Mapping | undefined,
  { textColumn, strictDecimals }: LayoutOptions,
): ReadContext {
  const time = createTimeReader(timeZone, mapping?.dateOrder)
  return { textColumn, time, strictDecimals, rounded: false, numbers: undefined }
}

/** Payment field → name of its column, or its number where the file has no names. */
function columnNames(header: readonly string[], plan: ColumnPlan): Map<string, string> {
  const nameOf = (index: number) => header[index]?.trim() || String(index + 1)
  const names = new Map<string, string>()
  for (const [field, columns] of plan.columns) names.set(field, columns.map(nameOf).join(", "))
  for (const [part, index] of Object.entries(plan.account ?? {})) {
    if (index >= 0) names.set(`account.${part}`, nameOf(index))
  }
  return names
}
