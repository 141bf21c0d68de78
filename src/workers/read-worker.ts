// A thread that reads pieces of a large file beside the main one. A file of its own in the built package. Needs Node. What
// goes wrong here ends the thread; the main one then reads what was taken, and meets the fault itself.
import { parentPort, workerData } from "node:worker_threads"
import { createPieceMemory, takeLastPiece } from "../ingest/csv-blocks.ts"
import { createPartKernel } from "../ingest/open-kernel.ts"
import { createPartReader } from "../ingest/part-reader.ts"
import { assert } from "../model/errors.ts"
import type { PieceRead, ReadQuestion, ReadTask } from "./read-task.ts"

assert(parentPort !== null, "this file is a thread's, not a program")
const port = parentPort
const { thread, file } = workerData as ReadTask
const reader = createPartReader(file, thread, createPartKernel())

const memoryOf = createPieceMemory()

async function readPieces(block: ReadQuestion): Promise<void> {
  const { number, bytes, cuts } = block
  for (let piece = takeLastPiece(block, thread); piece !== undefined; piece = takeLastPiece(block, thread)) {
    const part = await reader.read(bytes.subarray(cuts[piece], cuts[piece + 1]), memoryOf(block, piece))
    const answer: PieceRead = { block: number, piece, part }
    port.postMessage(answer)
  }
}

// Blocks one after another, though a next one comes while one is read.
let work = Promise.resolve()
port.on("message", (block: ReadQuestion) => {
  work = work.then(() => readPieces(block))
})
