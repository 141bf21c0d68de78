#!/usr/bin/env node
// The program's entry: the only place that knows of the process, its signals and its exit code.
import process from "node:process"
import { reportError, run } from "./program.ts"

/** A reader that has seen enough (`moneytrail rules list | head`) is no error. */
function ignoreBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error
}

const { stdout, stderr, env } = process
const interrupt = new AbortController()

stdout.on("error", ignoreBrokenPipe)
stderr.on("error", ignoreBrokenPipe)
// Node's own code for this would be 1, which here means alerts.
process.once("uncaughtException", (error) => {
  process.exit(reportError(error, { stdout, stderr, env }, interrupt.signal))
})
// Once: a second signal ends the process at once, by default.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop)

function stop(): void {
  interrupt.abort()
  // A run that waits for more of its standard input would not look at the signal before it comes.
  process.stdin.destroy()
}

process.exitCode = await run(process.argv.slice(2), { stdout, stderr, env }, interrupt.signal)
