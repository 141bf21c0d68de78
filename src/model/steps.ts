// Long work in steps, between which other work may run: so that it can be told of, and stopped, without waiting for its end.

/** Work that gives way after each step, and a result at its end. */
export type Steps<T> = Generator<void, T>

/** All of it at once. */
export function finish<T>(steps: Steps<T>): T {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

/** Lets timers, input and aborts come in after each step. Rejects with the signal's reason when it is aborted. */
export async function finishInTurns<T>(steps: Steps<T>, signal: AbortSignal | undefined): Promise<T> {
  let step = steps.next()
  while (step.done !== true) {
    await nextTurn(signal)
    step = steps.next()
  }
  return step.value
}

/**
 * Lets timers, input and aborts come in. Rejects with the signal's reason when it is aborted by then. Without a wait where
 * there is a way: a timer takes a millisecond at least.
 */
export async function nextTurn(signal?: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve)
    else setTimeout(resolve, 0)
  })
  signal?.throwIfAborted()
}
