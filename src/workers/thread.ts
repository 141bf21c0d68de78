// One door to further threads: a program of the built package at work beside this one, and its end. Needs Node.
import { existsSync } from "node:fs"
import { type ResourceLimits, type Transferable, Worker } from "node:worker_threads"
import { type ThreadKind, workerFile } from "./worker-file.ts"

/**
 * Whether there is a program for further threads of a kind: run from its sources, the package has none. And whether this
 * process may start threads, which Node's permissions tell.
 */
export function canUseThreads(kind: ThreadKind): boolean {
  // There where a process has permissions at all.
  const { permission } = process as { readonly permission?: NodeJS.ProcessPermission }
  return (permission?.has("worker") ?? true) && existsSync(workerFile(kind))
}

export interface Thread<Question = never> {
  /** Settles when the thread is no more, however it ended: with the error that ended it, or undefined. */
  readonly ended: Promise<Error | undefined>
  /** Tells the thread something; memory in `moved` is the thread's from then on. */
  tell(question: Question, moved?: readonly Transferable[]): void
  stop(): Promise<unknown>
}

/**
 * Starts a thread on `task`, which is data that can be handed to one; `take` gets each of its answers. The thread's
 * errors do not throw here: whoever waits for answers looks at `ended`.
 */
export function startThread<Answer, Question = never>(
  program: URL,
  task: unknown,
  take: (answer: Answer) => void,
  resourceLimits: ResourceLimits = {},
): Thread<Question> {
  // Without the options of this process: they may be about its own program.
  const worker = new Worker(program, { workerData: task, execArgv: [], resourceLimits })
  let fault: Error | undefined
  worker.on("message", take)
  worker.on("error", (error) => {
    fault = error
  })
  const ended = new Promise<Error | undefined>((resolve) => worker.once("exit", () => resolve(fault)))
  return {
    ended,
    tell: (question, moved = []) => worker.postMessage(question, moved),
    stop: () => worker.terminate(),
  }
}
