// Communities by Louvain's method on typed arrays.
// V. D. Blondel, J.-L. Guillaume, R. Lambiotte, E. Lefebvre: Fast unfolding of communities in large networks, J. Stat.
// Mech. P10008 (2008).
//
// The package graphology-communities-louvain finds the same communities, node by node, from the same random numbers: the
// tests hold this against it. It spent half of its time on objects, one for each community with a key for each neighbour.
import { indices, sortAllByKey } from "./sort-by-key.ts"
import type { WeightedGraph } from "./weighted-graph.ts"

/** Gains closer than this are taken for equal; the weights of a graph should add up to some ten thousands. */
const EPSILON = 1e-10

/** The graph of one level: its nodes are the communities of the level before. */
interface Level {
  readonly nodeCount: number
  /** Neighbours of node v stand from `starts[v]` to before `starts[v + 1]`, itself left out. */
  readonly starts: Uint32Array
  readonly neighbours: Uint32Array
  readonly weights: Float64Array
  /** Twice the weight that a node has with itself. */
  readonly loops: Float64Array
  /** Weight of all its edges, those to itself twice. */
  readonly degree: Float64Array
}

/**
 * Community of each node, numbered by their smallest node. Nodes move, one by one, to the neighbouring community where
 * modularity gains most, until none gains; then the communities are the nodes of a smaller graph, and so on.
 * `random` says at which node each level begins. `unit` is what a weight of 1 counts.
 */
export function louvain(
  graph: WeightedGraph,
  { resolution, unit, random }: { resolution: number; unit: number; random: () => number },
): Uint32Array {
  const found = indices(graph.nodeCount)
  if (graph.edgeCount === 0) return found
  let level = firstLevel(graph, unit)
  let total = 0
  for (const weight of graph.weight) total += weight * unit
  for (;;) {
    const communityOf = moveWithin(level, { resolution, total, random })
    if (communityOf === null) return found
    const count = renumber(communityOf)
    for (let v = 0; v < found.length; v++) found[v] = communityOf[found[v]!]!
    level = nextLevel(level, communityOf, count)
  }
}

/** Neighbours from the last to the first, the order in which the package lists them. */
function firstLevel({ nodeCount, edgeCount, a, b, weight }: WeightedGraph, unit: number): Level {
  const starts = new Uint32Array(nodeCount + 1)
  for (let e = 0; e < edgeCount; e++) {
    if (a[e] === b[e]) continue
    starts[a[e]!]!++
    starts[b[e]!]!++
  }
  let end = 0
  for (let v = 0; v <= nodeCount; v++) end = starts[v] = end + starts[v]!
  const neighbours = new Uint32Array(end)
  const weights = new Float64Array(end)
  const loops = new Float64Array(nodeCount)
  const degree = new Float64Array(nodeCount)
  for (let e = 0; e < edgeCount; e++) {
    const one = a[e]!
    const other = b[e]!
    const counts = weight[e]! * unit
    degree[one]! += counts
    degree[other]! += counts
    if (one === other) {
      loops[one] = 2 * counts
      continue
    }
    const atOne = --starts[one]!
    const atOther = --starts[other]!
    neighbours[atOne] = other
    neighbours[atOther] = one
    weights[atOne] = counts
    weights[atOther] = counts
  }
  return { nodeCount, starts, neighbours, weights, loops, degree }
}

/** Communities of a level's nodes, of numbers below its node count; null where no move gains. */
function moveWithin(
  { nodeCount, starts, neighbours, weights, loops, degree }: Level,
  { resolution, total, random }: { resolution: number; total: number; random: () => number },
): Uint32Array | null {
  const communityOf = indices(nodeCount)
  const degreeOf = degree.slice()
  const sizeOf = new Uint32Array(nodeCount).fill(1)
  const unused: number[] = []
  const queue = new Uint32Array(nodeCount)
  const isQueued = new Uint8Array(nodeCount).fill(1)
  const first = Math.floor(random() * nodeCount)
  for (let i = 0; i < nodeCount; i++) queue[i] = (first + i) % nodeCount
  const weightTo = new Float64Array(nodeCount)
  const met = new Uint32Array(nodeCount)
  let head = 0
  let waiting = nodeCount
  let moved = false
  while (waiting > 0) {
    const v = queue[head]!
    head = head + 1 === nodeCount ? 0 : head + 1
    waiting--
    isQueued[v] = 0
    const own = communityOf[v]!
    let metCount = 0
    let tied = 0
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const c = communityOf[neighbours[i]!]!
      if (weightTo[c] === 0) met[metCount++] = c
      weightTo[c]! += weights[i]!
      tied += weights[i]!
    }
    const whole = tied + loops[v]!
    let best = own
    let most = weightTo[own]! - (whole * (degreeOf[own]! - whole) * resolution) / (2 * total)
    for (let m = 0; m < metCount; m++) {
      const c = met[m]!
      if (c === own) continue
      const gain = weightTo[c]! - (whole * degreeOf[c]! * resolution) / (2 * total)
      const isBetter = Math.abs(gain - most) < EPSILON ? best !== own && c > best : gain > most
      if (!isBetter) continue
      most = gain
      best = c
    }
    for (let m = 0; m < metCount; m++) weightTo[met[m]!] = 0
    if (most < 0) {
      // Alone it gains 0.
      if (sizeOf[own] === 1) continue
      best = unused.pop()!
    } else if (best === own) continue
    degreeOf[own]! -= whole
    degreeOf[best]! += whole
    sizeOf[best]!++
    if (--sizeOf[own]! === 0) unused.push(own)
    communityOf[v] = best
    moved = true
    for (let i = starts[v]!; i < starts[v + 1]!; i++) {
      const u = neighbours[i]!
      if (isQueued[u] === 1 || communityOf[u] === best) continue
      isQueued[u] = 1
      const at = head + waiting++
      queue[at < nodeCount ? at : at - nodeCount] = u
    }
  }
  return moved ? communityOf : null
}

/** Numbers the communities from 0 by their smallest node, in place; says how many there are. */
function renumber(communityOf: Uint32Array): number {
  const numberOf = new Int32Array(communityOf.length).fill(-1)
  let count = 0
  for (let v = 0; v < communityOf.length; v++) {
    const community = communityOf[v]!
    if (numberOf[community] === -1) numberOf[community] = count++
    communityOf[v] = numberOf[community]!
  }
  return count
}

/** Neighbours in order of their numbers. */
function nextLevel(level: Level, communityOf: Uint32Array, count: number): Level {
  const { items: nodes, starts: membersFrom } = sortAllByKey(communityOf, count)
  const starts = new Uint32Array(count + 1)
  const neighbours = new Uint32Array(level.neighbours.length)
  const weights = new Float64Array(level.neighbours.length)
  const loops = new Float64Array(count)
  const degree = new Float64Array(count)
  const weightTo = new Float64Array(count)
  let end = 0
  for (let c = 0; c < count; c++) {
    const start = end
    for (let m = membersFrom[c]!; m < membersFrom[c + 1]!; m++) {
      const v = nodes[m]!
      loops[c]! += level.loops[v]!
      degree[c]! += level.degree[v]!
      for (let i = level.starts[v]!; i < level.starts[v + 1]!; i++) {
        const other = communityOf[level.neighbours[i]!]!
        if (other === c) loops[c]! += level.weights[i]!
        else {
          if (weightTo[other] === 0) neighbours[end++] = other
          weightTo[other]! += level.weights[i]!
        }
      }
    }
    neighbours.subarray(start, end).sort()
    for (let i = start; i < end; i++) {
      weights[i] = weightTo[neighbours[i]!]!
      weightTo[neighbours[i]!] = 0
    }
    starts[c + 1] = end
  }
  return { nodeCount: count, starts, neighbours, weights, loops, degree }
}
