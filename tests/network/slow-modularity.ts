// Modularity by its definition, pair by pair: the slow twin of src/network/modularity.ts.
import type { CommunityEdge } from "../../src/network/communities.ts"

/** 1/2m × Σ over pairs of one community of (A − resolution × k k′ / 2m); a self-loop of weight w is A = 2w. */
export function slowModularity(
  edges: readonly CommunityEdge[],
  communityOf: ReadonlyMap<string, number>,
  resolution = 1,
): number {
  const nodes = [...new Set(edges.flatMap(({ a, b }) => [a, b]))]
  const tie = (u: string, v: string) =>
    edges.reduce((sum, { a, b, weight }) => {
      if (a === u && b === v) sum += weight
      if (a === v && b === u) sum += weight
      return sum
    }, 0)
  const degree = new Map(nodes.map((u) => [u, nodes.reduce((sum, v) => sum + tie(u, v), 0)]))
  const total = [...degree.values()].reduce((sum, k) => sum + k, 0)
  let sum = 0
  for (const u of nodes) {
    for (const v of nodes) {
      if (communityOf.get(u) !== communityOf.get(v)) continue
      sum += tie(u, v) - (resolution * degree.get(u)! * degree.get(v)!) / total
    }
  }
  return total === 0 ? 0 : sum / total
}
