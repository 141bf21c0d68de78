// Random small tables with many ties, payments at the very edge of windows, several currencies of which one has no
// rate and one has a rate from the second day on, and missing fields.
import fc from "fast-check"
import { createRateTable } from "../../src/model/rates.ts"
import type { Condition, NumberTest, SequenceDetection, Step } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import type { World } from "./brute-force.ts"

const HOUR_MS = 3_600_000
/** Times are whole numbers of it. */
export const UNIT_MS = 6 * HOUR_MS

export const rates = createRateTable([
  { date: "1970-01-01", from: "EUR", to: "USD", rate: "2" },
  { date: "1970-01-02", from: "CNY", to: "USD", rate: "0.5" },
])

const party = fc.constantFrom("a", "a", "b", "b", "c", "")

const payment = fc
  .record({
    time: fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: 0, max: 12 }).map((units) => units * UNIT_MS) },
      // One millisecond beside an edge.
      { weight: 1, arbitrary: fc.integer({ min: 1, max: 12 }).map((units) => units * UNIT_MS - 1) },
    ),
    amountMinor: fc.constantFrom(0, 50, 90, 100, 100, 101, 200, 1000),
    currency: fc.constantFrom("USD", "USD", "USD", "EUR", "CNY", "JPY"),
    payer: party,
    payee: party,
    status: fc.constantFrom("settled" as const, "settled" as const, "settled" as const, "pending" as const),
    text: fc.record({
      channel: fc.constantFrom("", "cash", "bank", "bank"),
      memo: fc.constantFrom("", "x", "y", "z"),
    }),
  })
  .filter(({ payer, payee }) => payer !== "" || payee !== "")

/** Ids are in no order that means anything. */
export const world: fc.Arbitrary<World> = fc
  .record({
    payments: fc.array(payment, { maxLength: 16, size: "max" }),
    oneCurrency: fc.boolean(),
    withRates: fc.boolean(),
    salt: fc.integer({ min: 0, max: 12 }),
  })
  .map(({ payments, oneCurrency, withRates, salt }) => ({
    payments: payments.map((one, i) => ({
      ...one,
      currency: oneCurrency ? "USD" : one.currency,
      id: `p${(i * 7 + salt) % 17}`,
    })),
    rates: withRates ? rates : undefined,
  }))

/** One lower bound, one upper, or both. */
export function testOf(values: readonly number[]): fc.Arbitrary<NumberTest> {
  const value = fc.constantFrom(...values)
  return fc.oneof(
    value.map((gte) => ({ gte })),
    value.map((gt) => ({ gt })),
    value.map((lte) => ({ lte })),
    value.map((lt) => ({ lt })),
    fc.tuple(value, value).map(([a, b]) => ({ gte: Math.min(a, b), lte: Math.max(a, b) })),
    fc.tuple(value, value).map(([a, b]) => ({ gt: Math.min(a, b), lt: Math.max(a, b) + 1 })),
  )
}

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  testOf([50, 90, 100, 200]).map((test) => ({ kind: "amount" as const, test: { ...test, currency: "USD" } })),
  fc.constant({ kind: "currency" as const, values: ["USD", "EUR"] }),
  fc.constantFrom("payer" as const, "payee" as const).map((side) => ({
    kind: "party" as const,
    side,
    values: ["a", "b"],
  })),
  fc.constant({ kind: "text" as const, field: "channel" as const, values: ["cash", "nowhere"] }),
  // A field no file has a column for.
  fc.constant({ kind: "text" as const, field: "goods" as const, values: ["ivory"] }),
  fc.record({
    kind: fc.constant("exists" as const),
    field: fc.constantFrom("payer" as const, "payee" as const, "memo" as const, "goods" as const),
    exists: fc.boolean(),
  }),
  fc.constant({ kind: "multiple" as const, of: { minor: 50, currency: "USD" } }),
  fc.constant({ kind: "ending" as const, endings: ["1", ".00", "00"] }),
  fc.constantFrom("^[xy]$", "z").map((pattern) => ({
    kind: "pattern" as const,
    field: "memo" as const,
    pattern,
  })),
  fc.constantFrom([4], [5, 6], null).map((weekdays) => ({
    kind: "clock" as const,
    zone: "+05:30",
    hours: { from: 23 * 60, to: 12 * 60 },
    weekdays,
  })),
  fc.constant({ kind: "same" as const, fields: ["payer", "payee"] as const }),
)

export const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc.array(tie("node"), { maxLength: 3 }).map((of) => ({ kind: "all" as const, of })),
    fc.array(tie("node"), { maxLength: 3 }).map((of) => ({ kind: "any" as const, of })),
    tie("node").map((of) => ({ kind: "not" as const, of })),
  ),
})).node

/** Conditions that let many payments pass. */
export const where: fc.Arbitrary<Condition | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: leaf },
  { weight: 1, arbitrary: condition },
)

export const durationMs = fc.constantFrom(0, 1, UNIT_MS - 1, UNIT_MS, 2 * UNIT_MS, 4 * UNIT_MS)

function stepsOf(withRatio: boolean, ofParty: boolean): fc.Arbitrary<Step[]> {
  const ratio = fc.record(
    {
      gte: fc.constantFrom(0.5, 0.9, 1),
      lte: fc.constantFrom(1, 1.01, 2),
      currency: fc.constantFrom(null, "USD"),
    },
    { requiredKeys: ["currency", "gte"] },
  )
  const step = fc.record({
    party: ofParty ? fc.constantFrom("payer" as const, "payee" as const) : fc.constant(null),
    where: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: leaf }),
    within: durationMs,
    amountRatio: withRatio ? fc.option(ratio, { freq: 4 }) : fc.constant(null),
  })
  return fc.array(step, { minLength: 2, maxLength: 4 }).map((steps) =>
    steps.map(({ within, amountRatio, ...rest }, i) => ({
      ...rest,
      name: `step${i}`,
      withinMs: i === 0 ? null : within,
      amountRatio: i === 0 ? null : amountRatio,
    })),
  )
}

/** Sequences of either link. */
export function sequenceOf(
  link: SequenceDetection["link"],
  withRatio: boolean,
  reason = "",
): fc.Arbitrary<SequenceDetection> {
  return fc
    .record({
      steps: stepsOf(withRatio, link === "party"),
      repeat: fc.oneof(fc.constant({ gte: 1 }), testOf([1, 2, 3])),
      lookbackMs: durationMs,
      step: fc.nat({ max: 3 }),
      side: fc.constantFrom("payer" as const, "payee" as const),
    })
    .map(({ step, side, steps, ...parts }) => ({
      kind: "sequence",
      link,
      subject: link === "party" ? null : { step: step % steps.length, side },
      steps,
      ...parts,
      reason,
    }))
}

export const idsShuffled = (payments: readonly TestPayment[]): fc.Arbitrary<TestPayment[]> =>
  fc.shuffledSubarray([...payments], { minLength: payments.length, maxLength: payments.length })
