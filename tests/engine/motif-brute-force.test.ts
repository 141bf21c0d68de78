// Every shape against its twin on random small graphs: findings, their payments and parties, and instance counts.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import { MOTIF_SHAPES, type MotifShape } from "../../src/model/vocabulary.ts"
import type { MotifDetection } from "../../src/rules/tree.ts"
import { packOf, ruleOf, tableOf } from "../helpers/table.ts"
import { motifRule, motifWorld } from "./arbitrary-motif.ts"
import type { World } from "./brute-force.ts"
import type { ExpectedMotif } from "./brute-force-motif.ts"
import { expectMotifs } from "./brute-force-paths.ts"

function evaluate({ payments, rates }: World, detection: MotifDetection) {
  const context = createEngineContext(tableOf(payments, ["channel"]), packOf(), { rates })
  const { findings, outcome } = evaluateRule(context, ruleOf(detection))
  const motifs = findings.map(({ id, subject, payments: ids, measures, parties }) => ({
    id,
    subject,
    payments: ids,
    instances: measures["instances"],
    parties: parties.map(({ role, party }) => `${role} ${party}`),
  }))
  return { motifs, outcome, findings }
}

/** Stacks are rare by chance. */
const RUNS: Readonly<Partial<Record<MotifShape, number>>> = { stack: 2000 }

const byId = (a: Pick<ExpectedMotif, "id">, b: Pick<ExpectedMotif, "id">) => (a.id < b.id ? -1 : 1)

describe.each(MOTIF_SHAPES)("%s", (shape) => {
  test("finds what trying everything finds", () => {
    let found = 0
    fc.assert(
      fc.property(motifWorld(shape), motifRule(shape), (world, detection) => {
        const expected = expectMotifs(world, detection)
        const { motifs, outcome } = evaluate(world, detection)
        expect(motifs.sort(byId)).toEqual([...expected.findings].sort(byId))
        expect(outcome).toMatchObject({
          findings: motifs.length,
          notApplicable: expected.notApplicable,
          notDecidable: expected.notDecidable,
          budgetReached: [],
        })
        found += motifs.length
      }),
      { numRuns: RUNS[shape] ?? 900 },
    )
    // The graphs have what is looked for: a property of nothing would prove nothing.
    expect(found).toBeGreaterThan(40)
  })

  test("finds the same whatever the order of rows", () => {
    const shuffled = fc
      .tuple(motifWorld(shape), fc.infiniteStream(fc.nat()), motifRule(shape))
      .map(([world, keys, detection]) => {
        const keyed = world.payments.map((payment) => ({ payment, key: keys.next().value }))
        keyed.sort((a, b) => a.key - b.key)
        return { world, other: { ...world, payments: keyed.map(({ payment }) => payment) }, detection }
      })
    const budgets = fc.constantFrom(1, 2, 5, 10, 1000)
    fc.assert(
      fc.property(shuffled, budgets, ({ world, other, detection }, budget) => {
        const [one, two] = [world, other].map((given) => {
          const { findings, outcome } = evaluate(given, { ...detection, budget })
          return { findings: findings.map(({ places: _, rows: __, ...rest }) => rest), outcome }
        })
        expect(two).toEqual(one)
      }),
      { numRuns: 150 },
    )
  })
})
