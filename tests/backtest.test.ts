// Two packs over the same payments: the comparison is that of two runs of their own, and so is every point of a sweep.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { backtest } from "../src/backtest.ts"
import type { Alert } from "../src/model/alert.ts"
import type { Label } from "../src/model/label.ts"
import { parseRules } from "../src/rules/pack.ts"
import { screen } from "../src/screen.ts"
import { type TestPayment, tableOf } from "./helpers/table.ts"
import { ruleWith, WINDOW_FILE, WINDOW_RULE } from "./rules/rule-texts.ts"

const ID = "cash-below-us-ctr-payee"
const HOUR_MS = 3_600_000

/** Cash to someone twice within a day, whatever the amount. */
const TWICE = ruleWith(
  `window:
  group_by: payee
  lookback: 1d
  having: { count: { gte: 2 } }
  reason: "{subject} was paid {count} times"
`,
  "twice",
)
/** Both of the others on one party. */
const BOTH = {
  file: "rules/composite/both.yaml",
  text: ruleWith(
    `combine:
  subject: party
  within: 30d
  of:
    - { name: structuring, typologies: [structuring] }
    - { name: velocity, typologies: [velocity] }
  need: all
  reason: "{subject} shows {rules}"
`,
    "both",
  ).text.replace("typology: velocity", "typology: composite"),
}
const FILES = [{ file: WINDOW_FILE, text: WINDOW_RULE }, TWICE, BOTH]
const packWith = (params: string) =>
  parseRules(FILES, { settings: { file: "s.yaml", text: `rules:\n  ${ID}: { params: { ${params} } }\n` } })

const payment = fc.record({
  hours: fc.nat({ max: 24 * 10 }),
  amountMinor: fc.constantFrom(790_000, 800_000, 850_000, 900_000, 950_000, 999_900, 1_000_000),
  payer: fc.constantFrom("", "x", "y"),
  payee: fc.constantFrom("a", "b", "c", "d"),
  channel: fc.constantFrom("cash", "cash", "cash", "card"),
})
const ledger = fc.array(payment, { minLength: 15, maxLength: 40, size: "max" }).map((payments) =>
  payments.map(
    ({ hours, channel, ...rest }, i): TestPayment => ({
      ...rest,
      id: `p${i}`,
      time: Date.UTC(2024, 2, 1) + hours * HOUR_MS,
      currency: "USD",
      text: { channel },
    }),
  ),
)

const active = (alerts: readonly Alert[]) => alerts.filter(({ suppressed }) => suppressed === undefined)
const labels: Label[] = [
  { party: "a", isTrue: true, rule: null, typology: null },
  { party: "b", isTrue: false, rule: null, typology: null },
  { party: "c", isTrue: true, rule: ID, typology: null },
  { party: "nobody", isTrue: true, rule: null, typology: null },
]

test("both sides and what changed are those of two runs; what both share is used by neither wrongly", async () => {
  let changed = 0
  await fc.assert(
    fc.asyncProperty(ledger, async (payments) => {
      const table = tableOf(payments, ["channel"])
      const [before, after] = [packWith("times: 4"), packWith("times: 2, floor: 8500 USD")]
      const result = await backtest(table, before, after)
      const [old, now] = [await screen(table, before), await screen(table, after)]
      expect(result.before.alerts).toBe(old.alerts.length)
      expect(result.after.alerts).toBe(now.alerts.length)
      expect(result.rules).toEqual(
        old.outcomes.map(({ rule, findings }, i) => ({
          rule,
          before: findings,
          after: now.outcomes[i]!.findings,
        })),
      )
      const was = new Map(old.alerts.map((alert) => [alert.subject, alert]))
      for (const alert of now.alerts) {
        const other = was.get(alert.subject)
        const isSame = other?.score === alert.score && String(other.rules) === String(alert.rules)
        const change = result.changes.find(({ subject }) => subject === alert.subject)?.change
        expect(change).toBe(other === undefined ? "added" : isSame ? undefined : "changed")
      }
      changed += result.changes.length
    }),
    { numRuns: 40 },
  )
  expect(changed).toBeGreaterThan(20)
})

test("every point of a sweep is a run of its own", async () => {
  await fc.assert(
    fc.asyncProperty(
      ledger,
      fc.constantFrom("times=2:6:1", "floor=8000 USD:9500 USD:500 USD", "lookback=1d:9d:4d"),
      async (payments, steps) => {
        const table = tableOf(payments, ["channel"])
        const pack = packWith("part: 0.5")
        const { sweep } = await backtest(table, pack, pack, {
          labels,
          sweep: { request: `${ID}.${steps}`, files: FILES },
        })
        expect(sweep!.points.length).toBeGreaterThan(2)
        for (const point of sweep!.points) {
          const alone = await screen(table, packWith(`part: 0.5, ${sweep!.param}: ${point.value}`))
          const own = alone.findings.filter(({ rule }) => rule === ID)
          const subjects = new Set(own.map(({ subject }) => subject))
          expect(point).toMatchObject({
            findings: own.length,
            subjects: subjects.size,
            alerts: active(alone.alerts).length,
          })
          const known = (party: string) => payments.some(({ payee }) => payee === party)
          expect(point.metrics?.truePositives).toBe(["a", "c"].filter((party) => subjects.has(party)).length)
          expect(point.metrics?.falsePositives).toBe(subjects.has("b") ? 1 : 0)
          expect(point.metrics?.falseNegatives).toBe(
            ["a", "c"].filter((party) => known(party) && !subjects.has(party)).length,
          )
        }
      },
    ),
    { numRuns: 25 },
  )
})

describe("a small case by hand", () => {
  const at = (day: number, hour: number) => Date.UTC(2024, 2, day, hour)
  const pay = (id: string, payee: string, time: number, amountMinor = 950_000): TestPayment => ({
    id,
    payer: "x",
    payee,
    time,
    amountMinor,
    currency: "USD",
    text: { channel: "cash" },
  })
  const table = tableOf(
    [
      pay("a1", "a", at(1, 0)),
      pay("a2", "a", at(3, 0)),
      pay("a3", "a", at(5, 0)),
      pay("b1", "b", at(1, 0)),
      pay("b2", "b", at(4, 23)),
      pay("c1", "c", at(2, 0), 100),
      pay("d1", "d", at(10, 0), 100),
    ],
    ["channel"],
  )
  const options = { labels, minutesPerAlert: 20, hourlyRate: "45.50 USD" }

  test("alerts, volume, cost and labels", async () => {
    const result = await backtest(table, packWith("times: 3"), packWith("times: 2"), options)
    expect(result.payments).toBe(7)
    expect(result.labels).toEqual({ true: 2, false: 1, absent: 1, unknownRules: [] })
    expect(result.counts).toEqual({ added: 1, gone: 0, changed: 0 })
    expect(result.changes).toMatchObject([
      { subject: "b", change: "added", before: null, after: { rules: [ID] } },
    ])
    expect(result.before.volume).toEqual({
      alerts: 1,
      days: 10,
      meanPerDay: 0.1,
      maxPerDay: 1,
      byDay: [{ day: "2024-03-05", alerts: 1 }],
    })
    expect(result.before.cost).toEqual({ hours: 1 / 3, money: "15.17 USD" })
    expect(result.after.cost).toEqual({ hours: 2 / 3, money: "30.33 USD" })
    const ofRule = (side: "before" | "after") =>
      result[side].metrics?.byRule.find(({ rule }) => rule === ID)?.metrics
    expect(ofRule("before")).toMatchObject({
      truePositives: 1,
      falsePositives: 0,
      falseNegatives: 1,
      precision: 1,
      recall: 0.5,
    })
    expect(ofRule("after")).toMatchObject({
      truePositives: 1,
      falsePositives: 1,
      falseNegatives: 1,
      precision: 0.5,
      recall: 0.5,
    })
  })

  test("suppressed alerts count apart", async () => {
    const suppressions = [
      { party: "a", pair: null, rule: null, by: "me", reason: "known", until: "2030-01-01" },
    ]
    const pack = packWith("times: 2")
    const request = `${ID}.times=2:3:1`
    const result = await backtest(table, pack, pack, { suppressions, sweep: { request, files: FILES } })
    expect(result.after).toMatchObject({ alerts: 1, suppressed: 1 })
    expect(result.sweep?.points.map(({ alerts, findings }) => [alerts, findings])).toEqual([
      [1, 2],
      [0, 1],
    ])
  })

  test("minutes that are none and a rate that is no money are refused, and an abort is heard", async () => {
    const pack = packWith("times: 2")
    for (const minutesPerAlert of [Number.NaN, Number.POSITIVE_INFINITY, -1])
      await expect(backtest(table, pack, pack, { minutesPerAlert })).rejects.toMatchObject({
        code: "OPTION_INVALID",
      })
    await expect(backtest(table, pack, pack, { hourlyRate: "45" })).rejects.toMatchObject({
      code: "OPTION_INVALID",
    })
    const signal = AbortSignal.abort(new Error("enough"))
    await expect(backtest(table, pack, pack, { signal })).rejects.toThrow("enough")
  })
})
