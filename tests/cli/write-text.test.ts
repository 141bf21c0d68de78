import { mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { beforeEach, expect, test, vi } from "vitest"
import { writeText } from "../../src/cli/write-text.ts"

/** As on a disk that is full in the middle of the text. */
const disk = vi.hoisted(() => ({ isFull: false }))
vi.mock("node:fs/promises", async (original) => ({
  ...(await original<typeof import("node:fs/promises")>()),
  async writeFile(file: string, text: string) {
    writeFileSync(file, disk.isFull ? text.slice(0, 1) : text)
    if (disk.isFull) throw Object.assign(new Error("no space left"), { code: "ENOSPC" })
  },
}))

const terminal = { stdout: process.stdout }
let dir = ""
const write = (name: string, text: string) => writeText(join(dir, name), text, terminal)
const read = (name: string) => readFileSync(join(dir, name), "utf8")

beforeEach(() => {
  disk.isFull = false
  dir = mkdtempSync(join(tmpdir(), "write-text-"))
  writeFileSync(join(dir, "f.html"), "old")
})

test("a file is written as a whole, and nothing is left beside it", async () => {
  await write("f.html", "new")
  await write("g.html", "first")
  expect(readdirSync(dir).map((name) => [name, read(name)])).toEqual([
    ["f.html", "new"],
    ["g.html", "first"],
  ])
})

test("what cannot be written whole leaves what was there, and no part of a file", async () => {
  disk.isFull = true
  for (const name of ["f.html", "g.html"]) {
    await expect(write(name, "new")).rejects.toThrow(
      `${name}: OUTPUT_NOT_WRITABLE: the disk is full; make room or name another file`,
    )
  }
  expect(readdirSync(dir)).toEqual(["f.html"])
  expect(read("f.html")).toBe("old")
})

test.skipIf(process.platform === "win32")("a link stays a link to its file", async () => {
  symlinkSync("f.html", join(dir, "link.html"))
  await write("link.html", "new")
  expect(read("f.html")).toBe("new")
})
