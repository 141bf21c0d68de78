// Run as a process of its own: makes and gives up 1.6 GB of large arrays, and prints how V8 collected them.
import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { giveUpLargeArrays, newFlags } from "../../src/model/large-arrays.ts"

const kinds: number[] = []
const observer = new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries() as (PerformanceEntry & { detail: { kind: number } })[])
    kinds.push(detail.kind)
})
observer.observe({ entryTypes: ["gc"] })
const countOf = (kind: number) => kinds.filter((one) => one === kind).length
const countNow = async () => {
  await setTimeout(400)
  return {
    minor: countOf(constants.NODE_PERFORMANCE_GC_MINOR),
    major: countOf(constants.NODE_PERFORMANCE_GC_MAJOR),
  }
}
const first = (await countNow()).major
giveUpLargeArrays()
const atStart = (await countNow()).major - first
const before = process.memoryUsage.rss()
// Each of 16 MB is written to.
for (let i = 0; i < 102; i++) {
  newFlags(2 ** 24).fill(1)
  if (i % 8 === 0) await setTimeout(1)
}
const held = process.memoryUsage.rss() - before
const { minor, major } = await countNow()
giveUpLargeArrays()
const atEnd = (await countNow()).major - major
observer.disconnect()
console.log(JSON.stringify({ atStart, held, minor, major, atEnd }))
