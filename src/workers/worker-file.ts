// Where the build leaves the thread's program: beside the built package. Run from its sources, the package has none, and
// works on one thread.

export function workerFile(): URL {
  return new URL("./rule-worker.js", import.meta.url)
}
