import { expect, test } from "vitest"
import { allSuppressions } from "../../src/alerts/given-suppressions.ts"
import { screen } from "../../src/index.ts"
import type { Suppression } from "../../src/model/suppression.ts"
import { parseRules } from "../../src/rules/pack.ts"
import { tableOf } from "../helpers/table.ts"

const SOUND: Suppression = {
  party: "a",
  pair: null,
  rule: null,
  by: "kim",
  reason: "zoo",
  until: "2027-01-31",
}

test.each([
  [
    "a day the German way",
    { until: "31.12.2025" },
    'until is "31.12.2025"; write a day such as "2027-01-31"',
  ],
  ["a day without zeros", { until: "2026-4-1" }, 'until is "2026-4-1"'],
  ["a day that no calendar has", { until: "2026-02-31" }, 'until is "2026-02-31"'],
  ["a day the American way", { until: "01/01/2026" }, 'until is "01/01/2026"'],
  ["no day at all", { until: "garbage" }, 'until is "garbage"'],
  ["a Date", { until: new Date(0) }, 'until is "1970'],
  ["nobody who decided", { by: "" }, 'by is ""; write who decided, and why'],
  ["a blank reason", { reason: " " }, 'reason is " "'],
  ["a scope without all its keys", { rule: undefined }, "rule is missing; write an id, or null for any"],
  ["a party that is a number", { party: 17 }, "party is 17"],
  ["a pair of one", { party: null, pair: { payer: "a" } }, 'pair is {"payer":"a"}'],
  ["nothing that it covers", { party: null }, "covers nothing; give one of party, pair, rule"],
])("%s is refused", (_, part, message) => {
  const given = [SOUND, { ...SOUND, ...part }] as Suppression[]
  expect(() => allSuppressions([], given)).toThrow(`OPTION_INVALID: suppression 2: ${message}`)
})

test("all faults are told together, and no entry is an entry that is none", () => {
  const given = [{ ...SOUND, by: "", until: "soon" }, null] as Suppression[]
  expect(() => allSuppressions([], given)).toThrow(
    /suppression 1: by.*\n.*suppression 1: until.*\n.*suppression 2: is no object/,
  )
})

test("sound ones follow those of the pack, also as a run gives them back", () => {
  const ofPack = { ...SOUND, party: null, pair: { payer: "a", payee: "b" } }
  const fact = { ...SOUND, expired: false, findings: 1, alerts: 1 }
  expect(allSuppressions([ofPack], [SOUND, fact])).toEqual([ofPack, SOUND, fact])
  expect(allSuppressions([ofPack])).toEqual([ofPack])
})

test("a screening asks for sound ones", async () => {
  const run = screen(tableOf([]), parseRules([]), { suppressions: [{ ...SOUND, until: "2026-4-1" }] })
  await expect(run).rejects.toThrow("OPTION_INVALID: suppression 1: until")
})
