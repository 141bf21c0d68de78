// The parts of communities that hang well together: what can move as one.
// V. A. Traag, L. Waltman, N. J. van Eck: From Louvain to Leiden: guaranteeing well-connected communities, Scientific
// Reports 9, 5233 (2019), the refinement phase, with the best part taken each time instead of a random one.
import { numberedByFirst } from "./groups.ts"
import { LEAST_GAIN } from "./moves.ts"
import { indices } from "./sort-by-key.ts"
import type { Adjacency } from "./weighted-graph.ts"

/**
 * Parts of the communities, numbered from 0 by their smallest node. Every node begins alone; in their order, those that
 * are still alone join the part of their community where modularity gains most. Only nodes and parts that are tied to
 * the rest of their community by more than chance take part. Each part is connected.
 */
export function wellConnectedParts(
  adjacency: Adjacency,
  communityOf: Uint32Array,
  resolution: number,
): Uint32Array {
  const { nodeCount, starts, neighbours, weights, degree, total } = adjacency
  const communityDegree = new Float64Array(nodeCount)
  for (let v = 0; v < nodeCount; v++) communityDegree[communityOf[v]!]! += degree[v]!
  const partOf = indices(nodeCount)
  const partDegree = degree.slice()
  const isAlone = new Uint8Array(nodeCount).fill(1)
  const toRest = weightsWithin(adjacency, communityOf)
  const weightTo = new Float64Array(nodeCount)
  const met = new Uint32Array(nodeCount)
  for (let v = 0; v < nodeCount; v++) {
    const community = communityOf[v]!
    const all = communityDegree[community]!
    // Tied to the rest by less than chance.
    if (isAlone[v] === 0 || toRest[v]! < (resolution * degree[v]! * (all - degree[v]!)) / total) continue
    let metCount = 0
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const u = neighbours[i]!
      if (communityOf[u] !== community) continue
      const part = partOf[u]!
      if (weightTo[part] === 0) met[metCount++] = part
      weightTo[part]! += weights[i]!
    }
    let best = -1
    let most = LEAST_GAIN
    for (let m = 0; m < metCount; m++) {
      const part = met[m]!
      const held = partDegree[part]!
      const gain = weightTo[part]! - (resolution * degree[v]! * held) / total
      if (gain > most && toRest[part]! >= (resolution * held * (all - held)) / total) {
        most = gain
        best = part
      }
    }
    if (best !== -1) {
      // `best` is named after the node that began it, so it may be numbered higher than v.
      isAlone[v] = 0
      isAlone[best] = 0
      partOf[v] = best
      partDegree[best]! += degree[v]!
      toRest[best]! += toRest[v]! - 2 * weightTo[best]!
    }
    for (let m = 0; m < metCount; m++) weightTo[met[m]!] = 0
  }
  return numberedByFirst(partOf)
}

/** By node: the weight of its edges to others of its community. */
function weightsWithin(
  { nodeCount, starts, neighbours, weights }: Adjacency,
  communityOf: Uint32Array,
): Float64Array {
  const within = new Float64Array(nodeCount)
  for (let v = 0; v < nodeCount; v++) {
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      if (communityOf[neighbours[i]!] === communityOf[v]) within[v]! += weights[i]!
    }
  }
  return within
}
