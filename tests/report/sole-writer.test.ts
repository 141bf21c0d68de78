// Processes that write into one directory at one moment: the files that stay are those of one run.
import { type ChildProcess, fork, spawnSync } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { hostname, tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterEach, beforeEach, expect, test } from "vitest"
import { asSoleWriter } from "../../src/report/sole-writer.ts"

const HOST = hostname().replace(/[^\w.]/g, "_")
let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "moneytrail-sole-"))
})
afterEach(() => rmSync(dir, { recursive: true }))

test("three processes that write at once leave the files of one of them, and nothing else", async () => {
  const program = resolve(import.meta.dirname, "../helpers/write-when-told.ts")
  const children = ["a", "b", "c"].map((tag) =>
    fork(program, [dir, tag], { execArgv: ["--import", "tsx"], env: { ...process.env, NODE_OPTIONS: "" } }),
  )
  const answer = async (child: ChildProcess) => (await once(child, "message"))[0]
  try {
    await Promise.all(children.map(answer))
    for (let round = 0; round < 15; round++) {
      const answers = Promise.all(children.map(answer))
      for (const child of children) child.send("write")
      expect(await answers).toEqual(["written", "written", "written"])
      const names = readdirSync(dir)
      expect(names).toHaveLength(151)
      expect(new Set(names.map((name) => readFileSync(join(dir, name), "utf8"))).size).toBe(1)
    }
  } finally {
    for (const child of children) child.kill()
  }
}, 60_000)

test("the mark of a process that was killed does not count and goes, those of others do and stay", async () => {
  const gone = spawnSync(process.execPath, ["-e", ""]).pid
  const mark = (host: string, pid: number) => `.moneytrail-writing-${host}-${pid}-0-1`
  writeFileSync(join(dir, mark(HOST, gone)), "")
  expect(await asSoleWriter(dir, undefined, async () => readdirSync(dir).length)).toBe(1)
  expect(readdirSync(dir)).toEqual([])
  for (const other of [mark(HOST, process.ppid), mark("elsewhere", gone)]) {
    writeFileSync(join(dir, other), "")
    const work = asSoleWriter(dir, undefined, async () => "done", 100)
    await expect(work).rejects.toMatchObject({ code: "OUTPUT_BUSY", detail: expect.stringContaining(other) })
    expect(readdirSync(dir)).toEqual([other])
    await expect(asSoleWriter(dir, AbortSignal.abort("stop"), async () => "done")).rejects.toBe("stop")
    rmSync(join(dir, other))
  }
})

test("two calls of one thread into one directory wait for each other, and a fault of one is no other's", async () => {
  const order: string[] = []
  const work = (name: string) => async () => {
    order.push(`${name} begins`)
    await new Promise((done) => setTimeout(done, 20))
    order.push(`${name} ends`)
    if (name === "b") throw new Error("b")
  }
  const both = await Promise.allSettled([
    asSoleWriter(dir, undefined, work("a")),
    asSoleWriter(dir, undefined, work("b")),
  ])
  expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"])
  expect(order.map((entry) => entry.slice(2))).toEqual(["begins", "ends", "begins", "ends"])
  expect(readdirSync(dir)).toEqual([])
})
