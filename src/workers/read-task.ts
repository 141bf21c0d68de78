// What a thread that reads pieces of a file is told, and what it tells.
import type { Block, PartRead } from "../ingest/part.ts"
import type { PartTask } from "../ingest/part-reader.ts"

export interface ReadTask {
  /** Number of the thread, from 2; 1 is the one that started it. */
  readonly thread: number
  readonly file: PartTask
}

/** Take pieces of this block. */
export type ReadQuestion = Block

export interface PieceRead {
  readonly block: number
  readonly piece: number
  readonly part: PartRead | null
}
