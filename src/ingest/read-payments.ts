// Payment files into one table, with the account of every row. Needs Node.
import { readFile } from "node:fs/promises"
import { checkArguments, optionsOf, READ_OPTIONS, TEXTS } from "../model/arguments.ts"
import { InputError } from "../model/errors.ts"
import type { Reject } from "../model/reject.ts"
import type { InputFile, Intake, RunHooks } from "../model/screening.ts"
import { type PaymentTable, PaymentTableBuilder } from "../model/table.ts"
import { checkTimeZone } from "../model/time.ts"
import { besideOf, type WaysBeside } from "./beside.ts"
import { BulkRows, type Kernel } from "./bulk-rows.ts"
import { controlTotals } from "./control-totals.ts"
import { FileIntake, type IntakeTotals } from "./file-intake.ts"
import { countIdenticalRows } from "./identical-rows.ts"
import { describeFile, type RowTaker, sumCounts, warningsOfCopies } from "./input-files.ts"
import { findLayout, HEAD_ROWS, keysMatter, type LayoutOptions, layoutOfKeys } from "./layout.ts"
import { noHeaderError } from "./layout-error.ts"
import type { Mapping } from "./mapping.ts"
import { createKernel } from "./open-kernel.ts"
import { openSource } from "./open-source.ts"
import type { Preset } from "./preset.ts"
import { PRESETS, presetNamed } from "./presets.ts"
import { SpooledRejects } from "./reject-log.ts"
import type { OpenedSource, RawRow } from "./row-source.ts"

/** How payment files are read; what is not given is found in the file, or by the mapping. */
export interface ReadOptions extends RunHooks {
  /** A parsed mapping, or the path of a mapping file. */
  readonly mapping?: Mapping | undefined
  readonly mapFile?: string | undefined
  /** Name of a preset; else presets are recognised. */
  readonly preset?: string | undefined
  /** Zone of times that have none; else that of the mapping or preset, else UTC. */
  readonly timeZone?: string | undefined
  readonly delimiter?: string | undefined
  readonly encoding?: string | undefined
  /** Reject amounts with more decimals than their currency has, instead of rounding them half to even. */
  readonly strictDecimals?: boolean | undefined
  /**
   * More rejected rows than this end the run. When not given, a file of which more than half of the first thousand rows
   * are rejected does.
   */
  readonly maxRejects?: number | undefined
  readonly onReject?: ((reject: Reject) => void) | undefined
  /** What inputs are called in results, in their order; their paths when not given. */
  readonly names?: readonly string[] | undefined
  /** Bytes read from a file at once. Results do not depend on it. */
  readonly chunkSize?: number | undefined
}

/**
 * Reads payment files: CSV, JSON Lines or JSON arrays, also gzipped; `-` is standard input. Each file is read by the
 * preset it is recognised as, by the mapping, or by the names of its columns. A wrong row is rejected and the run goes
 * on: read = accepted + rejected + duplicates. Lines before the header, the header, records of delimiters alone and notes
 * behind a bill are no rows.
 * Rejects with the signal's reason when it is aborted.
 * @throws InputError what `openSource` throws; HEADER_NOT_FOUND, COLUMN_NOT_MATCHED, COLUMN_AMBIGUOUS for a file whose
 *   columns do not fit; MAPPING_INVALID; TOO_MANY_REJECTS; OPTION_INVALID for an unknown time zone or preset
 */
export async function readPayments(
  inputs: readonly string[],
  options: ReadOptions = {},
): Promise<{ table: PaymentTable; intake: Intake }> {
  checkArguments("readPayments", { inputs: [inputs, TEXTS], options: [options, optionsOf(READ_OPTIONS)] })
  return readPaymentsBy({ kernel: createKernel() }, inputs, options)
}

/** What reads the rows; none gives another result. */
export interface Ways extends Partial<WaysBeside> {
  readonly kernel: Kernel
  /** All rows are read from texts, one by one: slow, and what the reading of bytes is held against. */
  readonly byRow?: boolean
}

/** As `readPayments`, in given ways. */
export async function readPaymentsBy(
  ways: Ways,
  inputs: readonly string[],
  options: ReadOptions = {},
): Promise<{ table: PaymentTable; intake: Intake }> {
  const mapping = await givenMapping(options)
  const builder = new PaymentTableBuilder()
  const rejects = new SpooledRejects()
  const totals: IntakeTotals = {
    builder,
    onReject: (reject) => {
      rejects.add(reject)
      options.onReject?.(reject)
    },
    maxRejects: options.maxRejects,
    rejected: 0,
    rounded: 0,
  }
  const layoutOptions: LayoutOptions = {
    mapping,
    mappingIsForSome: inputs.length > 1,
    preset: givenPreset(options.preset),
    timeZone: givenZone(options.timeZone),
    strictDecimals: options.strictDecimals ?? false,
    textColumn: (field) => builder.textColumn(field),
  }
  try {
    const files: InputFile[] = []
    const warnings: string[] = []
    for (const [index, input] of inputs.entries()) {
      const named = { path: input, name: options.names?.[index] }
      files.push(await readInput(named, options, layoutOptions, totals, warnings, ways))
    }
    warnings.push(...warningsOfCopies(files))
    const table = builder.done()
    const identicalRows = countIdenticalRows(table, builder.rowsWithoutId)
    if (identicalRows > 0) {
      warnings.push(
        identicalRows === 1
          ? "1 row without an id equals an earlier row of its file; it is kept"
          : `${identicalRows} rows without an id equal an earlier row of their file; they are kept`,
      )
    }
    const intake: Intake = {
      files,
      rows: sumCounts(files.map(({ rows }) => rows)),
      controlTotals: controlTotals(table),
      roundedAmounts: totals.rounded,
      identicalRows,
      warnings,
      rejects,
    }
    return { table, intake }
  } catch (error) {
    rejects.dispose()
    throw error
  }
}

async function givenMapping({ mapping, mapFile }: ReadOptions): Promise<Mapping | undefined> {
  if (mapping !== undefined || mapFile === undefined) return mapping
  const text = await readFile(mapFile, "utf8").catch((error: NodeJS.ErrnoException) => {
    const code = error.code === "ENOENT" ? "FILE_NOT_FOUND" : "FILE_NOT_READABLE"
    throw new InputError(
      code,
      { file: mapFile },
      `the mapping cannot be read (${error.code}); check the path`,
    )
  })
  const { parseMapping } = await import("./mapping.ts")
  return parseMapping(text, mapFile)
}

function givenPreset(name: string | undefined): Preset | undefined {
  if (name === undefined) return undefined
  const preset = presetNamed(name)
  if (preset !== undefined) return preset
  const names = PRESETS.map((known) => known.name).join(", ")
  throw new InputError("OPTION_INVALID", {}, `preset "${name}" is not known; presets are ${names}`)
}

function givenZone(name: string | undefined): string | undefined {
  if (name === undefined || checkTimeZone(name)) return name
  throw new InputError(
    "OPTION_INVALID",
    {},
    `time zone "${name}" is not known; give one such as Asia/Shanghai or +08:00`,
  )
}

async function readInput(
  { path, name }: { readonly path: string; readonly name: string | undefined },
  options: ReadOptions,
  layoutOptions: LayoutOptions,
  totals: IntakeTotals,
  warnings: string[],
  ways: Ways,
): Promise<InputFile> {
  options.signal?.throwIfAborted()
  let intake: FileIntake | undefined
  const { mapping } = layoutOptions
  const source = await openSource(path, {
    name,
    delimiter: options.delimiter ?? mapping?.delimiter,
    encoding: options.encoding ?? mapping?.encoding,
    signal: options.signal,
    chunkSize: options.chunkSize,
    onBadRecord: (record) => intake?.addBad(record),
  })
  const { file } = source
  intake = new FileIntake(file, totals)
  let head: RawRow[] = []
  let taker: RowTaker | null = null
  const ended = new AbortController()
  const plain = ways.byRow
    ? undefined
    : new BulkRows(intake, totals.builder, ways.kernel, source.bytesTotal ?? 0)
  try {
    for await (const rows of source.rows(plain)) {
      options.signal?.throwIfAborted()
      if (taker !== null) taker.take(rows)
      else {
        head = head.concat(rows)
        if (head.length >= HEAD_ROWS) {
          taker = startTaking(source, head, layoutOptions, intake)
          const layout = taker.layout()
          const width = head.at(-1)!.cells.length
          const file = { source, head, width, layout, layoutOptions, preset: options.preset }
          plain?.start(layout, width, besideOf(ways, file, intake, totals.builder, ended.signal))
        }
      }
      const { bytesRead, bytesTotal } = source
      options.onProgress?.({ stage: "read", done: bytesRead, total: bytesTotal, unit: "bytes", item: file })
    }
  } finally {
    ended.abort()
  }
  if (taker === null && (head.length > 0 || source.keys === null)) {
    taker = startTaking(source, head, layoutOptions, intake)
  }
  intake.takeBad(Number.POSITIVE_INFINITY)
  if (intake.emptyRecords > 0)
    warnings.push(`${file}: records of delimiters alone, which are no rows: ${intake.emptyRecords}`)
  return describeFile(source, taker, intake.counts, mapping !== undefined, warnings)
}

/** Finds the layout by the first rows, and takes them. */
function startTaking(
  source: OpenedSource,
  rows: readonly RawRow[],
  options: LayoutOptions,
  intake: FileIntake,
): RowTaker {
  const { file, keys } = source
  const head = rows.slice(0, HEAD_ROWS)
  if (keys !== null) {
    const taker = takeRecords(file, keys, head, options, intake)
    taker.take(rows)
    return taker
  }
  if (head.length === 0) throw new InputError("FILE_EMPTY", { file }, "there are only blank lines in it")
  const { layout, firstRow, headerIndex } = findLayout(file, head, options)
  const take = (taken: readonly RawRow[]) => {
    for (let i = 0; i < taken.length; i++) intake.addRow(layout, taken[i]!)
  }
  take(rows.slice(firstRow))
  return { take, layout: () => layout, headerLine: headerIndex < 0 ? null : head[headerIndex]!.line }
}

/** Records of JSON: as long as new keys appear, the layout is fitted again, so that batches do not matter. */
function takeRecords(
  file: string,
  keys: readonly string[],
  head: readonly RawRow[],
  options: LayoutOptions,
  intake: FileIntake,
): RowTaker {
  if (options.preset !== undefined) throw noHeaderError(file, head, options.preset.name)
  let known = 0
  for (const { cells } of head) known = Math.max(known, cells.length)
  let layout = layoutOfKeys(file, head[0]!.line, keys.slice(0, known), null, options)
  const take = (rows: readonly RawRow[]) => {
    for (const row of rows) {
      if (row.cells.length > known) {
        const added = keys.slice(known, row.cells.length)
        known = row.cells.length
        if (keysMatter(added, options)) {
          layout = layoutOfKeys(file, row.line, keys.slice(0, known), layout, options)
        }
      }
      intake.addRow(layout, row)
    }
  }
  return { take, layout: () => layout, headerLine: null }
}
