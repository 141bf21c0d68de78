// Measures of windows with figures worked out by hand.
import { describe, expect, test } from "vitest"
import type { Having, WindowDetection } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import { DAY_MS, evaluate, pay, rule } from "./window-cases.ts"

/** Payments to a shop with these amounts, a millisecond apart. */
const amounts = (...minor: number[]) =>
  minor.map((amountMinor, i) => pay(`p${i}`, 0, { time: i, amountMinor }))

/** What the fullest window of the only finding shows of the last measure. */
function observed(payments: readonly TestPayment[], detection: WindowDetection): string | undefined {
  const { findings } = evaluate(payments, detection)
  expect(findings.length).toBeLessThan(2)
  return findings[0]?.conditions.at(-1)?.observed
}

const BY_PARTY = { groupBy: "party", subject: "party" } as const

describe("the median", () => {
  const between = (gte: number, lte: number): Having => ({
    measure: "median",
    test: { gte, lte, currency: "USD" },
  })

  test("is the amount in the middle, or between the two there", () => {
    // Windows: 5 | 1 5 | 1 5 9 | 1 4 5 9, of medians 5, 3, 5, 4.5.
    const payments = amounts(5, 1, 9, 4)
    expect(evaluate(payments, rule([between(3, 3)])).findings).toMatchObject([{ payments: ["p0", "p1"] }])
    expect(evaluate(payments, rule([between(4.5, 4.5)])).findings).toMatchObject([
      { payments: ["p0", "p1", "p2", "p3"] },
    ])
    expect(evaluate(payments, rule([between(4, 4)])).findings).toEqual([])
  })

  test("forgets what leaves the window", () => {
    const payments = [
      pay("p1", 0, { amountMinor: 1 }),
      pay("p2", 1, { amountMinor: 3 }),
      pay("p3", 2.5, { amountMinor: 7 }),
    ]
    expect(evaluate(payments, rule([between(7, 7)])).findings).toMatchObject([{ payments: ["p3"] }])
  })

  test("is exact where a sum of two amounts is no safe integer", () => {
    const large = Number.MAX_SAFE_INTEGER
    expect(evaluate(amounts(large, large - 2), rule([between(large - 1, large - 1)])).findings).toHaveLength(
      1,
    )
  })
})

describe("the distance from Benford's law", () => {
  const benford = (atLeast: number): Having => ({ measure: "benford", atLeast, test: { gte: 0 } })
  const once = amounts(1, 20, 300, 4000, 50_000, 600_000, 7_000_000, 80_000_000, 999_999_999)

  test("of nine amounts, one with each first digit", () => {
    // |1/9 − p| for d = 1 to 9: 0.18992 0.06498 0.01383 0.01420 0.03193 0.04416 0.05312 0.05996 0.06535; sum 0.53745.
    expect(observed(once, rule([benford(9)]))).toBe("0.0597")
  })

  test("of amounts that all begin with one", () => {
    // (1 − 0.30103) once for the digit 1 and once for all others together: 1.39794 / 9.
    expect(observed(amounts(1, 10, 19, 199_999), rule([benford(4)]))).toBe("0.1553")
  })

  test("needs its number of amounts, and zero is none", () => {
    expect(observed(once, rule([benford(10)]))).toBeUndefined()
    expect(observed(amounts(0, 0, 1), rule([benford(2)]))).toBeUndefined()
    expect(observed(amounts(0, 0, 1), rule([benford(1)]))).toBe("0.1553")
    expect(observed(amounts(0), rule([benford(0)]))).toBeUndefined()
  })
})

describe("the longest silence", () => {
  const idle = (of: "payer" | "payee" | "pair", days: number): Having => ({
    measure: "idle",
    of,
    test: { gte: days * DAY_MS },
  })

  test("is the time since the last payment on either side, met exactly", () => {
    // bob is paid on day 0 and pays on day 180.
    const payments = [pay("p1", 0, { payer: "ann", payee: "bob" }), pay("p2", 180)]
    expect(observed(payments, rule([idle("payer", 180)]))).toBe("180d")
    expect(observed(payments, rule([idle("payer", 181)]))).toBeUndefined()
    // Nobody knows how long the shop was silent before its first payment.
    expect(observed(payments, rule([idle("payee", 0)]))).toBeUndefined()
  })

  test("is not ended by another payment of the instant, nor by one that is not settled", () => {
    const payments = [
      pay("p1", 0),
      pay("p2", 100, { status: "pending" }),
      pay("p3", 200),
      pay("p4", 200, { amountMinor: 5 }),
    ]
    expect(observed(payments, rule([{ measure: "count", test: { gte: 2 } }, idle("payer", 200)]))).toBe(
      "200d",
    )
  })

  test("stands for the whole window, not for its last payment only", () => {
    const payments = [pay("p1", 0), pay("p2", 200), pay("p3", 200.5)]
    const [finding] = evaluate(
      payments,
      rule([{ measure: "count", test: { gte: 2 } }, idle("payer", 200)]),
    ).findings
    expect(finding?.payments).toEqual(["p2", "p3"])
  })

  test("of the other side is not ended by payments of others in the group", () => {
    const carl = { payer: "carl" }
    const payments = [pay("p1", 0, { payee: "ann" }), pay("p2", 0, carl), pay("p3", 60, carl), pay("p4", 100)]
    expect(observed(payments, rule([idle("payer", 100)]))).toBe("100d")
    expect(observed(payments, rule([idle("payer", 100)], { groupBy: "pair" }))).toBe("100d")
    expect(observed(payments, rule([idle("payer", 101)]))).toBeUndefined()
  })

  test("of a pair counts payments in its own direction", () => {
    const payments = [pay("p1", 0), pay("p2", 90, { payer: "shop", payee: "bob" }), pay("p3", 200)]
    expect(observed(payments, rule([idle("pair", 200)]))).toBe("200d")
    expect(observed(payments, rule([idle("payer", 110)]))).toBe("110d")
    expect(observed(payments, rule([idle("payer", 111)]))).toBeUndefined()
  })
})

describe("the most common value", () => {
  const repeated = (field: "payer" | "memo" | "amount", of: "count" | "share", gte: number): Having => ({
    measure: "repeated",
    field,
    of,
    test: { gte },
  })
  const memo = (id: string, time: number, text: string) =>
    pay(id, 0, { time, text: text === "" ? {} : { memo: text } })
  const payments = [memo("p1", 0, "rent"), memo("p2", 1, "tea"), memo("p3", 2, "rent"), memo("p4", 3, "")]

  test("is counted, or its share of all payments, with or without a value", () => {
    expect(observed(payments, rule([repeated("memo", "count", 2)]))).toBe("2")
    expect(
      observed(payments, rule([{ measure: "count", test: { gte: 4 } }, repeated("memo", "share", 0.5)])),
    ).toBe("0.5")
    expect(observed(payments, rule([repeated("memo", "count", 3)]))).toBeUndefined()
    expect(observed(payments, rule([repeated("payer", "count", 4)]))).toBe("4")
  })

  test("is another one when the first leaves the window", () => {
    const later = [...payments, pay("p5", 1, { time: DAY_MS + 1, text: { memo: "tea" } })]
    const tea = rule([{ measure: "count", test: { lte: 4 } }, repeated("memo", "count", 2)])
    // The last window begins with p2: tea twice, rent once.
    expect(evaluate(later, tea).findings[0]?.payments).toContain("p5")
    const mixed = [pay("a", 0, { amountMinor: 1 }), pay("b", 0, { amountMinor: 1, currency: "EUR" })]
    expect(observed(mixed, rule([repeated("amount", "count", 2)]))).toBeUndefined()
  })
})

describe("what came in by what went out", () => {
  const inOut = (of: "sum" | "count", test: Having["test"]): Having => ({
    measure: "in_out",
    of,
    currency: null,
    test,
  })
  const into = pay("p1", 0, { payee: "mule", amountMinor: 1000 })
  const out = pay("p2", 0.5, { payer: "mule", payee: "x", amountMinor: 950 })
  const two = { measure: "count", test: { gte: 2 } } as const

  test("is a ratio of money or of payments", () => {
    // 1000 / 950 = 1.0526…
    expect(observed([into, out], rule([two, inOut("sum", { gte: 1, lte: 1.1 })], BY_PARTY))).toBe("1.0526")
    expect(observed([into, out], rule([two, inOut("count", { gte: 1, lte: 1 })], BY_PARTY))).toBe("1")
  })

  test("is without bound while nothing went out, and nothing while nothing moved", () => {
    expect(evaluate([into], rule([inOut("sum", { gt: 1e9 })], BY_PARTY)).findings).toMatchObject([
      { subject: "mule", conditions: [{ threshold: "more than 1000000000", observed: "nothing out" }] },
    ])
    expect(
      evaluate([{ ...into, amountMinor: 0 }], rule([inOut("sum", { gte: 0 })], BY_PARTY)).findings,
    ).toEqual([])
  })

  test("counts both legs of a payment to oneself", () => {
    const own = pay("p1", 0, { payer: "mule", payee: "mule" })
    expect(observed([own], rule([inOut("sum", { gte: 1, lte: 1 })], BY_PARTY))).toBe("1")
  })
})

describe("against the time before", () => {
  const baseline = (of: "average" | "max", gte: number, atLeast = 2): Having => ({
    measure: "baseline",
    of,
    overMs: 90 * DAY_MS,
    atLeast,
    currency: null,
    test: { gte },
  })
  // Before: 100 and 300, of average 200. Now: 600 and 1000, of average 800.
  const payments = [100, 300, 600, 1000].map((amountMinor, i) =>
    pay(`p${i}`, [0, 10, 50, 50.5][i]!, { amountMinor }),
  )
  const now = { measure: "count", test: { gte: 2 } } as const

  test("average and largest amount, whatever the lengths", () => {
    expect(observed(payments, rule([now, baseline("average", 4)]))).toBe("4 times")
    expect(observed(payments, rule([now, baseline("max", 3.3)]))).toBe("3.3333 times")
    expect(observed(payments, rule([now, baseline("average", 4.01)]))).toBeUndefined()
    const instant = rule([baseline("max", 3.3)], { lookbackMs: 0 })
    expect(observed(payments, instant)).toBeUndefined()
    expect(observed(payments.slice(0, 2).concat(payments.slice(3)), instant)).toBe("3.3333 times")
  })

  test("are false with too few payments before, or with nothing to divide by", () => {
    expect(observed(payments, rule([now, baseline("max", 0, 3)]))).toBeUndefined()
    const zeros = payments.map((one, i) => (i < 2 ? { ...one, amountMinor: 0 } : one))
    expect(observed(zeros, rule([now, baseline("max", 0)]))).toBeUndefined()
    expect(observed(zeros, rule([now, baseline("average", 0)]))).toBeUndefined()
  })
})
