// A benchmark compares times only between pipelines that answer alike.
import { describe, expect, test } from "vitest"
import { disagreements } from "../../benchmarks/agreement.ts"
import {
  type Answers,
  type HitSet,
  hitSet,
  QUESTIONS,
  type Question,
} from "../../benchmarks/contestants/answers.ts"
import { growthExponent, markdownTable, summarise } from "../../benchmarks/results.ts"

const SOME = hitSet([{ party: "a", payment: "p1" }])

function detections(change: Partial<Record<Question, HitSet>> = {}): Answers["detections"] {
  const same = Object.fromEntries(QUESTIONS.map((question) => [question, SOME])) as Answers["detections"]
  return { ...same, ...change }
}

const ANSWERS: Answers = {
  accepted: 10,
  totals: { CNY: 12.5, USD: 3 },
  detections: detections(),
  graph: { nodes: 4, edges: 5, modularity: 0.5 },
}

test("a set of hits is the same in any order, and tells who was found by what", () => {
  const one = { party: "a", payment: "p1" }
  const two = { party: "b", payment: "p2" }
  expect(hitSet([one, two])).toEqual(hitSet([two, one, two]))
  expect(hitSet([one, two])).toMatchObject({ parties: 2, payments: 2 })
  const crossed = [
    { party: "a", payment: "p2" },
    { party: "b", payment: "p1" },
  ]
  expect(hitSet(crossed).sha256).not.toBe(hitSet([one, two]).sha256)
})

describe("disagreements", () => {
  test("are none for equal answers, whatever the order of currencies", () => {
    const same: Answers = { ...ANSWERS, totals: { USD: 3, CNY: 12.5 } }
    expect(disagreements(ANSWERS, same)).toEqual([])
  })

  test.each<[string, Partial<Answers>]>([
    ["accepted", { accepted: 11 }],
    ["totals", { totals: { CNY: 12.51, USD: 3 } }],
    ["nodes", { graph: { nodes: 5, edges: 5, modularity: 0.5 } }],
    ["edges", { graph: { nodes: 4, edges: 6, modularity: 0.5 } }],
    ["modularity", { graph: { nodes: 4, edges: 5, modularity: 0.506 } }],
    ["graph", { graph: null }],
    ...QUESTIONS.map((question): [string, Partial<Answers>] => [
      question,
      { detections: detections({ [question]: hitSet([{ party: "a", payment: "p2" }]) }) },
    ]),
  ])("name what differs: %s", (word, change) => {
    const found = disagreements(ANSWERS, { ...ANSWERS, ...change })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(word)
  })

  test("allow modularity to differ by one percent", () => {
    expect(disagreements(ANSWERS, { ...ANSWERS, graph: { nodes: 4, edges: 5, modularity: 0.504 } })).toEqual(
      [],
    )
  })
})

test("ratios are taken within a round, then their median", () => {
  const run = (seconds: number) => ({ seconds, peakMegabytes: 100 })
  const runs = new Map([
    ["ours", [run(1), run(2), run(1)]],
    ["ordinary", [run(10), run(10), run(8)]],
    ["ours-full", [run(2), run(2), run(4)]],
  ])
  const size = summarise(100, 1000, runs)
  const [ours, ordinary] = size.contestants
  expect(ours!.timesOurs).toBe(1)
  expect(ordinary!.medianSeconds).toBe(10)
  expect(ordinary!.timesOurs).toBe(8)
  expect(ordinary!.timesOursFull).toBe(5)
  expect(markdownTable([size])).toContain("| 100 | ordinary | 10 | 8 | 100 | 5 |")
})

test("a size without the contestant compared with has no ratio to it", () => {
  const size = summarise(100, 1000, new Map([["ours", [{ seconds: 1, peakMegabytes: 100 }]]]))
  expect(size.contestants[0]!.timesOursFull).toBeNull()
  expect(markdownTable([size])).toContain("| 100 | ours | 1 | 1 | 100 |")
})

test("the power by which time grows is that of the sizes", () => {
  const size = (rows: number, seconds: number) =>
    summarise(rows, 1, new Map([["ours", [{ seconds, peakMegabytes: 1 }]]]))
  expect(growthExponent([size(100, 1), size(1000, 10), size(10_000, 100)], "ours")).toBe(1)
  expect(growthExponent([size(100, 1), size(1000, 100)], "ours")).toBe(2)
  expect(growthExponent([size(100, 1)], "ours")).toBeNull()
  expect(growthExponent([size(100, 1), size(1000, 10)], "absent")).toBeNull()
})
