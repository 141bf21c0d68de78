// How the payments of a table are called: by ids of their own, else by their places.
import { type Dictionary, MISSING } from "./dictionary.ts"
import type { IdTexts } from "./id-texts.ts"
import { type PlaceRuns, placesOf } from "./row-places.ts"

/** A file that is being read, from a row on; one may be read again. */
export interface Reading {
  readonly file: number
  readonly firstRow: number
}

/** Readings of files that were read before, so that ids made from places stay apart. */
export function readAgain(readings: readonly Reading[]): Reading[] {
  const seen = new Set<number>()
  return readings.filter(({ file }) => {
    const isAgain = seen.has(file)
    seen.add(file)
    return isAgain
  })
}

/**
 * The row that has an id, whose codes are in order of rows.
 * @param without rows that have none, ascending
 */
export function rowOfId(without: Uint32Array, code: number): number {
  let low = 0
  let high = without.length
  while (low < high) {
    const middle = (low + high) >> 1
    // Before the row without an id at `middle` stand so many that have one.
    if (without[middle]! - middle < code) low = middle + 1
    else high = middle
  }
  return code - 1 + low
}

/** The code of a row's id, `MISSING` where it has none: the other way about. */
export function idCodeOf(without: Uint32Array, row: number): number {
  let low = 0
  let high = without.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (without[middle]! < row) low = middle + 1
    else high = middle
  }
  return without[low] === row ? MISSING : row + 1 - low
}

/** What ids of rows are made of: columns, their dictionaries, and plain data. */
export interface RowIds {
  /** Rows that have no id of their own, ascending; the others' have codes of `ids` in order of the rows: see `idCodeOf`. */
  readonly without: Uint32Array
  readonly ids: IdTexts
  readonly places: PlaceRuns
  readonly files: Dictionary
  /** Rows without an id that share their line with an earlier one, and how many came before on that line. */
  readonly samePlace: ReadonlyMap<number, number>
  /** Readings of files that were read before, so that ids made from places stay apart. */
  readonly again: readonly Reading[]
}

interface CalledRows {
  /** The payment's id: its own, else one made from its place. */
  idOf(row: number): string
  /** Whether the payment has an id of its own. */
  hasOwnId(row: number): boolean
}

/** By the function that was made: a table that calls its rows otherwise, by pseudonyms, has another. */
const madeOf = new WeakMap<CalledRows["idOf"], RowIds>()

export function callRows(made: RowIds): CalledRows {
  const { without, ids, places, files, samePlace, again } = made
  const { fileOf, lineOf } = placesOf(places)
  const idOf = (row: number): string => {
    const own = ids.text(idCodeOf(without, row))
    if (own !== "") return own
    const nth = samePlace.get(row)
    const file = fileOf(row)
    const before = again.filter((one) => one.file === file && one.firstRow <= row).length
    const name = files.text(file) + (before === 0 ? "" : ` (${before + 1})`)
    return `${name}:${lineOf(row)}${nth === undefined ? "" : `.${nth + 1}`}`
  }
  madeOf.set(idOf, made)
  return { idOf, hasOwnId: (row) => idCodeOf(without, row) !== MISSING }
}

/** What the ids of a table's rows are made of; undefined when they are not made by `callRows`. */
export function rowIdsOf({ idOf }: Pick<CalledRows, "idOf">): RowIds | undefined {
  return madeOf.get(idOf)
}

/** Ids of many rows, in their order. */
export function idsOf(table: Pick<CalledRows, "idOf">, rows: readonly number[]): string[] {
  const made = rowIdsOf(table)
  if (made === undefined) return rows.map((row) => table.idOf(row))
  const own = made.ids.texts(rows.map((row) => idCodeOf(made.without, row)))
  for (let i = 0; i < own.length; i++) if (own[i] === "") own[i] = table.idOf(rows[i]!)
  return own
}
