import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { buildAlerts } from "../../src/alerts/build-alerts.ts"
import { asOfDay, createSuppressor } from "../../src/alerts/suppress.ts"
import type { Finding } from "../../src/model/finding.ts"
import { finish } from "../../src/model/steps.ts"
import type { Suppression } from "../../src/model/suppression.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { isReviewed } from "../../src/network/hubs.ts"
import { DEFAULT_SCORING } from "../../src/rules/scoring.ts"
import { finding } from "../helpers/finding.ts"
import { tableOf } from "../helpers/table.ts"

const DAY = Date.parse("2026-03-01")
const PAYMENTS: readonly [payer: string, payee: string][] = [
  ["a", "s"],
  ["a", "s"],
  ["b", "s"],
  ["", "s"],
  ["a", "t"],
]

function table(): PaymentTable {
  return tableOf(
    PAYMENTS.map(([payer, payee], i) => ({
      id: `p${i}`,
      time: DAY + i,
      amountMinor: 100,
      currency: "USD",
      payer,
      payee,
    })),
  )
}

function entry(part: Partial<Suppression>): Suppression {
  return { party: null, pair: null, rule: null, by: "kim", reason: "zoo", until: "2026-12-31", ...part }
}

function isCovered(suppression: Suppression, found: Finding, asOf = "2026-03-01"): boolean {
  return createSuppressor(table(), [suppression], asOf).mark([found])[0]?.suppressed !== undefined
}

describe("what an entry covers", () => {
  const pair = { payer: "a", payee: "s" }
  test.each<[string, Partial<Suppression>, Partial<Finding>, boolean]>([
    ["its party", { party: "s" }, {}, true],
    ["no other party", { party: "t" }, {}, false],
    ["not who is no more than a payer", { party: "a" }, {}, false],
    ["its rule", { rule: "r" }, {}, true],
    ["no other rule", { rule: "q" }, {}, false],
    ["its pair", { pair }, { rows: [0, 1] }, true],
    ["its pair, whoever of the two is the subject", { pair }, { rows: [0, 1], subject: "a" }, true],
    ["not when one payment is another's", { pair }, { rows: [0, 1, 2] }, false],
    ["not when one payment is cash", { pair }, { rows: [0, 3] }, false],
    ["not the other direction", { pair: { payer: "s", payee: "a" } }, {}, false],
    ["not a finding without payments", { pair }, { rows: [] }, false],
    ["party and rule: both", { party: "s", rule: "r" }, {}, true],
    ["party and rule: not one", { party: "s", rule: "q" }, {}, false],
    ["pair and rule: both", { pair, rule: "r" }, {}, true],
    ["pair and rule: not one", { pair, rule: "q" }, {}, false],
    ["party and pair: not one", { party: "t", pair }, {}, false],
    ["all three", { party: "s", pair, rule: "r" }, {}, true],
  ])("%s", (_, scope, part, expected) => {
    expect(isCovered(entry(scope), finding(part))).toBe(expected)
  })

  test("as long as the as-of day is not after its last day", () => {
    const last = entry({ party: "s", until: "2026-03-01" })
    expect(isCovered(last, finding(), "2026-02-28")).toBe(true)
    expect(isCovered(last, finding(), "2026-03-01")).toBe(true)
    expect(isCovered(last, finding(), "2026-03-02")).toBe(false)
  })

  test("the same as when each entry is held against each finding", () => {
    const party = fc.constantFrom(null, "a", "s", "t")
    const scopes = fc
      .record({
        party,
        pair: fc.constantFrom(null, pair, { payer: "b", payee: "s" }, { payer: "a", payee: "t" }),
        rule: fc.constantFrom(null, "r", "q"),
        until: fc.constantFrom("2026-01-01", "2026-03-01", "2026-05-01"),
        by: fc.constantFrom("kim", "lee"),
      })
      .filter(({ party: of, pair: between, rule }) => of !== null || between !== null || rule !== null)
    const found = fc.record({
      subject: fc.constantFrom("a", "s", "t"),
      rule: fc.constantFrom("r", "q"),
      rows: fc.subarray([0, 1, 2, 3, 4], { minLength: 1 }),
    })
    const rows = table()
    fc.assert(
      fc.property(fc.array(scopes, { maxLength: 5 }), fc.array(found, { maxLength: 5 }), (parts, finds) => {
        const entries = parts.map((part) => entry(part))
        const findings = finds.map((part) => finding(part))
        const suppressor = createSuppressor(rows, entries, "2026-03-01")
        const marked = suppressor.mark(findings)
        const coversSlowly = (one: Suppression, of: Finding) =>
          (one.party === null || one.party === of.subject) &&
          (one.rule === null || one.rule === of.rule) &&
          (one.pair === null ||
            of.rows.every((row) => {
              const [payer, payee] = PAYMENTS[row]!
              return payer === one.pair?.payer && payee === one.pair.payee
            }))
        marked.forEach((mark, i) => {
          const best = entries
            .filter((one) => one.until >= "2026-03-01" && coversSlowly(one, findings[i]!))
            .map(({ until, by, reason }) => ({ until, by, reason }))
            .sort((a, b) => (a.until === b.until ? (a.by < b.by ? -1 : 1) : a.until < b.until ? 1 : -1))[0]
          expect(mark.suppressed).toEqual(best)
        })
        suppressor.facts().forEach((fact, i) => {
          const covered = findings.filter((of) => coversSlowly(entries[i]!, of))
          expect(fact.findings).toBe(covered.length)
          expect(fact.alerts).toBe(new Set(covered.map(({ subject }) => subject)).size)
          expect(fact.expired).toBe(entries[i]!.until < "2026-03-01")
        })
      }),
      { numRuns: 500 },
    )
  })
})

describe("alerts", () => {
  const alertsOf = (findings: readonly Finding[], suppressions: readonly Suppression[]) =>
    finish(
      buildAlerts({
        table: table(),
        findings: createSuppressor(table(), suppressions, "2026-03-01").mark(findings),
        scoring: DEFAULT_SCORING,
        statusOf: () => "stable",
      }),
    )

  test("all findings suppressed: it stays until the first note ends, scored as if it were not, and seeds no network", () => {
    const findings = [finding({ severity: "high" }), finding({ rule: "q", rows: [1, 2] })]
    const [plain] = alertsOf(findings, [])
    const until = (day: string, rule: string) => entry({ party: "s", rule, until: day, by: day })
    const [alert] = alertsOf(findings, [until("2026-04-01", "r"), until("2026-05-01", "q")])
    expect(alert).toEqual({
      ...plain,
      suppressed: { by: "2026-04-01", reason: "zoo", until: "2026-04-01" },
    })
    expect(isReviewed(plain!)).toBe(true)
    expect(isReviewed(alert!)).toBe(false)
  })

  test("some findings suppressed: the others make the score, the severity, the kinds and the reasons", () => {
    const kept = finding({ rule: "q", evidence: "timing", severity: "info" })
    const gone = finding({ severity: "high", rows: [0, 1] })
    const [alert] = alertsOf([gone, kept], [entry({ rule: "r" })])
    const [alone] = alertsOf([kept], [])
    expect(alert?.suppressed).toBeUndefined()
    for (const key of ["score", "severity", "evidence", "reasons"] as const) {
      expect(alert?.[key], key).toEqual(alone?.[key])
    }
    expect(alert?.findings).toEqual([gone.id, kept.id].sort())
    expect(alert?.payments).toEqual(["p0", "p1"])
  })

  test("an expired decision alerts again and is counted", () => {
    const suppressor = createSuppressor(table(), [entry({ party: "s", until: "2026-02-28" })], "2026-03-01")
    const marked = suppressor.mark([finding(), finding({ subject: "t" })])
    expect(marked.every(({ suppressed }) => suppressed === undefined)).toBe(true)
    expect(suppressor.facts()).toEqual([
      { ...entry({ party: "s", until: "2026-02-28" }), expired: true, findings: 1, alerts: 1 },
    ])
  })
})

describe("the as-of day", () => {
  const payment = { amountMinor: 1, currency: "USD", payer: "a", payee: "b" }

  test("is the UTC day of the last settled payment, in whatever order they come", () => {
    const rows = tableOf([
      { ...payment, id: "1", time: Date.parse("2026-03-05T23:59:59.999Z") },
      { ...payment, id: "2", time: Date.parse("2026-03-01") },
      { ...payment, id: "3", time: Date.parse("2026-04-01"), status: "pending" },
    ])
    expect(asOfDay(rows, undefined)).toBe("2026-03-05")
    expect(asOfDay(rows, "2026-01-31")).toBe("2026-01-31")
    expect(asOfDay(tableOf([]), undefined)).toBe("")
  })

  test.each(["2026-02-30", "1.3.2026", "", "2026-03-01T00:00"])("%j is no day", (text) => {
    expect(() => asOfDay(tableOf([]), text)).toThrow(/OPTION_INVALID: the as-of day is/)
  })
})
