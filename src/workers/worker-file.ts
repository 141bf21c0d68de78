// Where the build leaves the threads' programs: beside the built package. Run from its sources, the package has none, and
// works on one thread.

/** Kinds of threads: each has a program `<kind>-worker.ts`. */
export type ThreadKind = "read" | "rule" | "write"

/** The program of threads of a kind. */
export function workerFile(kind: ThreadKind): URL {
  return new URL(`./${kind}-worker.js`, import.meta.url)
}
