// moneytrail with its whole shipped pack: what a user runs, all output files but the report. It answers other questions than
// the rest, so only its intake can be compared.
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ledgerPath, report } from "./answers.ts"
import { loadDist } from "./load-dist.ts"

const { loadRules, screenFiles, writeScreening } = await loadDist()
const screening = await screenFiles([ledgerPath()], { rules: await loadRules({}) })
const out = await mkdtemp(join(tmpdir(), "moneytrail-benchmark-"))
await writeScreening(screening, out, { without: ["report.html"] })
await rm(out, { recursive: true })

const totals = Object.entries(screening.intake?.controlTotals ?? {})
report({
  accepted: screening.table.rowCount,
  totals: Object.fromEntries(totals.map(([currency, total]) => [currency, Number(total)])),
  findings: screening.findings.length,
  alerts: screening.alerts.length,
  networks: screening.networks.length,
})
