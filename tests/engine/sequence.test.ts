// Sequences of both links: against their twin on random tables, and what a chain is, by hand.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import { formatTime } from "../../src/model/time.ts"
import type { SequenceDetection, Step } from "../../src/rules/tree.ts"
import { packOf, ruleOf, type TestPayment, tableOf } from "../helpers/table.ts"
import { sequenceOf, world } from "./arbitrary.ts"
import type { World } from "./brute-force.ts"
import { expectSequence } from "./brute-force-sequence.ts"

const HOUR_MS = 3_600_000

function evaluate({ payments, rates }: World, detection: SequenceDetection) {
  const table = tableOf(payments, ["channel", "memo"])
  return evaluateRule(createEngineContext(table, packOf(), { rates }), ruleOf(detection))
}

interface Compared {
  readonly subject: string
  readonly payments: readonly string[]
  readonly repeats: string
}

const inOrder = (findings: readonly Compared[]) =>
  findings.map(({ subject, payments, repeats }) => JSON.stringify({ subject, payments, repeats })).sort()

describe.each([
  { link: "party" as const, withRatio: false },
  { link: "party" as const, withRatio: true },
  { link: "chain" as const, withRatio: false },
  { link: "chain" as const, withRatio: true },
])("sequences by $link, with ratio: $withRatio", ({ link, withRatio }) => {
  test("equal brute force", () => {
    let found = 0
    let longest = 0
    fc.assert(
      fc.property(world, sequenceOf(link, withRatio), (given, detection) => {
        const { findings, outcome } = evaluate(given, detection)
        const expected = expectSequence(given, detection)
        expect(
          inOrder(
            findings.map((finding) => ({ ...finding, repeats: finding.conditions.at(-1)?.observed ?? "" })),
          ),
        ).toEqual(
          inOrder(expected.findings.map((finding) => ({ ...finding, repeats: String(finding.peak[0]) }))),
        )
        expect(outcome).toMatchObject({
          findings: findings.length,
          notApplicable: expected.notApplicable,
          notDecidable: expected.notDecidable,
        })
        expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length)
        found += findings.length
        if (findings.length > 0) longest = Math.max(longest, detection.steps.length)
      }),
      { numRuns: 1500 },
    )
    expect(found).toBeGreaterThan(50)
    expect(longest).toBe(4)
  })
})

/** Many payments of one party in few hours and few amounts: each wants what others want too. */
const crowd = fc
  .array(
    fc.record({
      isIn: fc.boolean(),
      hours: fc.integer({ min: 0, max: 12 }),
      amountMinor: fc.constantFrom(900, 950, 1000, 2000),
    }),
    { minLength: 20, maxLength: 60 },
  )
  .map((drawn) =>
    drawn.map(({ isIn, hours, amountMinor }, i) => ({
      ...(isIn ? pay(`a${i}`, "mule", hours) : pay("mule", `b${i}`, hours)),
      amountMinor,
    })),
  )

describe("of payments that want the same one, each takes its own", () => {
  test.each([{ amountRatio: null }, { amountRatio: { gte: 0.9, lte: 1, currency: null } }])(
    "equal brute force, $amountRatio",
    ({ amountRatio }) => {
      let most = 0
      fc.assert(
        fc.property(crowd, fc.integer({ min: 1, max: 8 }), (payments, times) => {
          const given = { payments, rates: undefined }
          const detection = inThenOut({ amountRatio, withinMs: 6 * HOUR_MS }, times)
          const { findings } = evaluate(given, detection)
          const expected = expectSequence(given, detection)
          expect(findings.map(({ payments, conditions }) => [payments, conditions.at(-1)?.observed])).toEqual(
            expected.findings.map(({ payments, peak }) => [payments, String(peak[0])]),
          )
          for (const { peak } of expected.findings) most = Math.max(most, peak[0]!)
        }),
        { numRuns: 500 },
      )
      expect(most).toBeGreaterThan(6)
    },
  )

  test("three sums that come in and then three that go out are three repetitions", () => {
    const payments = [
      ...["a", "b", "c"].map((from, i) => pay(from, "mule", i)),
      ...["x", "y", "z"].map((to, i) => pay("mule", to, 5 + i)),
    ]
    expect(found(payments, inThenOut({}, 3)).map((finding) => finding.payments)).toEqual([
      payments.map(({ id }) => id),
    ])
    expect(found(payments.slice(0, 5), inThenOut({}, 3))).toEqual([])
    expect(found(payments.slice(1), inThenOut({}, 3))).toEqual([])
  })

  test("where all are taken, the latest is followed once more", () => {
    const payments = [pay("a", "mule", 0), pay("mule", "x", 1), pay("mule", "y", 2)]
    expect(found(payments, inThenOut({}, 1)).map((finding) => finding.payments)).toEqual([
      payments.map(({ id }) => id),
    ])
  })
})

let serial = 0
function pay(payer: string, payee: string, hours: number, part: Partial<TestPayment> = {}): TestPayment {
  serial++
  return {
    id: `p${String(serial).padStart(4, "0")}`,
    time: hours * HOUR_MS,
    amountMinor: 10_000,
    currency: "USD",
    payer,
    payee,
    ...part,
  }
}

const step = (name: string, part: Partial<Step> = {}): Step => ({
  name,
  party: null,
  where: null,
  withinMs: 24 * HOUR_MS,
  amountRatio: null,
  ...part,
})

function chain(part: Partial<SequenceDetection> = {}): SequenceDetection {
  return {
    kind: "sequence",
    link: "chain",
    subject: { step: 0, side: "payee" },
    steps: [step("first", { withinMs: null }), step("second"), step("third")],
    repeat: { gte: 1 },
    lookbackMs: 48 * HOUR_MS,
    reason: "{subject}: {instances} instances, {parties} parties",
    ...part,
  }
}

function inThenOut(out: Partial<Step>, times: number): SequenceDetection {
  const steps = [step("in", { party: "payee", withinMs: null }), step("out", { party: "payer", ...out })]
  return chain({ link: "party", subject: null, steps, repeat: { gte: times } })
}

const found = (payments: readonly TestPayment[], detection: SequenceDetection) =>
  evaluate({ payments, rates: undefined }, detection).findings

describe("a chain", () => {
  test("follows the money from payee to payee, about whom it says", () => {
    const payments = [pay("a", "b", 0), pay("b", "c", 1), pay("c", "d", 2), pay("b", "z", 2)]
    const about = (at: number, side: "payer" | "payee") =>
      found(payments, chain({ subject: { step: at, side } })).map(({ subject, role }) => `${subject} ${role}`)
    expect(about(0, "payer")).toEqual(["a payer"])
    expect(about(0, "payee")).toEqual(["b party"])
    expect(about(1, "payee")).toEqual(["c party"])
    expect(about(2, "payee")).toEqual(["d payee"])
    const [finding] = found(payments, chain())
    expect(finding?.payments).toEqual(payments.slice(0, 3).map(({ id }) => id))
    expect(finding?.reason).toBe("b: 1 instances, 4 parties")
    expect(finding?.parties.map(({ party, role }) => `${party} ${role}`)).toEqual([
      "b party",
      "c payee",
      "d payee",
      "a payer",
      "c payer",
    ])
    expect(finding?.from).toBe(formatTime(0))
  })

  test("may begin with cash and end with it, but not where its subject stands", () => {
    const payments = [pay("", "b", 0), pay("b", "c", 1), pay("c", "", 2)]
    expect(found(payments, chain())).toHaveLength(1)
    expect(found(payments, chain({ subject: { step: 0, side: "payer" } }))).toEqual([])
    const { outcome } = evaluate(
      { payments, rates: undefined },
      chain({
        steps: [step("first", { withinMs: null }), step("second")],
        subject: { step: 1, side: "payee" },
      }),
    )
    // The payment to nobody known can be no step; the other two can.
    expect(outcome).toMatchObject({ findings: 1, notApplicable: 1 })
  })

  test("returns to a party that was in it, and takes payments to oneself", () => {
    expect(found([pay("a", "b", 0), pay("b", "a", 1), pay("a", "b", 2)], chain())).toHaveLength(1)
    expect(found([pay("a", "b", 0), pay("b", "b", 1), pay("b", "c", 2)], chain())).toHaveLength(1)
    expect(found([pay("a", "a", 0)], chain())).toEqual([])
  })

  test("counts completions by the subject of each, not by the last payee", () => {
    const two = [step("in", { withinMs: null }), step("out")]
    const payments = [
      pay("a", "mule", 0),
      pay("mule", "x", 1),
      pay("b", "mule", 2),
      pay("mule", "y", 3),
      pay("c", "other", 2),
      pay("other", "y", 3),
    ]
    const rule = chain({ steps: two, repeat: { gte: 2 }, subject: { step: 1, side: "payer" } })
    expect(found(payments, rule).map(({ subject }) => subject)).toEqual(["mule"])
    expect(
      found(payments, { ...rule, subject: { step: 1, side: "payee" } }).map(({ subject }) => subject),
    ).toEqual(["y"])
  })

  test("tells a field that a step lacks also where another step takes the payment", () => {
    const where = { kind: "text", field: "goods", values: ["ivory"] } as const
    const payments = [pay("a", "b", 0), pay("b", "c", 1)]
    const steps = [step("in", { withinMs: null }), step("out", { where })]
    const { outcome } = evaluate({ payments, rates: undefined }, chain({ steps }))
    expect(outcome).toMatchObject({ findings: 0, notApplicable: 2 })
  })
})
