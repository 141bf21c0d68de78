// moneytrail with the rules that ask the benchmark's questions: the whole main job, output files included.
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Finding } from "../../src/model/finding.ts"
import { idSet, ledgerPath, report } from "./answers.ts"
import { loadDist } from "./load-dist.ts"

const { loadRules, screenFiles, writeScreening } = await loadDist()
const rules = await loadRules({ dirs: ["benchmarks/rules"] })
// The other pipelines set no hubs apart; neither do we, so that graphs can be compared.
const screening = await screenFiles([ledgerPath()], { rules, hubDegree: Number.MAX_SAFE_INTEGER })
const out = await mkdtemp(join(tmpdir(), "moneytrail-benchmark-"))
await writeScreening(screening, out, {})
await rm(out, { recursive: true })

const findingsOf = (rule: string): readonly Finding[] =>
  screening.findings.filter((finding) => finding.rule === rule)
const subjectsOf = (rule: string): string[] => findingsOf(rule).map(({ subject }) => subject)
const totals = Object.entries(screening.intake?.controlTotals ?? {})

report({
  accepted: screening.table.rowCount,
  totals: Object.fromEntries(totals.map(([currency, total]) => [currency, Number(total)])),
  keyword: idSet(findingsOf("benchmark-keyword").flatMap(({ payments }) => payments)),
  structuring: idSet(subjectsOf("benchmark-structuring")),
  courier: idSet(subjectsOf("benchmark-courier")),
  fanIn: idSet(subjectsOf("benchmark-fan-in")),
  graph: { nodes: screening.nodeCount, edges: screening.edgeCount, modularity: screening.modularity },
})
