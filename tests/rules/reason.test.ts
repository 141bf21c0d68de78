import { expect, test } from "vitest"
import { fillReason } from "../../src/rules/reason.ts"

test.each([
  ["at least $times times within $gap", { times: "3", gap: "2d" }, "at least 3 times within 2d"],
  ["at least $times times within $gap", { times: "1", gap: "1d" }, "at least once within 1d"],
  ["from $n payers, $n payments on $n days", { n: "1" }, "from 1 payer, 1 payment on 1 day"],
  ["$n timesheets of $other", { n: "1" }, "1 timesheets of $other"],
])("%j with %j reads %j", (reason, values, expected) => {
  expect(fillReason(reason, new Map(Object.entries(values)))).toBe(expected)
})
