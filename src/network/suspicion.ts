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
 * gives all of it back. Where a million people pay one party that is nearly everyone.
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

/**
 * The shares of the walk. One that is followed step by step comes near them in some 120 steps; steps that overshoot, each by
 * as much as is best where ties lead both ways alike, in 40: the Chebyshev semi-iterative method, G. H. Golub, R. S. Varga,
 * Numerische Mathematik 3 (1961), 147–156. What starts is held at 1 a step, and all is divided by its sum in the end.
 */
function walk(
  { nodeCount, starts, neighbours, weights }: Adjacency,
  tied: Float64Array,
  start: Float64Array,
): Float64Array {
  let before = new Float64Array(nodeCount)
  let held = start.slice()
  let overshoot = 1
  const given = new Float64Array(nodeCount)
  for (let sum = 1, change = sum; change > SUSPICION_TOLERANCE * sum; ) {
    for (let v = 0; v < nodeCount; v++)
      given[v] = tied[v] === 0 ? 0 : (SUSPICION_DAMPING * held[v]!) / tied[v]!
    sum = 0
    change = 0
    for (let v = 0; v < nodeCount; v++) {
      let next = start[v]!
      for (let i = starts[v]!; i < starts[v + 1]!; i++) next += given[neighbours[i]!]! * weights[i]!
      next = overshoot * (next - before[v]!) + before[v]!
      before[v] = next
      sum += next
      change += Math.abs(next - held[v]!)
    }
    overshoot = 1 / (1 - (overshoot === 1 ? 2 : overshoot) * (SUSPICION_DAMPING / 2) ** 2)
    const next = before
    before = held
    held = next
  }
  let sum = 0
  // What is next to nothing may have been overshot.
  for (let v = 0; v < nodeCount; v++) sum += held[v] = Math.max(held[v]!, 0)
  for (let v = 0; v < nodeCount; v++) held[v]! /= sum
  return held
}

/** By node: the weight of its ties to others. */
export function tiedWeights({ nodeCount, starts, weights }: Adjacency): Float64Array {
  const tied = new Float64Array(nodeCount)
  for (let v = 0; v < nodeCount; v++)
    for (let i = starts[v]!; i < starts[v + 1]!; i++) tied[v]! += weights[i]!
  return tied
}
