// The pipeline a data engineer would write: DuckDB reads the file and answers the questions in SQL, with as many threads
// as there are cores; igraph (Python) finds communities by Leiden. It writes nothing but the edges that igraph reads.
// Neither is a dependency: `npm install --no-save @duckdb/node-api`, and Debian's python3-igraph.
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Answers, type GraphAnswer, type HitSet, hitSet, ledgerPath, type Report } from "./answers.ts"
import { openDuckDb } from "./duckdb.ts"
import { EDGES, LOAD, PREPARE, QUESTIONS_IN_SQL, TOTALS } from "./duckdb-questions.ts"
import { BENIGN, COURIERS, WORDS } from "./ordinary-lists.ts"

const LEIDEN = fileURLToPath(new URL("../../contestants/leiden.py", import.meta.url))
/** Debian's own, whatever else is on the path: its packages are seen by it alone. */
const PYTHON = "/usr/bin/python3"

const { run, rowsOf } = await openDuckDb({ threads: availableParallelism() })

await run(LOAD(ledgerPath()))
for (const sql of PREPARE({ words: WORDS, benign: BENIGN, couriers: COURIERS })) await run(sql)

async function detected(sql: string): Promise<HitSet> {
  const rows = await rowsOf(sql)
  return hitSet(rows.map(({ party, id }) => ({ party: String(party), payment: String(id) })))
}

const detections: Record<string, HitSet> = {}
for (const [question, sql] of Object.entries(QUESTIONS_IN_SQL)) detections[question] = await detected(sql)
const totals = await rowsOf(TOTALS)
const [count] = await rowsOf("select count(*)::integer as n from payment")

const dir = mkdtempSync(join(tmpdir(), "moneytrail-edges-"))
const edges = join(dir, "edges.csv")
await run(EDGES(edges))
const graph: GraphAnswer & { readonly peakKilobytes: number } = JSON.parse(
  execFileSync(PYTHON, [LEIDEN, edges], { encoding: "utf8" }),
)
rmSync(dir, { recursive: true })
const { peakKilobytes: ofIgraph, ...answer } = graph

const line: Report<Answers> = {
  answers: {
    accepted: Number(count?.n),
    totals: Object.fromEntries(
      totals.map(({ currency, hundredths }) => [String(currency), Number(hundredths) / 100]),
    ),
    detections: detections as Answers["detections"],
    graph: answer,
  },
  // Both processes are there at once while communities are sought; DuckDB gives nothing back.
  peakKilobytes: process.resourceUsage().maxRSS + ofIgraph,
}
process.stdout.write(`${JSON.stringify(line)}\n`)
