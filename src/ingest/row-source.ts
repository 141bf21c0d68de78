// The seam between bytes and payments: a source of rows, whatever file format they came from.
import type { ArrayKind } from "../model/columns.ts"
import type { CsvDialect } from "./csv-dialect.ts"
import type { CutOptions } from "./cut-state.ts"
import type { ReadersBeside } from "./part.ts"
import type { PlainMarks } from "./scan-records.ts"

/** One record after decoding. */
export interface RawRow {
  /** Physical, 1-based, where the record starts. */
  readonly line: number
  readonly cells: readonly string[]
  /** Of JSON: cells that are numbers with a point, which is then no mark of thousands. Absent where there are none. */
  readonly numbers?: ReadonlySet<number> | undefined
}

/** A record that is there but cannot be read as one, such as a broken line of JSON Lines. */
export interface BadRecord {
  readonly line: number
  readonly message: string
  /** The text that was found, shortened. */
  readonly value: string
}

/** Takes plain rows as bytes. */
export interface PlainRowTaker {
  /** `waiting`: rows are wanted as cells for now; `never`: always. */
  readonly readiness: "waiting" | "ready" | "never"
  /**
   * Takes the plain rows from `from`, where a record begins on physical line `line`. A LF stands at `end`, behind the
   * bytes. The bytes are written over afterwards.
   */
  take(bytes: Uint8Array, from: number, end: number, line: number, marks: PlainMarks): PlainStop
  /** Where bytes are looked at best; it may be another place from one block to the next. */
  readonly makeRoom?: (<T>(kind: ArrayKind<T>, length: number) => T) | undefined
  /** Readers of the same rows beside this thread, asked for when it is ready; undefined: there are none for now. */
  readonly beside?: ((dialect: CsvDialect, cut: CutOptions) => ReadersBeside | undefined) | undefined
}

/** Where the taking of plain rows stopped: before an odd record, or before one that is not there to its end. */
export interface PlainStop {
  readonly at: number
  readonly line: number
  readonly isOdd: boolean
}

/** One input file, opened: its rows in order and, at the end, what was read. */
export interface OpenedSource {
  /** As given; `<stdin>` for standard input. */
  readonly file: string
  readonly format: "csv" | "jsonl" | "json"
  readonly encoding: string
  /** Null for JSON formats. */
  readonly delimiter: string | null
  /**
   * Batches of rows in order, one await per batch. CSV: every non-blank record, preamble and header lines
   * included. JSON: cells over the growing list of `keys`. Rows that `plain` takes as bytes are not among them; not
   * every source has such.
   */
  rows(plain?: PlainRowTaker): AsyncIterable<readonly RawRow[]>
  /** JSON: column names so far, `cells[i]` belongs to `keys[i]`; grows as new keys appear. CSV: null. */
  readonly keys: readonly string[] | null
  /** Of the bytes of the file; valid once `rows()` is exhausted. */
  readonly sha256: string
  /** Size of the file; valid once `rows()` is exhausted. */
  readonly bytes: number
  /** Bytes of the file read so far, and in all when known, for progress. */
  readonly bytesRead: number
  readonly bytesTotal: number | null
}
