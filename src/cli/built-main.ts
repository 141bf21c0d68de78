#!/usr/bin/env node
// The program of the package. All commands are in one file beside this one, in the form that `compiledProgram` reads.
import { setFlagsFromString } from "node:v8"
import { compiledProgram } from "./compiled-program.ts"
import { runProcess } from "./run-process.ts"

const program = compiledProgram(new URL("./", import.meta.url))
// How much a function runs before V8 optimises it. By default it is so little that over few payments a third of the work
// is to optimise what is hardly run again; six times as much is a matter of milliseconds to a loop over many. Set after
// the program is read, because V8 takes what was compiled only under the settings of then, and only where it was taken:
// other versions of V8 may not know this one.
if (program.isReady) setFlagsFromString("--interrupt-budget=400000")
await runProcess(program.parts())
