// Why rules that rest on findings of others are silent.
import { expect, test } from "vitest"
import { explainSilence } from "../../../src/explain-silence.ts"
import type { Detection } from "../../../src/rules/tree.ts"
import { ruleOf, tableOf } from "../../helpers/table.ts"
import { DAY_MS, EMPTY_PACK, pay } from "./cases.ts"

test("a combination: items met, together or not, and what is missing", async () => {
  const single: Detection = {
    kind: "match",
    subject: "payee",
    where: { kind: "exists", field: "payee", exists: true },
    gatherMs: 0,
    also: null,
    reason: "",
  }
  const item = (name: string, rule: string) => ({
    name,
    rules: [rule],
    typologies: null,
    evidence: null,
    weight: 1,
  })
  const combine: Detection = {
    kind: "combine",
    subject: "party",
    withinMs: DAY_MS,
    of: [item("one", "one"), item("two", "two"), item("three", "three")],
    need: 3,
    inOrder: false,
    reason: "",
  }
  const onAmount = (gte: number): Detection => ({
    ...single,
    where: { kind: "amount", test: { gte, currency: "USD" } },
  })
  const rules = [
    ruleOf(onAmount(100), "one"),
    ruleOf(onAmount(200), "two"),
    ruleOf(onAmount(900), "three"),
    { ...ruleOf(combine, "all"), typology: "composite" as const },
  ]
  const table = tableOf(
    [pay("a", "x", "acme", 0, 250), pay("b", "x", "acme", 9, 950)].map((one) => ({ ...one })),
  )
  const fires = await explainSilence(table, { ...EMPTY_PACK, rules }, { rule: "all", party: "acme" })
  expect(fires).toMatchObject({ fires: true, stages: null })
  const less = tableOf([pay("a", "x", "acme", 0, 250), pay("b", "x", "acme", 9, 150)])
  const silent = await explainSilence(less, { ...EMPTY_PACK, rules }, { rule: "all", party: "acme" })
  expect(silent).toMatchObject({
    fires: false,
    stages: {
      kind: "combine",
      subject: "acme",
      items: [
        { name: "one", findings: 2, metTogether: true },
        { name: "two", findings: 1, metTogether: true },
        { name: "three", findings: 0, metTogether: false },
      ],
      need: { measure: "items", observed: "2", state: "missed", gap: { by: 1 } },
      outOfOrder: false,
    },
  })
})

test("a rule about networks: without a network there is nothing to test, with one each test is told", async () => {
  const network: Detection = {
    kind: "network",
    having: [{ measure: "members", test: { gte: 99 } }],
    reason: "",
  }
  const flag: Detection = {
    kind: "match",
    subject: "payee",
    where: { kind: "amount", test: { gte: 1, currency: "USD" } },
    gatherMs: DAY_MS,
    also: null,
    reason: "",
  }
  const rules = [ruleOf(flag, "flag"), { ...ruleOf(network, "net"), typology: "seller-network" as const }]
  const parties = ["a", "b", "c", "d"]
  const payments = parties.flatMap((from) =>
    parties.filter((to) => to !== from).map((to) => pay(`${from}${to}`, from, to, 0)),
  )
  const table = tableOf([...payments, pay("lone", "lone", "", 1)])
  const inside = await explainSilence(table, { ...EMPTY_PACK, rules }, { rule: "net", party: "a" })
  expect(inside).toMatchObject({
    fires: false,
    stages: { kind: "network", having: [{ measure: "members", observed: "4", gap: { by: 95 } }] },
  })
  const outside = await explainSilence(table, { ...EMPTY_PACK, rules }, { rule: "net", party: "lone" })
  expect(outside.stages).toEqual({ kind: "network", network: null, having: [] })
})
