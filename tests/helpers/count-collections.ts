// Run as a process of its own: makes and gives up 1.5 GB of large arrays, and prints how V8 collected them.
import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { newFlags } from "../../src/model/large-arrays.ts"

const kinds: number[] = []
const observer = new PerformanceObserver((list) => {
  for (const { detail } of list.getEntries() as (PerformanceEntry & { detail: { kind: number } })[])
    kinds.push(detail.kind)
})
observer.observe({ entryTypes: ["gc"] })
const before = process.memoryUsage.rss()
// Each of 16 MB is written to.
for (let i = 0; i < 96; i++) {
  newFlags(2 ** 24).fill(1)
  if (i % 8 === 0) await setTimeout(1)
}
const held = process.memoryUsage.rss() - before
await setTimeout(20)
observer.disconnect()
const countOf = (kind: number) => kinds.filter((one) => one === kind).length
const minor = countOf(constants.NODE_PERFORMANCE_GC_MINOR)
const major = countOf(constants.NODE_PERFORMANCE_GC_MAJOR)
console.log(JSON.stringify({ held, minor, major }))
