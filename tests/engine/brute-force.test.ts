// Every detector against its twin on random tables.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import { wordHaving } from "../../src/engine/wording.ts"
import type { Finding } from "../../src/model/finding.ts"
import type { Detection, Having, WindowDetection } from "../../src/rules/tree.ts"
import { packOf, ruleOf, tableOf } from "../helpers/table.ts"
import { condition, durationMs, stepsOf, testOf, UNIT_MS, where, world } from "./arbitrary.ts"
import type { ExpectedOutcome, World } from "./brute-force.ts"
import { expectSequence } from "./brute-force-sequence.ts"
import { expectMatch, expectWindow } from "./brute-force-window.ts"

function evaluate({ payments, rates }: World, detection: Detection) {
  const table = tableOf(payments, ["channel", "memo"])
  return evaluateRule(createEngineContext(table, packOf(), { rates }), ruleOf(detection))
}

/** What both can be compared by, in an order both can be put in. */
function compared(findings: readonly { subject: string; payments: readonly string[]; observed: string[] }[]) {
  return findings
    .map(({ subject, payments, observed }) => JSON.stringify({ subject, payments, observed }))
    .sort()
}

function observedOf(finding: Finding, count: number): string[] {
  return finding.conditions.slice(finding.conditions.length - count).map(({ observed }) => observed)
}

function agree(
  given: World,
  detection: Detection,
  expected: ExpectedOutcome,
  formats: readonly ((value: number) => string)[],
): number {
  const { findings, outcome } = evaluate(given, detection)
  const found = findings.map((finding) => ({ ...finding, observed: observedOf(finding, formats.length) }))
  const wanted = expected.findings.map((finding) => ({
    ...finding,
    observed: finding.peak.map((value, i) => formats[i]!(value)),
  }))
  expect(compared(found)).toEqual(compared(wanted))
  expect(outcome).toMatchObject({
    findings: findings.length,
    notApplicable: expected.notApplicable,
    notDecidable: expected.notDecidable,
  })
  expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length)
  return findings.length
}

const money = testOf([0, 50, 90, 100, 200, 300]).map((bounds) => ({ ...bounds, currency: "USD" }))
const counts = testOf([1, 2, 3, 4])
const currency = fc.constantFrom(null, "USD")

const HAVINGS: Readonly<Record<string, fc.Arbitrary<Having>>> = {
  count: counts.map((bounds) => ({ measure: "count", test: bounds })),
  sum: money.map((bounds) => ({ measure: "sum", test: bounds })),
  min: money.map((bounds) => ({ measure: "min", test: bounds })),
  max: money.map((bounds) => ({ measure: "max", test: bounds })),
  average: money.map((bounds) => ({ measure: "average", test: bounds })),
  "distinct parties": fc.record({
    measure: fc.constant("distinct" as const),
    field: fc.constantFrom("payer" as const, "payee" as const, "counterparty" as const),
    test: counts,
  }),
  "distinct values": fc.record({
    measure: fc.constant("distinct" as const),
    field: fc.constantFrom("amount" as const, "currency" as const, "day" as const),
    test: counts,
  }),
  "distinct text": fc.record({
    measure: fc.constant("distinct" as const),
    field: fc.constantFrom("memo" as const, "channel" as const),
    test: counts,
  }),
  spread: fc.record({ measure: fc.constant("spread" as const), currency, test: testOf([0, 0.01, 0.5, 1]) }),
  share: fc.record({
    measure: fc.constant("share" as const),
    of: fc.constantFrom("count" as const, "sum" as const),
    where: condition,
    currency,
    test: testOf([0, 0.25, 0.5, 1]),
  }),
  baseline: fc.record({
    measure: fc.constant("baseline" as const),
    of: fc.constantFrom("count" as const, "sum" as const),
    overMs: fc.constantFrom(UNIT_MS, 2 * UNIT_MS, 6 * UNIT_MS),
    atLeast: fc.constantFrom(0, 1, 2),
    currency,
    test: testOf([0.5, 1, 2, 3]),
  }),
  age: fc.record({
    measure: fc.constant("age" as const),
    of: fc.constantFrom("payer" as const, "payee" as const, "pair" as const),
    test: testOf([0, 1, UNIT_MS, 3 * UNIT_MS]),
  }),
}

type Group = Pick<WindowDetection, "groupBy" | "subject" | "direction">
const GROUPS: readonly Group[] = [
  { groupBy: "payer", subject: "payer", direction: null },
  { groupBy: "payee", subject: "payee", direction: null },
  { groupBy: "pair", subject: "payer", direction: null },
  { groupBy: "pair", subject: "payee", direction: null },
  { groupBy: "party", subject: "party", direction: null },
  { groupBy: "party", subject: "party", direction: "in" },
  { groupBy: "party", subject: "party", direction: "out" },
]

function windowRule(group: Group, having: fc.Arbitrary<Having[]>): fc.Arbitrary<WindowDetection> {
  return fc.record({ where, having, lookbackMs: durationMs }).map((parts) => ({
    kind: "window",
    ...group,
    ...parts,
    reason: "",
  }))
}

const formatsOf = (detection: WindowDetection) => detection.having.map((having) => wordHaving(having).format)

describe.each(Object.keys(HAVINGS))("windows that measure %s", (name) => {
  let found = 0

  test.each(GROUPS)("by $groupBy, $subject, $direction equal brute force", (group) => {
    const rule = windowRule(
      group,
      HAVINGS[name]!.map((having) => [having]),
    )
    fc.assert(
      fc.property(world, rule, (given, detection) => {
        found += agree(given, detection, expectWindow(given, detection), formatsOf(detection))
      }),
      { numRuns: 80 },
    )
  })

  test("were found", () => {
    expect(found).toBeGreaterThan(20)
  })
})

test("windows with several measures equal brute force", () => {
  const rule = fc
    .constantFrom(...GROUPS)
    .chain((group) =>
      windowRule(group, fc.array(fc.oneof(...Object.values(HAVINGS)), { minLength: 1, maxLength: 3 })),
    )
  let found = 0
  fc.assert(
    fc.property(world, rule, (given, detection) => {
      found += agree(given, detection, expectWindow(given, detection), formatsOf(detection))
    }),
    { numRuns: 1000 },
  )
  expect(found).toBeGreaterThan(100)
})

test("matches equal brute force", () => {
  const rule = fc.record({
    kind: fc.constant("match" as const),
    subject: fc.constantFrom("payer" as const, "payee" as const),
    where: condition,
    gatherMs: durationMs,
    reason: fc.constant(""),
  })
  let found = 0
  fc.assert(
    fc.property(world, rule, (given, detection) => {
      found += agree(given, detection, expectMatch(given, detection), [])
    }),
    { numRuns: 800 },
  )
  expect(found).toBeGreaterThan(100)
})

describe.each([
  { name: "without ratio", withRatio: false },
  { name: "with ratio", withRatio: true },
])("sequences $name", ({ withRatio }) => {
  test("equal brute force", () => {
    const rule = fc.record({
      kind: fc.constant("sequence" as const),
      steps: stepsOf(withRatio),
      repeat: fc.oneof(fc.constant({ gte: 1 }), testOf([1, 2, 3])),
      lookbackMs: durationMs,
      reason: fc.constant(""),
    })
    let found = 0
    let longest = 0
    fc.assert(
      fc.property(world, rule, (given, detection) => {
        const count = agree(given, detection, expectSequence(given, detection), [String])
        found += count
        if (count > 0) longest = Math.max(longest, detection.steps.length)
      }),
      { numRuns: 1500 },
    )
    expect(found).toBeGreaterThan(50)
    expect(longest).toBe(4)
  })
})
