// Workbooks packed by a thread beside this one: the same bytes, whatever becomes of the thread.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { afterEach, describe, expect, test } from "vitest"
import type { Reject, RejectLog } from "../src/model/reject.ts"
import type { Progress } from "../src/model/screening.ts"
import { packOnThread } from "../src/pack-on-thread.ts"
import { OUTPUT_FILES } from "../src/report/write-screening.ts"
import { type ZippedFile, zipped } from "../src/report/zip.ts"
import { writeScreening } from "../src/write-on-threads.ts"
import { temporaryDir } from "./helpers/temporary.ts"
import { useWorkerFile, workerFile } from "./helpers/worker-file.ts"
import { sampleIntake, sampleReject, sampleScreening } from "./report/samples.ts"

afterEach(() => useWorkerFile())

/** A thread's program in place of the built one. */
function worksAs(code: string): void {
  const file = join(temporaryDir(), `thread-${programs++}.mjs`)
  writeFileSync(file, `import { parentPort } from "node:worker_threads"\n${code}\n`)
  useWorkerFile(file)
}

let programs = 0

const HANGS = 'parentPort.on("message", () => { for (;;) {} })'

/** The built program, which ends after so many questions. */
function endsAfter(questions: number): void {
  useWorkerFile()
  worksAs(
    `import ${JSON.stringify(workerFile("pack").href)}
     let left = ${questions}
     parentPort.on("message", () => left-- > 0 || process.exit(1))`,
  )
}

type Contents = readonly (readonly Uint8Array[])[]

/** Pieces are made anew each time, for whoever packs them takes them. */
function* filesOf(contents: Contents): Generator<ZippedFile> {
  for (const [i, pieces] of contents.entries())
    yield { name: `f${i}.xml`, pieces: pieces.map((piece) => piece.slice()) }
}

async function joined(pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

/** Compares with what is packed here; gives how often the files were gone through. */
async function timesMade(contents: Contents): Promise<number> {
  let times = 0
  const files = {
    [Symbol.iterator]() {
      times++
      return filesOf(contents)
    },
  }
  const packed = await joined(packOnThread(files, undefined))
  expect(packed.equals(await joined(zipped(filesOf(contents))))).toBe(true)
  return times
}

/** Three files, of which the second has more pieces than may wait. */
const LARGE = [1, 60, 3].map((count, file) =>
  Array.from({ length: count }, (_, piece) =>
    Uint8Array.from({ length: 12_000 }, (_, i) => (i * (piece + 3) * (file + 1)) % 97),
  ),
)

describe("a thread that packs", () => {
  test("gives the bytes that are made without it", async () => {
    const contents = fc.array(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 6 }), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(contents, async (files) => {
        expect(await timesMade(files)).toBe(1)
      }),
      { numRuns: 4 },
    )
    expect(await timesMade(LARGE)).toBe(1)
  })

  test.each([
    ["at once", 0],
    ["half-way", 40],
  ])("and ends %s leaves the archive to this one", async (_when, questions) => {
    endsAfter(questions)
    expect(await timesMade(LARGE)).toBe(2)
  })

  test("and does not answer is stopped with the run, within a second", async () => {
    worksAs(HANGS)
    const controller = new AbortController()
    const run = joined(packOnThread(filesOf(LARGE), controller.signal))
    setTimeout(() => controller.abort(new Error("enough")), 100)
    const wait = AbortSignal.timeout(1100)
    await expect(run).rejects.toThrow("enough")
    expect(wait.aborted).toBe(false)
  })
})

describe("a screening written on two threads", () => {
  test("is the same files, told of in the same order", async () => {
    const [one, two] = [join(temporaryDir(), "one"), join(temporaryDir(), "two")]
    const told: string[][] = []
    for (const [dir, workers] of [
      [one, 1],
      [two, 2],
    ] as const) {
      const items: string[] = []
      const onProgress = ({ done, item = "" }: Progress) => items.push(`${done} ${item}`)
      const { files } = await writeScreening(sampleScreening(), dir, { workers, onProgress })
      expect(files.map(({ name }) => name)).toEqual(OUTPUT_FILES)
      told.push(items)
    }
    expect(textsIn(two)).toEqual(textsIn(one))
    // Near the end it tells of the workbook once more, for which it waits.
    expect(told[1]).toEqual(told[0]!.toSpliced(-2, 0, "12 alerts.xlsx"))
  })

  test("starts no thread for one worker, nor by itself where there is little to write", async () => {
    worksAs(HANGS)
    for (const workers of [1, undefined]) {
      const { files } = await writeScreening(sampleScreening(), join(temporaryDir(), "alone"), { workers })
      expect(files).toHaveLength(OUTPUT_FILES.length)
    }
  })

  test("leaves nothing when another file fails or the run is aborted, whatever the thread does", async () => {
    worksAs(HANGS)
    const fault = new Error("the log broke")
    const controller = new AbortController()
    for (const then of [() => Promise.reject(fault), async () => controller.abort(fault)]) {
      const rejects: RejectLog = {
        count: 2,
        async *[Symbol.asyncIterator](): AsyncGenerator<Reject> {
          yield sampleReject()
          await then()
          yield sampleReject()
        },
      }
      const screening = sampleScreening({ intake: { ...sampleIntake(), rejects } })
      const out = join(temporaryDir(), "failed")
      const run = writeScreening(screening, out, { workers: 2, signal: controller.signal })
      await expect(run).rejects.toBe(fault)
      expect(existsSync(out)).toBe(false)
    }
  })
})

const textsIn = (dir: string) =>
  Object.fromEntries(readdirSync(dir).map((name) => [name, readFileSync(join(dir, name), "base64")]))
