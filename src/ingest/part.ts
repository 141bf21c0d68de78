// A piece of a large file: its bytes on memory that threads share, and what was read of it.
import type { SharedTexts } from "../model/dictionary.ts"
import type { CodedRows } from "../model/table.ts"

/** Bytes of a file whose pieces any thread may take. */
export interface Block {
  /** From 0, in the order of the file. */
  readonly number: number
  /** Which memory it lies in: blocks that follow each other in one lie there one after another. */
  readonly place: number
  readonly bytes: Uint8Array
  /** Piece i lies from `cuts[i]` to before `cuts[i + 1]`. */
  readonly cuts: Uint32Array
  /** By piece the thread that took it, from 1; 0: none has. */
  readonly takenBy: Int32Array
}

/** Threads that read pieces beside this one. */
export interface PartReaders {
  /** About so many bytes a block and a piece: what is read does not depend on it. */
  readonly blockBytes: number
  readonly pieceBytes: number
  /**
   * Lets them take pieces of a block. Its bytes, and what was read of them, stay until a later block has its place: by then
   * all that they took is added.
   */
  offer(block: Block): void
  /** What was read of a piece that this thread did not take; null: nothing that is of use. */
  partOf(block: Block, piece: number): Promise<PartRead | null>
}

export interface ReadersBeside extends PartReaders {
  /** Adds what was read elsewhere and begins on physical line `line`. */
  add(part: PartRead, line: number): void
}

interface OddRow {
  /** Physical, as the reader counts. */
  readonly line: number
  readonly cells: readonly string[]
}

/** What was read of a piece. */
export interface PartRead {
  /** Who read it: its codes are those of this reader. */
  readonly reader: number
  /** Physical lines: how many, and which the reader takes for the first. */
  readonly lines: number
  readonly firstLine: number
  /** Payments, but perhaps for ids that other pieces have too. */
  readonly rows: CodedRows
  readonly rowCount: number
  /** Of this piece only. */
  readonly ids: SharedTexts
  /** See `dictionaryGroups`. */
  readonly texts: readonly SharedTexts[]
  /** Rows to be checked one by one, each behind the first `behind` of `rows`. */
  readonly odd: readonly { readonly behind: number; readonly row: OddRow }[]
  /** Whether a time without a zone was read. */
  readonly assumedZone: boolean
}

/** Memory of at least so many bytes for what was read. */
export type MemoryOf = (byteLength: number) => ArrayBufferLike
