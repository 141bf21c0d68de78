// Stands in for src/workers/worker-file.ts in tests: the thread's program as build-program.ts has built it, or another that
// a test wants in its place.
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { BUILT } from "./built.ts"

let other: URL | undefined

export function workerFile(kind: "read" | "rule"): URL {
  return other ?? pathToFileURL(join(BUILT, `${kind}-worker.js`))
}

/** Until it is called without one. */
export function useWorkerFile(file?: string): void {
  other = file === undefined ? undefined : pathToFileURL(file)
}
