// The run over several rules, and that findings do not depend on the order of rows.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule, evaluateRules } from "../../src/engine/evaluate.ts"
import type { Progress } from "../../src/model/screening.ts"
import type { Condition } from "../../src/rules/tree.ts"
import { packOf, ruleOf, tableOf } from "../helpers/table.ts"
import { idsShuffled, sequenceOf, where } from "./arbitrary.ts"
import { ALL_GROUPS, anyHaving, columnsOf, identifiedWorld, windowRule } from "./arbitrary-window.ts"

const DAY_MS = 86_400_000

const pay = (id: string, time: number) => ({
  id,
  time,
  amountMinor: 1,
  currency: "USD",
  payer: "bob",
  payee: "acme",
})

test("findings do not depend on the order of rows", () => {
  const detection = fc.oneof(
    fc.record({
      kind: fc.constant("match" as const),
      subject: fc.constantFrom("payer" as const, "payee" as const),
      where: where.map((condition): Condition => condition ?? { kind: "all", of: [] }),
      gatherMs: fc.constant(DAY_MS),
      also: fc.constant(null),
      reason: fc.constant("{total} {payers}"),
    }),
    fc
      .constantFrom(...ALL_GROUPS)
      .chain((group) => windowRule(group, fc.array(anyHaving, { minLength: 1, maxLength: 2 }))),
    fc
      .constantFrom("party" as const, "chain" as const)
      .chain((link) => sequenceOf(link, true, "{subject} {from} {to}")),
  )
  let found = 0
  fc.assert(
    fc.property(
      identifiedWorld.chain((given) => fc.tuple(fc.constant(given), idsShuffled(given.payments))),
      detection,
      ([given, shuffled], rule) => {
        const [one, other] = [given.payments, shuffled].map((payments) => {
          const table = tableOf(payments, columnsOf(given))
          const context = createEngineContext(table, packOf(), { rates: given.rates })
          const { findings, outcome } = evaluateRule(context, ruleOf(rule))
          return { outcome, findings: findings.map(({ places, rows, ...rest }) => rest) }
        })
        expect(other).toEqual(one)
        found += one?.findings.length ?? 0
      },
    ),
    { numRuns: 1000 },
  )
  expect(found).toBeGreaterThan(100)
})

describe("a run over several rules", () => {
  const rule = (id: string) =>
    ruleOf(
      {
        kind: "match",
        subject: "payee",
        where: { kind: "all", of: [] },
        gatherMs: 0,
        also: null,
        reason: "",
      },
      id,
    )
  const payments = [pay("p2", DAY_MS + 1), pay("p1", DAY_MS), pay("p3", 0)]
  const context = createEngineContext(tableOf(payments), packOf())

  test("sorts by rule, subject and time, and tells of its progress", async () => {
    const told: Progress[] = []
    const { findings, outcomes } = await evaluateRules(context, [rule("b"), rule("a")], {
      onProgress: (progress) => told.push(progress),
    })
    // p2 comes a millisecond after p1: as text its time would sort before.
    expect(findings.map((finding) => `${finding.rule} ${finding.payments.join()}`)).toEqual([
      "a p3",
      "a p1",
      "a p2",
      "b p3",
      "b p1",
      "b p2",
    ])
    expect(outcomes).toEqual(
      ["a", "b"].map((id) => ({
        rule: id,
        version: "1.0.0",
        findings: 3,
        notApplicable: 0,
        notDecidable: 0,
        budgetReached: [],
      })),
    )
    expect(told.map(({ done, total, item }) => [done, total, item])).toEqual([
      [0, 2, "a"],
      [1, 2, "b"],
      [2, 2, undefined],
    ])
  })

  test("stops between rules when it is aborted", async () => {
    const abort = new AbortController()
    const told: string[] = []
    const run = evaluateRules(context, [rule("a"), rule("b")], {
      signal: abort.signal,
      onProgress: ({ item = "" }) => {
        told.push(item)
        if (item === "b") abort.abort(new Error("enough"))
      },
    })
    await expect(run).rejects.toThrow("enough")
    expect(told).toEqual(["a", "b"])
  })

  test("holds that checked rules have no unknown placeholder", () => {
    const broken = ruleOf({
      kind: "match",
      subject: "payee",
      where: { kind: "all", of: [] },
      gatherMs: 0,
      also: null,
      reason: "{toString}",
    })
    expect(() => evaluateRule(context, broken)).toThrow("fault of its own")
  })
})
