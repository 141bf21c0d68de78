// What the tests of community quality ask of every graph.
import { UndirectedGraph } from "graphology"
import louvain from "graphology-communities-louvain"
import { compareText } from "../../src/model/vocabulary.ts"
import { type CommunityEdge, canonicalGraph } from "../../src/network/communities.ts"
import { modularityOf } from "../../src/network/modularity.ts"
import { mulberry32, shuffledIndices } from "../../src/network/random.ts"

/** Louvain as a library user would run it: a real graph, edges in order. */
export function plainLouvain(edges: readonly CommunityEdge[], seed: number): Map<string, number> {
  const graph = new UndirectedGraph()
  for (const { a, b, weight } of edges) {
    graph.mergeNode(a)
    graph.mergeNode(b)
    graph.updateUndirectedEdge(a, b, (before) => ({ weight: (before["weight"] ?? 0) + weight }))
  }
  return new Map(Object.entries(louvain(graph, { getEdgeWeight: "weight", rng: mulberry32(seed) })))
}

export function modularityIn(
  edges: readonly CommunityEdge[],
  communityOf: ReadonlyMap<string, number>,
): number {
  const { names, graph } = canonicalGraph(edges)
  return modularityOf(
    graph,
    Uint32Array.from(names, (name) => communityOf.get(name)!),
    1,
  )
}

/** The same edges in another order, about half of them from the other end. */
export function disordered(edges: readonly CommunityEdge[], random: () => number): CommunityEdge[] {
  return [...shuffledIndices(edges.length, random)].map((i) => {
    const { a, b, weight } = edges[i]!
    return random() < 0.5 ? { a: b, b: a, weight } : { a, b, weight }
  })
}

/** Numbers of communities of which some member cannot be reached from another within the community. */
export function disconnected(
  edges: readonly CommunityEdge[],
  communityOf: ReadonlyMap<string, number>,
): number[] {
  const rootOf = new Map([...communityOf.keys()].map((node) => [node, node]))
  const root = (node: string): string => {
    const up = rootOf.get(node)!
    return up === node ? node : root(up)
  }
  for (const { a, b } of edges) if (communityOf.get(a) === communityOf.get(b)) rootOf.set(root(a), root(b))
  const partsOf = new Map<number, Set<string>>()
  for (const [node, c] of communityOf) partsOf.set(c, (partsOf.get(c) ?? new Set()).add(root(node)))
  return [...partsOf].flatMap(([c, parts]) => (parts.size > 1 ? [c] : []))
}

/** As a careful user of plain Louvain would give them. */
export function sortedByEnds(edges: readonly CommunityEdge[]): CommunityEdge[] {
  return [...edges]
    .map(({ a, b, weight }) => (compareText(a, b) < 0 ? { a, b, weight } : { a: b, b: a, weight }))
    .sort((x, y) => compareText(x.a, y.a) || compareText(x.b, y.b))
}

/** The graph that communities are sought in, as text to compare: they are a function of it and the seed. */
export function graphBytes(edges: readonly CommunityEdge[]): string {
  const { names, graph } = canonicalGraph(edges)
  return [names.join(" "), graph.a.join(" "), graph.b.join(" "), graph.weight.join(" ")].join("\n")
}
