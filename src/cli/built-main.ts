#!/usr/bin/env node
// The program of the package. All commands are in one file beside this one, in the form that `compiledProgram` reads.
import { compiledProgram } from "./compiled-program.ts"
import { runProcess } from "./run-process.ts"

await runProcess(compiledProgram(new URL("./", import.meta.url)).parts())
