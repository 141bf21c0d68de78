// What a party or rule that there is not is answered with.
import { expect, test } from "vitest"
import { explainSilence } from "../src/explain-silence.ts"
import type { Detection } from "../src/rules/tree.ts"
import { EMPTY_PACK, pay } from "./engine/why-not/cases.ts"
import { ruleOf, tableOf } from "./helpers/table.ts"

test.each([
  ["test-rul", "acme", "RULE_UNKNOWN_RULE", "did you mean test-rule?"],
  ["other", "acme", "RULE_UNKNOWN_RULE", "the rules are test-rule"],
  ["off", "acme", "RULE_UNKNOWN_RULE", 'the rule "off" does not run'],
  ["test-rule", "acne", "PARTY_NOT_FOUND", "did you mean acme?"],
  ["test-rule", "", "PARTY_NOT_FOUND", "give the id of a payer or payee"],
])("rule %j, party %j: %s", async (rule, party, code, words) => {
  const detection: Detection = {
    kind: "match",
    subject: "payee",
    where: { kind: "all", of: [] },
    gatherMs: 0,
    also: null,
    reason: "",
  }
  const pack = { ...EMPTY_PACK, rules: [ruleOf(detection)], disabled: ["off"] }
  const work = explainSilence(tableOf([pay("a", "x", "acme", 0)]), pack, { rule, party })
  await expect(work).rejects.toMatchObject({ code, message: expect.stringContaining(words) })
})
