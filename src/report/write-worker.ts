// A thread that makes a file beside the main one and writes it under its temporary name: see `filesOnThread`. A file of its
// own in the built package. Needs Node. What goes wrong here ends the thread; the main one then makes the file itself.
import { parentPort, workerData } from "node:worker_threads"
import { assert } from "../model/errors.ts"
import { receiveFile, type SentFile } from "./files-beside.ts"
import { writeTemporary } from "./staged-files.ts"

/** What the thread is handed; it answers with the `Content` of the file that it has written. */
export interface WriteTask {
  readonly dir: string
  /** `ownWriter` of the thread that stores the file. */
  readonly writer: string
  readonly sent: SentFile
}

assert(parentPort !== null, "this file is a thread's, not a program")
const { dir, writer, sent } = workerData as WriteTask
parentPort.postMessage(await writeTemporary(dir, sent.file, receiveFile(sent), writer))
