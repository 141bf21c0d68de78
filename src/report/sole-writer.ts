// Processes that write into one directory at one moment take turns: each puts a mark into it and looks whether it is alone.
// One that lists the marks before another's is there is seen by that other, so no two go on at once, and no lock has to be
// broken where a process was killed: marks of processes that are gone do not count.
import { readdir, rm, writeFile } from "node:fs/promises"
import { hostname } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { InputError } from "../model/errors.ts"
import { attempt, ownWriter } from "./staged-files.ts"

const MARK = /^\.moneytrail-writing-(.*)-(\d+)-\d+-\d+$/
let markCount = 0

/** Files are given their names in hundredths of a second; only gigabytes that are replaced take longer to go. */
const PATIENCE_MS = 30_000
const PAUSE_MS = 10

/**
 * Does short work in a directory while no other process does. Throws `InputError` OUTPUT_BUSY where another one writes for
 * half a minute, or the signal's reason.
 */
export async function asSoleWriter<T>(
  dir: string,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const own = `.moneytrail-writing-${HOST}-${ownWriter()}-${++markCount}`
  const mark = join(dir, own)
  try {
    for (let waitedMs = 0; ; waitedMs += PAUSE_MS) {
      signal?.throwIfAborted()
      await attempt(dir, writeFile(mark, ""))
      const others = await otherMarks(dir, own)
      if (others.length === 0) return await work()
      if (waitedMs >= patienceMs) throw busy(dir, others[0]!)
      // Of those that wait the first by name keeps its mark: the others make way, and no two wait for each other.
      if (others.some((other) => other < own)) await rm(mark, { force: true })
      await pause(PAUSE_MS)
    }
  } finally {
    await rm(mark, { force: true })
  }
}

/** Processes are known by number within one machine, or container. */
const HOST = hostname().replace(/[^\w.]/g, "_")

/** The marks of others that write; those that processes of this machine left when they were killed are taken away. */
async function otherMarks(dir: string, own: string): Promise<string[]> {
  const others: string[] = []
  for (const name of await attempt(dir, readdir(dir))) {
    const [, host, pid] = MARK.exec(name) ?? []
    if (pid === undefined || name === own) continue
    if (host !== HOST || isRunning(Number(pid))) others.push(name)
    else await rm(join(dir, name), { force: true })
  }
  return others
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Somebody else's process may be asked nothing, but is there.
    return error instanceof Error && "code" in error && error.code !== "ESRCH"
  }
}

function busy(dir: string, mark: string): InputError {
  const detail =
    `another run writes into this directory (${mark}); wait for its end and run again, or give another directory; ` +
    "delete that file if no such run is left"
  return new InputError("OUTPUT_BUSY", { file: dir }, detail)
}
