// How suspicion spreads from alerts over the graph of parties: personalised PageRank.
// L. Page, S. Brin, R. Motwani, T. Winograd: The PageRank citation ranking: bringing order to the web, Stanford (1999);
// T. H. Haveliwala: Topic-sensitive PageRank, WWW 2002, 517–526: the walk starts again at chosen nodes only.
import { type Adjacency, contracted } from "./weighted-graph.ts"

/** Share of the walk that goes on at each step, as in Page et al.; the rest starts again at an alert. */
export const SUSPICION_DAMPING = 0.85
/** The walk is followed until a step changes less than this share of it. */
export const SUSPICION_TOLERANCE = 1e-9

/**
 * By node, the share of time that a walk spends there which starts at a node in proportion to `startAt`, goes on with
 * the damping along a tie in proportion to its weight, and otherwise starts again; from a node without ties it always
 * starts again. The shares add up to 1; all are 0 when `startAt` is. Sums are taken in order of nodes, so the result is
 * the same for the same graph, to the last digit.
 *
 * The nodes of the fringe that hang on one node are one to the walk: each gets of what comes to them by its weight, and
 * gives all of it back. Where a million people pay one party that is nearly everyone, and the walk takes a hundred steps.
 */
export function spreadFrom(adjacency: Adjacency, startAt: Float64Array): Float64Array {
  const { nodeCount, starts, weights } = adjacency
  let sum = 0
  for (let v = 0; v < nodeCount; v++) sum += startAt[v]!
  if (sum === 0) return new Float64Array(nodeCount)
  const isFringe = fringeOf(adjacency, startAt)
  const { groupOf, groupCount } = fringesTogether(adjacency, isFringe)
  const groups = contracted(adjacency, groupOf, groupCount)
  const start = new Float64Array(groupCount)
  for (let v = 0; v < nodeCount; v++) if (startAt[v]! > 0) start[groupOf[v]!] = startAt[v]! / sum
  const tied = tiedWeights(groups)
  const shareOf = walk(groups, tied, start)
  const share = new Float64Array(nodeCount)
  for (let v = 0; v < nodeCount; v++) {
    const group = groupOf[v]!
    share[v] = isFringe[v] === 1 ? (shareOf[group]! * weights[starts[v]!]!) / tied[group]! : shareOf[group]!
  }
  return share
}

/** By node: 1 where no walk starts and there is one tie, to a node of which that is not so. */
function fringeOf({ nodeCount, starts, neighbours }: Adjacency, startAt: Float64Array): Uint8Array {
  const mayBe = (v: number) => starts[v + 1]! - starts[v]! === 1 && startAt[v] === 0
  const isFringe = new Uint8Array(nodeCount)
  for (let v = 0; v < nodeCount; v++) if (mayBe(v) && !mayBe(neighbours[starts[v]!]!)) isFringe[v] = 1
  return isFringe
}

/** The fringe of each node as one group, every other node as one of its own; numbered by their first node. */
function fringesTogether(
  { nodeCount, starts, neighbours }: Adjacency,
  isFringe: Uint8Array,
): { groupOf: Uint32Array; groupCount: number } {
  const groupOf = new Uint32Array(nodeCount)
  /** By node: one more than the group of its fringe; 0 before there is one. */
  const fringeGroup = new Uint32Array(nodeCount)
  let groupCount = 0
  for (let v = 0; v < nodeCount; v++) {
    if (isFringe[v] === 0) groupOf[v] = groupCount++
    else {
      const at = neighbours[starts[v]!]!
      if (fringeGroup[at] === 0) fringeGroup[at] = ++groupCount
      groupOf[v] = fringeGroup[at]! - 1
    }
  }
  return { groupOf, groupCount }
}

function walk(
  { nodeCount, starts, neighbours, weights }: Adjacency,
  tied: Float64Array,
  start: Float64Array,
): Float64Array {
  let share = start.slice()
  let next = new Float64Array(nodeCount)
  let change = 1
  while (change > SUSPICION_TOLERANCE) {
    next.fill(0)
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
    const before = share
    share = next
    next = before
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
