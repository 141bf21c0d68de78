// What is told of each file that was read: how it was read, its rows, and what its reader should know.
import type { InputFile, RowCounts } from "../model/screening.ts"
import type { Layout } from "./layout.ts"
import type { OpenedSource, RawRow } from "./row-source.ts"

/** Takes the rows of an opened file once the layout is known. */
export interface RowTaker {
  readonly take: (rows: readonly RawRow[]) => void
  readonly layout: () => Layout
  readonly headerLine: number | null
}

/** The account of one file. Adds to `warnings` what its reader should know. */
export function describeFile(
  source: OpenedSource,
  taker: RowTaker | null,
  rows: RowCounts,
  hasMapping: boolean,
  warnings: string[],
): InputFile {
  const layout = taker?.layout()
  const { file } = source
  const timeZone = layout?.timeZone ?? "UTC"
  const timeZoneAssumed = layout?.zoneIsDefault === true && layout.context.time.assumedZone
  if (hasMapping && layout?.isMapped === false)
    warnings.push(`${file}: the mapping does not fit it and was not used for it`)
  if (timeZoneAssumed) warnings.push(`${file}: times without a zone were read in ${timeZone}`)
  if (rows.read > 0 && rows.rejected === rows.read) warnings.push(`${file}: every row was rejected`)
  for (const { column, field, value } of layout?.overridden ?? [])
    warnings.push(
      `${file}: constants of the mapping give ${field} as ${value} in every row, whatever ${JSON.stringify(column)} says; if ` +
        `the column is right, leave ${field} out of constants, or, for its blank cells, name it under columns too`,
    )
  for (const key of layout?.absent ?? [])
    warnings.push(`${file}: no record has ${JSON.stringify(key)}, which the mapping names`)
  return {
    file,
    sha256: source.sha256,
    bytes: source.bytes,
    format: source.format,
    preset: layout?.preset ?? null,
    encoding: source.encoding,
    delimiter: source.delimiter,
    headerLine: taker?.headerLine ?? null,
    columns: Object.fromEntries(layout?.columns ?? []),
    // Keys that came after the layout was last fitted were of no use to it.
    ignoredColumns: [...(layout?.ignored ?? []), ...(source.keys?.slice(layout?.header.length ?? 0) ?? [])],
    timeZone,
    timeZoneAssumed,
    rows,
  }
}

/** A file given twice, or a copy of it: payments with ids are found to be duplicates, others are not. */
export function warningsOfCopies(files: readonly InputFile[]): string[] {
  const first = new Map<string, string>()
  return files.flatMap(({ file, sha256, rows }) => {
    const earlier = first.get(sha256)
    first.set(sha256, earlier ?? file)
    if (earlier === undefined || rows.accepted === 0) return []
    return [`${file}: has the same bytes as ${earlier}; ${rows.accepted} of its rows are counted again`]
  })
}

/** Counts of rows over all files. */
export function sumCounts(counts: readonly RowCounts[]): RowCounts {
  const sum = { read: 0, accepted: 0, rejected: 0, duplicates: 0, notSettled: 0 }
  for (const count of counts)
    for (const key of Object.keys(sum) as (keyof RowCounts)[]) sum[key] += count[key]
  return sum
}
