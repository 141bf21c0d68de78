// How often the shipped pack cries wolf: alerts on a ledger in which nothing is planted, ordinary life and honest twins of
// schemes only. `npm run build && npx tsx benchmarks/precision.ts` prints the table; with `--write` it is kept in results.
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { writeBulkLedger } from "../fixtures/generator/bulk.ts"
import { loadDist } from "./contestants/load-dist.ts"

const { values } = parseArgs({
  options: { rows: { type: "string", default: "1000000" }, write: { type: "boolean", default: false } },
})
const rows = Number(values.rows)
const file = join("benchmarks", "data", `ordinary-${rows}.csv`)
mkdirSync(join("benchmarks", "data"), { recursive: true })
if (!existsSync(file)) await writeBulkLedger(file, rows, { planted: false })

const { loadRules, screenFiles } = await loadDist()
const { alerts, findings, table } = await screenFiles([file], { rules: await loadRules() })
const parties = table.parties.size - 1
const bySeverity = Object.fromEntries(
  (["info", "review", "high", "critical"] as const).map((severity) => [
    severity,
    alerts.filter((alert) => alert.severity === severity).length,
  ]),
)
const byRule = new Map<string, Set<string>>()
for (const { rule, subject } of findings) byRule.set(rule, (byRule.get(rule) ?? new Set()).add(subject))
const high = (bySeverity["high"] ?? 0) + (bySeverity["critical"] ?? 0)
const result = {
  rows,
  parties,
  alerts: bySeverity,
  highPer10000Parties: Math.round((high / parties) * 1e6) / 100,
  partiesByRule: Object.fromEntries([...byRule].map(([rule, found]) => [rule, found.size] as const).sort()),
}
console.log(JSON.stringify(result, null, 2))
for (const alert of alerts
  .filter(({ severity }) => severity === "high" || severity === "critical")
  .slice(0, 20))
  console.error(`${alert.severity} ${alert.score} ${alert.subject} ${alert.rules.join(" ")}`)
if (values.write) {
  writeFileSync(join("benchmarks", "results", "precision.json"), `${JSON.stringify(result, null, 2)}\n`)
}
