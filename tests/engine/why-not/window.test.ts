// Why a window rule is silent: it says so exactly when the engine finds nothing, and moving the one bound that failed by
// the distance it gives makes the rule fire.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Detection, Having } from "../../../src/rules/tree.ts"
import { ALL_GROUPS, anyHaving, identifiedWorld, windowRule } from "../arbitrary-window.ts"
import { DAY_MS, firesOn, given, hasParty, moved, parties, pay, silenceOf } from "./cases.ts"

describe.each(ALL_GROUPS)("window by $groupBy, $subject, $direction", (group) => {
  test("silent exactly when the engine is; one bound moved by its gap makes it fire", async () => {
    let moves = 0
    const isAlwaysAbout = ["payer", "payee", "pair", "party"].includes(group.groupBy)
    const rule = windowRule(group, fc.array(anyHaving, { minLength: 1, maxLength: 3 }))
    await fc.assert(
      fc.asyncProperty(identifiedWorld, rule, parties, async (given, detection, party) => {
        fc.pre(hasParty(given, party) && detection.having.length > 0)
        const silence = await silenceOf(given, detection, party)
        expect(silence.fires).toBe(firesOn(given, detection, party))
        expect(silence.fires).toBe(silence.findings.length > 0)
        expect(silence.stages === null).toBe(silence.fires)
        if (silence.stages?.kind !== "window") return
        const { where: tally, nearest } = silence.stages
        for (const leaf of tally.leaves)
          expect(leaf.passed + leaf.failed + leaf.withoutField + leaf.withoutRate).toBe(tally.payments)
        if (isAlwaysAbout) expect(nearest === null).toBe(tally.passed === 0)
        if (nearest === null) return
        const missed = nearest.having.flatMap(({ state, gap }, i) => (state === "met" ? [] : [{ gap, i }]))
        // By identifier, a window in which all is met may be a finding about another holder.
        if (missed.length === 0) expect(silence.takesPartIn).toContainEqual(silence.foundAbout)
        else expect(silence.foundAbout).toBeNull()
        const [only] = missed
        if (only === undefined || missed.length > 1 || only.gap === null || !isAlwaysAbout) return
        moves++
        const having = detection.having.map((one, i) =>
          i === only.i ? ({ ...one, test: moved(one.test, only.gap!) } as Having) : one,
        )
        expect(firesOn(given, { ...detection, having }, party)).toBe(true)
      }),
      { numRuns: 100 },
    )
    if (isAlwaysAbout) expect(moves).toBeGreaterThan(2)
  })
})

test("a window: what it has, what it needs, what is short", async () => {
  const payments = [
    pay("a", "x", "acme", 0),
    pay("b", "y", "acme", 1),
    pay("c", "x", "acme", 9),
    pay("d", "x", "z", 9),
  ]
  const detection: Detection = {
    kind: "window",
    groupBy: "payee",
    subject: "payee",
    direction: null,
    lookbackMs: 2 * DAY_MS,
    where: null,
    having: [
      { measure: "count", test: { gte: 3 } },
      { measure: "sum", test: { gte: 1_000_000, currency: "USD" } },
    ],
    reason: "",
  }
  const { stages } = await silenceOf(given(payments), detection, "acme")
  expect(stages).toMatchObject({
    where: { payments: 3, passed: 3 },
    nearest: {
      group: ["acme"],
      from: "2024-03-01T00:00:00Z",
      to: "2024-03-02T00:00:00Z",
      payments: ["a", "b"],
      having: [
        {
          measure: "count",
          threshold: "at least 3",
          observed: "2",
          state: "missed",
          gap: { by: 1, text: "1 short" },
        },
        { measure: "sum", observed: "16800.00 USD", state: "met", gap: null },
      ],
    },
  })
})

test("an endless ratio misses a bound by nothing that can be said", async () => {
  const detection: Detection = {
    kind: "window",
    groupBy: "party",
    subject: "party",
    direction: null,
    lookbackMs: DAY_MS,
    where: null,
    having: [{ measure: "in_out", of: "count", currency: null, test: { lte: 1.2 } }],
    reason: "",
  }
  const silence = await silenceOf(given([pay("a", "x", "acme", 0)]), detection, "acme")
  expect(silence.stages).toMatchObject({
    nearest: { having: [{ observed: "nothing out", state: "missed", gap: null }] },
  })
})
