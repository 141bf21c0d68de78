// The parts of communities that hang well together: what can move as one.
// V. A. Traag, L. Waltman, N. J. van Eck: From Louvain to Leiden: guaranteeing well-connected communities, Scientific
// Reports 9, 5233 (2019), the refinement phase, with the best part taken each time instead of a random one.
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
  const isTied = (part: number, v: number) =>
    toRest[part]! >=
    (resolution * partDegree[part]! * (communityDegree[communityOf[v]!]! - partDegree[part]!)) / total
  const weightTo = new Float64Array(nodeCount)
  for (let v = 0; v < nodeCount; v++) {
    if (isAlone[v] === 0 || !isTied(v, v)) continue
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const u = neighbours[i]!
      if (communityOf[u] === communityOf[v]) weightTo[partOf[u]!]! += weights[i]!
    }
    let best = -1
    let most = LEAST_GAIN
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const part = partOf[neighbours[i]!]!
      if (weightTo[part] === 0 || communityOf[neighbours[i]!] !== communityOf[v]) continue
      const gain = weightTo[part]! - (resolution * degree[v]! * partDegree[part]!) / total
      if (gain > most && isTied(part, v)) {
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
    for (let i = starts[v]!; i < starts[v + 1]!; i++) weightTo[partOf[neighbours[i]!]!] = 0
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

/** The same groups, numbered from 0 without gaps by their smallest node. */
export function numberedByFirst(groupOf: Uint32Array): Uint32Array<ArrayBuffer> {
  let most = 0
  for (let v = 0; v < groupOf.length; v++) most = Math.max(most, groupOf[v]!)
  const numberOf = new Int32Array(most + 1).fill(-1)
  const numbered = new Uint32Array(groupOf.length)
  let count = 0
  for (let v = 0; v < groupOf.length; v++) {
    const group = groupOf[v]!
    if (numberOf[group] === -1) numberOf[group] = count++
    numbered[v] = numberOf[group]!
  }
  return numbered
}
