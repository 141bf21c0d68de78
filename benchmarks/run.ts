// Compares whole pipelines: `npx tsx benchmarks/run.ts [--rows 100000,1000000] [--runs 3] [--only ours,ordinary]`.
// Each contestant runs in a process of its own, and they take turns, so that a slow minute of the machine falls on all.
// Answers of the first round are compared before any time counts; with `--runs 0` there is that one round, and no times.
// Needs a build in dist/. Results of the full set (every contestant, 100,000 and 1,000,000 payments at least) are kept in
// benchmarks/results/; others are only printed.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { writeBulkLedger } from "../fixtures/generator/bulk.ts"
import { disagreements } from "./agreement.ts"
import { buildContestants, DATA, ROOT, runContestant } from "./contestant.ts"
import type { Answers, Report } from "./contestants/answers.ts"
import {
  circumstances,
  growthExponent,
  markdownTable,
  type Run,
  type SizeResult,
  summarise,
} from "./results.ts"

/** These answer the same questions. */
const ALIKE = ["ours", "ordinary", "duckdb-igraph"]
const CONTESTANTS = [...ALIKE, "ours-full"]
const SIZES = ["100000", "1000000"]
/**
 * Of these, beyond this many payments, one takes the better part of an hour and more memory than Node gives by default, and
 * the other is only there for its answers.
 */
const UP_TO_A_MILLION = ["ours", "ordinary"]
const MILLION = 1_000_000

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

/** Throws unless all contestants that answer the same questions answer alike. */
function checkAnswers(answers: ReadonlyMap<string, unknown>): void {
  const [first, ...others] = ALIKE.filter((name) => answers.has(name))
  for (const other of others) {
    const found = disagreements(answers.get(first!) as Answers, answers.get(other) as Answers)
    if (found.length > 0) throw new Error(`${first} and ${other} disagree:\n${found.join("\n")}`)
  }
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
  rounds: number,
): Promise<SizeResult & { answers: object }> {
  const ledger = await ledgerOf(rows)
  const names = wanted.filter((name) => rows <= MILLION || !UP_TO_A_MILLION.includes(name))
  const answers = new Map<string, unknown>()
  const runs = new Map<string, Run[]>(names.map((name) => [name, []]))
  for (let round = 1; round <= rounds; round++) {
    // Four minutes each: once is enough to see how many times as long it takes.
    const due = names.filter((name) => name !== "ordinary" || rows < MILLION || round === 1)
    for (const name of due) {
      const { seconds, peakMegabytes, answers: given } = await run(name, ledger)
      answers.set(name, given)
      runs.get(name)?.push({ seconds, peakMegabytes })
      process.stderr.write(`${rows} payments, round ${round}: ${name} ${seconds.toFixed(2)} s\n`)
    }
    checkAnswers(answers)
  }
  return { ...summarise(rows, statSync(ledger).size, runs), answers: Object.fromEntries(answers) }
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
for (const rows of rowCounts) sizes.push(await measure(names, Number(rows), Math.max(1, Number(values.runs))))

const isFull =
  CONTESTANTS.every((name) => names.includes(name)) && SIZES.every((rows) => rowCounts.includes(rows))
if (isFull && Number(values.runs) > 0) {
  const results = { ...circumstances(), sizes }
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
