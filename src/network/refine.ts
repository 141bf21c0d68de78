// Refinement of a partition: every community connected, modularity never lower.
// V. A. Traag, L. Waltman, N. J. van Eck: From Louvain to Leiden: guaranteeing well-connected communities, Scientific
// Reports 9, 5233 (2019) shows why Louvain needs it: a node that leaves may cut its old community in two.
import { moveNodes } from "./moves.ts"
import { wellConnectedParts } from "./parts.ts"
import { indices } from "./sort-by-key.ts"
import { type Adjacency, adjacencyOf, mergeTies, type WeightedGraph } from "./weighted-graph.ts"

/**
 * Each round costs a few passes over the edges. Ten let the moves run dry on graphs of ordinary size; on the largest
 * ones three bring all but about a ten-thousandth of what ten would.
 */
const roundLimit = (edgeCount: number) => Math.max(3, Math.min(10, Math.floor(1_000_000 / edgeCount)))

/**
 * A partition at least as good in which each community is connected. Rounds of steps, none of which lowers
 * modularity: single nodes move to the neighbouring community that gains most; disconnected communities are split;
 * well-connected parts of communities move as if each were a node, and then whole communities do. Weights must be
 * integers with a sum below 2^40, so that sums of them are exact and a gain is a gain.
 * `communityOf[v]` is a number below the node count; so are the numbers of the result, which start from 0.
 */
export function refine(graph: WeightedGraph, communityOf: Uint32Array, resolution: number): Uint32Array {
  const adjacency = adjacencyOf(graph)
  let current: Uint32Array = communityOf.slice()
  for (let round = roundLimit(graph.edgeCount); round > 0; round--) {
    const nodesMoved = moveNodes(adjacency, current, resolution)
    current = splitDisconnected(adjacency, current)
    const merged = moveParts(graph, adjacency, current, resolution)
    if (merged !== null) current = merged
    if (!nodesMoved && merged === null) return current
  }
  return splitDisconnected(adjacency, current)
}

/**
 * Each community cut into its connected parts, numbered from 0 by their smallest node. This never lowers modularity:
 * no edge is cut, and for two parts with degrees p and q the expected weight falls from (p + q)² to p² + q².
 */
export function splitDisconnected(adjacency: Adjacency, communityOf: Uint32Array): Uint32Array {
  const { nodeCount, starts, neighbours } = adjacency
  const part = new Uint32Array(nodeCount).fill(nodeCount)
  const stack = new Uint32Array(nodeCount)
  let parts = 0
  for (let root = 0; root < nodeCount; root++) {
    if (part[root] !== nodeCount) continue
    part[root] = parts
    stack[0] = root
    let height = 1
    while (height > 0) {
      const v = stack[--height]!
      for (let i = starts[v]!; i < starts[v + 1]!; i++) {
        const u = neighbours[i]!
        if (part[u] !== nodeCount || communityOf[u] !== communityOf[v]) continue
        part[u] = parts
        stack[height++] = u
      }
    }
    parts++
  }
  return part
}

/**
 * Moves the well-connected parts of communities (numbered from 0 without gaps), then whole communities, as if each
 * were a node; null when no move gains.
 */
function moveParts(
  graph: WeightedGraph,
  adjacency: Adjacency,
  communityOf: Uint32Array,
  resolution: number,
): Uint32Array | null {
  const partOf = wellConnectedParts(adjacency, communityOf, resolution)
  const parts = contracted(graph, partOf)
  const communityOfPart = new Uint32Array(parts.nodeCount)
  for (let v = 0; v < partOf.length; v++) communityOfPart[partOf[v]!] = communityOf[v]!
  const partsMoved = moveNodes(adjacencyOf(parts), communityOfPart, resolution)
  const communities = contracted(parts, communityOfPart)
  const superOf = indices(communities.nodeCount)
  const communitiesMoved = moveNodes(adjacencyOf(communities), superOf, resolution)
  if (!partsMoved && !communitiesMoved) return null
  return partOf.map((part) => superOf[communityOfPart[part]!]!)
}

/** The graph whose nodes are the groups, numbered from 0; a number that no node has is a node without edges. */
export function contracted(graph: WeightedGraph, groupOf: Uint32Array): WeightedGraph {
  let count = 0
  for (let v = 0; v < groupOf.length; v++) count = Math.max(count, groupOf[v]! + 1)
  return mergeTies(count, groupsAt(graph.a, groupOf), groupsAt(graph.b, groupOf), graph.weight)
}

function groupsAt(ends: Uint32Array, groupOf: Uint32Array): Uint32Array {
  const groups = new Uint32Array(ends.length)
  for (let e = 0; e < ends.length; e++) groups[e] = groupOf[ends[e]!]!
  return groups
}
