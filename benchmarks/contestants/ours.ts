// moneytrail with the rules that ask the benchmark's questions: the whole main job, output files included.
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Answers, type HitSet, hitSet, ledgerPath, QUESTIONS, type Question, report } from "./answers.ts"
import { loadDist } from "./load-dist.ts"

const { loadRules, screenFiles, writeScreening } = await loadDist()
const pack = await loadRules({ dirs: ["benchmarks/rules"] })
// The other pipelines set no hubs apart, by list or by degree; neither do we, so that graphs can be compared.
const lists = new Map([...pack.lists].filter(([id]) => id === "benchmark-couriers"))
// The questions are about rules: what explains words innocently, benign phrases of the shipped lexicons among it, is left
// out, as the other contestants know none.
const lexicons = new Map([...pack.lexicons].filter(([id]) => id === "benchmark-words"))
const rules = { ...pack, lists, lexicons, contexts: [] }
// Nor do they look around alerts only, as we do by ourselves in large graphs.
const screening = await screenFiles([ledgerPath()], {
  rules,
  hubDegree: Number.MAX_SAFE_INTEGER,
  networkView: "all",
})
const out = await mkdtemp(join(tmpdir(), "moneytrail-benchmark-"))
await writeScreening(screening, out, {})
await rm(out, { recursive: true })

function detected(question: Question): HitSet {
  const findings = screening.findings.filter(({ rule }) => rule === question)
  return hitSet(
    findings.flatMap(({ subject, payments }) => payments.map((payment) => ({ party: subject, payment }))),
  )
}

const totals = Object.entries(screening.intake?.controlTotals ?? {})
const answers: Answers = {
  accepted: screening.table.rowCount,
  totals: Object.fromEntries(totals.map(([currency, total]) => [currency, Number(total)])),
  detections: Object.fromEntries(
    QUESTIONS.map((question) => [question, detected(question)]),
  ) as Answers["detections"],
  graph: { nodes: screening.nodeCount, edges: screening.edgeCount, modularity: screening.modularity },
}
report(answers)
