#!/usr/bin/env node
// The program of the package. All commands are in one file beside this one, in the form that `compiledProgram` reads; what
// is said of them together is in another, which is small.
import { createRequire } from "node:module"
import process from "node:process"
import { compiledProgram } from "./compiled-program.ts"
import type { ProgramParts } from "./program.ts"
import { runProcess } from "./run-process.ts"

const OVERVIEW = "./overview.cjs"

// Without a word there is no command: help, the version, or an option that there is not.
const isOverview = process.argv.slice(2).every((arg) => arg.startsWith("-"))
await runProcess(isOverview ? createRequire(import.meta.url)(OVERVIEW) : commands())

function commands(): ProgramParts {
  const program = compiledProgram(new URL("./", import.meta.url))
  // How much a function runs before V8 optimises it. By default it is so little that over few payments a third of the work
  // is to optimise what is hardly run again; fifteen times as much is a matter of milliseconds to a loop over many. Set after
  // the program is read, because V8 takes what was compiled only under the settings of then, and only where it was taken.
  // The V8 of Node 22 and later does not know it, and would say so on standard error.
  if (program.isReady && process.versions.node.startsWith("20."))
    process.getBuiltinModule("node:v8").setFlagsFromString("--interrupt-budget=1000000")
  return program.parts()
}
