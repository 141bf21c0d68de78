// Adds the texts of plain cells to their dictionaries, row by row. What a dictionary does not do with many rows at once is
// done here, text by text.
import { MISSING, UNSEEN } from "../model/dictionary.ts"
import { type Batch, type CodeColumn, cellsOfColumn, noteSelfMeant } from "./bulk-batch.ts"

/** The code of a cell's text, added when it is new. */
function addCell({ dictionary, field }: CodeColumn, { view, records, width }: Batch, row: number): number {
  const cell = row * width + field.column
  return dictionary.addBytes(view, records.starts[cell]!, records.ends[cell]!)
}

/**
 * Gives cells that are unseen, and mean the text that they are, their codes from row `from` to before `to`.
 * @param columns those of one dictionary
 */
export function addUnseen(columns: readonly CodeColumn[], batch: Batch, from: number, to: number): void {
  const { dictionary, meant } = columns[0]!
  const firstNew = dictionary.size
  const coded = columns.map(({ field, codes }) => ({ cells: cellsOfColumn(batch, field.column), codes }))
  for (let row = from; row < to; row++) {
    row = dictionary.addRows(coded, row, to, false)
    if (row === to) break
    for (const column of columns) {
      if (column.codes[row] === UNSEEN) column.codes[row] = addCell(column, batch, row)
    }
  }
  noteSelfMeant(meant, firstNew, dictionary.size)
}

/** The same for a column whose texts must all be new: gives the first row with one that is not, or `to`. */
export function addNew(column: CodeColumn, batch: Batch, from: number, to: number): number {
  const { field, dictionary, codes } = column
  const coded = [{ cells: cellsOfColumn(batch, field.column), codes }]
  for (let row = from; row < to; row++) {
    row = dictionary.addRows(coded, row, to, true)
    if (row === to) break
    if (codes[row] === MISSING) continue
    if (codes[row] !== UNSEEN) return row
    const next = dictionary.size
    codes[row] = addCell(column, batch, row)
    if (codes[row] !== next) return row
  }
  return to
}
