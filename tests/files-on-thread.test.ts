// Files made by a thread beside this one: the same bytes, whatever becomes of the thread.
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterEach, describe, expect, test } from "vitest"
import { filesOnThread } from "../src/files-on-thread.ts"
import type { Reject, RejectLog } from "../src/model/reject.ts"
import type { Progress, Screening } from "../src/model/screening.ts"
import { FILES_BESIDE, type FileBeside, fileOf, longestFirst } from "../src/report/files-beside.ts"
import { OUTPUT_FILES, type StageBeside } from "../src/report/write-screening.ts"
import { writeScreening } from "../src/write-on-threads.ts"
import { temporaryDir } from "./helpers/temporary.ts"
import { useWorkerFile, workerFile } from "./helpers/worker-file.ts"
import { largeScreening } from "./report/large-screening.ts"
import { sampleIntake, sampleReject, sampleScreening } from "./report/samples.ts"

afterEach(() => useWorkerFile())

/** A thread's program in place of the built one. */
function worksAs(code: string): void {
  const file = join(temporaryDir(), `thread-${programs++}.mjs`)
  writeFileSync(file, `import { parentPort } from "node:worker_threads"\n${code}\n`)
  useWorkerFile(file)
}

let programs = 0
let files = 0

const NEVER = new Promise<void>(() => undefined)

const HANGS = "for (;;) {}"

const ENDS = "process.exit(1)"

/** The built program, which does otherwise when it has written so many pieces, or all of them and is to tell of it. */
function worksUntil(pieces: number, then: string): void {
  useWorkerFile()
  worksAs(
    `import { open } from "node:fs/promises"
     let left = ${pieces}
     const file = await open(process.execPath)
     const FileHandle = Object.getPrototypeOf(file)
     await file.close()
     const { writeFile } = FileHandle
     FileHandle.writeFile = function (...given) {
       if (left-- > 0) return writeFile.apply(this, given)
       ${then}
     }
     MessagePort.prototype.postMessage = () => {
       ${then}
     }
     await import(${JSON.stringify(workerFile("write").href)})`,
  )
}

/** Has a file written by what writes files beside this thread. */
async function written(
  beside: StageBeside,
  file: FileBeside,
  signal = new AbortController().signal,
  idle = NEVER,
): Promise<Buffer> {
  const dir = join(temporaryDir(), `${file} ${files++}`)
  mkdirSync(dir)
  const { taken, staged } = beside(file, dir, [], signal, idle)
  const { temporary, ...stored } = await staged.catch((error: unknown) => {
    expect(readdirSync(dir)).toEqual([])
    throw error
  })
  const bytes = readFileSync(temporary)
  const sha256 = createHash("sha256").update(bytes).digest("hex")
  expect(stored).toEqual({ name: file, path: join(dir, file), bytes: bytes.length, sha256 })
  expect(await taken).toEqual({ bytes: bytes.length, sha256 })
  return bytes
}

async function joined(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(Buffer.from(piece))
  return Buffer.concat(all)
}

/** The files as a thread writes them, and as they are made here. */
async function bothWays(screening: Screening): Promise<[there: Buffer[], here: Buffer[]]> {
  const beside = filesOnThread(screening)!
  const there = await Promise.all(FILES_BESIDE.map((file) => written(beside, file)))
  const here = await Promise.all(FILES_BESIDE.map((file) => joined(fileOf(screening, file, []))))
  return [there, here]
}

describe("a thread that writes files", () => {
  test("gives the bytes that are made without it", async () => {
    const [there, here] = await bothWays(largeScreening(40, 2))
    expect(there.map((bytes, i) => bytes.equals(here[i]!))).toEqual([true, true])
    expect(here.every(({ length }) => length > 1000)).toBe(true)
  })

  test.each([
    ["at once", 0],
    ["half-way", 2],
    ["before it could tell", 1000],
  ])("and ends %s leaves the files to this one", async (_when, pieces) => {
    worksUntil(pieces, ENDS)
    const [there, here] = await bothWays(sampleScreening())
    expect(there.map((bytes, i) => bytes.equals(here[i]!))).toEqual([true, true])
  })

  test.each([
    ["and does not answer", () => worksAs(HANGS)],
    ["and hangs half-way", () => worksUntil(1, HANGS)],
  ])("%s is stopped with the run, within a second, and leaves nothing", async (_what, begin) => {
    begin()
    const controller = new AbortController()
    const beside = filesOnThread(sampleScreening())!
    const run = Promise.all(FILES_BESIDE.map((file) => written(beside, file, controller.signal)))
    setTimeout(() => controller.abort(new Error("enough")), 400)
    const wait = AbortSignal.timeout(1400)
    await expect(run).rejects.toThrow("enough")
    expect(wait.aborted).toBe(false)
  })

  test("and has not begun one when this thread is idle leaves it to this one", async () => {
    worksAs(HANGS)
    const controller = new AbortController()
    const beside = filesOnThread(sampleScreening())!
    const [first, second] = FILES_BESIDE.map((file) =>
      written(beside, file, controller.signal, Promise.resolve()),
    )
    const here = await joined(fileOf(sampleScreening(), FILES_BESIDE[1], []))
    expect((await second!).equals(here)).toBe(true)
    controller.abort(new Error("enough"))
    await expect(first).rejects.toThrow("enough")
  })

  test("begins with the file that takes it longest", () => {
    const listing = (count: number) => ({ rows: Array.from({ length: count }, (_, row) => row) })
    const many = listing(200_000)
    expect(longestFirst([listing(3), many])).toEqual(["alerts.xlsx", "entities.ftm.json"])
    // Some payments stand in several findings.
    expect(longestFirst([many, listing(3), many])).toEqual(["entities.ftm.json", "alerts.xlsx"])
  })

  test("is not asked about payments under pseudonyms, which are not those that it would see", () => {
    const { table, ...rest } = sampleScreening()
    const veiled = { ...table, idOf: (row: number) => `pseudonym ${row}` }
    expect(filesOnThread({ ...rest, table: veiled })).toBeUndefined()
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
    // Of files that the thread makes it tells when it waits for them.
    const others: readonly string[] = [...FILES_BESIDE, "manifest.json"]
    const names = OUTPUT_FILES.filter((name) => !others.includes(name))
    const expected = [...names, ...FILES_BESIDE, "manifest.json", ""]
    expect(told[1]).toEqual(expected.map((name, done) => `${done} ${name}`))
    expect(told[0]).toEqual([...OUTPUT_FILES, ""].map((name, done) => `${done} ${name}`))
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
