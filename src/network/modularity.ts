// How much better a partition is than chance: modularity with a resolution.
// M. E. J. Newman, M. Girvan: Finding and evaluating community structure in networks, Phys. Rev. E 69, 026113 (2004);
// J. Reichardt, S. Bornholdt: Statistical mechanics of community detection, Phys. Rev. E 74, 016110 (2006).
import type { WeightedGraph } from "./weighted-graph.ts"

/**
 * Σ over communities of inside / total − resolution × (degree / total)², where `total` is twice the weight of the
 * graph, `inside` twice the weight of the edges within the community and `degree` the sum of its weighted degrees. A
 * self-loop counts twice in the degree of its node. 0 for a graph without edges.
 * `communityOf[v]` is a number below `graph.nodeCount`.
 */
export function modularityOf(graph: WeightedGraph, communityOf: Uint32Array, resolution: number): number {
  const inside = new Float64Array(graph.nodeCount)
  const degree = new Float64Array(graph.nodeCount)
  let total = 0
  for (let e = 0; e < graph.edgeCount; e++) {
    const ofA = communityOf[graph.a[e]!]!
    const ofB = communityOf[graph.b[e]!]!
    const weight = graph.weight[e]!
    total += 2 * weight
    degree[ofA]! += weight
    degree[ofB]! += weight
    if (ofA === ofB) inside[ofA]! += 2 * weight
  }
  if (total === 0) return 0
  let sum = 0
  // Most numbers name no community.
  for (let c = 0; c < graph.nodeCount; c++)
    if (degree[c] !== 0) sum += inside[c]! / total - resolution * (degree[c]! / total) ** 2
  return sum
}
