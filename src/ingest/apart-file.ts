// Which parties are different people, from a CSV file with the columns party, other, by and reason. Needs Node.
import { countOf } from "../model/count.ts"
import { InputError } from "../model/errors.ts"
import type { ApartList } from "../model/person.ts"
import { APART_COLUMNS, type CheckedEntry, checkEntry, listOf } from "./apart-list.ts"
import { readRows } from "./read-rows.ts"
import type { RawRow } from "./row-source.ts"

/**
 * Reads `party,other,by,reason`, in any order of columns; further columns are an error, as nothing would come of them.
 * @throws InputError or InputErrors APART_INVALID, all that is wrong together, with line and column (counted in cells);
 *   FILE_NOT_FOUND and the like as for any file
 */
export async function readApart(file: string): Promise<ApartList> {
  let header: readonly number[] | null = null
  const checked: CheckedEntry[] = []
  for await (const row of readRows(file)) {
    if (header === null) header = readHeader(file, row)
    else checked.push(readEntry(file, row, header))
  }
  if (header === null) {
    throw invalid(file, 1, 1, `there is nothing in it; needed is the header ${APART_COLUMNS.join(",")}`)
  }
  return listOf(checked, file)
}

/** Where each of `APART_COLUMNS` stands. */
function readHeader(file: string, { line, cells }: RawRow): readonly number[] {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const needed = `needed are ${APART_COLUMNS.join(", ")}, each once`
  names.forEach((name, i) => {
    const isKnown = (APART_COLUMNS as readonly string[]).includes(name)
    if (!isKnown) throw invalid(file, line, i + 1, `the column is ${JSON.stringify(name)}; ${needed}`)
    if (names.indexOf(name) !== i) throw invalid(file, line, i + 1, `${name} stands there twice; ${needed}`)
  })
  const missing = APART_COLUMNS.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    throw invalid(file, line, cells.length + 1, `the header has no ${missing.join(", ")}; ${needed}`)
  }
  return APART_COLUMNS.map((column) => names.indexOf(column))
}

function readEntry(file: string, { line, cells }: RawRow, header: readonly number[]): CheckedEntry {
  if (cells.length > header.length) {
    const detail = `the line has ${countOf(cells.length, "cell")} and the header ${header.length}; quote cells that hold the delimiter`
    return { errors: [invalid(file, line, header.length + 1, detail)] }
  }
  return checkEntry(
    header.map((place) => cells[place] ?? ""),
    (column, detail) => invalid(file, line, header[APART_COLUMNS.indexOf(column)]! + 1, detail),
  )
}

function invalid(file: string, line: number, column: number, detail: string): InputError {
  return new InputError("APART_INVALID", { file, line, column }, detail)
}
