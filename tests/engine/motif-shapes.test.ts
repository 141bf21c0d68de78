// The other shapes by hand: who they are about, which payments, and what findings say.
import { describe, expect, test } from "vitest"
import { brief, DAY_MS, evaluate, HOUR_MS } from "./motif-example.ts"

test("fan-in and fan-out: the hub, at the edge of the window", () => {
  const FAN = { withinMs: DAY_MS, width: 3 } as const
  expect(brief(evaluate("a>h@0, b>h@1, c>h@24, d>h@60, a>h@61", { ...FAN, shape: "fan-in" }))).toEqual([
    "h p1+p2+p3 1",
  ])
  const { findings } = evaluate("h>a@0, h>b@1, h>a@2, h>c@3, h>h@3", { ...FAN, shape: "fan-out" })
  expect(findings[0]).toMatchObject({
    subject: "h",
    role: "hub",
    payments: ["p1", "p2", "p3", "p4"],
    parties: [
      { party: "h", role: "hub" },
      { party: "a", role: "payee" },
      { party: "b", role: "payee" },
      { party: "c", role: "payee" },
    ],
    conditions: [
      { measure: "different payees", threshold: "at least 3", observed: "3" },
      { measure: "first to last payment", threshold: "at most 1d", observed: "3h" },
    ],
  })
})

describe("scatter-gather", () => {
  const SCATTER = { shape: "scatter-gather", withinMs: DAY_MS, width: 2, subject: "source" } as const
  const TEXT = "s>m@0 50, s>n@1 50, m>t@2 48, n>t@3 40, n>u@4"

  test("is about the source, or the sink", () => {
    const { findings } = evaluate(TEXT, { ...SCATTER, amountRatio: { gte: 0.8, lte: 1, currency: null } })
    expect(findings[0]).toMatchObject({
      subject: "s",
      role: "source",
      payments: ["p1", "p2", "p3", "p4"],
      parties: [
        { party: "s", role: "source" },
        { party: "m", role: "intermediary" },
        { party: "n", role: "intermediary" },
        { party: "t", role: "sink" },
      ],
      conditions: [
        { measure: "different intermediaries", threshold: "at least 2", observed: "2" },
        { measure: "amount to the one before", threshold: "from 0.8 to 1", observed: "0.8 to 0.96" },
      ],
    })
    expect(brief(evaluate(TEXT, { ...SCATTER, subject: "sink" }))).toEqual(["t p1+p2+p3+p4 2"])
  })

  test("is no money that comes back to its source", () => {
    expect(brief(evaluate("s>m@0, s>n@0, m>s@1, n>s@1", SCATTER))).toEqual([])
  })

  test("needs each payment passed on in time", () => {
    expect(brief(evaluate(TEXT, { ...SCATTER, hopWithinMs: 2 * HOUR_MS }))).toEqual(["s p1+p2+p3+p4 2"])
    expect(brief(evaluate(TEXT, { ...SCATTER, hopWithinMs: 2 * HOUR_MS - 1 }))).toEqual([])
  })
})

describe("stack", () => {
  const STACK = { shape: "stack", withinMs: DAY_MS, width: 2, shared: 2, subject: "source" } as const

  test("has several ends that several intermediaries pay", () => {
    // n alone pays v, so that payment is left out.
    const text = "s>m@0, s>n@0, m>t@2, n>t@3, m>u@4, n>u@5, n>v@5"
    const { findings } = evaluate(text, STACK)
    expect(findings[0]).toMatchObject({
      subject: "s",
      payments: ["p1", "p2", "p3", "p4", "p5", "p6"],
      measures: { instances: 4 },
      conditions: [
        { measure: "different intermediaries", threshold: "at least 2", observed: "2" },
        { measure: "different sinks", threshold: "at least 2", observed: "2" },
      ],
    })
    expect(brief(evaluate(text, { ...STACK, widthOut: 3 }))).toEqual([])
    expect(brief(evaluate(text, { ...STACK, subject: "sink", widthOut: 1 }))).toEqual([
      "t p1+p2+p3+p4 2",
      "u p1+p2+p5+p6 2",
    ])
  })

  test("leaves out an end that no longer counted when it was complete", () => {
    const text = "s>m@0, m>t@1, s>n@4, n>t@5, s>m@8, s>n@8, m>u@9, m>v@10, n>u@11, n>v@12"
    expect(brief(evaluate(text, { ...STACK, withinMs: 10 * HOUR_MS }))).toEqual(["s p5+p6+p7+p8+p9+p10 4"])
  })

  test("leaves out an end that did not count yet", () => {
    const text = "s>m@0, s>n@0, m>u@1, m>v@1, n>u@1, n>v@1, s>m@3, m>t@4, s>n@9, n>t@11"
    expect(brief(evaluate(text, { ...STACK, withinMs: 10 * HOUR_MS }))).toEqual(["s p1+p2+p3+p4+p5+p6 4"])
  })
})

test("gather-scatter: many in, then many out, of about the same sum", () => {
  const HUB = { shape: "gather-scatter", withinMs: DAY_MS, width: 2, widthOut: 3 } as const
  const text = "a>h@0 60, b>h@1 40, h>c@2 30, h>d@3 30, h>e@25 30, h>f@80 1"
  const amountRatio = { gte: 0.9, lte: 1, currency: null }
  const { findings } = evaluate(text, { ...HUB, amountRatio })
  expect(findings[0]).toMatchObject({
    subject: "h",
    role: "hub",
    payments: ["p1", "p2", "p3", "p4", "p5"],
    conditions: [
      { measure: "different payers", threshold: "at least 2", observed: "2" },
      { measure: "different payees", threshold: "at least 3", observed: "3" },
      { measure: "paid out to paid in", threshold: "from 0.9 to 1", observed: "0.9" },
    ],
  })
  // The hub is none of its payers or payees.
  expect(findings[0]?.measures).toMatchObject({ payers: 2, payees: 3 })
  expect(brief(evaluate(text, { ...HUB, maxDegree: 5 }))).toEqual([])
})

test("gather-scatter: what came in in one currency and went out in another has no ratio", () => {
  const HUB = { shape: "gather-scatter", withinMs: DAY_MS, width: 2, widthOut: 2 } as const
  const text = "a>h@0 60EUR, b>h@1 40EUR, h>c@2 50, h>d@3 50"
  const amountRatio = { gte: 0.9, currency: null }
  const { findings, outcome } = evaluate(text, { ...HUB, amountRatio })
  // Only the first payment out has enough after it.
  expect([findings, outcome.notDecidable]).toEqual([[], 1])
  expect(brief(evaluate(text.replaceAll("EUR", ""), { ...HUB, amountRatio }))).toEqual(["h p1+p2+p3+p4 1"])
})

test("bipartite: payers of the same payees", () => {
  const BIPARTITE = { shape: "bipartite", withinMs: DAY_MS, width: 3, shared: 2 } as const
  const text = "a>x@0, a>y@1, b>x@2, b>y@3, c>x@4, c>y@5, c>z@6, d>x@6"
  const { findings } = evaluate(text, BIPARTITE)
  expect(findings[0]).toMatchObject({
    subject: "c",
    role: "payer",
    payments: ["p1", "p2", "p3", "p4", "p5", "p6"],
    parties: [
      { party: "c", role: "payer" },
      { party: "x", role: "payee" },
      { party: "y", role: "payee" },
      { party: "a", role: "payer" },
      { party: "b", role: "payer" },
    ],
    conditions: [
      { measure: "payers of the same", threshold: "at least 3", observed: "3" },
      { measure: "payees in common", threshold: "at least 2", observed: "2" },
    ],
  })
})
