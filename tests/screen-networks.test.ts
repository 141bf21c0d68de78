// The whole run with rules about networks and combinations of findings: what is found, where it is told, and that rows
// in another order change nothing.
import { describe, expect, test } from "vitest"
import { parseRules, type RulePack, type Screening, screen } from "../src/index.ts"
import type { TextFieldName } from "../src/model/payment.ts"
import type { Progress } from "../src/model/screening.ts"
import { mulberry32, shuffledIndices } from "../src/network/random.ts"
import { tableOf } from "./helpers/table.ts"
import { paymentsOf, RING, type Transfer, transfers } from "./network/ledger.ts"

function rule(id: string, typology: string, evidence: string, severity: string, detection: string) {
  const text = `id: ${id}
version: 1.0.0
title: Title of ${id}
status: stable
typology: ${typology}
severity: ${severity}
evidence: ${evidence}
description: For tests.
${detection}`
  return { file: `rules/${typology}/${id}.yaml`, text }
}

const FILES = [
  rule(
    "words",
    "wildlife-keyword",
    "text",
    "review",
    "match:\n  subject: payee\n  where: { memo: ivory }\n  reason: '{subject} sold ivory {count} times'\n",
  ),
  rule(
    "through",
    "pass-through",
    "flow",
    "review",
    `sequence:
  link: chain
  subject: { step: out, side: payer }
  steps:
    - { name: in }
    - { name: out, within: 30d, amount_ratio: { gte: 0.9, lte: 1 } }
  lookback: 30d
  reason: "{subject} passed on what it was paid {instances} times"
`,
  ),
  rule(
    "many-payers",
    "fan-in",
    "flow",
    "info",
    `window:
  group_by: payee
  lookback: 90d
  having: { distinct: { field: payer, gte: 5 } }
  reason: "{payers} paid {subject}"
`,
  ),
  rule(
    "words-and-payers",
    "composite",
    "flow",
    "high",
    `combine:
  within: 120d
  of:
    - { name: words, rules: [words] }
    - { name: payers, typologies: [fan-in] }
  reason: "{subject}: {rules}"
`,
  ),
  rule(
    "ring",
    "seller-network",
    "graph",
    "high",
    `network:
  having:
    members: { gte: 3 }
    flagged: { rules: [words], gte: 2 }
    courier_links: { gte: 1 }
    density: { gte: 0.2 }
  reason: "{members} members with {contacts} contacts"
`,
  ),
  rule(
    "ring-that-passes-on",
    "composite",
    "graph",
    "review",
    `combine:
  subject: network
  within: 365d
  of:
    - { name: ring, rules: [ring] }
    - { name: through, typologies: [pass-through] }
    - { name: combination of a member, rules: [words-and-payers] }
  reason: "{subject} has {rules}"
`,
  ),
  {
    file: "rules/lists/couriers.yaml",
    text: `id: couriers
title: Couriers
kind: names
source: tests
date: "2026-01-01"
entries: [Fast Parcels]
`,
  },
]

/** The ring, its words in memos, and a pair of strangers of whom one sells ivory too. */
const TRANSFERS: readonly Transfer[] = [
  ...RING.transfers.map((transfer) => ({
    ...transfer,
    text: {
      ...(transfer.in?.some((name) => name.startsWith("words")) === true ? { memo: "ivory" } : {}),
      ...(transfer.payee === "courier" ? { payeeName: "Fast Parcels" } : {}),
    },
  })),
  ...transfers(2, { payer: "stranger", payee: "lone", text: { memo: "ivory" } }),
]
const FIELDS: readonly TextFieldName[] = ["memo", "payeeName"]
const payments = paymentsOf(TRANSFERS)

async function run(
  pack: RulePack,
  order: readonly number[] = payments.map((_, i) => i),
  options: Parameters<typeof screen>[2] = {},
): Promise<Screening> {
  const table = tableOf(
    order.map((i) => payments[i]!),
    FIELDS,
  )
  return screen(table, pack, options)
}

const without = (...ids: string[]) =>
  parseRules(FILES.filter(({ file }) => !ids.some((id) => file.endsWith(`/${id}.yaml`))))

function found({ findings, alerts, networks, outcomes }: Screening) {
  return { findings: findings.map(({ places, rows, ...rest }) => rest), alerts, networks, outcomes }
}

const about = ({ alerts }: Screening, subject: string) => alerts.find((alert) => alert.subject === subject)!

describe("a run with rules about networks", async () => {
  const pack = parseRules(FILES)
  const whole = await run(pack)
  const plain = await run(without("ring", "ring-that-passes-on"))
  const by = (id: string) => whole.findings.filter((finding) => finding.rule === id)
  const network = whole.networks.find(({ members }) => members.some(({ party }) => party === "seller-a"))!
  const before = plain.networks.find(({ id }) => id === network.id)!

  test("finds on the network, and lists every rule's outcome", () => {
    expect(by("words-and-payers").map(({ subject }) => subject)).toEqual(["seller-a", "seller-b"])
    expect(by("words-and-payers")[0]?.reason).toBe("seller-a: Title of many-payers; Title of words")
    expect(by("ring")).toHaveLength(1)
    expect(by("ring")[0]).toMatchObject({
      subject: network.id,
      role: "network",
      reason: `${network.members.length} members with ${network.contacts.length} contacts`,
    })
    const named = network.proof.filter(({ rules }) => rules.length > 0).map(({ payment }) => payment)
    expect([...by("ring")[0]!.payments].sort()).toEqual(named.sort())
    expect(by("ring-that-passes-on")).toHaveLength(1)
    expect(by("ring-that-passes-on")[0]?.reason).toBe(
      `${network.id} has Title of ring; Title of through; Title of words-and-payers`,
    )
    expect(whole.outcomes.map(({ rule: id, findings }) => [id, findings])).toEqual(
      [...new Set(pack.rules.map(({ id }) => id))]
        .sort()
        .map((id) => [id, whole.findings.filter((finding) => finding.rule === id).length]),
    )
    const keys = whole.findings.map((finding) => finding.rule)
    expect(keys).toEqual([...keys].sort())
  })

  test("adds to the network's score, rules and reasons, and to nothing else of it", () => {
    expect(network.score).toBeGreaterThan(before.score)
    expect(network.rules).toEqual([...before.rules, "ring", "ring-that-passes-on"].sort())
    expect(network.reasons).toContain(by("ring")[0]!.reason)
    expect(network.reasons).toContain(by("ring-that-passes-on")[0]!.reason)
    expect(network.contacts).toEqual(before.contacts)
    expect(network.keyPayments).toEqual(before.keyPayments)
    expect(whole.networks.map(({ score }) => score)).toEqual(
      whole.networks.map(({ score }) => score).sort((a, b) => b - a),
    )
  })

  test("is evidence in the alerts that members have, and makes none", () => {
    expect(whole.alerts.map(({ subject }) => subject).sort()).toEqual(
      plain.alerts.map(({ subject }) => subject).sort(),
    )
    const [now, then] = [about(whole, "mule"), about(plain, "mule")]
    expect([then.severity, now.severity]).toEqual(["review", "high"])
    expect(now.rules).toEqual(["ring", "ring-that-passes-on", "through"])
    expect(now.evidence).toEqual(["flow", "graph"])
    expect(now.findings).toEqual(
      [...then.findings, by("ring")[0]!.id, by("ring-that-passes-on")[0]!.id].sort(),
    )
    expect(now.reasons).toContain(by("ring")[0]!.reason)
    const { payments: ids, total, first, last, name } = then
    expect(now).toMatchObject({ payments: ids, total, first, last, name })
    expect(network.members.find(({ party }) => party === "mule")?.score).toBe(now.score)
    for (const { party, score } of network.members)
      expect(score).toBe(whole.alerts.find(({ subject }) => subject === party)?.score ?? 0)
  })

  test("leaves who is in no such network as they are", () => {
    expect(about(whole, "lone")).toEqual(about(plain, "lone"))
    expect(about(whole, "lone").severity).toBe("review")
    expect(whole.alerts.map(({ score }) => score)).toEqual(
      whole.alerts.map(({ score }) => score).sort((a, b) => b - a),
    )
  })

  test("a combination brings its surprise, and no new kind of evidence", async () => {
    const bare = await run(without("ring", "ring-that-passes-on", "words-and-payers"))
    const [now, then] = [about(plain, "seller-a"), about(bare, "seller-a")]
    expect(now.score).toBeGreaterThan(then.score)
    expect(now.evidence).toEqual(then.evidence)
    expect(now.typologies).toContain("composite")
  })

  test("a suppressed finding on a network is listed and adds nothing", async () => {
    const entry = { party: null, pair: null, rule: "ring", by: "ana", reason: "known", until: "2099-01-01" }
    const muted = await run(pack, undefined, { suppressions: [entry] })
    const finding = muted.findings.find(({ rule: id }) => id === "ring")
    expect(finding?.suppressed).toMatchObject({ by: "ana" })
    expect(about(muted, "mule").findings).not.toContain(finding?.id)
    expect(muted.networks.find(({ id }) => id === network.id)?.rules).not.toContain("ring")
  })

  test.each([1, 2, 3])("gives the same in shuffled order, %i", async (seed) => {
    const order = shuffledIndices(payments.length, mulberry32(seed))
    expect(found(await run(pack, [...order]))).toEqual(found(whole))
  })

  test("tells of its progress and stops where it is aborted", async () => {
    const told: Progress[] = []
    await run(pack, undefined, { onProgress: (progress) => told.push(progress) })
    expect(told.filter(({ unit, stage }) => unit === "rules" && stage === "networks")).toEqual([
      { stage: "networks", done: 0, total: 2, unit: "rules", item: "ring" },
      { stage: "networks", done: 1, total: 2, unit: "rules", item: "ring-that-passes-on" },
      { stage: "networks", done: 2, total: 2, unit: "rules" },
    ])
    for (const item of ["words-and-payers", "ring-that-passes-on"]) {
      const abort = new AbortController()
      const onProgress = (progress: Progress) => {
        if (progress.item === item) abort.abort(new Error(`enough at ${item}`))
      }
      await expect(run(pack, undefined, { signal: abort.signal, onProgress })).rejects.toThrow(
        `enough at ${item}`,
      )
    }
  })
})
