// What is known to be true of parties, from a CSV file with the columns party, label, rule, typology. Needs Node.
import { countOf } from "../model/count.ts"
import { InputError } from "../model/errors.ts"
import type { Label } from "../model/label.ts"
import { TYPOLOGIES } from "../model/vocabulary.ts"
import { readRows } from "./read-rows.ts"
import type { RawRow } from "./row-source.ts"

const COLUMNS = ["party", "label", "rule", "typology"] as const
type Column = (typeof COLUMNS)[number]

const MEANINGS: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["1", true],
  ["yes", true],
  ["false", false],
  ["0", false],
  ["no", false],
])

/**
 * Reads labels, in the order of the file. `party` and `label` (true or false, 1 or 0, yes or no) are needed; `rule`
 * (a rule's id) and `typology` may be missing or empty, which means any. A label that stands there twice counts once.
 *
 * @throws InputError LABELS_INVALID with the line, also where two lines contradict each other; FILE_NOT_FOUND and the
 *   like as for any file
 */
export async function readLabels(file: string): Promise<readonly Label[]> {
  const labels: Label[] = []
  const seen = new Map<string, { readonly line: number; readonly isTrue: boolean }>()
  let header: readonly Column[] | null = null
  for await (const row of readRows(file)) {
    if (header === null) {
      header = readHeader(file, row)
      continue
    }
    const label = readLabel(file, row, header)
    const key = JSON.stringify([label.party, label.rule, label.typology])
    const earlier = seen.get(key)
    if (earlier === undefined) {
      seen.set(key, { line: row.line, isTrue: label.isTrue })
      labels.push(label)
    } else if (earlier.isTrue !== label.isTrue) {
      const detail = `line ${earlier.line} says ${earlier.isTrue} of ${label.party}, and this line ${label.isTrue}; keep one`
      throw invalid(file, row.line, detail)
    }
  }
  if (header === null) {
    throw invalid(file, 1, "there is nothing in it; needed is a header with party and label")
  }
  return labels
}

function readHeader(file: string, { line, cells }: RawRow): readonly Column[] {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const header = names.map((name, i) => {
    const column = COLUMNS.find((known) => known === name)
    if (column === undefined) {
      const detail = `column ${i + 1} is ${JSON.stringify(name)}; the columns are party and label, and rule and typology if need be`
      throw invalid(file, line, detail)
    }
    if (names.indexOf(name) !== i)
      throw invalid(file, line, `the column ${name} stands there twice; keep one`)
    return column
  })
  for (const needed of ["party", "label"] as const) {
    if (header.includes(needed)) continue
    throw invalid(file, line, `the header has no ${needed}; needed are party and label`)
  }
  return header
}

function readLabel(file: string, { line, cells }: RawRow, header: readonly Column[]): Label {
  if (cells.length > header.length) {
    throw invalid(
      file,
      line,
      `the line has ${countOf(cells.length, "cell")} and the header ${header.length}; quote cells that hold the delimiter`,
    )
  }
  const cell = (column: Column) => cells[header.indexOf(column)]?.trim() ?? ""
  const party = cell("party")
  if (party === "") throw invalid(file, line, "the party is empty; write its id as it stands in the payments")
  const isTrue = MEANINGS.get(cell("label").toLowerCase())
  if (isTrue === undefined) {
    throw invalid(
      file,
      line,
      `the label is ${JSON.stringify(cell("label"))}; write true or false, 1 or 0, yes or no`,
    )
  }
  const typology = cell("typology")
  const known = TYPOLOGIES.find((one) => one === typology)
  if (typology !== "" && known === undefined) {
    const detail = `the typology is ${JSON.stringify(typology)}; the typologies are ${TYPOLOGIES.join(", ")}`
    throw invalid(file, line, detail)
  }
  return { party, isTrue, rule: cell("rule") === "" ? null : cell("rule"), typology: known ?? null }
}

function invalid(file: string, line: number, detail: string): InputError {
  return new InputError("LABELS_INVALID", { file, line }, detail)
}
