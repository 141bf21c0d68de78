import { describe, expect, test } from "vitest"
import { detectCommunities } from "../../src/network/communities.ts"
import { mulberry32 } from "../../src/network/random.ts"
import { lfrGraph, mailGraph, type PlantedGraph } from "./lfr.ts"
import { disconnected, disordered, graphBytes, modularityIn, plainLouvain } from "./partition-checks.ts"

const edgesOf = ({ pairs }: PlantedGraph) =>
  pairs.map(([a, b]) => ({ a: String(a).padStart(4, "0"), b: String(b).padStart(4, "0"), weight: 1 }))

const SMALL = { exponent: 1, min: 10, max: 50 }
const BIG = { exponent: 1, min: 20, max: 100 }
const lfr = (sizes: typeof SMALL, mixing: number, nodeCount = 1000) =>
  lfrGraph({ seed: 7, nodeCount, degrees: { exponent: 2, min: 9, max: 50 }, sizes, mixing })

/** The best modularity of ten runs of Leiden until stable (leidenalg 0.9.1 on igraph 0.10.2), on these very graphs. */
const GRAPHS = [
  { name: "LFR, small communities, mixing 0.1", graph: lfr(SMALL, 0.1), ties: 8934, leiden: 0.856361 },
  { name: "LFR, small communities, mixing 0.3", graph: lfr(SMALL, 0.3), ties: 9095, leiden: 0.650805 },
  { name: "LFR, small communities, mixing 0.5", graph: lfr(SMALL, 0.5), ties: 9243, leiden: 0.469651 },
  { name: "LFR, small communities, mixing 0.6", graph: lfr(SMALL, 0.6), ties: 9341, leiden: 0.364152 },
  { name: "LFR, large communities, mixing 0.1", graph: lfr(BIG, 0.1), ties: 9201, leiden: 0.83588 },
  { name: "LFR, large communities, mixing 0.3", graph: lfr(BIG, 0.3), ties: 9323, leiden: 0.63261 },
  { name: "LFR, large communities, mixing 0.5", graph: lfr(BIG, 0.5), ties: 9434, leiden: 0.448777 },
  { name: "LFR, large communities, mixing 0.6", graph: lfr(BIG, 0.6), ties: 9443, leiden: 0.336818 },
  { name: "LFR, 5000 nodes, mixing 0.5", graph: lfr(SMALL, 0.5, 5000), ties: 44326, leiden: 0.503494 },
  { name: "mail of an institute", graph: mailGraph(7), ties: 16064, leiden: 0.261201 },
]

describe.each(GRAPHS)("$name", ({ graph, ties, leiden }) => {
  const edges = edgesOf(graph)

  test("is parted as well as Leiden does, and no worse than plain Louvain; all communities are connected", () => {
    // Another number of ties is another graph, to which the number of Leiden does not belong.
    expect(edges.length).toBe(ties)
    const communityOf = detectCommunities(edges, { seed: 1 })
    const found = modularityIn(edges, communityOf)
    expect(found).toBeGreaterThan(leiden * 0.999)
    expect(found).toBeGreaterThanOrEqual(modularityIn(edges, plainLouvain(edges, 1)) - 1e-12)
    expect(disconnected(edges, communityOf)).toEqual([])
  })
})

/** What is found depends on the graph alone, so that all orders are compared by their graphs, and only some are parted. */
test.each([
  { ...GRAPHS[5]!, parted: 8 },
  { ...GRAPHS[9]!, parted: 4 },
])("100 orders of the edges are one graph, and have one answer: $name", ({ graph, parted }) => {
  const edges = edgesOf(graph)
  const random = mulberry32(2)
  const expected = graphBytes(edges)
  const answer = (ties: typeof edges) => JSON.stringify([...detectCommunities(ties, { seed: 3 })])
  const communityOf = answer(edges)
  for (let order = 0; order < 100; order++) {
    const other = disordered(edges, random)
    expect(graphBytes(other)).toBe(expected)
    if (order < parted) expect(answer(other)).toBe(communityOf)
  }
})
