// Why payments do not pass a condition, by rules that look at one payment: said exactly when the engine finds nothing,
// and moving the one bound that failed by the distance it gives makes the rule fire.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Condition, MatchDetection } from "../../../src/rules/tree.ts"
import type { TestPayment } from "../../helpers/table.ts"
import { condition, testOf, UNIT_MS, world } from "../arbitrary.ts"
import { firesOn, hasParty, moved, parties, silenceOf } from "./cases.ts"

describe("match", () => {
  const matchOf = (where: Condition, subject: "payer" | "payee" = "payee"): MatchDetection => ({
    kind: "match",
    subject,
    where,
    gatherMs: UNIT_MS,
    also: null,
    reason: "",
  })

  test("silent exactly when the engine is", async () => {
    const rule = fc.tuple(condition, fc.constantFrom("payer" as const, "payee" as const))
    await fc.assert(
      fc.asyncProperty(world, rule, parties, async (given, [where, subject], party) => {
        fc.pre(hasParty(given, party))
        const silence = await silenceOf(given, matchOf(where, subject), party)
        expect(silence.fires).toBe(firesOn(given, matchOf(where, subject), party))
        if (silence.stages?.kind !== "match") return
        expect(silence.stages.where.passed).toBe(0)
        const { payments, nearest } = silence.stages.where
        if (payments === 0) expect(nearest).toBeNull()
        if (nearest !== null) expect(nearest.misses.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })

  test("where only the amount fails, its bound moved by the gap makes the rule fire", async () => {
    let moves = 0
    const amount = testOf([50, 90, 100, 200, 1000]).map((bounds) => ({ ...bounds, currency: "USD" }))
    await fc.assert(
      fc.asyncProperty(world, amount, condition, parties, async (given, bounds, other, party) => {
        fc.pre(hasParty(given, party))
        const leaf: Condition = { kind: "amount", test: bounds }
        const silence = await silenceOf(given, matchOf({ kind: "all", of: [leaf, other] }), party)
        if (silence.stages?.kind !== "match") return
        const misses = silence.stages.where.nearest?.misses ?? []
        const [miss] = misses
        if (miss === undefined || misses.length > 1 || miss.gap === null || miss.state !== "failed") return
        // The other condition may hold amounts of its own.
        if (JSON.stringify(other).includes('"amount"')) return
        moves++
        const mended: Condition = { kind: "amount", test: moved(bounds, miss.gap) }
        expect(firesOn(given, matchOf({ kind: "all", of: [mended, other] }), party)).toBe(true)
      }),
      { numRuns: 800 },
    )
    expect(moves).toBeGreaterThan(50)
  })

  const payment = (id: string, more: Partial<TestPayment> = {}): TestPayment => ({
    id,
    time: Date.UTC(2024, 2, 1),
    amountMinor: 950_000,
    currency: "USD",
    payer: "bob",
    payee: "acme",
    ...more,
  })

  test("says of alternatives that one is enough, also of parts that must not all hold", async () => {
    const payments = [
      payment("cash", { text: { channel: "cash" } }),
      payment("card", { text: { channel: "card" } }),
      payment("silent"),
    ]
    const channel: Condition = { kind: "text", field: "channel", values: ["cash"] }
    const where: Condition = {
      kind: "all",
      of: [
        { kind: "amount", test: { gte: 9_000_000, currency: "USD" } },
        {
          kind: "not",
          of: { kind: "all", of: [channel, { kind: "exists", field: "channel", exists: true }] },
        },
      ],
    }
    const { stages } = await silenceOf({ payments, rates: undefined }, matchOf(where), "acme")
    const leaves = stages?.kind === "match" ? stages.where.leaves : []
    expect(
      leaves.map(({ depth, measure, threshold, passed, failed, withoutField }) =>
        [depth, measure, threshold, passed, failed, withoutField].join(" | "),
      ),
    ).toEqual([
      "0 | amount | at least 90000.00 USD | 0 | 3 | 0",
      "0 | alternatives | one of these is enough | 2 | 1 | 0",
      "1 | channel | not equal to cash | 1 | 1 | 1",
      "1 | channel | absent | 1 | 2 | 0",
    ])
  })

  test("says of each part how many pass, fail, and lack what it needs, and what is nearest", async () => {
    const payments = [
      payment("far", { amountMinor: 100, text: { channel: "cash" } }),
      payment("near", { amountMinor: 899_900, text: { channel: "cash" } }),
      payment("card", { text: { channel: "card" } }),
      payment("silent"),
      payment("foreign", { currency: "KES", text: { channel: "cash" } }),
    ]
    const where: Condition = {
      kind: "all",
      of: [
        { kind: "text", field: "channel", values: ["cash"] },
        { kind: "amount", test: { gte: 900_000, currency: "USD" } },
      ],
    }
    const { stages } = await silenceOf({ payments, rates: undefined }, matchOf(where), "acme")
    expect(stages).toMatchObject({
      kind: "match",
      side: "payee",
      where: {
        payments: 5,
        passed: 0,
        leaves: [
          {
            depth: 0,
            measure: "channel",
            threshold: "equal to cash",
            passed: 3,
            failed: 1,
            withoutField: 1,
            withoutRate: 0,
          },
          {
            depth: 0,
            measure: "amount",
            threshold: "at least 9000.00 USD",
            passed: 2,
            failed: 2,
            withoutField: 0,
            withoutRate: 1,
          },
        ],
        nearest: {
          payment: {
            payment: "near",
            payer: "bob",
            payee: "acme",
            amount: "8999.00 USD",
            file: "payments.csv",
            line: 3,
          },
          misses: [
            {
              measure: "amount",
              observed: "8999.00 USD",
              state: "failed",
              gap: { by: 100, text: "1.00 USD short" },
            },
          ],
        },
      },
    })
  })

  test("of alternatives, the way with the fewest parts counts", async () => {
    const text = (value: string): Condition => ({ kind: "text", field: "memo", values: [value] })
    const where: Condition = {
      kind: "any",
      of: [
        { kind: "all", of: [text("x"), { kind: "exists", field: "goods", exists: true }] },
        { kind: "not", of: text("y") },
      ],
    }
    const payments = [payment("p", { text: { memo: "y" } })]
    const { stages } = await silenceOf({ payments, rates: undefined }, matchOf(where), "acme")
    expect(stages?.kind === "match" && stages.where.nearest?.misses).toEqual([
      { measure: "memo", threshold: "not equal to y", observed: "y", state: "failed", gap: null },
    ])
  })
})
