// Rule files to change in tests, and what is wrong with them.
import { InputError } from "../../src/model/errors.ts"
import { parseRules } from "../../src/rules/pack.ts"

/** A window rule with params of every type, each used. */
export const WINDOW_RULE = `id: cash-below-us-ctr-payee
version: 1.0.0
title: Cash paid in just under the US currency transaction report
status: stable
typology: structuring
severity: high
evidence: flow
description: >
  Cash kept under the line,
  again and again.
indicators: [TB-A5]
references: ["31 CFR 1010.311"]
false_positives: ["cash-intensive retailer with a filed exemption"]
params:
  floor: { type: money, default: 8000 USD, min: 5000 USD, max: 10000 USD, reason: Near the line. }
  lookback: { type: duration, default: 7d, min: 1d, max: 30d, reason: A week of work. }
  times: { type: count, default: 3, min: 2, max: 50, reason: Two are chance. }
  part: { type: ratio, default: 0.9, min: 0.5, max: 1, reason: Nearly all of it. }
window:
  group_by: payee
  lookback: $lookback
  where:
    channel: cash
    amount: { gte: $floor, lt: 10000 USD }
  having:
    count: { gte: $times }
    sum: { gte: 10000 USD }
    share: { where: { channel: cash }, gte: $part }
  reason: "{subject} was paid {count} times in cash, {total} in all, each time from $floor to under 10000 USD within $lookback"
`

export const WINDOW_FILE = "rules/structuring/cash-below-us-ctr-payee.yaml"

/** A whole rule file around a detection, the file named after the id. */
export function ruleWith(detection: string, id = "r"): { file: string; text: string } {
  const text = `id: ${id}
version: 1.0.0
title: A rule
status: stable
typology: velocity
severity: review
evidence: timing
description: A rule for tests.
${detection}`
  return { file: `rules/velocity/${id}.yaml`, text }
}

/** The line and column (from 1) of the first occurrence of `part`. */
export function placeOf(text: string, part: string): string {
  const before = text.slice(0, text.indexOf(part)).split("\n")
  return `${before.length}:${before.at(-1)!.length + 1}`
}

/** The messages of everything wrong with the files; empty when all is right. */
export function faults(...files: { file: string; text: string }[]): string[] {
  try {
    parseRules(files)
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.split("\n")
  }
}
