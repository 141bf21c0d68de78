// Refinement of a partition: every community connected, modularity never lower.
// V. A. Traag, L. Waltman, N. J. van Eck: From Louvain to Leiden: guaranteeing well-connected communities, Scientific
// Reports 9, 5233 (2019) shows why Louvain needs it: a node that leaves may cut its old community in two.
import { countGroups, numberedByFirst } from "./groups.ts"
import { moveNodes } from "./moves.ts"
import { wellConnectedParts } from "./parts.ts"
import { indices } from "./sort-by-key.ts"
import { type Adjacency, contracted } from "./weighted-graph.ts"

export interface RefineOptions {
  readonly resolution: number
  /** At most so many: each costs a few passes over the edges. */
  readonly rounds: number
}

/**
 * A partition at least as good in which each community is connected. Rounds of steps, none of which lowers
 * modularity: single nodes move to the neighbouring community that gains most; disconnected communities are split;
 * well-connected parts of communities move as if each were a node, and then whole communities do. Weights must be
 * integers with a sum below 2^40, so that sums of them are exact and a gain is a gain.
 * `communityOf[v]` is a number below the node count; those of the result start from 0, by smallest nodes.
 *
 * `settled`: partitions of this graph that no step changes, found before at this resolution. A search that comes by one of
 * them ends there, so it is the result, the very array; a new one is added. Small graphs have few, and of a thousand
 * payments nearly all searches come by one.
 */
export function refine(
  adjacency: Adjacency,
  communityOf: Uint32Array,
  { resolution, rounds }: RefineOptions,
  settled: Uint32Array[] = [],
): Uint32Array {
  let current: Uint32Array = numberedByFirst(communityOf)
  let noPartGains = false
  for (let round = 0; round < rounds; round++) {
    const known = knownAs(current, settled)
    if (known !== undefined) return known
    const nodesMoved = moveNodes(adjacency, current, resolution)
    if (noPartGains && !nodesMoved) return settle(current, settled)
    current = splitDisconnected(adjacency, current)
    const knownNow = knownAs(current, settled)
    if (knownNow !== undefined) return knownNow
    const merged = moveParts(adjacency, current, resolution)
    noPartGains = merged === null
    if (merged !== null) current = numberedByFirst(merged)
    if (noPartGains && !nodesMoved) return settle(current, settled)
  }
  return splitDisconnected(adjacency, current)
}

function settle(communityOf: Uint32Array, settled: Uint32Array[]): Uint32Array {
  settled.push(communityOf)
  return communityOf
}

const knownAs = (communityOf: Uint32Array, settled: readonly Uint32Array[]) =>
  settled.find((other) => isSame(other, communityOf))

/** From the end: where two differ early, all later numbers mostly do. */
function isSame(one: Uint32Array, other: Uint32Array): boolean {
  for (let v = one.length - 1; v >= 0; v--) if (one[v] !== other[v]) return false
  return true
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
function moveParts(adjacency: Adjacency, communityOf: Uint32Array, resolution: number): Uint32Array | null {
  const partOf = wellConnectedParts(adjacency, communityOf, resolution)
  const parts = contracted(adjacency, partOf, countGroups(partOf))
  const communityOfPart = new Uint32Array(parts.nodeCount)
  for (let v = 0; v < partOf.length; v++) communityOfPart[partOf[v]!] = communityOf[v]!
  const partsMoved = moveNodes(parts, communityOfPart, resolution)
  const communities = contracted(parts, communityOfPart, countGroups(communityOfPart))
  const superOf = indices(communities.nodeCount)
  const communitiesMoved = moveNodes(communities, superOf, resolution)
  if (!partsMoved && !communitiesMoved) return null
  const moved = new Uint32Array(partOf.length)
  for (let v = 0; v < partOf.length; v++) moved[v] = superOf[communityOfPart[partOf[v]!]!]!
  return moved
}
