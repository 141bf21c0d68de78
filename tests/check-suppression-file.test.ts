// A suppression that would swallow what is known to be true is told of.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { checkSuppressionFile } from "../src/check-suppression-file.ts"

const dir = mkdtempSync(path.join(tmpdir(), "moneytrail-check-"))
afterAll(() => rmSync(dir, { recursive: true }))

const write = (name: string, text: string): string => {
  const file = path.join(dir, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

const rule = (id: string) => `id: ${id}
version: 1.0.0
title: A rule
status: stable
typology: velocity
severity: review
evidence: timing
description: A rule for tests.
match: { subject: payee, where: { channel: cash }, reason: r }
`
const TESTS = `- name: cash fires
  payments: |
    id,time,payer,payee,amount,currency,channel
    p1,2026-03-01,bob,acme,1,USD,cash
    p2,2026-03-02,bob,acme,1,USD,cash
    p3,2026-03-02,bob,zoo,1,USD,cash
    p4,2026-03-02,tom,zoo,1,USD,cash
  expect:
    - { subject: acme, payments: [p1, p2] }
    - { subject: zoo, payments: [p3, p4] }
- name: a case that fails proves nothing
  payments: |
    id,time,payer,payee,amount,currency,channel
    p1,2026-03-01,bob,other,1,USD,cash
  expect: []
`

beforeAll(() => {
  write("rules/velocity/any-cash.yaml", rule("any-cash"))
  write("rules/velocity/any-cash.test.yaml", TESTS)
  write("rules/velocity/other-cash.yaml", rule("other-cash"))
})

/** Warnings on suppressions of these scopes, in one file. */
async function warningsOn(scopes: readonly string[], labels?: string): Promise<readonly string[]> {
  const entries = scopes.map((scope) => `- { ${scope}, by: kim, reason: r, until: "2027-01-31" }\n`)
  return checkSuppressionFile(write("suppressions.yaml", entries.join("")), {
    paths: [path.join(dir, "rules")],
    labels: labels === undefined ? undefined : write("labels.csv", labels),
  })
}

const BY_TEST = 'says the test of any-cash "cash fires"'
const swallows = (scope: string, what: string) =>
  `the suppression of ${scope} (kim, until 2027-01-31) would swallow what is true: ${what}`

test("findings that rule tests state", async () => {
  const warnings = await warningsOn([
    "party: acme",
    "party: acme, rule: other-cash",
    "party: bob",
    "party: other",
    "rule: any-cash",
    "rule: other-cash",
    "pair: { payer: bob, payee: acme }",
    // Zoo is paid by another one too.
    "pair: { payer: bob, payee: zoo }",
    "rule: any-cahs",
  ])
  expect(warnings).toEqual([
    "the suppression of rule any-cahs (kim, until 2027-01-31): the pack has no such rule",
    swallows("party acme", `acme, ${BY_TEST}`),
    swallows("rule any-cash", `acme, ${BY_TEST}; zoo, ${BY_TEST}`),
    swallows("pair bob to acme", `acme, ${BY_TEST}`),
  ])
})

test("parties that labels say are true", async () => {
  const labels = [
    "party,label,rule,typology",
    "u1,true,,",
    "u2,false,,",
    "u3,true,other-cash,",
    "u4,yes,,velocity",
    "u5,yes,,fan-in",
    ...Array.from({ length: 9 }, (_, i) => `v${i},1,other-cash,`),
  ]
  const warnings = await warningsOn(
    [
      "party: u1",
      "party: u2",
      "party: u3, rule: other-cash",
      "party: u3, rule: any-cash",
      "party: u4, rule: any-cash",
      "party: u5, rule: any-cash",
      "pair: { payer: x, payee: u1 }",
      "pair: { payer: x, payee: y }",
      "rule: other-cash",
    ],
    labels.join("\n"),
  )
  const first = ["u1", "u3", "u4", "v0", "v1"].map((party) => `${party}, says a label`)
  expect(warnings).toEqual([
    swallows("party u1", "u1, says a label"),
    swallows("party u3 and rule other-cash", "u3, says a label"),
    swallows("party u4 and rule any-cash", "u4, says a label"),
    swallows("pair x to u1", "u1, says a label"),
    swallows("rule other-cash", `${first.join("; ")}; and 7 more`),
  ])
})

test("files that are wrong", async () => {
  await expect(warningsOn(["by: me"])).rejects.toMatchObject({ code: "RULE_NOT_YAML" })
  await expect(warningsOn(["party: x"], "party\n")).rejects.toMatchObject({ code: "LABELS_INVALID" })
})
