// What is told of the alerts of the platform fits their payments: those that alerts.jsonl lists, not those of others in their
// networks.
import { join } from "node:path"
import { beforeAll, expect, test } from "vitest"
import { tellApart } from "../src/model/finding.ts"
import type { Screening } from "../src/model/screening.ts"
import { loadRules, screenFiles } from "../src/node.ts"
import { formatTotal } from "../src/report/csv-cells.ts"
import { goamlReport } from "../src/report/goaml.ts"
import { alertNarrative } from "../src/report/narrative.ts"
import { parseGoamlProfile } from "../src/rules/goaml-profile.ts"

const LEDGER = join(import.meta.dirname, "../fixtures/platform/payments.csv")
const PROFILE = parseGoamlProfile("fiu.yaml", "report: { currency_code_local: CNY }\nmy_clients: subject\n")

let screening: Screening
beforeAll(async () => {
  screening = await screenFiles([LEDGER], { rules: await loadRules() })
})

test("narratives and goAML reports count, sum and list what alerts.jsonl does", () => {
  const byId = new Map(screening.findings.map((finding) => [finding.id, finding]))
  let wider = 0
  for (const alert of screening.alerts) {
    const findings = alert.findings.map((id) => byId.get(id)!)
    const own = new Set(alert.payments)
    if (findings.some(({ payments }) => payments.some((payment) => !own.has(payment)))) wider++
    const narrative = alertNarrative(screening, alert)
    const count = own.size === 1 ? "1 payment" : `${own.size} payments`
    expect(narrative).toContain(`- ${count}, ${formatTotal(alert.total)} in all.`)
    const words = tellApart(alert, findings).own.flatMap(({ matches }) =>
      matches.filter(({ kind }) => kind !== "benign"),
    )
    expect(words.every(({ payment }) => own.has(payment))).toBe(true)
    expect(narrative.includes("No word for wildlife stands in these payments")).toBe(words.length === 0)
    const { xml } = goamlReport(PROFILE, { alert, findings, table: screening.table })
    const numbers = Array.from(xml.matchAll(/<transactionnumber>([^<]*)</g), ([, number]) => number)
    expect(numbers).toEqual(alert.payments)
  }
  expect(wider).toBeGreaterThan(5)
})

test("money that went to cash is not said to have gone to nobody", () => {
  const reasons = screening.findings.map(({ reason }) => reason)
  expect(reasons.filter((reason) => /\b0 (?:payers|payees)\b/.test(reason))).toEqual([])
  expect(reasons.filter((reason) => reason.includes(" 0 known payees (cash and unknown"))).not.toEqual([])
})
