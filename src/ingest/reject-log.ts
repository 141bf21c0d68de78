// Rejects kept without growing in memory: the first ones as text, further ones in a temporary file. Needs Node.
import { closeSync, createReadStream, mkdtempSync, openSync, rmSync, writeSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { createInterface } from "node:readline"
import type { Reject, RejectLog } from "../model/reject.ts"

const KEPT_IN_MEMORY = 10_000
const WRITTEN_AT_ONCE = 1_000

/** Temporary directories of logs that were not disposed of; the process leaves none behind. */
const spoolDirs = new Set<string>()

function removeSpools(): void {
  for (const dir of spoolDirs) rmSync(dir, { recursive: true, force: true })
}

/** Rejects in order of input, which may be read more than once. */
export class SpooledRejects implements RejectLog {
  /** JSON, because a cut of a cell would keep the whole block of the file alive that it was cut from. */
  readonly #kept: string[] = []
  #unwritten: string[] = []
  #spool: { readonly dir: string; readonly file: string; readonly fd: number } | null = null
  #count = 0

  get count(): number {
    return this.#count
  }

  add(reject: Reject): void {
    this.#count++
    const line = JSON.stringify(reject)
    if (this.#kept.length < KEPT_IN_MEMORY) {
      this.#kept.push(line)
      return
    }
    this.#unwritten.push(line)
    if (this.#unwritten.length >= WRITTEN_AT_ONCE) this.#write()
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Reject> {
    for (const line of this.#kept) yield JSON.parse(line) as Reject
    this.#write()
    if (this.#spool === null) return
    const lines = createInterface({
      input: createReadStream(this.#spool.file),
      crlfDelay: Number.POSITIVE_INFINITY,
    })
    for await (const line of lines) yield JSON.parse(line) as Reject
  }

  /** Removes the temporary file; the log is empty afterwards. Without it the end of the process does so. */
  dispose(): void {
    this.#kept.length = 0
    this.#unwritten = []
    this.#count = 0
    if (this.#spool === null) return
    closeSync(this.#spool.fd)
    rmSync(this.#spool.dir, { recursive: true, force: true })
    spoolDirs.delete(this.#spool.dir)
    this.#spool = null
  }

  #write(): void {
    if (this.#unwritten.length === 0) return
    this.#spool ??= openSpool()
    writeSync(this.#spool.fd, `${this.#unwritten.join("\n")}\n`)
    this.#unwritten = []
  }
}

function openSpool() {
  if (spoolDirs.size === 0) process.once("exit", removeSpools)
  const dir = mkdtempSync(path.join(tmpdir(), "moneytrail-rejects-"))
  spoolDirs.add(dir)
  const file = path.join(dir, "rejects.jsonl")
  return { dir, file, fd: openSync(file, "a", 0o600) }
}
