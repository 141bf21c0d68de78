// Motifs: what may be written, what it becomes, and what is refused and why.
import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { parseRules } from "../../src/rules/pack.ts"
import type { MotifDetection } from "../../src/rules/tree.ts"
import { ruleWith } from "./rule-texts.ts"

const motif = (keys: string) =>
  ruleWith(`motif:\n  ${keys.split("; ").join("\n  ")}\n  reason: "{subject} {instances} {parties}"\n`)

function parse(keys: string): MotifDetection {
  const { detection } = parseRules([motif(keys)]).rules[0]!
  if (detection.kind !== "motif") throw new Error(detection.kind)
  return detection
}

function faults(keys: string): string[] {
  try {
    parse(keys)
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.split("\n").map((line) => line.replace("rules/velocity/r.yaml:", ""))
  }
}

test("a cycle with everything, and one with what is needed", () => {
  const text =
    "shape: cycle; within: 10d; hop_within: 4d; hops: { gte: 3, lte: 5 }; amount_ratio: { gte: 0.8, lte: 1, currency: CNY }; max_degree: 50; budget: 1000"
  expect(parse(text)).toEqual({
    kind: "motif",
    shape: "cycle",
    where: null,
    withinMs: 864_000_000,
    hopWithinMs: 345_600_000,
    hops: { gte: 3, lte: 5 },
    width: null,
    widthOut: null,
    shared: null,
    amountRatio: { gte: 0.8, lte: 1, currency: "CNY" },
    maxDegree: 50,
    budget: 1000,
    subject: "centre",
    reason: "{subject} {instances} {parties}",
  })
  expect(parse("shape: cycle; within: 10d; hops: { gte: 2, lte: 2 }")).toMatchObject({
    hopWithinMs: null,
    amountRatio: null,
    maxDegree: 100,
    budget: 100_000,
  })
})

test.each([
  ["shape: stack; within: 1d; width: 3; width_out: 2; shared: 2; subject: sink; max_degree: 9", "sink"],
  ["shape: stack; within: 1d; width: 3; shared: 2", "source"],
  ["shape: scatter-gather; within: 1d; hop_within: 1h; width: 4; amount_ratio: { gte: 0.5 }", "source"],
  [
    "shape: gather-scatter; within: 1d; width: 4; width_out: 3; amount_ratio: { lt: 1 }; max_degree: 9",
    "centre",
  ],
  ["shape: bipartite; within: 1d; width: 3; shared: 3; max_degree: 9; budget: 9", "centre"],
  ["shape: fan-in; within: 1d; width: 3", "centre"],
  ["shape: fan-out; within: 1d; width: 3", "centre"],
  ["shape: chain; within: 1d; hops: { gte: 3, lte: 8 }; where: { channel: wallet }", "centre"],
])("%s", (keys, subject) => {
  expect(parse(keys).subject).toBe(subject)
})

describe("what is refused", () => {
  const CYCLE = "shape: cycle; within: 1d"
  const FAN = "shape: fan-in; within: 1d; width: 3"

  test.each([
    ["shape: circle; within: 1d", '10:10: RULE_INVALID: motif.shape is "circle"; write cycle'],
    [
      "shape: fan-in; width: 3",
      "9:1: RULE_MISSING_KEY: motif.within is missing; write a duration such as 7d, 6h or 90s",
    ],
    [
      CYCLE,
      "9:1: RULE_MISSING_KEY: motif.hops is missing, and a cycle needs it; write a range such as { gte: 3, lte: 5 }",
    ],
    [
      "shape: fan-in; within: 1d",
      "9:1: RULE_MISSING_KEY: motif.width is missing, and a fan-in needs it; write a whole number of at least 2",
    ],
    [
      "shape: bipartite; within: 1d; width: 3",
      "9:1: RULE_MISSING_KEY: motif.shared is missing, and a bipartite needs it; write a whole number of at least 1",
    ],
    [
      `${CYCLE}; hops: { gte: 5, lte: 3 }`,
      "12:9: RULE_INVALID: motif.hops can never hold: its lower bound is above its upper bound; write them the other way round",
    ],
    [`${CYCLE}; hops: { gte: 3, lte: 9 }`, "12:24: RULE_INVALID: hops.lte is above 8; write at most 8"],
    [
      `${CYCLE}; hops: { gte: 1, lte: 3 }`,
      "12:16: RULE_NOT_A_NUMBER: hops.gte is 1; write a whole number of at least 2",
    ],
    [
      `${CYCLE}; hops: { gte: 3, lte: 4 }; width: 3`,
      "13:3: RULE_INVALID: motif.width says nothing of a cycle; write no width",
    ],
    [
      `${FAN}; hops: { gte: 3, lte: 4 }`,
      "13:3: RULE_INVALID: motif.hops says nothing of a fan-in; write no hops",
    ],
    [
      `${FAN}; hop_within: 1h`,
      "13:3: RULE_INVALID: motif.hop_within says nothing of a fan-in; write no hop_within",
    ],
    [
      `${FAN}; max_degree: 9`,
      "13:3: RULE_INVALID: motif.max_degree says nothing of a fan-in; write no max_degree",
    ],
    [`${FAN}; subject: sink`, "13:3: RULE_INVALID: motif.subject says nothing of a fan-in; write no subject"],
    [
      `${FAN}; amount_ratio: { gte: 1 }`,
      "13:3: RULE_INVALID: motif.amount_ratio says nothing of a fan-in; write no amount_ratio",
    ],
    [`${FAN}; budget: 0`, "13:11: RULE_NOT_A_NUMBER: motif.budget is 0; write a whole number of at least 1"],
    [
      "shape: fan-in; within: 1d; width: 1",
      "12:10: RULE_NOT_A_NUMBER: motif.width is 1; write a whole number of at least 2",
    ],
    [
      "shape: scatter-gather; within: 1d; width: 3; amount_ratio: { gte: 2, lte: 1 }",
      "13:17: RULE_INVALID: motif.amount_ratio can never hold: its lower bound is not below its upper bound; write them the other way round",
    ],
    [
      "shape: scatter-gather; within: 1d; width: 3; amount_ratio: { currency: USD }",
      "13:17: RULE_MISSING_KEY: motif.amount_ratio has no bound; write gte, gt, lte or lt",
    ],
  ])("%s", (keys, message) => {
    expect(faults(keys)).toEqual([message])
  })
})
