// Arrays on memory that V8 does not count are arrays like any other.
import { execFileSync } from "node:child_process"
import { join } from "node:path"
import { expect, test } from "vitest"
import { copyWords, newFlags, newNumbers, newWords } from "../../src/model/large-arrays.ts"

const NODE = Number(process.versions.node.split(".")[0])

test.each([0, 1, 5_000, 100_000])("arrays of %i are empty at first, and copies are apart", (length) => {
  for (const make of [newWords, newNumbers, newFlags]) {
    const array = make(length)
    expect(array.length).toBe(length)
    expect(array.every((value) => value === 0)).toBe(true)
  }
  const words = newWords(length).fill(7)
  const copy = copyWords(words)
  expect(copy).toEqual(words)
  words.fill(8)
  expect(copy.every((value) => value === 7)).toBe(true)
})

test("large ones are on memory that threads may share, small ones are not", () => {
  expect(newWords(100_000).buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(newFlags(100).buffer).toBeInstanceOf(ArrayBuffer)
})

test("what is given up is freed, mostly without going through the whole heap", () => {
  // In a process of its own: what the test runner keeps and gives up would be counted too.
  const script = join(import.meta.dirname, "../helpers/count-collections.ts")
  const out = execFileSync(process.execPath, ["--import", "tsx", script], { encoding: "utf8" })
  const { atStart, held, minor, major, atEnd } = JSON.parse(out) as Record<string, number>
  expect(held).toBeLessThan(2 ** 29)
  // The V8 of Node 24 goes through the whole heap each time: what runs there takes longer, and finds the same.
  if (NODE < 24) {
    expect(minor).toBeGreaterThan(10)
    expect(major).toBeLessThan(minor! / 3)
  }
  // Where work ends V8 goes through all, once, unless there was little work.
  expect(atStart).toBe(0)
  expect(atEnd).toBe(1)
})
