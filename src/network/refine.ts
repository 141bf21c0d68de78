// Refinement of a partition: every community connected, modularity never lower.
// V. A. Traag, L. Waltman, N. J. van Eck: From Louvain to Leiden: guaranteeing well-connected communities, Scientific
// Reports 9, 5233 (2019) shows why Louvain needs it: a node that leaves may cut its old community in two.
import { type Adjacency, adjacencyOf, mergeTies, type WeightedGraph } from "./weighted-graph.ts"

/** Enough for the moves to run dry on all but huge graphs; each round costs one pass over the edges or more. */
const MAX_ROUNDS = 10

/**
 * A partition at least as good in which each community is connected. Rounds of three steps, none of which lowers
 * modularity: single nodes move to the neighbouring community that gains most; disconnected communities are split;
 * whole communities move into neighbouring ones. Weights must be integers with a sum below 2^40, so that sums of
 * them are exact and a gain is a gain.
 * `communityOf[v]` is a number below the node count; so are the numbers of the result, which start from 0.
 */
export function refine(graph: WeightedGraph, communityOf: Uint32Array, resolution: number): Uint32Array {
  const adjacency = adjacencyOf(graph)
  let current: Uint32Array = communityOf.slice()
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const nodesMoved = moveNodes(adjacency, current, resolution)
    current = splitDisconnected(adjacency, current)
    const merged = moveCommunities(graph, current, resolution)
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

/** Moves whole communities (numbered from 0 without gaps) as if each were a node; null when no move gains. */
function moveCommunities(
  graph: WeightedGraph,
  communityOf: Uint32Array,
  resolution: number,
): Uint32Array | null {
  const count = communityOf.reduce((most, c) => Math.max(most, c + 1), 0)
  const coarse = mergeTies(
    count,
    graph.a.map((v) => communityOf[v]!),
    graph.b.map((v) => communityOf[v]!),
    graph.weight,
  )
  const superOf = Uint32Array.from({ length: count }, (_, c) => c)
  if (!moveNodes(adjacencyOf(coarse), superOf, resolution)) return null
  return communityOf.map((c) => superOf[c]!)
}

/**
 * A gain smaller than this is taken for rounding. Weights are integers below 2^40, so products with a degree are off
 * by less than 2^-12 after division; a smaller step could send a node back and forth for ever.
 */
const LEAST_GAIN = 2 ** -8

/**
 * Moves single nodes, each time to the community where it gains most (which may be one of its own), until no move
 * gains; neighbours of a moved node are looked at again. Changes `communityOf`; says whether anything moved.
 */
function moveNodes(adjacency: Adjacency, communityOf: Uint32Array, resolution: number): boolean {
  const { nodeCount, starts, neighbours, weights, degree, total } = adjacency
  if (total === 0) return false
  const degreeOf = new Float64Array(nodeCount)
  const sizeOf = new Uint32Array(nodeCount)
  for (let v = 0; v < nodeCount; v++) {
    degreeOf[communityOf[v]!]! += degree[v]!
    sizeOf[communityOf[v]!]!++
  }
  const unused: number[] = []
  for (let c = nodeCount - 1; c >= 0; c--) if (sizeOf[c] === 0) unused.push(c)
  const queue = Uint32Array.from({ length: nodeCount }, (_, v) => v)
  const queued = new Uint8Array(nodeCount).fill(1)
  const weightTo = new Float64Array(nodeCount)
  let head = 0
  let waiting = nodeCount
  let moved = false
  while (waiting > 0) {
    const v = queue[head]!
    head = (head + 1) % nodeCount
    waiting--
    queued[v] = 0
    const own = communityOf[v]!
    const expected = (resolution * degree[v]!) / total
    for (let i = starts[v]!; i < starts[v + 1]!; i++) weightTo[communityOf[neighbours[i]!]!]! += weights[i]!
    const stay = weightTo[own]! - expected * (degreeOf[own]! - degree[v]!)
    // On its own a node gains 0.
    let best = -1
    let most = 0
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const c = communityOf[neighbours[i]!]!
      if (c === own) continue
      const gain = weightTo[c]! - expected * degreeOf[c]!
      if (gain > most + LEAST_GAIN) {
        most = gain
        best = c
      }
    }
    for (let i = starts[v]!; i < starts[v + 1]!; i++) weightTo[communityOf[neighbours[i]!]!] = 0
    if (most <= stay + LEAST_GAIN) continue
    if (best === -1) best = unused.pop()!
    degreeOf[own]! -= degree[v]!
    degreeOf[best]! += degree[v]!
    sizeOf[best]!++
    if (--sizeOf[own]! === 0) unused.push(own)
    communityOf[v] = best
    moved = true
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const u = neighbours[i]!
      if (queued[u] === 1 || communityOf[u] === best) continue
      queued[u] = 1
      queue[(head + waiting) % nodeCount] = u
      waiting++
    }
  }
  return moved
}
