import fc from "fast-check"
import { UndirectedGraph } from "graphology"
import packageLouvain from "graphology-communities-louvain"
import { describe, expect, test } from "vitest"
import { finish } from "../../src/model/steps.ts"
import { combine } from "../../src/network/combine.ts"
import { louvain } from "../../src/network/louvain.ts"
import { modularityOf } from "../../src/network/modularity.ts"
import { mulberry32, shuffledIndices } from "../../src/network/random.ts"
import { refine, splitDisconnected } from "../../src/network/refine.ts"
import { adjacencyOf, mergeTies, type WeightedGraph } from "../../src/network/weighted-graph.ts"
import { slowModularity } from "./slow-modularity.ts"

const NODES = 15

const graphs = fc
  .array(
    fc.record({
      a: fc.integer({ min: 0, max: NODES - 1 }),
      b: fc.integer({ min: 0, max: NODES - 1 }),
      weight: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 50 },
  )
  .map((ties) =>
    mergeTies(
      NODES,
      Uint32Array.from(ties, ({ a }) => a),
      Uint32Array.from(ties, ({ b }) => b),
      Float64Array.from(ties, ({ weight }) => weight),
    ),
  )

/** The same nodes and edges, put into a real graph in the same order. */
function realGraph(graph: WeightedGraph): UndirectedGraph {
  const real = new UndirectedGraph()
  for (let v = 0; v < graph.nodeCount; v++) real.addNode(v)
  for (let e = 0; e < graph.edgeCount; e++) {
    real.addUndirectedEdge(graph.a[e], graph.b[e], { weight: graph.weight[e] })
  }
  return real
}

const edgesOf = (graph: WeightedGraph) =>
  Array.from(graph.a, (a, e) => ({ a: String(a), b: String(graph.b[e]), weight: graph.weight[e]! }))

const asMap = (communityOf: Uint32Array) => new Map(Array.from(communityOf, (c, v) => [String(v), c]))

/** What the package finds in a real Graph. */
const byPackage = (graph: WeightedGraph, seed: number, resolution: number) =>
  packageLouvain(realGraph(graph), { getEdgeWeight: "weight", resolution, rng: mulberry32(seed) })

const byArrays = (graph: WeightedGraph, seed: number, resolution: number) =>
  Object.fromEntries(louvain(adjacencyOf(graph), { resolution, unit: 1, random: mulberry32(seed) }).entries())

describe("Louvain on typed arrays", () => {
  test("finds what graphology-communities-louvain finds, node by node", () => {
    fc.assert(
      fc.property(graphs, fc.integer(), fc.constantFrom(0.5, 1, 1.7), (graph, seed, resolution) => {
        expect(byArrays(graph, seed, resolution)).toEqual(byPackage(graph, seed, resolution))
      }),
      { numRuns: 1000 },
    )
  })

  test("and so it does in large graphs with communities, over several levels", () => {
    for (const seed of [1, 2, 3]) {
      const graph = blocks(40, 50, mulberry32(seed))
      const found = byArrays(graph, seed, 1)
      expect(new Set(Object.values(found)).size).toBeLessThan(100)
      expect(found).toEqual(byPackage(graph, seed, 1))
    }
  })

  test("a unit of a power of two changes nothing", () => {
    fc.assert(
      fc.property(graphs, fc.integer(), (graph, seed) => {
        const random = () => mulberry32(seed)
        expect(louvain(adjacencyOf(graph), { resolution: 1, unit: 2 ** 10, random: random() })).toEqual(
          louvain(adjacencyOf(graph), { resolution: 1, unit: 1, random: random() }),
        )
      }),
      { numRuns: 100 },
    )
  })
})

/** Nodes tied mostly within their block. */
function blocks(count: number, size: number, random: () => number): WeightedGraph {
  const nodes = count * size
  const any = (limit: number) => Math.floor(random() * limit)
  const ties = Array.from({ length: 5 * nodes }, (_, i) => {
    const a = i % nodes
    const b = random() < 0.8 ? a - (a % size) + any(size) : any(nodes)
    return { a, b, weight: 1 + any(5) }
  })
  return mergeTies(
    nodes,
    Uint32Array.from(ties, ({ a }) => a),
    Uint32Array.from(ties, ({ b }) => b),
    Float64Array.from(ties, ({ weight }) => weight),
  )
}

describe("typed-array graphs", () => {
  test("ties are merged as a plain map merges them", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(6), fc.integer({ min: 1, max: 9 }))), (ties) => {
        const expected = new Map<string, number>()
        for (const [a, b, weight] of ties) {
          const key = `${Math.min(a, b)} ${Math.max(a, b)}`
          expected.set(key, (expected.get(key) ?? 0) + weight)
        }
        const graph = mergeTies(
          7,
          Uint32Array.from(ties, ([a]) => a),
          Uint32Array.from(ties, ([, b]) => b),
          Float64Array.from(ties, ([, , weight]) => weight),
        )
        const found = Array.from(graph.a, (a, e) => [`${a} ${graph.b[e]}`, graph.weight[e]])
        expect(found).toEqual([...expected].sort(([a], [b]) => (a < b ? -1 : 1)))
      }),
    )
  })

  test("neighbour lists hold each edge from both ends, in order", () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { starts, neighbours, weights, degree, total } = adjacencyOf(graph)
        const real = realGraph(graph)
        for (let v = 0; v < graph.nodeCount; v++) {
          const list = [...neighbours.subarray(starts[v], starts[v + 1])]
          const expected = real
            .neighbors(v)
            .map(Number)
            .filter((u) => u !== v)
            .sort((a, b) => a - b)
          expect(list).toEqual(expected)
          const sum = [...weights.subarray(starts[v], starts[v + 1])].reduce((s, w) => s + w, 0)
          const loop = real.hasUndirectedEdge(v, v) ? 2 * real.getUndirectedEdgeAttribute(v, v, "weight") : 0
          expect(degree[v]).toBe(sum + loop)
        }
        expect(total).toBe(degree.reduce((s, k) => s + k, 0))
      }),
    )
  })
})

describe("refinement", () => {
  const partitions = fc.array(fc.nat(NODES - 1), { minLength: NODES, maxLength: NODES })

  test("modularity is what its definition says", () => {
    fc.assert(
      fc.property(graphs, partitions, fc.constantFrom(0.5, 1, 2), (graph, communities, resolution) => {
        const communityOf = Uint32Array.from(communities)
        const expected = slowModularity(edgesOf(graph), asMap(communityOf), resolution)
        expect(modularityOf(graph, communityOf, resolution)).toBeCloseTo(expected, 12)
      }),
      { numRuns: 300 },
    )
  })

  test("never lowers modularity and leaves every community connected", () => {
    fc.assert(
      fc.property(graphs, partitions, fc.constantFrom(0.3, 1, 3), (graph, communities, resolution) => {
        const before = Uint32Array.from(communities)
        const after = refine(adjacencyOf(graph), before, { resolution, rounds: 10 })
        expect([...splitDisconnected(adjacencyOf(graph), after)].length).toBe(NODES)
        expect(new Set(splitDisconnected(adjacencyOf(graph), after)).size).toBe(new Set(after).size)
        expect(modularityOf(graph, after, resolution)).toBeGreaterThanOrEqual(
          modularityOf(graph, before, resolution) - 1e-12,
        )
      }),
      { numRuns: 500 },
    )
  })

  test("rounds together find what one after the other finds", () => {
    fc.assert(
      fc.property(
        graphs,
        partitions,
        fc.constantFrom(0.3, 1, 3),
        fc.integer({ min: 1, max: 6 }),
        (graph, communities, resolution, rounds) => {
          const adjacency = adjacencyOf(graph)
          let expected = Uint32Array.from(communities)
          const all = refine(adjacency, expected, { resolution, rounds })
          for (let round = 0; round < rounds; round++)
            expected = refine(adjacency, expected, { resolution, rounds: 1 }).slice()
          expect(all).toEqual(expected)
        },
      ),
      { numRuns: 500 },
    )
  })

  test("finds the same where it knows what was settled before, and tells it by the array", () => {
    const starts = fc.array(partitions, { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(
        graphs,
        starts,
        fc.constantFrom(0.3, 1, 3),
        fc.integer({ min: 1, max: 6 }),
        (graph, communities, resolution, rounds) => {
          const adjacency = adjacencyOf(graph)
          const settled: Uint32Array[] = []
          for (const start of communities.map((list) => Uint32Array.from(list))) {
            const found = refine(adjacency, start, { resolution, rounds }, settled)
            expect(found).toEqual(refine(adjacency, start, { resolution, rounds }))
          }
          for (const one of settled)
            expect(refine(adjacency, one.slice(), { resolution, rounds }, settled)).toBe(one)
        },
      ),
      { numRuns: 500 },
    )
  })

  test("combines to the same partition where it knows what was settled before", () => {
    const given = fc.array(partitions, { minLength: 2, maxLength: 6 })
    // Whatever is settled is new to it again.
    const forgetful: Uint32Array[] = []
    forgetful.push = () => 0
    fc.assert(
      fc.property(graphs, given, fc.integer(), (graph, communities, seed) => {
        const adjacency = adjacencyOf(graph)
        const refining = { resolution: 1, rounds: 10 }
        const combined = (settled: Uint32Array[]) => {
          const refined = communities.map((c) => refine(adjacency, Uint32Array.from(c), refining, settled))
          const random = mulberry32(seed)
          return finish(combine(graph, adjacency, refined, { rounds: 20, refining, settled, random }))
        }
        expect(combined([])).toEqual(combined(forgetful))
      }),
      { numRuns: 300 },
    )
  })

  test("a community cut in two is split", () => {
    const path = mergeTies(4, Uint32Array.of(0, 1, 2), Uint32Array.of(1, 2, 3), Float64Array.of(1, 1, 1))
    expect([...splitDisconnected(adjacencyOf(path), Uint32Array.of(7, 0, 7, 7))]).toEqual([0, 1, 2, 2])
  })
})

test("a shuffle is a permutation, the same for the same seed", () => {
  const shuffle = shuffledIndices(100, mulberry32(8))
  expect([...shuffle].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i))
  expect(shuffledIndices(100, mulberry32(8))).toEqual(shuffle)
  expect(shuffledIndices(100, mulberry32(9))).not.toEqual(shuffle)
})
