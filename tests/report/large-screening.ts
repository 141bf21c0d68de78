// A screening as large as the report must stand: made by counting, so that it is the same each time.
import type { Alert } from "../../src/model/alert.ts"
import type { Finding, TextMatch } from "../../src/model/finding.ts"
import type { Network, NetworkMember } from "../../src/model/network.ts"
import type { Screening } from "../../src/model/screening.ts"
import { type PaymentTable, PaymentTableBuilder } from "../../src/model/table.ts"
import { formatTime } from "../../src/model/time.ts"
import { sampleAlert, sampleFinding, sampleNetwork, sampleRule, sampleScreening } from "./samples.ts"

const PAYMENTS_PER_ALERT = 12
const MEMBERS = 12
const START = Date.UTC(2025, 0, 1)
const STEP_MS = 240_000

const RULES = ["courier-after-sale", "fan-in-of-strangers", "wildlife-words"].map((id, index) =>
  sampleRule({ id, title: `Rule ${id}`, sha256: String(index).repeat(64) }),
)

const sellerOf = (alert: number) => `u${10_000_000 + alert * 37}`
const buyerOf = (row: number) => `u${50_000_000 + ((row * 7919) % 60_000)}`
const memoOf = (row: number) => `象牙手串 订单 ${row % 40_000}`

/** `alerts` alerts of three findings each over twelve payments each; `networks` networks of a dozen of their parties. */
export function largeScreening(alertCount: number, networkCount: number): Screening {
  const table = largeTable(alertCount)
  const networkOf = (alert: number) => Math.floor(alert / MEMBERS)
  const findings: Finding[] = []
  const alerts: Alert[] = []
  for (let alert = 0; alert < alertCount; alert++) {
    const own = RULES.map((rule, index) => findingOf(table, alert, rule.id, index))
    findings.push(...own)
    alerts.push(alertOf(alert, own, networkOf(alert) < networkCount ? `n-${networkOf(alert)}` : null))
  }
  const sample = sampleScreening()
  return {
    ...sample,
    table,
    findings,
    alerts,
    networks: Array.from({ length: networkCount }, (_, network) => networkAt(network)),
    persons: [],
    hints: [],
    hubs: [],
    outcomes: RULES.map(({ id, version }) => ({
      rule: id,
      version,
      findings: alertCount,
      notApplicable: 0,
      notDecidable: 0,
      budgetReached: [],
    })),
    pack: { ...sample.pack, rules: RULES },
  }
}

function largeTable(alertCount: number): PaymentTable {
  const builder = new PaymentTableBuilder()
  const file = builder.addFile("payments-2025.csv")
  const columns = (
    ["memo", "payerName", "payeeName", "payerCountry", "payeeCountry", "channel"] as const
  ).map((field) => builder.textColumn(field))
  for (let row = 0; row < alertCount * PAYMENTS_PER_ALERT; row++) {
    const alert = Math.floor(row / PAYMENTS_PER_ALERT)
    const values = [
      memoOf(row),
      `买家${row % 9000}`,
      `卖家${alert}`,
      row % 9 === 0 ? "VN" : "CN",
      "CN",
      "wallet",
    ]
    const text: string[] = []
    columns.forEach((column, index) => {
      text[column] = values[index]!
    })
    builder.add({
      id: `pay-2025-${String(row).padStart(9, "0")}`,
      time: START + row * STEP_MS,
      amountMinor: 10_000 + ((row * 7907) % 990_000),
      currency: "CNY",
      status: 0,
      payer: buyerOf(row),
      payee: sellerOf(alert),
      text,
      file,
      line: row + 2,
    })
  }
  return builder.done()
}

function rowsOf(alert: number): number[] {
  return Array.from({ length: PAYMENTS_PER_ALERT }, (_, index) => alert * PAYMENTS_PER_ALERT + index)
}

function findingOf(table: PaymentTable, alert: number, rule: string, index: number): Finding {
  const rows = rowsOf(alert)
  const payments = rows.map((row) => table.idOf(row))
  return sampleFinding({
    id: `f-${alert}-${index}`,
    rule,
    subject: sellerOf(alert),
    payments,
    rows,
    places: [],
    parties: [],
    from: formatTime(table.time[rows[0]!]!),
    to: formatTime(table.time[rows.at(-1)!]!),
    reason: `${sellerOf(alert)} was paid ${PAYMENTS_PER_ALERT} times, ${alert * 13}.00 CNY in all (${rule})`,
    conditions: [
      { measure: "count", threshold: "at least 5", observed: String(PAYMENTS_PER_ALERT) },
      { measure: "sum", threshold: "at least 5000.00 CNY", observed: `${alert * 13}.00 CNY` },
    ],
    matches: index === 2 ? payments.map((payment, i) => matchIn(payment, memoOf(rows[i]!))) : [],
  })
}

function matchIn(payment: string, memo: string): TextMatch {
  const [match] = sampleFinding().matches
  return { ...match!, payment, start: 0, end: 2, text: memo.slice(0, 2) }
}

function alertOf(alert: number, own: readonly Finding[], network: string | null): Alert {
  return sampleAlert({
    id: `a-${alert}`,
    subject: sellerOf(alert),
    name: `卖家${alert}`,
    score: Math.round(1000 - alert / 20) / 10,
    severity: alert % 50 === 0 ? "critical" : alert % 7 === 0 ? "high" : "review",
    rules: RULES.map(({ id }) => id),
    findings: own.map(({ id }) => id),
    network,
    payments: own[0]!.payments,
    total: { CNY: `${alert * 13}.00` },
    first: own[0]!.from,
    last: own[0]!.to,
    reasons: own.map(({ reason }) => reason),
  })
}

function networkAt(network: number): Network {
  const sample = sampleNetwork()
  const first = network * MEMBERS
  const member = (party: string, role: NetworkMember["role"]): NetworkMember => ({
    ...sample.members[0]!,
    party,
    role,
    name: `名${party}`,
  })
  const rows = rowsOf(first)
  const sellers = Array.from({ length: MEMBERS }, (_, index) => sellerOf(first + index))
  const contacts = [...new Set(sellers.flatMap((_, index) => rowsOf(first + index).map(buyerOf)))]
  return {
    ...sample,
    id: `n-${network}`,
    score: Math.round(1000 - network) / 10,
    members: sellers.map((party, index) => member(party, index % 4 === 3 ? "mule" : "seller")),
    contacts: contacts.map((party) => member(party, "buyer")),
    edges: sellers.flatMap((payee, index) =>
      rowsOf(first + index).map((row) => ({ ...sample.edges[0]!, payer: buyerOf(row), payee, count: 1 })),
    ),
    rules: [RULES[2]!.id],
    keyPayments: rows.slice(0, 5).map((row) => `pay-2025-${String(row).padStart(9, "0")}`),
    proof: [],
  }
}
