// Compares parts of the work: `npm run build && npx tsx benchmarks/parts.ts [--part reading] [--rows 1000000] [--runs 3]`.
// `reading`: a file into rows or columns. `conditions`: rules on one payment, nothing read. Each contestant runs in a
// process of its own; all of a part must answer alike before any time counts; runs take turns. Those whose package is not
// installed are left out with a message. The results of a full run are kept in benchmarks/results/parts.json.
import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { writeBulkLedger } from "../fixtures/generator/bulk.ts"
import { buildContestants, DATA, ROOT, runContestant } from "./contestant.ts"
import type { PartReport } from "./contestants/part-task.ts"
import { circumstances, markdownTable, type Run, type SizeResult, summarise } from "./results.ts"

interface Contestant {
  readonly name: string
  readonly script: string
  readonly args?: readonly string[]
  /** What must be installed: it is no dependency. */
  readonly needs?: string
}

interface Part {
  readonly rows: number
  readonly contestants: readonly Contestant[]
}

const PARTS: Readonly<Record<string, Part>> = {
  reading: {
    rows: 1_000_000,
    contestants: [
      { name: "ours", script: "reader-ours" },
      { name: "fast-csv", script: "reader-fastcsv" },
      { name: "csv-parse", script: "reader-csvparse", needs: "csv-parse" },
      { name: "papaparse", script: "reader-papaparse", needs: "papaparse" },
      { name: "DuckDB, 1 thread", script: "reader-duckdb", args: ["1"], needs: "@duckdb/node-api" },
      { name: "DuckDB, 2 threads", script: "reader-duckdb", args: ["2"], needs: "@duckdb/node-api" },
    ],
  },
  conditions: {
    rows: 100_000,
    contestants: [
      { name: "ours", script: "conditions-ours" },
      { name: "json-rules-engine", script: "conditions-json-rules-engine" },
      { name: "node-rules", script: "conditions-node-rules", needs: "node-rules" },
      { name: "zen-engine", script: "conditions-zen-engine", needs: "@gorules/zen-engine" },
    ],
  },
}

async function compare(part: string, rows: number, runCount: number): Promise<SizeResult> {
  const ledger = join(DATA, `payments-${rows}.csv`)
  if (!existsSync(ledger)) await writeBulkLedger(ledger, rows, { planted: true })
  const contestants = PARTS[part]!.contestants.filter(canRun)
  await buildContestants([...new Set(contestants.map(({ script }) => script))])
  const ask = async ({ script, args = [] }: Contestant): Promise<PartReport> =>
    JSON.parse(await runContestant(script, [ledger, ...args]))
  const answers = new Map<string, string>()
  for (const contestant of contestants) {
    answers.set(contestant.name, JSON.stringify((await ask(contestant)).answers))
    process.stderr.write(`${part}: ${contestant.name} answered\n`)
  }
  if (new Set(answers.values()).size > 1)
    throw new Error(`${part}: answers differ\n${[...answers].map((one) => one.join(": ")).join("\n")}`)
  const runs = new Map<string, Run[]>(contestants.map(({ name }) => [name, []]))
  for (let round = 0; round < runCount; round++) {
    for (const contestant of contestants) {
      const { seconds, peakKilobytes } = await ask(contestant)
      runs.get(contestant.name)!.push({ seconds, peakMegabytes: peakKilobytes / 1024 })
      process.stderr.write(`${part}, round ${round + 1}: ${contestant.name} ${seconds.toFixed(2)} s\n`)
    }
  }
  return summarise(rows, 0, runs)
}

function canRun({ name, needs }: Contestant): boolean {
  if (needs === undefined) return true
  try {
    createRequire(import.meta.url).resolve(needs)
    return true
  } catch {
    process.stderr.write(`without ${name}: npm install --no-save ${needs} adds it\n`)
    return false
  }
}

const { values } = parseArgs({
  options: { part: { type: "string" }, rows: { type: "string" }, runs: { type: "string", default: "3" } },
})
mkdirSync(DATA, { recursive: true })
const results: Record<string, SizeResult> = {}
for (const part of values.part === undefined ? Object.keys(PARTS) : [values.part]) {
  const result = await compare(part, Number(values.rows ?? PARTS[part]!.rows), Number(values.runs))
  results[part] = result
  process.stdout.write(`\n${part}\n\n${markdownTable([result])}\n`)
}
const isFull = values.part === undefined && values.rows === undefined
const hasAll = Object.entries(results).every(
  ([part, { contestants }]) => contestants.length === PARTS[part]!.contestants.length,
)
if (isFull && hasAll) {
  const kept = { ...circumstances(), ...results }
  writeFileSync(join(ROOT, "benchmarks/results/parts.json"), `${JSON.stringify(kept, null, 2)}\n`)
} else process.stderr.write("not the full set: benchmarks/results/parts.json is left as it was\n")
