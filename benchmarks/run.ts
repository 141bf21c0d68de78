// Compares whole pipelines: `npx tsx benchmarks/run.ts [--rows 100000,1000000] [--runs 3] [--only ours,ordinary]`.
// Each contestant runs in a process of its own; answers are compared before any time is taken; timed runs take turns,
// so that a slow minute of the machine falls on all. With `--runs 0` answers are compared and no time is taken. Needs a
// build in dist/. Results of the full set (every contestant, both sizes) are kept in benchmarks/results/; others are only
// printed.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { cpus, totalmem } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { writeBulkLedger } from "../fixtures/generator/bulk.ts"
import { disagreements } from "./agreement.ts"
import { buildContestants, DATA, ROOT, runContestant } from "./contestant.ts"
import type { Answers, Report } from "./contestants/answers.ts"
import { growthExponent, markdownTable, type Run, type SizeResult, summarise } from "./results.ts"

/** These answer the same questions. */
const ALIKE = ["ours", "ordinary", "duckdb-igraph"]
const CONTESTANTS = [...ALIKE, "ours-full"]
const SIZES = ["100000", "1000000"]
/** Beyond this many payments it would take the better part of an hour, and more memory than Node gives by default. */
const LARGEST_ORDINARY = 1_000_000

interface Finished extends Run {
  readonly answers: unknown
}

/** Runs one contestant to its end; its last line of output is its report. */
async function run(name: string, ledger: string): Promise<Finished> {
  const start = process.hrtime.bigint()
  const report = await runContestant(name, [ledger])
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  const { answers, peakKilobytes }: Report<unknown> = JSON.parse(report)
  return { seconds, peakMegabytes: peakKilobytes / 1024, answers }
}

async function ledgerOf(rows: number): Promise<string> {
  const path = join(DATA, `payments-${rows}.csv`)
  if (!existsSync(path)) await writeBulkLedger(path, rows, { planted: true })
  return path
}

/** Throws unless all contestants that answer the same questions answer alike. Gives the answers for the record. */
async function checkAnswers(names: readonly string[], ledger: string): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {}
  for (const name of names) {
    const { seconds, answers: given } = await run(name, ledger)
    answers[name] = given
    process.stderr.write(`${ledger}: ${name} answered in ${seconds.toFixed(2)} s\n`)
  }
  const [first, ...others] = ALIKE.filter((name) => answers[name] !== undefined)
  for (const other of others) {
    const found = disagreements(answers[first!] as Answers, answers[other] as Answers)
    if (found.length > 0) throw new Error(`${first} and ${other} disagree:\n${found.join("\n")}`)
  }
  return answers
}

/** Whether DuckDB and igraph are installed; they are no dependencies. */
function hasDuckdbAndIgraph(): boolean {
  try {
    createRequire(import.meta.url).resolve("@duckdb/node-api")
    execFileSync("/usr/bin/python3", ["-c", "import igraph"], { stdio: "ignore" })
    return true
  } catch {
    return false
  }
}

async function measure(
  wanted: readonly string[],
  rows: number,
  runCount: number,
): Promise<SizeResult & { answers: object }> {
  const ledger = await ledgerOf(rows)
  const names = wanted.filter((name) => name !== "ordinary" || rows <= LARGEST_ORDINARY)
  const answers = await checkAnswers(names, ledger)
  const runs = new Map<string, Run[]>(names.map((name) => [name, []]))
  for (let round = 0; round < runCount; round++) {
    for (const name of names) {
      const { seconds, peakMegabytes } = await run(name, ledger)
      runs.get(name)?.push({ seconds, peakMegabytes })
      process.stderr.write(`${rows} rows, round ${round + 1}: ${name} ${seconds.toFixed(2)} s\n`)
    }
  }
  return { ...summarise(rows, statSync(ledger).size, runs), answers }
}

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: SIZES.join(",") },
    runs: { type: "string", default: "3" },
    only: { type: "string", default: CONTESTANTS.join(",") },
  },
})
const wanted = values.only.split(",")
const canRun = (name: string): boolean => name !== "duckdb-igraph" || hasDuckdbAndIgraph()
const names = wanted.filter(canRun)
if (names.length < wanted.length)
  process.stderr.write(
    "without duckdb-igraph: npm install --no-save @duckdb/node-api, and Debian's python3-igraph, add it\n",
  )
const rowCounts = values.rows.split(",")
mkdirSync(DATA, { recursive: true })
await buildContestants(names)
const sizes: SizeResult[] = []
for (const rows of rowCounts) sizes.push(await measure(names, Number(rows), Number(values.runs)))

const isFull =
  CONTESTANTS.every((name) => names.includes(name)) && SIZES.every((rows) => rowCounts.includes(rows))
if (isFull && Number(values.runs) > 0) {
  const machine = {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  }
  const results = { date: new Date().toISOString().slice(0, 10), machine, sizes }
  mkdirSync(join(ROOT, "benchmarks/results"), { recursive: true })
  writeFileSync(join(ROOT, "benchmarks/results/pipelines.json"), `${JSON.stringify(results, null, 2)}\n`)
} else {
  process.stderr.write("not the full set: benchmarks/results/pipelines.json is left as it was\n")
}
if (Number(values.runs) === 0) process.stdout.write("answers agree\n")
else {
  process.stdout.write(`${markdownTable(sizes)}\n`)
  for (const name of names) {
    const exponent = growthExponent(sizes, name)
    if (exponent !== null)
      process.stdout.write(`${name}: time grows with payments to the power of ${exponent}\n`)
  }
}
