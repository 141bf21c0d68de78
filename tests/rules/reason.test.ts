import { expect, test } from "vitest"
import { durationInWords, fillReason } from "../../src/rules/reason.ts"

test.each([
  ["at least $times times within $gap", { times: "3", gap: "2d" }, "at least 3 times within 2d"],
  ["at least $times times within $gap", { times: "1", gap: "1d" }, "at least once within 1d"],
  ["from $n payers, $n payments on $n days", { n: "1" }, "from 1 payer, 1 payment on 1 day"],
  ["passed on $low % to $high% of it", { low: "0.07", high: "1.125" }, "passed on 7 % to 112.5% of it"],
  ["$n timesheets of $other", { n: "1" }, "1 timesheets of $other"],
])("%j with %j reads %j", (reason, values, expected) => {
  expect(fillReason(reason, new Map(Object.entries(values)))).toBe(expected)
})

test.each([
  ["12h", "12 hours"],
  ["1d", "1 day"],
  ["90 m", "90 minutes"],
  ["2w", "2 weeks"],
  ["1ms", "1 millisecond"],
  ["soon", "soon"],
])("the duration %j is %j in a sentence", (written, words) => {
  expect(durationInWords(written)).toBe(words)
})
