// How suspicion spreads from alerts over the graph of parties: personalised PageRank.
// L. Page, S. Brin, R. Motwani, T. Winograd: The PageRank citation ranking: bringing order to the web, Stanford (1999);
// T. H. Haveliwala: Topic-sensitive PageRank, WWW 2002, 517–526: the walk starts again at chosen nodes only.
import type { Adjacency } from "./weighted-graph.ts"

/** Share of the walk that goes on at each step, as in Page et al.; the rest starts again at an alert. */
export const SUSPICION_DAMPING = 0.85
/** The walk is followed until a step changes less than this share of it. */
export const SUSPICION_TOLERANCE = 1e-9

/**
 * By node, the share of time that a walk spends there which starts at a node in proportion to `startAt`, goes on with
 * the damping along a tie in proportion to its weight, and otherwise starts again; from a node without ties it always
 * starts again. The shares add up to 1; all are 0 when `startAt` is. Sums are taken in order of nodes, so the result is
 * the same for the same graph, to the last digit.
 */
export function spreadFrom(adjacency: Adjacency, startAt: Float64Array): Float64Array {
  const { nodeCount, starts, neighbours, weights } = adjacency
  const sum = startAt.reduce((total, each) => total + each, 0)
  if (sum === 0) return new Float64Array(nodeCount)
  const start = startAt.map((each) => each / sum)
  const tied = tiedWeights(adjacency)
  let share = start.slice()
  let change = 1
  while (change > SUSPICION_TOLERANCE) {
    const next = new Float64Array(nodeCount)
    let restarts = 0
    for (let v = 0; v < nodeCount; v++) {
      const held = share[v]!
      if (held === 0) continue
      if (tied[v] === 0) {
        restarts += held
        continue
      }
      restarts += (1 - SUSPICION_DAMPING) * held
      const given = (SUSPICION_DAMPING * held) / tied[v]!
      for (let i = starts[v]!; i < starts[v + 1]!; i++) next[neighbours[i]!]! += given * weights[i]!
    }
    change = 0
    for (let v = 0; v < nodeCount; v++) {
      next[v]! += restarts * start[v]!
      change += Math.abs(next[v]! - share[v]!)
    }
    share = next
  }
  return share
}

/** By node: the weight of its ties to others. */
export function tiedWeights({ nodeCount, starts, weights }: Adjacency): Float64Array {
  const tied = new Float64Array(nodeCount)
  for (let v = 0; v < nodeCount; v++)
    for (let i = starts[v]!; i < starts[v + 1]!; i++) tied[v]! += weights[i]!
  return tied
}
