// A thread that packs an archive beside the main one, which makes the files: see `packOnThread`. A file of its own in the
// built package. Needs Node. What goes wrong here ends the thread; the main one then packs itself.
import { parentPort } from "node:worker_threads"
import { assert } from "../model/errors.ts"
import { joinBytes } from "./byte-text.ts"
import { Archive } from "./zip.ts"

/** What the thread is told: a file begins, a piece of it, or `null`: that was all. To each it answers with what it packed. */
export type PackQuestion = { readonly name: string } | { readonly piece: Uint8Array } | null

assert(parentPort !== null, "this file is a thread's, not a program")
const port = parentPort
const archive = new Archive()

port.on("message", (question: PackQuestion) => {
  if (question === null) archive.end()
  else if ("name" in question) archive.begin(question.name)
  else archive.add(question.piece)
  const packed = joinBytes(archive.take())
  port.postMessage(packed, [packed.buffer])
  if (question === null) port.close()
})
