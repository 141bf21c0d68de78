// Adds pieces of a file that were read elsewhere (part-reader.ts) to the table: rows, codes, rejects and duplicates are
// those of a file that is read in one go, because texts get their codes row by row here, and every row that is not plain
// goes through the checks of a row. Hot loops, for every payment of a large file.
import { type DictionaryBuilder, MISSING, type SharedTexts, UNSEEN } from "../model/dictionary.ts"
import type { PaymentTableBuilder, RowValues } from "../model/table.ts"
import { readText } from "../model/text-bytes.ts"
import type { FileIntake } from "./file-intake.ts"
import type { Layout } from "./layout.ts"
import type { PartRead } from "./part.ts"
import { type DictionaryGroup, dictionaryGroups } from "./part-reader.ts"

/** Adds a piece that begins on physical line `line`; throws as `FileIntake` does. */
export type AddPart = (part: PartRead, line: number) => void

export function createPartAdder(layout: Layout, builder: PaymentTableBuilder, intake: FileIntake): AddPart {
  const groups = dictionaryGroups(builder, layout)
  const { ids } = builder.dictionaries
  /** By reader and group the code here of each code there; 0: not known so far. */
  const known: Uint32Array[][] = []

  const addRows = (part: PartRead, from: number, to: number) => {
    const { rows } = part
    for (let start = from; start < to; ) {
      const end = addNewIds(ids, part.ids, rows.id, start, to)
      for (const [i, { values, columnsOf }] of groups.entries())
        recode(columnsOf(rows), part.texts[i]!, known[part.reader]![i]!, values, start, end)
      intake.addCoded(rows, start, end)
      if (end < to) intake.addPayment(valuesOf(part, groups, end))
      start = end + 1
    }
  }

  return (part, line) => {
    const { rows, rowCount, odd, texts, reader, firstLine } = part
    const shift = line - firstLine
    known[reader] = texts.map(({ size }, i) => withRoom(known[reader]?.[i], size))
    for (let row = 0; row < rowCount; row++) rows.line[row]! += shift
    if (part.assumedZone) layout.context.time.assumedZone = true
    let start = 0
    for (const { behind, row } of odd) {
      addRows(part, start, behind)
      intake.addRow(layout, { line: row.line + shift, cells: row.cells })
      start = behind
    }
    addRows(part, start, rowCount)
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function withRoom(codes: Uint32Array | undefined, size: number): Uint32Array {
  if (codes !== undefined && codes.length >= size) return codes
  const larger = new Uint32Array(size * 2)
  if (codes !== undefined) larger.set(codes)
  return larger
}

/** Gives rows the codes of their ids, as long as these are new; the first row that has another's id, or `to`. */
function addNewIds(
  ids: DictionaryBuilder,
  { pool, starts }: SharedTexts,
  codes: Uint32Array,
  from: number,
  to: number,
): number {
  const bytes = viewOf(pool)
  for (let row = from; row < to; row++) {
    const there = codes[row]!
    if (there === MISSING) continue
    const next = ids.size
    const code = ids.addBytes(bytes, starts[there]!, starts[there + 1]!)
    if (code !== next) return row
    codes[row] = code
  }
  return to
}

/**
 * Codes there to codes here, in place; texts that are new here are added row by row, and column by column in each. What is
 * known of a code is far away in memory: it is asked once for each cell, but for those that wait for new texts.
 */
function recode(
  columns: readonly Uint32Array[],
  texts: SharedTexts,
  known: Uint32Array,
  values: DictionaryBuilder,
  from: number,
  to: number,
): void {
  const width = columns.length
  const unknown = new Uint32Array((to - from) * width)
  const waiting = new Uint32Array((to - from) * width)
  let unknownCount = 0
  let waitingCount = 0
  for (let row = from; row < to; row++) {
    for (let i = 0; i < width; i++) {
      const codes = columns[i]!
      const there = codes[row]!
      if (there === MISSING) continue
      const here = known[there]!
      if (here !== 0 && here !== UNSEEN) codes[row] = here
      else {
        if (here === 0) unknown[unknownCount++] = there
        known[there] = UNSEEN
        waiting[waitingCount++] = (row - from) * width + i
      }
    }
  }
  if (waitingCount === 0) return
  values.addTexts(texts, unknown, unknownCount, known)
  for (let i = 0; i < waitingCount; i++) {
    const cell = waiting[i]!
    const codes = columns[cell % width]!
    const row = from + Math.floor(cell / width)
    codes[row] = known[codes[row]!]!
  }
}

/** A row whose codes are still those of its reader, as texts. */
function valuesOf(
  { rows, ids, texts }: PartRead,
  groups: readonly DictionaryGroup[],
  row: number,
): Omit<RowValues, "file"> {
  const textsOf = new Map<Uint32Array | undefined, SharedTexts>([[rows.id, ids]])
  for (const [i, { columnsOf }] of groups.entries())
    for (const codes of columnsOf(rows)) textsOf.set(codes, texts[i]!)
  const textOf = (codes: Uint32Array | undefined) => {
    const values = textsOf.get(codes)
    const code = codes?.[row] ?? MISSING
    return values === undefined ? "" : readText(values.pool, values.starts[code]!, values.starts[code + 1]!)
  }
  return {
    id: textOf(rows.id),
    time: rows.time[row]!,
    amountMinor: rows.amountMinor[row]!,
    currency: textOf(rows.currency),
    status: rows.status[row]!,
    payer: textOf(rows.payer),
    payee: textOf(rows.payee),
    text: rows.text.map(textOf),
    line: rows.line[row]!,
  }
}
