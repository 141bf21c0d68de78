// Tests and conditions in words.
import { describe, expect, test } from "vitest"
import { clausesOf, roughDuration, thresholdOfClause, wordTest } from "../../src/engine/wording.ts"
import type { Condition } from "../../src/rules/tree.ts"

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

describe("wording", () => {
  test.each([
    [{ gte: 5 }, "at least 5"],
    [{ gt: 5 }, "more than 5"],
    [{ lte: 5 }, "at most 5"],
    [{ lt: 5 }, "below 5"],
    [{ gte: 5, lte: 9 }, "from 5 to 9"],
    [{ gte: 5, lt: 9 }, "from 5 to below 9"],
    [{ gt: 5, lt: 9 }, "above 5 to below 9"],
    // Of two bounds on one side the narrower counts.
    [{ gte: 5, gt: 4, lte: 9, lt: 10 }, "from 5 to 9"],
    [{ gte: 5, gt: 5 }, "more than 5"],
  ])("%j is %s", (bounds, words) => {
    expect(wordTest(bounds, String)).toBe(words)
  })

  test("of lists, words and negations", () => {
    const condition: Condition = {
      kind: "not",
      of: {
        kind: "any",
        of: [
          { kind: "list", field: "payeeName", list: "couriers" },
          { kind: "exists", field: "memo", exists: true },
          { kind: "not", of: { kind: "currency", values: ["CNY", "HKD"] } },
          {
            kind: "lexicon",
            fields: ["memo"],
            lexicons: ["pangolin", "tiger"],
            ambiguity: ["low"],
            kinds: ["name"],
            minTerms: 2,
          },
        ],
      },
    }
    expect(clausesOf(condition).map(thresholdOfClause)).toEqual([
      "not in list couriers",
      "absent",
      "one of CNY, HKD",
      "not words of pangolin, tiger, at least 2 different",
    ])
  })

  test.each([
    [0, "0s"],
    [999, "999ms"],
    [61_500, "1m 1s"],
    [DAY_MS, "1d"],
    [29 * DAY_MS + 3 * HOUR_MS + 59_999, "29d 3h"],
  ])("of %i ms is %s", (ms, words) => {
    expect(roughDuration(ms)).toBe(words)
  })
})
