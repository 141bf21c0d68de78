// Where payments stand in their files. Most rows follow one another line by line, so only the places where one does not
// are kept: a file and a line for each of millions of rows would take a tenth of what the payments take.
import { GrowingColumn, sharedCopy } from "./columns.ts"

export interface RowPlaces {
  /** Code of the file. */
  fileOf(row: number): number
  /** Physical line, from 1. */
  lineOf(row: number): number
}

/** Stretches of rows of one file, each on the line behind the one before, in order. */
export interface PlaceRuns {
  /** The first row of each stretch, with its file and line; the first of all is 0. */
  readonly rows: Uint32Array
  readonly files: Uint16Array
  readonly lines: Uint32Array
}

export class PlaceRunsBuilder {
  readonly #rows = new GrowingColumn(Uint32Array)
  readonly #files = new GrowingColumn(Uint16Array)
  readonly #lines = new GrowingColumn(Uint32Array)
  #rowCount = 0
  /** Of the last row. */
  #file = 0
  #line = 0

  /** Whether a place is that of the last row: a line may hold several payments. */
  isLast(file: number, line: number): boolean {
    return this.#rowCount > 0 && file === this.#file && line === this.#line
  }

  add(file: number, line: number): void {
    if (this.#rowCount === 0 || file !== this.#file || line !== this.#line + 1) {
      this.#rows.push(this.#rowCount)
      this.#files.push(file)
      this.#lines.push(line)
    }
    this.#file = file
    this.#line = line
    this.#rowCount++
  }

  /** Rows of a file by their lines, from `from` to before `to`. */
  append(file: number, lines: Uint32Array, from: number, to: number): void {
    for (let i = from; i < to; i++) this.add(file, lines[i]!)
  }

  /** The stretches so far. */
  done(): PlaceRuns {
    return { rows: this.#rows.done(), files: this.#files.done(), lines: this.#lines.done() }
  }
}

export function placesOf({ rows, files, lines }: PlaceRuns): RowPlaces {
  // Rows are mostly asked for in order.
  let run = 0
  const runOf = (row: number): number => {
    if (row < rows[run]! || row >= (rows[run + 1] ?? Number.POSITIVE_INFINITY)) run = lastUpTo(rows, row)
    return run
  }
  return {
    fileOf: (row) => files[runOf(row)]!,
    lineOf: (row) => lines[runOf(row)]! + row - rows[run]!,
  }
}

/** The last of ascending numbers that is not above `most`; the first is not. */
function lastUpTo(numbers: Uint32Array, most: number): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (numbers[middle]! <= most) low = middle
    else high = middle - 1
  }
  return low
}

/** The same on memory that threads share. */
export function sharedRuns({ rows, files, lines }: PlaceRuns): PlaceRuns {
  return { rows: sharedCopy(rows), files: sharedCopy(files), lines: sharedCopy(lines) }
}
