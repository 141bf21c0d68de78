// For commands whose work looks at no signal: what is interrupted before its result is there prints and writes nothing.
import { setImmediate as nextTurn } from "node:timers/promises"

/** The result of the work. Rejects with the signal's reason where the user has interrupted the program meanwhile. */
export async function unlessInterrupted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const result = await work
  // Signals of the system are told between turns.
  await nextTurn()
  signal.throwIfAborted()
  return result
}
