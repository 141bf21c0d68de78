// Two runs of one program that write into one directory wait for each other: their files would take each other's names, and
// those that stay would be some of the one and some of the other.
import { resolve } from "node:path"

/** Settles when all that was begun on a path has ended. */
const ends = new Map<string, Promise<unknown>>()

/** Does what is to be done with a path when all that was begun on it before has ended. Rejects with the signal's reason. */
export async function writeInTurn<T>(
  path: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  const whole = resolve(path)
  const before = ends.get(whole)
  const own = before === undefined ? work() : untilAborted(before, signal).then(work)
  // Who gives up waiting ends before those that it waited for.
  const end = Promise.allSettled([before, own]).then(() => {
    if (ends.get(whole) === end) ends.delete(whole)
  })
  ends.set(whole, end)
  return own
}

async function untilAborted(work: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  let stop = (): void => undefined
  const aborted = new Promise<void>((giveUp) => {
    stop = giveUp
  })
  signal?.addEventListener("abort", stop, { once: true })
  if (signal?.aborted === true) stop()
  await Promise.race([work, aborted])
  signal?.removeEventListener("abort", stop)
  signal?.throwIfAborted()
}
