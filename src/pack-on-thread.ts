// Archives packed by a thread beside this one, which makes what goes into them and, while the thread packs, other files.
// Needs Node.
import type { PackQuestion } from "./report/pack-worker.ts"
import { type ZippedFile, zipped } from "./report/zip.ts"
import { startThread } from "./workers/thread.ts"
import { workerFile } from "./workers/worker-file.ts"

/** Pieces, of a quarter of a megabyte most of them, that the thread has been handed and has not packed. */
const MOST_WAITING = 4

/**
 * The bytes that `zipped` makes of the files. When the thread ends before its time, this one begins the archive anew.
 * Rejects with the signal's reason soon after it is aborted; no thread is left then.
 */
export async function* packOnThread(
  files: Iterable<ZippedFile>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const packer = startPacker(signal)
  let handedOn = 0
  try {
    for await (const packed of packer.pack(files)) {
      handedOn += packed.length
      yield packed
    }
  } finally {
    await packer.stop()
  }
  if (!packer.isDone()) yield* withoutFirst(handedOn, zipped(files))
}

interface Packer {
  /** What has been packed, as it comes; ends where the thread does. */
  pack(files: Iterable<ZippedFile>): AsyncGenerator<Uint8Array>
  /** Whether all has been packed. */
  isDone(): boolean
  stop(): Promise<unknown>
}

function startPacker(signal: AbortSignal | undefined): Packer {
  const answers: Uint8Array[] = []
  let [waiting, isOver, isDone] = [0, false, false]
  let wake = (): void => undefined
  const thread = startThread<Uint8Array, PackQuestion>(workerFile("pack"), null, (packed) => {
    answers.push(packed)
    waiting--
    wake()
  })
  const over = () => {
    isOver = true
    wake()
  }
  thread.ended.then(over)
  signal?.addEventListener("abort", over, { once: true })

  /** What has been packed, when no more than so many pieces wait or the thread is over. */
  const answersWhen = async (mostWaiting: number): Promise<Uint8Array[]> => {
    while (waiting > mostWaiting && !isOver) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    signal?.throwIfAborted()
    return answers.splice(0)
  }
  const tell = (question: PackQuestion, moved: Uint8Array[] = []) => {
    thread.tell(
      question,
      moved.map(({ buffer }) => buffer as ArrayBuffer),
    )
    waiting++
  }

  return {
    async *pack(files) {
      for (const { name, pieces } of files) {
        tell({ name })
        for (const piece of pieces) {
          tell({ piece }, [piece])
          yield* await answersWhen(MOST_WAITING)
          if (isOver) return
        }
      }
      tell(null)
      yield* await answersWhen(0)
      isDone = waiting === 0
    },
    isDone: () => isDone,
    stop() {
      signal?.removeEventListener("abort", over)
      return thread.stop()
    },
  }
}

/** The same content gives the same bytes: those that somebody has already are left out. */
function* withoutFirst(count: number, pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let left = count
  for (const piece of pieces) {
    if (piece.length > left) yield piece.subarray(left)
    left = Math.max(0, left - piece.length)
  }
}
