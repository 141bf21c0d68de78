// Combinations of findings: against their twin on random findings, and through the run over rules.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { combineFindings } from "../../src/engine/combine-findings.ts"
import { chainWeights } from "../../src/engine/combine-order.ts"
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRules } from "../../src/engine/evaluate.ts"
import { lookbackWindows } from "../../src/engine/selection.ts"
import type { Finding } from "../../src/model/finding.ts"
import type { EvidenceKind, Typology } from "../../src/model/vocabulary.ts"
import type { CombineDetection, CombineItem, Rule } from "../../src/rules/tree.ts"
import { packOf, ruleOf, type TestPayment, tableOf } from "../helpers/table.ts"
import { expectCombinations } from "./brute-force-combine.ts"

const DAY_MS = 86_400_000

const RULES: readonly (readonly [string, Typology, EvidenceKind])[] = [
  ["words", "wildlife-keyword", "text"],
  ["parcels", "courier-linked", "flow"],
  ["many-payers", "fan-in", "flow"],
  ["other-combination", "composite", "flow"],
  ["own", "composite", "graph"],
]

const payment = (id: string, days: number, text: TestPayment["text"] = {}): TestPayment => ({
  id,
  time: days * DAY_MS,
  amountMinor: 100,
  currency: "USD",
  payer: `payer-${id}`,
  payee: "s",
  text,
})

function findingOn(id: string, [rule, typology, evidence]: (typeof RULES)[number], rows: number[]): Finding {
  return {
    id,
    rule,
    ruleVersion: "1.0.0",
    typology,
    severity: "review",
    evidence,
    subject: "s",
    role: "payee",
    parties: [{ party: "s", role: "payee" }],
    payments: rows.map((row) => `p${row}`),
    from: "",
    to: "",
    measures: {},
    conditions: [],
    matches: [],
    contexts: [],
    indicators: [],
    reason: id,
    places: [],
    rows,
  }
}

const item = (name: string, part: Partial<CombineItem>): CombineItem => ({
  name,
  rules: null,
  typologies: null,
  evidence: null,
  weight: 1,
  ...part,
})

const anyItem = (i: number): fc.Arbitrary<CombineItem> =>
  fc
    .record({
      rules: fc.option(fc.subarray(["words", "parcels", "other-combination", "own"], { minLength: 1 })),
      typologies: fc.option(
        fc.subarray<Typology>(["courier-linked", "fan-in", "composite"], { minLength: 1 }),
        { freq: 2 },
      ),
      evidence: fc.option(fc.subarray<EvidenceKind>(["flow", "text"], { minLength: 1 }), { freq: 2 }),
      weight: fc.constantFrom(1, 1, 1, 0.1, 0.2, 0.3, 0.7, 2.5),
    })
    .map((part) => item(`item${i}`, part))

const detections: fc.Arbitrary<CombineDetection> = fc
  .tuple(anyItem(0), anyItem(1), anyItem(2), anyItem(3))
  .chain((items) =>
    fc.record({
      of: fc.integer({ min: 1, max: 4 }).map((count) => items.slice(0, count)),
      withinMs: fc.constantFrom(0, DAY_MS - 1, DAY_MS, 3 * DAY_MS),
      share: fc.constantFrom(0.3, 0.5, 0.8, 1, 1),
      inOrder: fc.boolean(),
    }),
  )
  .map(({ of, share, ...parts }) => ({
    kind: "combine",
    subject: "party",
    of,
    // Of some, a sum that is met only when all are; added in another order it may differ in its last bits.
    need: share === 1 ? of.reduceRight((sum, { weight }) => sum + weight, 0) : share * of.length,
    reason: "{rules}",
    ...parts,
  }))

const randomFindings = fc.array(
  fc.record({
    rule: fc.nat({ max: RULES.length - 1 }),
    days: fc.nat({ max: 6 }),
    late: fc.boolean(),
    before: fc.nat({ max: 2 }),
  }),
  { maxLength: 7, size: "max" },
)

test("combinations equal brute force", () => {
  let found = 0
  let ordered = 0
  fc.assert(
    fc.property(randomFindings, detections, (parts, detection) => {
      // A payment of its own for the end of each finding, and one before it.
      const payments = parts.flatMap(({ days, late, before }, i) => [
        payment(`p${2 * i}`, days + (late ? 1 / DAY_MS : 0)),
        payment(`p${2 * i + 1}`, Math.max(0, days - before)),
      ])
      const table = tableOf(payments)
      const findings = parts.map(({ rule }, i) => findingOn(`f${i}`, RULES[rule]!, [2 * i + 1, 2 * i]))
      const context = createEngineContext(table, packOf())
      const rule = { ...ruleOf(detection, "own"), typology: "composite" as const }
      const made = combineFindings(context, rule, detection, [{ subject: "s", findings }], (id) => id)
      const timed = findings.map((finding, i) => ({ finding, time: payments[2 * i]!.time }))
      const expected = expectCombinations(timed, "own", detection)
      const rowsOf = (ids: readonly string[]) =>
        ids.flatMap((id) => findings.find((finding) => finding.id === id)!.rows).sort((a, b) => a - b)
      expect(made.map(({ rows }) => [...rows].sort((a, b) => a - b))).toEqual(
        expected.map((one) => rowsOf(one.findings)),
      )
      expect(made.map(({ conditions }) => Number(conditions.at(-1)!.observed))).toEqual(
        expected.map(({ peak }) => Number(peak.toFixed(4))),
      )
      expect(new Set(made.map(({ id }) => id)).size).toBe(made.length)
      found += made.length
      if (detection.inOrder && detection.of.length > 1) ordered += made.length
    }),
    { numRuns: 6000 },
  )
  expect(found).toBeGreaterThan(1000)
  expect(ordered).toBeGreaterThan(200)
})

test("over many instants, chains in order equal a walk through each window", () => {
  const DAYS = fc.array(fc.nat({ max: 3 }), { minLength: 30, maxLength: 60 })
  fc.assert(
    fc.property(DAYS, fc.infiniteStream(fc.nat({ max: 15 })), fc.nat({ max: 30 }), (gaps, masks, within) => {
      // Every finding at a time of its own.
      let now = 0
      const at = Float64Array.from(gaps, (gap) => (now += gap + 1))
      const fits = Uint16Array.from(gaps, () => masks.next().value)
      const weights = [1, 0.5, 2, 0.25]
      const windows = lookbackWindows(at, Uint32Array.of(0, at.length), within)
      const expected = gaps.map((_, i) => {
        /** By number of items: the best chain of that many first ones. */
        let best = weights.map(() => 0).concat(0)
        for (const fit of fits.subarray(windows.from[i]!, windows.to[i]!))
          best = best.map((old, b) =>
            weights.reduce(
              (most, weight, one) =>
                one < b && (fit >> one) & 1 ? Math.max(most, best[one]! + weight) : most,
              old,
            ),
          )
        return best.at(-1)!
      })
      expect([...chainWeights(at, fits, weights, windows)]).toEqual(expected)
    }),
    { numRuns: 300 },
  )
})

test("a chain in order over many thousands of findings is found in time", () => {
  const count = 20_000
  const payments = Array.from({ length: count }, (_, i) => payment(`p${i}`, i / 1000))
  // The items stand in the wrong order throughout, so that no window is ever done early.
  const findings = payments.map((_, i) => findingOn(`f${i}`, RULES[i < count / 2 ? 1 : 0]!, [i]))
  const detection: CombineDetection = {
    kind: "combine",
    subject: "party",
    withinMs: 30 * DAY_MS,
    of: [item("words", { rules: ["words"] }), item("parcels", { rules: ["parcels"] })],
    need: 2,
    inOrder: true,
    reason: "",
  }
  const context = createEngineContext(tableOf(payments), packOf())
  const rule = ruleOf(detection, "own")
  expect(combineFindings(context, rule, detection, [{ subject: "s", findings }], (id) => id)).toEqual([])
})

/** A rule that finds payments with a word in the memo. */
function wordRule(id: string, word: string, typology: Typology = "wildlife-keyword"): Rule {
  return {
    ...ruleOf(
      {
        kind: "match",
        subject: "payee",
        where: { kind: "text", field: "memo", values: [word] },
        gatherMs: 0,
        also: null,
        reason: "{subject}",
      },
      id,
    ),
    title: `Payments for ${word}`,
    typology,
  }
}

function combineRule(id: string, part: Partial<CombineDetection>): Rule {
  const detection: CombineDetection = {
    kind: "combine",
    subject: "party",
    withinMs: 10 * DAY_MS,
    of: [],
    need: 1,
    inOrder: false,
    reason: "{subject}: {rules}; {count} payments",
    ...part,
  }
  return { ...ruleOf(detection, id), typology: "composite", title: `Combination ${id}` }
}

describe("a run with combinations", () => {
  const payments = [
    payment("p1", 0, { memo: "ivory" }),
    payment("p2", 1, { memo: "parcel" }),
    payment("p3", 30, { memo: "parcel" }),
    { ...payment("p4", 0, { memo: "ivory" }), payee: "t" },
  ]
  const context = createEngineContext(tableOf(payments, ["memo"]), packOf())
  const words = wordRule("words", "ivory")
  const parcels = wordRule("parcels", "parcel", "courier-linked")
  const both = [item("words", { rules: ["words"] }), item("parcels", { typologies: ["courier-linked"] })]
  const run = async (rules: readonly Rule[]) => {
    const { findings, outcomes } = await evaluateRules(context, rules)
    return { findings, outcomes, by: (id: string) => findings.filter(({ rule }) => rule === id) }
  }

  test("finds what comes together on one party", async () => {
    const { by, outcomes } = await run([combineRule("a", { of: both, need: 2 }), words, parcels])
    const [finding, ...others] = by("a")
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      subject: "s",
      role: "party",
      typology: "composite",
      payments: ["p1", "p2"],
      reason: "s: Payments for ivory; Payments for parcel; 2 payments",
    })
    expect(finding?.conditions).toEqual([
      { measure: "words", threshold: "findings of rule words", observed: "words 1" },
      { measure: "parcels", threshold: "findings of typology courier-linked", observed: "parcels 1" },
      { measure: "items", threshold: "at least 2", observed: "2" },
    ])
    expect(finding?.parties).toEqual([
      { party: "s", role: "party" },
      { party: "payer-p1", role: "payer" },
      { party: "payer-p2", role: "payer" },
    ])
    expect(outcomes.map(({ rule }) => rule)).toEqual(["a", "parcels", "words"])
  })

  test("in order, the times decide; findings of one instant stand in either order", async () => {
    const backwards = [...both].reverse()
    const ordered = (of: CombineItem[]) => combineRule("a", { of, need: 2, inOrder: true })
    expect((await run([ordered(both), words, parcels])).by("a")).toHaveLength(1)
    expect((await run([ordered(backwards), words, parcels])).by("a")).toEqual([])
    // One finding serves one item only.
    const twice = [item("one", { rules: ["words"] }), item("two", { rules: ["words"] })]
    expect((await run([ordered(twice), words])).by("a")).toEqual([])
    expect((await run([combineRule("a", { of: twice, need: 2 }), words])).by("a")).toHaveLength(2)
  })

  test("combinations are combined where they are named, after those they name", async () => {
    const a = combineRule("a", {
      of: [item("b", { rules: ["b"] }), item("w", { rules: ["words"] })],
      need: 2,
    })
    const b = combineRule("b", { of: both, need: 2 })
    const byKind = combineRule("c", {
      of: [item("any", { typologies: ["composite"] }), item("flow", { evidence: ["flow"] })],
      need: 2,
    })
    const { by, findings } = await run([a, b, byKind, words, parcels])
    expect(by("a")).toHaveLength(1)
    expect(by("b")).toHaveLength(1)
    expect(by("c")).toEqual([])
    expect(findings.map(({ rule }) => rule)).toEqual([...findings.map(({ rule }) => rule)].sort())
  })

  test("a rule that is not there is never met", async () => {
    expect((await run([combineRule("a", { of: both, need: 2 }), words])).by("a")).toEqual([])
  })
})
