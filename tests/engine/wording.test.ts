// Tests and conditions in words.
import { describe, expect, test } from "vitest"
import {
  clausesOf,
  roughDuration,
  thresholdOfClause,
  wordHaving,
  wordTest,
} from "../../src/engine/wording.ts"
import { ENGLISH } from "../../src/model/messages.ts"
import type { Condition, Having } from "../../src/rules/tree.ts"
import { WORDS_UNLESS_GIVEN } from "../helpers/table.ts"

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
    expect(wordTest(ENGLISH, bounds, String)).toBe(words)
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
            ...WORDS_UNLESS_GIVEN,
          },
        ],
      },
    }
    expect(clausesOf(condition).map((clause) => thresholdOfClause(ENGLISH, clause))).toEqual([
      "not in list couriers",
      "absent",
      "one of CNY, HKD",
      "not words of pangolin, tiger, at least 2 different",
    ])
  })

  test.each<[Having, number, string]>([
    [
      { measure: "median", test: { gte: 100_050, currency: "USD" } },
      100_075.5,
      "median at least 1000.50 USD: 1000.76 USD",
    ],
    [
      { measure: "repeated", field: "payee", of: "count", test: { gte: 5 } },
      7,
      "payments with the same payee at least 5: 7",
    ],
    [
      { measure: "repeated", field: "memo", of: "share", test: { gt: 0.5 } },
      2 / 3,
      "share of payments with the same memo more than 0.5: 0.6667",
    ],
    [
      { measure: "in_out", of: "sum", currency: null, test: { gte: 0.9, lte: 1.1 } },
      1,
      "money in by money out from 0.9 to 1.1: 1",
    ],
    [
      { measure: "in_out", of: "count", currency: null, test: { gte: 3 } },
      Number.POSITIVE_INFINITY,
      "payments in by payments out at least 3: nothing out",
    ],
    [
      { measure: "benford", atLeast: 100, test: { gte: 0.015 } },
      0.12345,
      "distance of first digits from Benford's law at least 0.015: 0.1235",
    ],
    [
      { measure: "idle", of: "payer", test: { gte: 180 * DAY_MS } },
      200 * DAY_MS + 90_000,
      "longest silence of payer at least 180d: 200d",
    ],
    [
      { measure: "baseline", of: "max", overMs: 90 * DAY_MS, atLeast: 1, currency: null, test: { gte: 3 } },
      3.5,
      "max against the 90d before at least 3 times: 3.5 times",
    ],
    [
      { measure: "baseline", of: "sum", overMs: 90 * DAY_MS, atLeast: 1, currency: null, test: { gte: 20 } },
      26.2,
      "sum against the average of equally long parts of the 90d before at least 20 times: 26.2 times",
    ],
    [
      { measure: "spread", currency: null, test: { lte: 0.25 } },
      0.1,
      "(greatest − least amount) ÷ average at most 0.25: 0.1",
    ],
  ])("of the measure %j", (having, value, words) => {
    const { measure, threshold, format } = wordHaving(ENGLISH, having)
    expect(`${measure} ${threshold}: ${format(value, ENGLISH)}`).toBe(words)
  })

  test.each([
    [0, "0s"],
    [999, "999ms"],
    [61_500, "1m 1s"],
    [DAY_MS, "1d"],
    [29 * DAY_MS + 3 * HOUR_MS + 59_999, "29d 3h"],
  ])("of %i ms is %s", (ms, words) => {
    expect(roughDuration(ms, ENGLISH)).toBe(words)
  })
})
