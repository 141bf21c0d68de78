// Writes the tables of the README from the results that are kept: `npx tsx benchmarks/readme-tables.ts`. `npm run bench`
// does it last.
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { ROOT } from "./contestant.ts"
import type { Circumstances, ContestantResult, SizeResult } from "./results.ts"

const PIPELINES: Readonly<Record<string, string>> = {
  "ours-full": "moneytrail: the whole shipped pack, networks, all files but the report",
  "duckdb-igraph":
    "DuckDB (2 threads) and igraph's Leiden: ten detections in SQL, communities, nothing written",
  ours: "moneytrail: these ten detections, no hubs set apart, all files and the report",
  ordinary: "fast-csv, zod, json-rules-engine, graphology: these ten detections, nothing written",
}

type Pipelines = Circumstances & { readonly sizes: readonly SizeResult[] }
type Parts = Circumstances & { readonly reading: SizeResult; readonly conditions: SizeResult }

function pipelineTables({ sizes, ...taken }: Pipelines): string {
  const rows = sizes.flatMap(({ rows: payments, contestants }) =>
    Object.entries(PIPELINES).flatMap(([name, what]) => {
      const found = contestants.find((contestant) => contestant.name === name)
      return found === undefined
        ? []
        : [line(payments.toLocaleString("en"), what, found, found.timesOursFull)]
    }),
  )
  return `${sentence(taken)}\n\n${table(["payments", "", "times the whole pack"], rows)}`
}

function partTables({ reading, conditions, ...taken }: Parts): string {
  const rows = [
    { result: reading, what: "reading" },
    { result: conditions, what: "eight conditions on each" },
  ].flatMap(({ result, what }) =>
    result.contestants.map((one) =>
      line(`${what}, ${result.rows.toLocaleString("en")}`, one.name, one, one.timesOurs),
    ),
  )
  return `${sentence(taken)}\n\n${table(["part, payments", "", "times ours"], rows)}`
}

function sentence({ date, machine }: Circumstances): string {
  const { cores, cpu, memoryGigabytes, node } = machine
  return `Medians, ${cores} cores of an ${cpu.replaceAll("(R)", "")}, ${memoryGigabytes} GiB, Node ${node.slice(1)}, ${date}.`
}

function table([first, second, last]: [string, string, string], rows: readonly string[]): string {
  return [
    `| ${first} | ${second} | seconds | peak memory, MB | ${last} |`,
    "| ---: | --- | ---: | ---: | ---: |",
    ...rows,
  ].join("\n")
}

function line(
  first: string,
  what: string,
  { medianSeconds, medianPeakMegabytes }: ContestantResult,
  ratio: number | null,
): string {
  return `| ${first} | ${what} | ${medianSeconds} | ${medianPeakMegabytes.toLocaleString("en")} | ${ratio ?? ""} |`
}

/** Throws when the README has no such place. */
function replaceBetween(text: string, mark: string, content: string): string {
  const [open, close] = [`<!-- ${mark} -->`, `<!-- end of ${mark} -->`]
  const [start, end] = [text.indexOf(open), text.indexOf(close)]
  if (start < 0 || end < start) throw new Error(`README.md has no ${open} … ${close}`)
  return `${text.slice(0, start + open.length)}\n\n${content}\n\n${text.slice(end)}`
}

const README = join(ROOT, "README.md")
const kept = (name: string) => JSON.parse(readFileSync(join(ROOT, "benchmarks/results", name), "utf8"))
const withPipelines = replaceBetween(
  readFileSync(README, "utf8"),
  "pipelines.json",
  pipelineTables(kept("pipelines.json") as Pipelines),
)
writeFileSync(README, replaceBetween(withPipelines, "parts.json", partTables(kept("parts.json") as Parts)))
