// A benchmark compares times only between pipelines that answer alike.
import { describe, expect, test } from "vitest"
import { disagreements } from "../../benchmarks/agreement.ts"
import { type Answers, idSet } from "../../benchmarks/contestants/answers.ts"
import { summarise } from "../../benchmarks/results.ts"

const ANSWERS: Answers = {
  accepted: 10,
  totals: { CNY: 12.5, USD: 3 },
  keyword: idSet(["p2", "p1"]),
  structuring: idSet([]),
  courier: idSet(["a"]),
  fanIn: idSet(["b"]),
  graph: { nodes: 4, edges: 5, modularity: 0.5 },
}

describe("disagreements", () => {
  test("are none for equal answers, whatever the order of ids and currencies", () => {
    const same: Answers = { ...ANSWERS, totals: { USD: 3, CNY: 12.5 }, keyword: idSet(["p1", "p2", "p1"]) }
    expect(disagreements(ANSWERS, same)).toEqual([])
  })

  test.each<[string, Partial<Answers>]>([
    ["accepted", { accepted: 11 }],
    ["totals", { totals: { CNY: 12.51, USD: 3 } }],
    ["keyword", { keyword: idSet(["p1", "p3"]) }],
    ["fanIn", { fanIn: idSet([]) }],
    ["nodes", { graph: { nodes: 5, edges: 5, modularity: 0.5 } }],
    ["modularity", { graph: { nodes: 4, edges: 5, modularity: 0.506 } }],
    ["graph", { graph: null }],
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
  ])
  const [ours, ordinary] = summarise(100, 1000, runs).contestants
  expect(ours!.timesOurs).toBe(1)
  expect(ordinary!.timesOurs).toBe(8)
  expect(ordinary!.medianSeconds).toBe(10)
})
