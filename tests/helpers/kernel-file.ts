// Stands in for src/ingest/kernel-file.ts in tests: the kernel as build-program.ts has built it.
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { BUILT } from "./built.ts"

export function kernelFile(): URL {
  return pathToFileURL(join(BUILT, "kernel.wasm"))
}
