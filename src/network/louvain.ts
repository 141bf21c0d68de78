// Communities by Louvain's method on typed arrays.
// V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre: Fast unfolding of communities in large networks, J. Stat.
// Mech. P10008 (2008).
//
// The package graphology-communities-louvain finds the same communities, node by node, from the same random numbers: the
// tests hold this against it. It spent half of its time on objects, one for each community with a key for each neighbour.
import { countGroups, numberedByFirst } from "./groups.ts"
import { NodeMoves } from "./node-moves.ts"
import { indices } from "./sort-by-key.ts"
import { type Adjacency, contracted } from "./weighted-graph.ts"

/** Gains closer than this are taken for equal where the weights of a graph add up to some ten thousands. */
const EPSILON = 1e-10

/**
 * Community of each node, numbered by their smallest node. Nodes move, one by one, to the neighbouring community where
 * modularity gains most, until none gains; then the communities are the nodes of a smaller graph, and so on.
 * `random` says at which node each level begins. `unit`, a power of two, is what a weight of 1 counts. Weights are
 * integers with a sum below 2^40, so that sums of them are exact.
 */
export function louvain(
  adjacency: Adjacency,
  { resolution, unit, random }: { resolution: number; unit: number; random: () => number },
): Uint32Array {
  const found = indices(adjacency.nodeCount)
  if (adjacency.total === 0) return found
  const epsilon = EPSILON / unit
  // The package lists the neighbours of a graph from the last to the first, and those of its own graphs in order.
  let level = lastFirst(adjacency)
  for (;;) {
    const moved = moveWithin(level, { resolution, epsilon, random })
    if (moved === null) return found
    const communityOf = numberedByFirst(moved)
    for (let v = 0; v < found.length; v++) found[v] = communityOf[found[v]!]!
    level = contracted(level, communityOf, countGroups(communityOf))
  }
}

function lastFirst(adjacency: Adjacency): Adjacency {
  const { nodeCount, starts } = adjacency
  const neighbours = new Uint32Array(adjacency.neighbours.length)
  const weights = new Float64Array(neighbours.length)
  for (let v = 0; v < nodeCount; v++) {
    let from = starts[v + 1]!
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      neighbours[i] = adjacency.neighbours[--from]!
      weights[i] = adjacency.weights[from]!
    }
  }
  return { ...adjacency, neighbours, weights }
}

/** Communities of a level's nodes, of numbers below its node count; null where no move gains. */
function moveWithin(
  level: Adjacency,
  { resolution, epsilon, random }: { resolution: number; epsilon: number; random: () => number },
): Uint32Array | null {
  const { nodeCount, degree, total } = level
  const communityOf = indices(nodeCount)
  const moves = new NodeMoves(level, communityOf, Math.floor(random() * nodeCount))
  const { degreeOf, sizeOf, met, weightTo } = moves
  for (let v = moves.next(); v !== -1; v = moves.next()) {
    moves.weigh(v)
    const own = communityOf[v]!
    const whole = degree[v]!
    let best = own
    let most = weightTo[own]! - (whole * (degreeOf[own]! - whole) * resolution) / total
    for (let m = 0; m < moves.metCount; m++) {
      const c = met[m]!
      if (c === own) continue
      const gain = weightTo[c]! - (whole * degreeOf[c]! * resolution) / total
      const isBetter = Math.abs(gain - most) < epsilon ? best !== own && c > best : gain > most
      if (!isBetter) continue
      most = gain
      best = c
    }
    moves.forget()
    // Alone it gains 0.
    if (most < 0) best = sizeOf[own] === 1 ? own : moves.takeEmpty()
    if (best !== own) moves.move(v, best)
  }
  return moves.hasMoved ? communityOf : null
}
