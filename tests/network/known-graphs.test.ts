import { describe, expect, test } from "vitest"
import { detectCommunities } from "../../src/network/communities.ts"
import { mulberry32 } from "../../src/network/random.ts"
import { KARATE } from "./karate.ts"
import { DOLPHINS, FOOTBALL, LES_MISERABLES, POLITICAL_BOOKS } from "./known-graphs.ts"
import {
  disconnected,
  disordered,
  graphBytes,
  modularityIn,
  plainLouvain,
  sortedByEnds,
} from "./partition-checks.ts"

/**
 * Maximum modularity, proved in D. Aloise, S. Cafieri, G. Caporossi, P. Hansen, L. Liberti, S. Perron, Column generation
 * algorithms for exact modularity maximization in networks, Phys. Rev. E 82, 046112 (2010); all for edges without
 * weights. With weights, Les Misérables: the best of 500 runs of Leiden (python-igraph 0.10.2, until stable).
 */
const GRAPHS = [
  { name: "karate", edges: KARATE, nodes: 34, ties: 78, best: 0.4198 },
  { name: "dolphins", edges: DOLPHINS, nodes: 62, ties: 159, best: 0.5285 },
  { name: "political books", edges: POLITICAL_BOOKS, nodes: 105, ties: 441, best: 0.5272 },
  { name: "football", edges: FOOTBALL, nodes: 115, ties: 613, best: 0.6046 },
  {
    name: "Les Misérables",
    edges: LES_MISERABLES.map((edge) => ({ ...edge, weight: 1 })),
    nodes: 77,
    ties: 254,
    best: 0.56,
  },
  { name: "Les Misérables with weights", edges: LES_MISERABLES, nodes: 77, ties: 254, best: 0.5667 },
]

describe.each(GRAPHS)("$name", ({ edges, nodes, ties, best }) => {
  test(`has ${nodes} nodes and ${ties} ties`, () => {
    expect(new Set(edges.flatMap(({ a, b }) => [a, b])).size).toBe(nodes)
    expect(new Set(sortedByEnds(edges).map(({ a, b }) => `${a} ${b}`)).size).toBe(ties)
    expect(edges.length).toBe(ties)
  })

  test("is parted within a thousandth of the best known, never worse than by plain Louvain", () => {
    const sorted = sortedByEnds(edges)
    for (let seed = 1; seed <= 8; seed++) {
      const communityOf = detectCommunities(edges, { seed })
      const found = modularityIn(edges, communityOf)
      expect(found).toBeGreaterThan(best * 0.999)
      expect(found).toBeLessThan(best + 0.00005)
      expect(found).toBeGreaterThanOrEqual(modularityIn(edges, plainLouvain(sorted, seed)) - 1e-12)
      expect(disconnected(edges, communityOf)).toEqual([])
    }
  })

  // What is found depends on the graph alone: not all of its orders need be parted.
  test("100 orders of the edges, with ends turned, are one graph, and have one answer", () => {
    const random = mulberry32(8)
    const expected = graphBytes(edges)
    const answer = (ties: typeof edges) => JSON.stringify([...detectCommunities(ties, { seed: 2 })])
    const communityOf = answer(edges)
    for (let order = 0; order < 100; order++) {
      const other = disordered(edges, random)
      expect(graphBytes(other)).toBe(expected)
      if (order < 10) expect(answer(other)).toBe(communityOf)
    }
  })
})
