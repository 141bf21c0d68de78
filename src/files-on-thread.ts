// Files made and written by a thread beside this one, which makes others meanwhile. Needs Node.
import type { Screening } from "./model/screening.ts"
import { shareTable } from "./model/shared-table.ts"
import { type FileBeside, fileOf, type SentPayments, sendFile, sendPayments } from "./report/files-beside.ts"
import { beginFile, type Content, discardTemporary, ownWriter, storeFile } from "./report/staged-files.ts"
import type { StageBeside } from "./report/write-screening.ts"
import type { WriteTask } from "./report/write-worker.ts"
import { startThread } from "./workers/thread.ts"
import { workerFile } from "./workers/worker-file.ts"

/**
 * Stages files with the bytes that this thread would write. Files have a thread each, one after another: so no more
 * memory is taken at a time than one of them needs. What no thread has begun when this one is idle is written here, and so
 * is what a thread has not written that ended before its time. Undefined for payments that cannot be shared, as those
 * under pseudonyms.
 */
export function filesOnThread(screening: Screening): StageBeside | undefined {
  const both = shareTable(screening.table)
  if (both === undefined) return undefined
  let lastDone: Promise<unknown> = Promise.resolve()
  // The same for all files, and made for the first.
  let payments: SentPayments | undefined
  return (file, dir, without, signal, idle) => {
    const before = lastDone
    const written = (async (): Promise<Content | undefined> => {
      const isNext = await Promise.race([before.then(() => true), idle.then(() => false)])
      signal.throwIfAborted()
      if (!isNext) return undefined
      payments ??= sendPayments(screening, both.shared)
      const content = await contentOf(await startWriting(screening, dir, file, without, payments), signal)
      if (signal.aborted) await discardTemporary(dir, file)
      signal.throwIfAborted()
      return content
    })()
    const staging = written.then((content) =>
      content === undefined
        ? beginFile(dir, file, fileOf(screening, file, without), signal)
        : { taken: Promise.resolve(content), staged: storeFile(dir, file, content) },
    )
    lastDone = staging.then(({ taken }) => taken).catch(() => undefined)
    const taken = staging.then((begun) => begun.taken)
    // Whoever asks for the file as stored alone is told there of what goes wrong.
    taken.catch(() => undefined)
    return { taken, staged: staging.then((begun) => begun.staged) }
  }
}

/**
 * Lines are made and given up again: with the usual room for that, of 48 MB, the thread is no faster. With much less, pieces
 * that the system is storing grow old, and V8 goes through all that the thread holds for each 64 MB of them.
 */
const YOUNG_MEGABYTES = 32

/** A thread at work, and what it has written when it is no more; undefined: it ended before it had. */
interface Writing {
  readonly written: Promise<Content | undefined>
  stop(): void
}

/** What the thread is sent, which is much, is held no longer than until it began. */
async function startWriting(
  screening: Screening,
  dir: string,
  file: FileBeside,
  without: readonly string[],
  payments: SentPayments,
): Promise<Writing> {
  const task: WriteTask = {
    dir,
    writer: ownWriter(),
    sent: await sendFile(screening, file, without, payments),
  }
  let content: Content | undefined
  const take = (written: Content) => {
    content = written
  }
  const limits = { maxYoungGenerationSizeMb: YOUNG_MEGABYTES }
  const thread = startThread<Content>(workerFile("write"), task, take, limits)
  return { written: thread.ended.then(() => content), stop: () => void thread.stop() }
}

/** Stops the thread when the signal is aborted. */
async function contentOf({ written, stop }: Writing, signal: AbortSignal): Promise<Content | undefined> {
  if (signal.aborted) stop()
  signal.addEventListener("abort", stop, { once: true })
  try {
    return await written
  } finally {
    signal.removeEventListener("abort", stop)
  }
}
