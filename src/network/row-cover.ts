// Which row explains most of what is still unexplained: the loop of a greedy cover, on typed arrays by row. A party with a
// million payments has findings that name all of them, dozens of times over; sets of their rows would cost more than all
// other work on its network. Weights are kept from choice to choice: an item that is explained is taken away from its rows.
import { newWords } from "../model/large-arrays.ts"

/** What rows may explain, with its weight, a whole number. A row may stand in it more than once, and counts once. */
export interface CoverItem {
  readonly weight: number
  readonly rows: readonly number[]
  /** Whether the rows stand in order, so that one can be looked up. */
  readonly isInOrder?: boolean
}

export interface RowCover {
  add(item: CoverItem): void
  /** The row whose open items weigh most together, of equals the first by `inOrder`; undefined: no item is open. */
  weightiest(): number | undefined
  /** Closes the items that the row is in. */
  explain(row: number): void
  /** Closes all. */
  clear(): void
}

/** For rows below `rowCount`. The room is made once: most of many covers touch few rows of a table. */
export function createRowCover(rowCount: number, inOrder: (a: number, b: number) => number): RowCover {
  const places = createPlaces(rowCount)
  let weights = newWords(FIRST_PLACES)
  /** The pass that met a row last, so that each pass meets it once. */
  let metIn = newWords(FIRST_PLACES)
  let pass = 0
  let open: CoverItem[] = []
  /** Rows that had a weight since all was closed; some stand there twice. */
  let touched: number[] = []

  const change = (rows: readonly number[], by: number) => {
    pass++
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!
      const at = places.of(row)
      if (at >= weights.length) {
        weights = longer(weights, 2 * at)
        metIn = longer(metIn, 2 * at)
      }
      if (metIn[at] === pass) continue
      metIn[at] = pass
      if (weights[at] === 0) touched.push(row)
      weights[at]! += by
    }
  }
  return {
    add: (item) => {
      open.push(item)
      change(item.rows, item.weight)
    },
    weightiest: () => {
      let best: number | undefined
      let most = 1
      for (let i = 0; i < touched.length; i++) {
        const row = touched[i]!
        const weight = weights[places.of(row)]!
        if (weight < most || (weight === most && best !== undefined && inOrder(row, best) >= 0)) continue
        best = row
        most = weight
      }
      return best
    },
    explain: (row) => {
      const left: CoverItem[] = []
      for (const item of open) {
        if (item.isInOrder === true ? holdsRow(item.rows, row, inOrder) : item.rows.includes(row))
          change(item.rows, -item.weight)
        else left.push(item)
      }
      open = left
    },
    clear: () => {
      for (const row of touched) weights[places.of(row)] = 0
      places.giveUp(touched)
      open = []
      touched = []
    },
  }
}

/** So many rows, one after another in the table, have places together. */
const ROWS_TOGETHER = 16
const FIRST_PLACES = 1024

/**
 * Places for the few rows of a table that a cover touches. Arrays as long as the table are written to on nearly all pages, which
 * of fifty million payments is hundreds of megabytes; time is not won.
 */
function createPlaces(rowCount: number) {
  /** Of rows that stand together, the number of their places; 0: they have none. */
  const numberOf = newWords(Math.ceil(rowCount / ROWS_TOGETHER))
  let count = 0
  return {
    /** The place of a row: the same until it is given up. */
    of(row: number): number {
      const together = Math.floor(row / ROWS_TOGETHER)
      if (numberOf[together] === 0) numberOf[together] = ++count
      return (numberOf[together]! - 1) * ROWS_TOGETHER + (row % ROWS_TOGETHER)
    },
    /** To be called with all rows that have a place. */
    giveUp(rows: readonly number[]): void {
      for (let i = 0; i < rows.length; i++) numberOf[Math.floor(rows[i]! / ROWS_TOGETHER)] = 0
      count = 0
    },
  }
}

function longer(words: Uint32Array, length: number): Uint32Array {
  const copy = newWords(length)
  copy.set(words)
  return copy
}

/** Whether the row is among those, which stand in order; equal rows stand side by side in any. */
export function holdsRow(
  rows: readonly number[],
  row: number,
  inOrder: (a: number, b: number) => number,
): boolean {
  let from = 0
  let to = rows.length
  while (from < to) {
    const middle = (from + to) >>> 1
    if (inOrder(rows[middle]!, row) < 0) from = middle + 1
    else to = middle
  }
  while (from < rows.length && rows[from] !== row && inOrder(rows[from]!, row) === 0) from++
  return rows[from] === row
}
