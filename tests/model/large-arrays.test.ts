// Arrays on memory that V8 does not count are arrays like any other.
import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { expect, test } from "vitest"
import { copyWords, newFlags, newNumbers, newWords } from "../../src/model/large-arrays.ts"

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

test("what is given up is freed, mostly without going through the whole heap", async () => {
  const kinds: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const { detail } of list.getEntries() as (PerformanceEntry & { detail: { kind: number } })[])
      kinds.push(detail.kind)
  })
  observer.observe({ entryTypes: ["gc"] })
  const before = process.memoryUsage.rss()
  // 1.5 GB in all, each of 16 MB written to.
  for (let i = 0; i < 96; i++) {
    newFlags(2 ** 24).fill(1)
    if (i % 8 === 0) await setTimeout(1)
  }
  const held = process.memoryUsage.rss() - before
  await setTimeout(20)
  observer.disconnect()
  const countOf = (kind: number) => kinds.filter((one) => one === kind).length
  expect(held).toBeLessThan(2 ** 29)
  expect(countOf(constants.NODE_PERFORMANCE_GC_MINOR)).toBeGreaterThan(10)
  expect(countOf(constants.NODE_PERFORMANCE_GC_MAJOR)).toBeLessThan(10)
})
