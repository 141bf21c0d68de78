// Readers of pieces of a file on threads of their own. Needs Node.
import type { OpenPartReaders } from "../ingest/beside.ts"
import type { PartRead } from "../ingest/part.ts"
import type { PieceRead, ReadQuestion, ReadTask } from "./read-task.ts"
import { startThread } from "./thread.ts"
import { workerFile } from "./worker-file.ts"

/** The first of further threads; the main one is 1. */
const FIRST = 2

const BLOCK_BYTES = 1 << 22
/** Small, so that a thread that comes last to a block does not keep the others waiting for long. */
const PIECE_BYTES = 1 << 18
/** A block has no more pieces to read at a time. */
const MOST_READERS = BLOCK_BYTES / PIECE_BYTES

/** @param threads so many in all, the main one among them */
export function readersOnThreads(threads: number): OpenPartReaders {
  return (file, signal) => {
    const known = new Map<string, PartRead | null>()
    const asked = new Map<
      string,
      { readonly thread: number; readonly answer: (part: PartRead | null) => void }
    >()
    const ended = new Set<number>()
    const take = ({ block, piece, part }: PieceRead) => {
      const key = `${block} ${piece}`
      const waiting = asked.get(key)
      asked.delete(key)
      if (waiting === undefined) known.set(key, part)
      else waiting.answer(part)
    }
    const others = Array.from({ length: Math.min(threads - 1, MOST_READERS) }, (_, i) => {
      const task: ReadTask = { thread: FIRST + i, file }
      return { number: task.thread, ...startThread<PieceRead, ReadQuestion>(workerFile("read"), task, take) }
    })
    for (const { number, ended: end } of others)
      end.then(() => {
        ended.add(number)
        for (const { thread, answer } of asked.values()) if (thread === number) answer(null)
      })
    signal.addEventListener("abort", () => Promise.all(others.map(({ stop }) => stop())), { once: true })
    return {
      blockBytes: BLOCK_BYTES,
      pieceBytes: PIECE_BYTES,
      offer(block) {
        for (const { tell } of others) tell(block)
      },
      async partOf(block, piece) {
        const key = `${block.number} ${piece}`
        const part = known.get(key)
        known.delete(key)
        const thread = block.takenBy[piece]!
        if (part !== undefined) return part
        if (ended.has(thread)) return null
        return new Promise((answer) => asked.set(key, { thread, answer }))
      },
    }
  }
}
