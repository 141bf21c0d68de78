// Files read on several threads: the same table, whatever becomes of the threads.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import type { OpenPartReaders } from "../../src/ingest/beside.ts"
import { createKernel } from "../../src/ingest/open-kernel.ts"
import { type ReadOptions, readPayments, readPaymentsBy } from "../../src/ingest/read-payments.ts"
import type { Progress } from "../../src/model/screening.ts"
import { readersOnThreads } from "../../src/workers/part-readers.ts"
import { temporaryDir } from "../helpers/temporary.ts"
import { useWorkerFile } from "../helpers/worker-file.ts"
import { HEAD, outcome, withHead } from "../ingest/bulk-support.ts"

/** A thread's program in place of the built one. */
function worksAs(code: string): void {
  const file = join(temporaryDir(), "thread.mjs")
  writeFileSync(file, `import { parentPort } from "node:worker_threads"\n${code}\n`)
  useWorkerFile(file)
}

/** Several pieces of rows, of which some come again, some are wrong and some are quoted. */
function ledger(): string {
  const rows = Array.from({ length: 110 }, (_, i) =>
    HEAD.map((line) =>
      line.replace("H", `N${i % 100}x`).replace("memo", i % 30 === 3 ? "象牙" : `memo ${i}`),
    ),
  )
  const odd = `Q1,soon,a,b,,5,CNY,"two\nlines",wallet,settled,CN,VN`
  const file = join(temporaryDir(), "ledger.csv")
  writeFileSync(file, withHead(rows.flatMap((some, i) => (i % 40 === 30 ? [...some, odd] : some))))
  return file
}

function readOn(threads: number, openReaders = readersOnThreads(threads)): typeof readPayments {
  return (inputs, options: ReadOptions = {}) =>
    readPaymentsBy({ openReaders, kernel: createKernel() }, inputs, options)
}

/** The thread takes the last piece of each block, however long it takes to start. */
const takesTheLast: OpenPartReaders = (task, signal) => {
  const readers = readersOnThreads(2)(task, signal)!
  return {
    ...readers,
    offer(block) {
      block.takenBy[block.takenBy.length - 1] = 2
      readers.offer(block)
    },
  }
}

afterEach(() => useWorkerFile())

describe("a file on several threads", () => {
  test("gives the same table on 2 and on 8, and tells how far it is", async () => {
    const file = ledger()
    const one = await outcome(readPayments, [file], {})
    const told: Progress[] = []
    expect(await outcome(readOn(2), [file], { onProgress: (progress) => told.push(progress) })).toEqual(one)
    expect(told.at(-1)).toMatchObject({ stage: "read", done: told[0]!.total, total: told[0]!.total })
    expect(await outcome(readOn(8), [file], {})).toEqual(one)
  })

  test("gives the same table when a thread ends with what it took", async () => {
    const file = ledger()
    worksAs(`parentPort.on("message", () => { throw new Error("no room, say") })`)
    expect(await outcome(readOn(2, takesTheLast), [file], {})).toEqual(
      await outcome(readPayments, [file], {}),
    )
  })

  test("ends within a second when it is aborted while a thread does not answer", async () => {
    worksAs(`parentPort.on("message", () => { for (;;) {} })`)
    const controller = new AbortController()
    const reason = new Error("enough")
    const run = readOn(2, takesTheLast)([ledger()], { signal: controller.signal })
    const ended = expect(run).rejects.toBe(reason)
    await new Promise((resolve) => setTimeout(resolve, 200))
    controller.abort(reason)
    const wait = AbortSignal.timeout(1000)
    await ended
    expect(wait.aborted).toBe(false)
  })
})
