// Files made by a thread beside this one, which makes others meanwhile. Needs Node.
import type { Screening } from "./model/screening.ts"
import { shareTable } from "./model/shared-table.ts"
import { fileOf, sendFile } from "./report/files-beside.ts"
import type { MakeBeside } from "./report/write-screening.ts"
import type { FilePiece, WriteTask } from "./report/write-worker.ts"
import { startThread } from "./workers/thread.ts"
import { workerFile } from "./workers/worker-file.ts"

/**
 * The bytes that this thread would make of a file. Files have a thread each, one after another: so no more memory is
 * taken at a time than one of them needs. What no thread has begun when this one is idle is made here, and so is what a
 * thread has not made that ended before its time. Undefined for payments that cannot be shared, as those under pseudonyms.
 */
export function filesOnThread(screening: Screening): MakeBeside | undefined {
  const both = shareTable(screening.table)
  if (both === undefined) return undefined
  let lastDone: Promise<unknown> = Promise.resolve()
  return async function* (file, without, signal, idle) {
    const before = lastDone
    let done = (): void => undefined
    lastDone = new Promise<void>((resolve) => {
      done = resolve
    })
    let handedOn = 0
    try {
      const isNext = await Promise.race([before.then(() => true), idle.then(() => false)])
      signal.throwIfAborted()
      if (isNext) {
        const sent = await sendFile(screening, file, without, both.shared)
        for await (const piece of piecesFromThread(sent, signal)) {
          if (piece === null) return
          handedOn += piece.length
          yield piece
        }
      }
      yield* withoutFirst(handedOn, fileOf(screening, file, without))
    } finally {
      done()
    }
  }
}

/** Lines are made and given up again: with the usual room for that, of 48 MB, the thread is no faster. */
const YOUNG_MEGABYTES = 8

/** What a thread tells, until it is no more. Rejects with the signal's reason soon after it is aborted. */
async function* piecesFromThread(sent: WriteTask["sent"], signal: AbortSignal): AsyncGenerator<FilePiece> {
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const task: WriteTask = { sent, taken }
  const pieces: FilePiece[] = []
  let isOver = false
  let wake = (): void => undefined
  const take = (piece: FilePiece) => {
    pieces.push(piece)
    wake()
  }
  const thread = startThread<FilePiece>(workerFile("write"), task, take, {
    maxYoungGenerationSizeMb: YOUNG_MEGABYTES,
  })
  const end = () => {
    isOver = true
    wake()
  }
  thread.ended.then(end)
  signal.addEventListener("abort", end, { once: true })
  try {
    while (!isOver || pieces.length > 0) {
      signal.throwIfAborted()
      const piece = pieces.shift()
      if (piece !== undefined) {
        Atomics.add(taken, 0, 1)
        Atomics.notify(taken, 0)
        yield piece
      } else
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
    signal.throwIfAborted()
  } finally {
    signal.removeEventListener("abort", end)
    await thread.stop()
  }
}

/** The same content gives the same bytes: those that somebody has already are left out. */
async function* withoutFirst(count: number, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = count
  for await (const piece of pieces) {
    if (piece.length > left) yield piece.subarray(left)
    left = Math.max(0, left - piece.length)
  }
}
