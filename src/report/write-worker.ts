// A thread that makes a file beside the main one, which writes it: see `filesOnThread`. A file of its own in the built
// package. Needs Node. What goes wrong here ends the thread; the main one then makes the file itself.
import { parentPort, workerData } from "node:worker_threads"
import { assert } from "../model/errors.ts"
import { receiveFile, type SentFile } from "./files-beside.ts"

/** What the thread is handed. */
export interface WriteTask {
  readonly sent: SentFile
  /** How many pieces the main thread has taken in, on memory that both share. */
  readonly taken: Int32Array
}

/** A piece of the file; null: that was all of it. */
export type FilePiece = Uint8Array | null

/** Pieces, of a quarter of a megabyte most of them, that are told and not taken in yet. */
const MOST_WAITING = 8

assert(parentPort !== null, "this file is a thread's, not a program")
const port = parentPort
const { sent, taken } = workerData as WriteTask

let told = 0
function tell(piece: Uint8Array): void {
  // The memory that a piece lies in goes with it.
  const own = piece.length === piece.buffer.byteLength ? piece : piece.slice()
  port.postMessage(own, [own.buffer as ArrayBuffer])
  told++
  for (let before = Atomics.load(taken, 0); told - before > MOST_WAITING; before = Atomics.load(taken, 0))
    Atomics.wait(taken, 0, before)
}

for await (const piece of receiveFile(sent)) if (piece.length > 0) tell(piece)
port.postMessage(null)
