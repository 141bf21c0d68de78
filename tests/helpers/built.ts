// Where build-program.ts leaves what it built. Below the root, so that the program finds the shipped rules above it and
// packages beside it; not in git.
import { resolve } from "node:path"

export const BUILT = resolve(import.meta.dirname, "../../node_modules/.cache/moneytrail-built")
export const PROGRAM = resolve(BUILT, "cli.js")
