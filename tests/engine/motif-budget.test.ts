// What a search may cost: where it is cut, that the cut is told, and that what was found before is kept.
import { expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import { RULE_BUDGET, searchSubjects } from "../../src/engine/motif/work.ts"
import type { MotifShape } from "../../src/model/vocabulary.ts"
import type { MotifDetection } from "../../src/rules/tree.ts"
import { packOf, ruleOf, type TestPayment, tableOf } from "../helpers/table.ts"

/** Everyone pays everyone else, round after round. */
function everyonePaysEveryone(parties: number, rounds: number): TestPayment[] {
  const payments: TestPayment[] = []
  for (let round = 0; round < rounds; round++)
    for (let from = 0; from < parties; from++)
      for (let to = 0; to < parties; to++)
        if (from !== to)
          payments.push({
            id: `p${payments.length}`,
            // A step that shares no factor with the number of payments, so that times are well mixed.
            time: ((payments.length * 7919) % 10_007) * 1000,
            amountMinor: 10_000,
            currency: "USD",
            payer: `u${from}`,
            payee: `u${to}`,
          })
  return payments
}

function ruleFor(shape: MotifShape, budget: number): MotifDetection {
  const isPath = shape === "cycle" || shape === "chain"
  return {
    kind: "motif",
    shape,
    where: null,
    withinMs: 10_000_000,
    hopWithinMs: null,
    hops: isPath ? { gte: 3, lte: 4 } : null,
    width: isPath ? null : 3,
    widthOut: null,
    shared: shape === "stack" || shape === "bipartite" ? 2 : null,
    amountRatio: null,
    maxDegree: 100,
    budget,
    subject: shape === "stack" || shape === "scatter-gather" ? "source" : "centre",
    reason: "{subject}",
  }
}

const context = createEngineContext(tableOf(everyonePaysEveryone(9, 2)), packOf())
const evaluate = (detection: MotifDetection) => evaluateRule(context, ruleOf(detection))
const names = Array.from({ length: 9 }, (_, i) => `u${i}`)

test.each(["cycle", "chain", "scatter-gather", "stack", "bipartite"] as const)(
  "%s: more work finds more, and only more",
  (shape) => {
    const all = evaluate(ruleFor(shape, 10_000_000))
    expect(all.outcome.budgetReached).toEqual([])
    const paymentsOf = (subject: string, { findings }: typeof all) =>
      new Set(findings.filter((one) => one.subject === subject).flatMap(({ payments }) => payments))
    const count = ({ findings }: typeof all) =>
      findings.reduce((sum, { measures }) => sum + Number(measures["instances"]), 0)
    let before = 0
    for (const budget of [1, 100, 1000, 3000]) {
      const some = evaluate(ruleFor(shape, budget))
      if (budget === 1) expect(some.outcome.budgetReached).toEqual(names)
      for (const name of names) {
        const known = paymentsOf(name, all)
        expect([...paymentsOf(name, some)].filter((id) => !known.has(id))).toEqual([])
        // A subject that was not cut has everything.
        if (!some.outcome.budgetReached.includes(name)) expect(paymentsOf(name, some)).toEqual(known)
      }
      expect(count(some)).toBeGreaterThanOrEqual(before)
      before = count(some)
    }
    expect(count(all)).toBeGreaterThan(0)
    expect(count(all)).toBeGreaterThanOrEqual(before)
  },
)

test("what was found before the cut is kept", () => {
  const { findings, outcome } = evaluate(ruleFor("cycle", 300))
  expect(outcome.budgetReached).toEqual(names)
  expect(findings.length).toBeGreaterThan(0)
})

test("a subject is cut when it wants one more look than it has, not before", () => {
  const inReach = [
    { id: "p1", time: 0, amountMinor: 1, currency: "USD", payer: "a", payee: "b" },
    { id: "p2", time: 1, amountMinor: 1, currency: "USD", payer: "b", payee: "c" },
    { id: "p3", time: 2, amountMinor: 1, currency: "USD", payer: "c", payee: "a" },
  ]
  const small = createEngineContext(tableOf(inReach), packOf())
  // Two looks: at p2 after p1, and at p3 after p2.
  const enough = evaluateRule(small, ruleOf({ ...ruleFor("cycle", 2), hops: { gte: 3, lte: 3 } }))
  expect([enough.findings.length, enough.outcome.budgetReached]).toEqual([1, []])
  const tooFew = evaluateRule(small, ruleOf({ ...ruleFor("cycle", 1), hops: { gte: 3, lte: 3 } }))
  expect([tooFew.findings.length, tooFew.outcome.budgetReached]).toEqual([0, ["a"]])
})

test.each(["fan-in", "fan-out", "gather-scatter"] as const)("%s needs no budget", (shape) => {
  const { findings, outcome } = evaluate(ruleFor(shape, 1))
  expect(findings.map(({ subject }) => subject)).toEqual(names)
  expect(outcome.budgetReached).toEqual([])
})

test("the bound of a rule: subjects in order of their names, and all that are left are told", () => {
  const table = tableOf(everyonePaysEveryone(4, 1))
  const codes = ["u2", "u0", "u3", "u1"].map((name) => table.parties.code(name))
  const searched: string[] = []
  const cut = new Set<string>()
  searchSubjects({ table }, codes, RULE_BUDGET, cut, (subject, work) => {
    searched.push(table.parties.text(subject))
    work.left -= subject === table.parties.code("u0") ? 1 : work.left
  })
  // u1 took all that u0 had left, without wanting more.
  expect(searched).toEqual(["u0", "u1"])
  expect([...cut]).toEqual(["u2", "u3"])
})
