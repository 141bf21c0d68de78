// The only place that knows of the process: its arguments, its signals and its exit code.
import process from "node:process"
import type { ProgramParts } from "./program.ts"
import { writeWhole } from "./whole-writes.ts"

export async function runProcess({ run, reportError, reportUnwritable }: ProgramParts): Promise<void> {
  const { stdout, stderr, env } = process
  const interrupt = new AbortController()
  writeWhole(stdout)
  const endUnwritable = (error: NodeJS.ErrnoException): void => {
    // A reader that has seen enough (`moneytrail rules list | head`) is no error; a full disk is.
    if (error.code !== "EPIPE")
      process.exit(reportUnwritable(error, { stdout, stderr, env }, interrupt.signal))
  }
  stdout.on("error", endUnwritable)
  stderr.on("error", endUnwritable)
  // Node's own code for this would be 1, which here means alerts.
  process.once("uncaughtException", (error) => {
    process.exit(reportError(error, { stdout, stderr, env }, interrupt.signal))
  })
  const stop = (): void => {
    interrupt.abort()
    // A run that waits for more of its standard input would not look at the signal before it comes.
    process.stdin.destroy()
  }
  // Once: a second signal ends the process at once, by default.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop)
  process.exitCode = await run(process.argv.slice(2), { stdout, stderr, env }, interrupt.signal)
  // Left to end by itself, the process first takes all of V8's heap apart and waits for code that is still compiled. Where
  // something could not be written, what hears of errors says how to end.
  if ((await isWritten(stdout)) && (await isWritten(stderr))) process.exit()
}

/** Whether all that was given to the stream is out of the process. */
function isWritten(stream: NodeJS.WriteStream): Promise<boolean> {
  return new Promise((done) => stream.write("", (error) => done(!error)))
}
