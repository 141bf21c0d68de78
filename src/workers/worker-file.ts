// Where the build leaves the threads' programs: beside the built package. Run from its sources, the package has none, and
// works on one thread.

/** The program of threads of a kind: `src/workers/<kind>-worker.ts`. */
export function workerFile(kind: "read" | "rule"): URL {
  return new URL(`./${kind}-worker.js`, import.meta.url)
}
