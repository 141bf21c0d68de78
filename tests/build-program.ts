// Bundles the program once before the tests, as it is in src: the tests that run it as a process then start in a
// fraction of the time that compiling it anew for each would take.
import { resolve } from "node:path"
import { build } from "tsup"

const ROOT = resolve(import.meta.dirname, "..")
/** Below the root, so that the program finds the shipped rules above it and packages beside it; not in git. */
const OUT = resolve(ROOT, "node_modules/.cache/moneytrail-tests")

export const PROGRAM = resolve(OUT, "cli.js")

export async function setup(): Promise<void> {
  await build({
    config: false,
    silent: true,
    entry: { cli: resolve(ROOT, "src/cli/main.ts") },
    outDir: OUT,
    format: ["esm"],
    target: "node20",
    splitting: false,
    clean: true,
  })
}
