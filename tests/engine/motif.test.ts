// Cycles and chains by hand: who they are about, which payments, and what findings say.
import { describe, expect, test } from "vitest"
import { brief, DAY_MS, evaluate } from "./motif-example.ts"

describe("cycle", () => {
  const CYCLE = { shape: "cycle", withinMs: 2 * DAY_MS, hops: { gte: 3, lte: 4 } } as const

  test("says what came back, when and how much of it", () => {
    const { findings } = evaluate("a>b@0 100, b>c@5 95, c>a@26 90, c>x@6", {
      ...CYCLE,
      hopWithinMs: DAY_MS,
      amountRatio: { gte: 0.9, lte: 1, currency: null },
    })
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      subject: "a",
      role: "opener",
      payments: ["p1", "p2", "p3"],
      parties: [
        { party: "a", role: "opener" },
        { party: "b", role: "intermediary" },
        { party: "c", role: "intermediary" },
      ],
      conditions: [
        { measure: "payments in a row", threshold: "from 3 to 4", observed: "3" },
        { measure: "first to last payment", threshold: "at most 2d", observed: "1d 2h" },
        { measure: "time between payments", threshold: "at most 1d", observed: "5h to 21h" },
        { measure: "amount to the one before", threshold: "from 0.9 to 1", observed: "0.9474 to 0.95" },
        { measure: "cycles", threshold: "at least 1", observed: "1" },
      ],
      reason: "a: once, 3 payments, 3 parties",
    })
  })

  test("is about who pays first, whoever is named first", () => {
    expect(brief(evaluate("b>c@1, c>a@2, a>b@3", CYCLE))).toEqual(["b p1+p2+p3 1"])
  })

  test("of one instant counts once", () => {
    // The canonical order is by amount here: c's payment opens.
    expect(brief(evaluate("a>b@1 3, b>c@1 2, c>a@1 1", CYCLE))).toEqual(["c p3+p2+p1 1"])
  })

  test("of one instant is about one whom the others lead back to, if only one reading is in the bounds", () => {
    const amountRatio = { lte: 1, currency: null }
    expect(brief(evaluate("a>b@1 3, b>c@1 2, c>a@1 1", { ...CYCLE, amountRatio }))).toEqual(["a p3+p2+p1 1"])
  })

  test("of one instant is about one with too many counterparties, if it goes through all others", () => {
    const text = "a>b@1 3, b>c@1 2, c>a@1 1, a>x@0, a>y@0"
    expect(brief(evaluate(text, { ...CYCLE, maxDegree: 2 }))).toEqual(["a p3+p2+p1 1"])
  })

  test("ends exactly at the edge of its time, and not a moment later", () => {
    expect(brief(evaluate("a>b@0, b>c@1, c>a@48", CYCLE))).toEqual(["a p1+p2+p3 1"])
    expect(brief(evaluate("a>b@0, b>c@1, c>a@48.001", CYCLE))).toEqual([])
  })

  test("goes through no party with too many counterparties, but may begin with one", () => {
    const text = "a>b@0, b>c@1, c>a@2, a>x@0, a>y@0"
    expect(brief(evaluate(text, { ...CYCLE, maxDegree: 2 }))).toEqual(["a p1+p2+p3 1"])
    expect(brief(evaluate(text.replaceAll("a>x", "b>x"), { ...CYCLE, maxDegree: 2 }))).toEqual([])
  })

  test("every set of payments is one, and those that open within the time are one finding", () => {
    const text = "a>b@0, a>b@1, b>c@2, b>d@2, c>a@3, d>a@3, a>b@60, b>c@61, c>a@62"
    expect(brief(evaluate(text, CYCLE))).toEqual(["a p1+p2+p3+p4+p5+p6 4", "a p7+p8+p9 1"])
  })
})

describe("chain", () => {
  const CHAIN = { shape: "chain", withinMs: 2 * DAY_MS, hops: { gte: 3, lte: 4 } } as const

  test("names its ends", () => {
    const { findings } = evaluate("a>b@0, b>c@1, c>d@2", CHAIN)
    expect(findings.map(({ parties }) => parties)).toEqual([
      [
        { party: "a", role: "opener" },
        { party: "b", role: "intermediary" },
        { party: "c", role: "intermediary" },
        { party: "d", role: "sink" },
      ],
    ])
  })

  test("is the longest there is, not each part of it", () => {
    expect(brief(evaluate("a>b@0, b>c@1, c>d@2, d>e@3", CHAIN))).toEqual(["a p1+p2+p3+p4 1"])
  })

  test("of more than the most payments is its beginning", () => {
    expect(brief(evaluate("a>b@0, b>c@1, c>d@2, d>e@3, e>f@4", CHAIN))).toEqual(["a p1+p2+p3+p4 1"])
  })

  test("begins later where it would take too long", () => {
    expect(brief(evaluate("a>b@0, b>c@40, c>d@47, d>e@49", CHAIN))).toEqual(["a p1+p2+p3 1", "b p2+p3+p4 1"])
  })

  test("forks", () => {
    expect(brief(evaluate("a>b@0, b>c@1, c>d@2, c>e@2", CHAIN))).toEqual(["a p1+p2+p3+p4 2"])
  })

  test("ends at a party with too many counterparties", () => {
    const text = "a>b@0, b>c@1, c>d@2, d>e@3, d>x@0, d>y@0"
    expect(brief(evaluate(text, { ...CHAIN, maxDegree: 3 }))).toEqual(["a p1+p2+p3 1"])
  })

  test("is found behind many payments that lead nowhere", () => {
    const nowhere = Array.from({ length: 200 }, () => "b>x@1").join(", ")
    expect(brief(evaluate(`a>b@0, ${nowhere}, b>c@2, c>d@3`, CHAIN))).toEqual(["a p1+p202+p203 1"])
  })
})
