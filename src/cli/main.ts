#!/usr/bin/env node
// The program run from its sources. What the package has in its place: built-main.ts.
import { reportError, reportUnwritable, run } from "./program.ts"
import { runProcess } from "./run-process.ts"

await runProcess({ run, reportError, reportUnwritable })
