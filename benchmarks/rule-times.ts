// How long each rule of the shipped pack takes over a large ledger, and what the process holds at its peak:
// `npm run build && npx tsx benchmarks/rule-times.ts [--rows 1000000] [--kind motif]`. Slowest first.
import { existsSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { writeBulkLedger } from "../fixtures/generator/bulk.ts"
import { loadDist, loadDistLibrary } from "./contestants/load-dist.ts"

const { values } = parseArgs({
  options: { rows: { type: "string", default: "1000000" }, kind: { type: "string" } },
})
const rows = Number(values.rows)
const file = join("benchmarks", "data", `payments-${rows}.csv`)
mkdirSync(join("benchmarks", "data"), { recursive: true })
if (!existsSync(file)) await writeBulkLedger(file, rows, { planted: true })

const { loadRules, readPayments } = await loadDist()
const { screen } = await loadDistLibrary()
const pack = await loadRules()
const chosen = pack.rules.filter(
  ({ detection }) => values.kind === undefined || detection.kind === values.kind,
)
const { table } = await readPayments([file])

const seconds = new Map<string, number>()
let running: { readonly rule: string; readonly since: number } | undefined
const startedAt = performance.now()
const screening = await screen(
  table,
  { ...pack, rules: chosen },
  {
    onProgress: ({ stage, item }) => {
      const now = performance.now()
      if (running !== undefined) seconds.set(running.rule, (now - running.since) / 1000)
      running = stage === "rules" && item !== undefined ? { rule: item, since: now } : undefined
    },
  },
)
const whole = (performance.now() - startedAt) / 1000
const rounded = (value: number) => Math.round(value * 100) / 100
const outcomes = new Map(screening.outcomes.map((outcome) => [outcome.rule, outcome]))
console.log(
  "| Rule | Detection | Seconds | Findings | Searches given up |\n| --- | --- | ---: | ---: | ---: |",
)
const slowest = chosen
  .map((rule) => ({ rule, time: seconds.get(rule.id) ?? 0 }))
  .sort((a, b) => b.time - a.time || (a.rule.id < b.rule.id ? -1 : 1))
for (const { rule, time } of slowest) {
  const { findings = 0, budgetReached = [] } = outcomes.get(rule.id) ?? {}
  console.log(
    `| ${rule.id} | ${rule.detection.kind} | ${rounded(time)} | ${findings} | ${budgetReached.length} |`,
  )
}
const all = slowest.reduce((sum, { time }) => sum + time, 0)
const peak = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(
  `\n${table.rowCount} payments: rules ${rounded(all)} s, screening ${rounded(whole)} s, peak ${peak} MB`,
)
