// Counted by hand.
import { describe, expect, test } from "vitest"
import {
  labelMetrics,
  measure,
  truthOfParties,
  truthOfRule,
  truthOfTypology,
} from "../../src/alerts/label-metrics.ts"
import type { Label } from "../../src/model/label.ts"
import type { Severity } from "../../src/model/vocabulary.ts"
import { sampleAlert, sampleFinding } from "../report/samples.ts"

const label = (party: string, isTrue: boolean, more: Partial<Label> = {}): Label => ({
  party,
  isTrue,
  rule: null,
  typology: null,
  ...more,
})

test("two found of three, one of them false: precision and recall by hand", () => {
  const truth = truthOfParties([
    label("a", true),
    label("b", true),
    label("c", true),
    label("d", false),
    label("e", false),
  ])
  expect(measure(new Set(["a", "b", "d", "x"]), truth)).toEqual({
    truePositives: 2,
    falsePositives: 1,
    falseNegatives: 1,
    trueNegatives: 1,
    unlabelled: 1,
    precision: 2 / 3,
    recall: 2 / 3,
    f1: 4 / 6,
  })
})

test("nothing found has no precision, nothing true no recall; unlabelled parties are never false", () => {
  expect(measure(new Set(), truthOfParties([label("a", true)]))).toMatchObject({
    precision: null,
    recall: 0,
    f1: 0,
  })
  expect(measure(new Set(["x"]), truthOfParties([label("a", false)]))).toMatchObject({
    falsePositives: 0,
    unlabelled: 1,
    precision: null,
    recall: null,
    f1: null,
  })
})

describe("which label speaks", () => {
  const rule = { id: "r1", typology: "cash" } as const
  test("of a rule: its own before that of its typology, before that of the party", () => {
    const truth = truthOfRule(
      [
        label("a", true),
        label("a", false, { typology: "cash" }),
        label("a", true, { rule: "r1" }),
        label("b", true),
        label("b", false, { typology: "cash" }),
        label("c", true, { rule: "r2" }),
        label("d", true, { typology: "velocity" }),
        label("e", false, { rule: "r1", typology: "cash" }),
        label("e", true, { rule: "r1" }),
      ],
      rule,
    )
    expect([...truth]).toEqual([
      ["a", true],
      ["b", false],
      ["e", false],
    ])
  })

  test("of a typology: also those of its rules; of a party: any that is true", () => {
    const labels = [label("a", true, { rule: "r1" }), label("b", false), label("c", true, { rule: "r9" })]
    expect([...truthOfTypology(labels, "cash", [rule])]).toEqual([
      ["a", true],
      ["b", false],
    ])
    const mixed = [label("a", false, { rule: "r1" }), label("a", true, { typology: "cash" })]
    expect([...truthOfParties(mixed)]).toEqual([["a", true]])
    expect([...truthOfParties(mixed.toReversed())]).toEqual([["a", true]])
  })
})

test("by rule, typology and severity; a finding on a network is one on its members", () => {
  const rules = [
    { id: "r1", typology: "cash" as const },
    { id: "r2", typology: "cash" as const },
    { id: "net", typology: "seller-network" as const },
  ]
  const findings = [
    sampleFinding({ rule: "r1", subject: "a" }),
    sampleFinding({ rule: "r1", subject: "d" }),
    sampleFinding({ rule: "r2", subject: "b" }),
    sampleFinding({ rule: "net", subject: "n-1", role: "network" }),
  ]
  const alertOn = (subject: string, severity: Severity) => sampleAlert({ subject, severity })
  const suppressed = { by: "me", reason: "known", until: "2030-01-01" }
  const alerts = [
    alertOn("a", "high"),
    alertOn("b", "review"),
    alertOn("d", "info"),
    { ...alertOn("c", "critical"), suppressed },
  ]
  const labels = [label("a", true), label("b", true), label("c", true), label("d", false)]
  const membersOf = new Map([["n-1", ["c", "d"]]])
  const { byRule, byTypology, bySeverity } = labelMetrics(labels, { rules, findings, alerts, membersOf })
  expect(byRule.map(({ rule, metrics }) => [rule, metrics.precision, metrics.recall])).toEqual([
    ["net", 1 / 2, 1 / 3],
    ["r1", 1 / 2, 1 / 3],
    ["r2", 1, 1 / 3],
  ])
  expect(
    byTypology.map(({ typology, metrics }) => [typology, metrics.truePositives, metrics.falsePositives]),
  ).toEqual([
    ["cash", 2, 1],
    ["seller-network", 1, 1],
  ])
  expect(
    bySeverity.map(({ atLeast, metrics }) => [atLeast, metrics.truePositives, metrics.falsePositives]),
  ).toEqual([
    ["info", 2, 1],
    ["review", 2, 0],
    ["high", 1, 0],
    ["critical", 0, 0],
  ])
})
