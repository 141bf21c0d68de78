// The edges of the window contract, by hand.
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import type { Detection, Having, SequenceDetection, Step } from "../../src/rules/tree.ts"
import { packOf, ruleOf, type TestPayment, tableOf } from "../helpers/table.ts"

const DAY_MS = 86_400_000

const pay = (id: string, time: number, change: Partial<TestPayment> = {}): TestPayment => ({
  id,
  time,
  amountMinor: 10_000,
  currency: "USD",
  payer: `from-${id}`,
  payee: "shop",
  ...change,
})

const evaluate = (payments: readonly TestPayment[], detection: Detection) =>
  evaluateRule(createEngineContext(tableOf(payments), packOf()), ruleOf(detection))

const fired = (payments: readonly TestPayment[], detection: Detection) =>
  evaluate(payments, detection).findings.map((finding) => finding.payments)

const windowOf = (...having: Having[]): Detection => ({
  kind: "window",
  groupBy: "payee",
  subject: "payee",
  direction: null,
  lookbackMs: DAY_MS,
  where: null,
  having,
  reason: "",
})

const atLeast = (count: number): Having => ({ measure: "count", test: { gte: count } })

describe("the window", () => {
  test("is closed at its early end", () => {
    expect(fired([pay("p1", 0), pay("p2", DAY_MS)], windowOf(atLeast(2)))).toEqual([["p1", "p2"]])
    expect(fired([pay("p1", 0), pay("p2", DAY_MS + 1)], windowOf(atLeast(2)))).toEqual([])
  })

  test("takes in payments of its last instant, whatever their order", () => {
    const payments = [pay("p3", 5, { amountMinor: 3 }), pay("p1", 5, { amountMinor: 1 }), pay("p2", 5)]
    expect(fired(payments, windowOf(atLeast(3)))).toEqual([["p1", "p3", "p2"]])
  })

  test("does not see what comes later", () => {
    const payments = [pay("p1", 0), pay("p2", 1), pay("p3", 2)]
    const first: Having = { measure: "count", test: { lte: 1 } }
    expect(fired(payments, windowOf(first))).toEqual([["p1"]])
  })

  test("does not mix groups", () => {
    expect(fired([pay("p1", 0), pay("p2", 0, { payee: "other" })], windowOf(atLeast(2)))).toEqual([])
  })

  test("sees settled payments only", () => {
    expect(fired([pay("p1", 0), pay("p2", 0, { status: "pending" })], windowOf(atLeast(2)))).toEqual([])
  })

  test("of no length holds one instant", () => {
    const detection = { ...windowOf(atLeast(2)), lookbackMs: 0 } as Detection
    const payments = [pay("p1", 0), pay("p2", 0), pay("p3", 1)]
    expect(fired(payments, detection)).toEqual([["p1", "p2"]])
  })
})

describe("an episode", () => {
  const pairAt = (name: string, time: number) => [pay(`${name}1`, time), pay(`${name}2`, time)]

  test("takes in a trigger exactly one lookback after the last", () => {
    const payments = [...pairAt("a", 0), ...pairAt("b", DAY_MS)]
    expect(fired(payments, windowOf(atLeast(2)))).toEqual([["a1", "a2", "b1", "b2"]])
  })

  test("ends when the next trigger is one millisecond further off", () => {
    const payments = [...pairAt("a", 0), ...pairAt("b", DAY_MS + 1)]
    expect(fired(payments, windowOf(atLeast(2)))).toEqual([
      ["a1", "a2"],
      ["b1", "b2"],
    ])
  })

  test("begins with the window of its first trigger, before that trigger", () => {
    const payments = [pay("p0", -1), pay("p1", 0), pay("p2", DAY_MS)]
    expect(fired(payments, windowOf(atLeast(2)))).toEqual([["p0", "p1", "p2"]])
  })

  test("of matches gathers what is exactly the gather time apart", () => {
    const detection: Detection = {
      kind: "match",
      subject: "payee",
      where: { kind: "currency", values: ["USD"] },
      gatherMs: DAY_MS,
      also: null,
      reason: "",
    }
    const payments = [pay("p1", 0), pay("p2", DAY_MS), pay("p3", 2 * DAY_MS + 1)]
    expect(fired(payments, detection)).toEqual([["p1", "p2"], ["p3"]])
  })
})

describe("measures", () => {
  test("count both legs of a payment to oneself by party, and list it once", () => {
    const detection: Detection = {
      ...(windowOf(atLeast(2)) as Extract<Detection, { kind: "window" }>),
      groupBy: "party",
      subject: "party",
    }
    const { findings } = evaluate([pay("p1", 0, { payer: "shop" })], detection)
    expect(findings).toMatchObject([
      { subject: "shop", payments: ["p1"], rows: [0], parties: [{ party: "shop", role: "party" }] },
    ])
  })

  test("sum exactly where a running sum of doubles would drift", () => {
    const large = Number.MAX_SAFE_INTEGER
    // The last window holds p3 and p4 only, after two amounts whose sum no double holds.
    const payments = [
      pay("p1", 0, { amountMinor: large }),
      pay("p2", 1, { amountMinor: large - 1 }),
      pay("p3", DAY_MS + 2, { amountMinor: 1 }),
      pay("p4", DAY_MS + 3, { amountMinor: 2 }),
    ]
    const exactly: Having = { measure: "sum", test: { gte: 3, lte: 3, currency: "USD" } }
    expect(fired(payments, windowOf(exactly))).toEqual([["p3", "p4"]])
  })

  test("meet a ratio bound exactly", () => {
    const payments = [0, 1, 2, 3, 4].map((i) => pay(`p${i}`, i, { currency: i === 0 ? "EUR" : "USD" }))
    const where = { kind: "currency" as const, values: ["USD"] }
    const share: Having = { measure: "share", of: "count", where, currency: null, test: { gte: 0.8 } }
    expect(fired(payments, windowOf(atLeast(5), share))).toEqual([["p0", "p1", "p2", "p3", "p4"]])
  })

  test("compare with the time before, its end open and its start closed", () => {
    const baseline: Having = {
      measure: "baseline",
      of: "count",
      overMs: 2 * DAY_MS,
      atLeast: 1,
      currency: null,
      test: { gte: 0 },
    }
    const last = 3 * DAY_MS
    expect(fired([pay("p1", 0), pay("p2", last)], windowOf(baseline))).toEqual([["p2"]])
    expect(fired([pay("p1", -1), pay("p2", last)], windowOf(baseline))).toEqual([])
    // At the start of the window itself: a part of W, not of what was before.
    expect(fired([pay("p1", 2 * DAY_MS), pay("p2", last)], windowOf(baseline))).toEqual([])
    expect(fired([pay("p1", 2 * DAY_MS - 1), pay("p2", last)], windowOf(baseline))).toEqual([["p2"]])
  })

  test("are not decidable without a rate, unless another condition fails", () => {
    const payments = [pay("p1", 0), pay("p2", 1, { currency: "EUR" })]
    const sum: Having = { measure: "sum", test: { gte: 1, currency: "USD" } }
    expect(evaluate(payments, windowOf(sum))).toMatchObject({
      findings: [{ payments: ["p1"] }],
      outcome: { notDecidable: 1 },
    })
    expect(evaluate(payments, windowOf(sum, atLeast(3))).outcome).toMatchObject({ notDecidable: 0 })
  })
})

describe("a sequence", () => {
  const step = (name: string, party: "payer" | "payee", change: Partial<Step> = {}): Step => ({
    name,
    party,
    where: null,
    withinMs: DAY_MS,
    amountRatio: null,
    ...change,
  })
  const sequenceOf = (steps: readonly Step[], change: Partial<SequenceDetection> = {}): Detection => ({
    kind: "sequence",
    link: "party",
    subject: null,
    steps,
    repeat: { gte: 1 },
    lookbackMs: DAY_MS,
    reason: "",
    ...change,
  })
  const sale = step("sale", "payee", { withinMs: null })
  const parcel = step("parcel", "payer")
  const out = (id: string, time: number, change: Partial<TestPayment> = {}) =>
    pay(id, time, { payer: "shop", payee: `to-${id}`, ...change })

  test("allows exactly its time between steps", () => {
    expect(fired([pay("p1", 0), out("p2", DAY_MS)], sequenceOf([sale, parcel]))).toEqual([["p1", "p2"]])
    expect(fired([pay("p1", 0), out("p2", DAY_MS + 1)], sequenceOf([sale, parcel]))).toEqual([])
  })

  test("takes payments of one instant in either order", () => {
    const payments = [pay("p2", 0, { amountMinor: 2 }), out("p1", 0, { amountMinor: 1 })]
    expect(fired(payments, sequenceOf([sale, parcel]))).toEqual([["p1", "p2"]])
  })

  test("never uses one payment for two neighbouring steps", () => {
    expect(fired([pay("p1", 0, { payer: "shop" })], sequenceOf([sale, parcel]))).toEqual([])
    expect(fired([pay("p1", 0)], sequenceOf([sale, step("again", "payee")]))).toEqual([])
  })

  test("follows the latest payment that fits", () => {
    const payments = [pay("p1", 0), pay("p2", 1), out("p3", 2)]
    expect(fired(payments, sequenceOf([sale, parcel]))).toEqual([["p2", "p3"]])
    const ratio = { gte: 0.9, lte: 1, currency: null }
    const passes = sequenceOf([sale, step("on", "payer", { amountRatio: ratio })])
    const amounts = [
      pay("p1", 0, { amountMinor: 1000 }),
      pay("p2", 1, { amountMinor: 5000 }),
      pay("p3", 2, { amountMinor: 1001, currency: "EUR" }),
      out("p4", 3, { amountMinor: 900 }),
    ]
    expect(fired(amounts, passes)).toEqual([["p1", "p4"]])
  })

  test("meets a ratio bound exactly and has no ratio to zero", () => {
    const ratio = { gte: 0.9, currency: null }
    const passes = sequenceOf([sale, step("on", "payer", { amountRatio: ratio })])
    const inAndOut = (first: number, second: number) => [
      pay("p1", 0, { amountMinor: first }),
      out("p2", 1, { amountMinor: second }),
    ]
    expect(fired(inAndOut(10, 9), passes)).toEqual([["p1", "p2"]])
    expect(fired(inAndOut(1000, 899), passes)).toEqual([])
    expect(fired(inAndOut(0, 9), passes)).toEqual([])
  })

  test("repeats only with different first payments", () => {
    const twice = { repeat: { gte: 2 } }
    const onceSold = [pay("p1", 0), out("p2", 1), out("p3", 2)]
    expect(fired(onceSold, sequenceOf([sale, parcel], twice))).toEqual([])
    const twiceSold = [pay("p1", 0), out("p2", 1), pay("p3", 2), out("p4", 3)]
    const { findings } = evaluate(twiceSold, sequenceOf([sale, parcel], twice))
    expect(findings).toMatchObject([
      { subject: "shop", role: "party", payments: ["p1", "p2", "p3", "p4"], measures: { instances: 2 } },
    ])
  })

  test("counts its completions in a window closed at both ends", () => {
    const twice = { repeat: { gte: 2 } }
    const rule = sequenceOf([sale, step("parcel", "payer", { withinMs: 1 })], twice)
    const apart = (gap: number) => [pay("p1", 0), out("p2", 1), pay("p3", gap), out("p4", gap + 1)]
    expect(fired(apart(DAY_MS), rule)).toEqual([["p1", "p2", "p3", "p4"]])
    expect(fired(apart(DAY_MS + 1), rule)).toEqual([])
  })
})

test("a hub with many payments is not scanned again and again", { timeout: 10_000 }, () => {
  const payments = Array.from({ length: 200_000 }, (_, i) =>
    pay(`p${i}`, i, { amountMinor: i + 1, ...(i % 2 === 0 ? {} : { payer: "shop", payee: `to-${i}` }) }),
  )
  // No ratio fits, so a scan would look at every earlier payment, 10^10 in all, and run out of time.
  const ratio = { gte: 1e9, currency: null }
  const steps: Step[] = [
    { name: "in", party: "payee", where: null, withinMs: null, amountRatio: null },
    { name: "out", party: "payer", where: null, withinMs: DAY_MS, amountRatio: ratio },
  ]
  const detection: Detection = {
    kind: "sequence",
    link: "party",
    subject: null,
    steps,
    repeat: { gte: 1 },
    lookbackMs: DAY_MS,
    reason: "",
  }
  expect(fired(payments, detection)).toEqual([])
})
