// Match and window rules against their twin on random tables: the findings, and what could not be judged.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import { wordHaving } from "../../src/engine/wording.ts"
import type { Finding } from "../../src/model/finding.ts"
import { ENGLISH } from "../../src/model/messages.ts"
import type { Condition, Detection, Having, WindowDetection } from "../../src/rules/tree.ts"
import { packOf, ruleOf, tableOf } from "../helpers/table.ts"
import { condition, durationMs, world } from "./arbitrary.ts"
import {
  ALL_GROUPS,
  anyHaving,
  columnsOf,
  fitted,
  HAVINGS,
  identifiedWorld,
  MEASURES,
  windowRule,
} from "./arbitrary-window.ts"
import type { ExpectedOutcome, World } from "./brute-force.ts"
import { expectMatch, expectWindow } from "./brute-force-window.ts"

function evaluate(world: World, detection: Detection) {
  const table = tableOf(world.payments, columnsOf(world))
  return evaluateRule(createEngineContext(table, packOf(), { rates: world.rates }), ruleOf(detection))
}

interface Compared {
  readonly subject: string
  readonly payments: readonly string[]
  readonly observed: readonly string[]
  readonly holders: readonly string[]
}

/** What both can be compared by, in an order both can be put in. */
function compared(findings: readonly Compared[]) {
  return findings
    .map(({ subject, payments, observed, holders }) =>
      JSON.stringify({ subject, payments, observed, holders }),
    )
    .sort()
}

function observedOf(finding: Finding, count: number): string[] {
  return finding.conditions.slice(finding.conditions.length - count).map(({ observed }) => observed)
}

function holdersOf({ parties }: Finding): string[] {
  return parties
    .filter(({ role }) => role === "holder")
    .map(({ party }) => party)
    .sort()
}

function agree(
  given: World,
  detection: Detection,
  expected: ExpectedOutcome,
  formats: readonly ((value: number) => string)[],
): number {
  const { findings, outcome } = evaluate(given, detection)
  const found = findings.map((finding) => ({
    ...finding,
    observed: observedOf(finding, formats.length),
    holders: holdersOf(finding),
  }))
  const wanted = expected.findings.map((finding) => ({
    ...finding,
    observed: finding.peak.map((value, i) => formats[i]!(value)),
    holders: finding.holders ?? [],
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

const formatsOf = (detection: WindowDetection) =>
  detection.having.map((having) => {
    const { format } = wordHaving(ENGLISH, having)
    return (value: number) => format(value, ENGLISH)
  })

test.each(MEASURES)("windows that measure %s equal brute force", (measure) => {
  const having = HAVINGS[measure] as fc.Arbitrary<Having>
  const rule = fc
    .tuple(fc.constantFrom(...ALL_GROUPS), having)
    .filter(([group, one]) => fitted(group, one) !== undefined)
    .chain(([group, one]) => windowRule(group, fc.constant([one])))
  let found = 0
  fc.assert(
    fc.property(identifiedWorld, rule, (given, detection) => {
      found += agree(given, detection, expectWindow(given, detection), formatsOf(detection))
    }),
    { numRuns: 400 },
  )
  expect(found).toBeGreaterThan(10)
})

describe.each(ALL_GROUPS)("windows by $groupBy, $subject, $direction", (group) => {
  test("with several measures equal brute force", () => {
    const rule = windowRule(group, fc.array(anyHaving, { minLength: 1, maxLength: 3 }))
    let found = 0
    fc.assert(
      fc.property(identifiedWorld, rule, (given, detection) => {
        found += agree(given, detection, expectWindow(given, detection), formatsOf(detection))
      }),
      { numRuns: 300 },
    )
    expect(found).toBeGreaterThan(5)
  })
})

test("matches equal brute force", () => {
  const rule = fc.record({
    kind: fc.constant("match" as const),
    subject: fc.constantFrom("payer" as const, "payee" as const),
    where: condition,
    gatherMs: durationMs,
    also: fc.option(condition),
    reason: fc.constant(""),
  })
  let found = 0
  fc.assert(
    fc.property(world, rule, (given, detection) => {
      found += agree(given, detection, expectMatch(given, detection), [])
    }),
    { numRuns: 5000 },
  )
  expect(found).toBeGreaterThan(1000)
})

test("payments that count only beside matched ones equal brute force", () => {
  const rule = fc.record({
    kind: fc.constant("match" as const),
    subject: fc.constantFrom("payer" as const, "payee" as const),
    where: fc.constant(channelIs("cash")),
    also: fc.constantFrom(channelIs("bank"), channelIs("cash")),
    gatherMs: durationMs,
    reason: fc.constant(""),
  })
  let joined = 0
  fc.assert(
    fc.property(world, rule, (given, detection) => {
      agree(given, detection, expectMatch(given, detection), [])
      const alone = expectMatch(given, { ...detection, also: null })
      const size = ({ findings }: ExpectedOutcome) => findings.flatMap(({ payments }) => payments).length
      joined += size(expectMatch(given, detection)) - size(alone)
    }),
    { numRuns: 2000 },
  )
  expect(joined).toBeGreaterThan(100)
})

function channelIs(value: string): Condition {
  return { kind: "text", field: "channel", values: [value] }
}
