// An undirected weighted graph as a sorted list of edges in typed arrays, and its neighbour lists.
import { newNumbers, newWords } from "../model/large-arrays.ts"
import { indices, sortByKey } from "./sort-by-key.ts"

/**
 * Nodes are 0 … nodeCount − 1. Edge e ties `a[e]` and `b[e]` with `weight[e]` > 0; a[e] ≤ b[e], edges are sorted
 * by (a, b), and no pair stands twice. a[e] = b[e] is a self-loop.
 */
export interface WeightedGraph {
  readonly nodeCount: number
  readonly edgeCount: number
  readonly a: Uint32Array
  readonly b: Uint32Array
  readonly weight: Float64Array
}

/**
 * The graph of these ties, in any order and direction; weights of a pair are added in the order given. Two stable
 * counting sorts: linear, and no object for an edge.
 */
export function mergeTies(
  nodeCount: number,
  from: Uint32Array,
  to: Uint32Array,
  weight: Float64Array,
): WeightedGraph {
  const low = new Uint32Array(from.length)
  const high = new Uint32Array(from.length)
  for (let i = 0; i < from.length; i++) {
    const one = from[i]!
    const other = to[i]!
    low[i] = Math.min(one, other)
    high[i] = Math.max(one, other)
  }
  const byHigh = sortByKey(indices(high.length), high, nodeCount).items
  const { items: ties, starts } = sortByKey(byHigh, low, nodeCount)
  const a = new Uint32Array(ties.length)
  const b = new Uint32Array(ties.length)
  const sum = new Float64Array(ties.length)
  let last = -1
  for (let node = 0; node < nodeCount; node++) {
    const first = last + 1
    for (let i = starts[node]!; i < starts[node + 1]!; i++) {
      const tie = ties[i]!
      const other = high[tie]!
      if (last < first || b[last] !== other) {
        a[++last] = node
        b[last] = other
      }
      sum[last]! += weight[tie]!
    }
  }
  const edgeCount = last + 1
  return {
    nodeCount,
    edgeCount,
    a: a.slice(0, edgeCount),
    b: b.slice(0, edgeCount),
    weight: sum.slice(0, edgeCount),
  }
}

/**
 * Neighbours of node v: `neighbours[starts[v]] … neighbours[starts[v + 1] − 1]`, ascending, with the weights beside
 * them. Self-loops are not in the lists; they count twice in `degree`, as is usual for modularity.
 */
export interface Adjacency {
  readonly nodeCount: number
  readonly starts: Uint32Array
  readonly neighbours: Uint32Array
  readonly weights: Float64Array
  /** Weighted degree. */
  readonly degree: Float64Array
  /** Sum of all degrees: twice the weight of the graph. */
  readonly total: number
}

export function adjacencyOf(graph: WeightedGraph): Adjacency {
  const { nodeCount, edgeCount, a, b, weight } = graph
  const starts = new Uint32Array(nodeCount + 1)
  const degree = new Float64Array(nodeCount)
  let total = 0
  for (let e = 0; e < edgeCount; e++) {
    degree[a[e]!]! += weight[e]!
    degree[b[e]!]! += weight[e]!
    total += 2 * weight[e]!
    if (a[e] === b[e]) continue
    starts[a[e]! + 1]!++
    starts[b[e]! + 1]!++
  }
  for (let v = 0; v < nodeCount; v++) starts[v + 1]! += starts[v]!
  const neighbours = newWords(starts[nodeCount]!)
  const weights = newNumbers(starts[nodeCount]!)
  const next = starts.slice()
  const put = (v: number, neighbour: number, e: number) => {
    const at = next[v]!++
    neighbours[at] = neighbour
    weights[at] = weight[e]!
  }
  // Edges are sorted by (a, b): the smaller neighbours of a node are all put before its larger ones, each in order.
  for (let e = 0; e < edgeCount; e++) if (a[e] !== b[e]) put(b[e]!, a[e]!, e)
  for (let e = 0; e < edgeCount; e++) if (a[e] !== b[e]) put(a[e]!, b[e]!, e)
  return { nodeCount, starts, neighbours, weights, degree, total }
}

/**
 * The graph whose nodes are the groups, numbered from 0 to below `groupCount`; a number that no node has is a node without
 * edges. Weights are added up node by node in order of their numbers. The lists are found unsorted; put down by the other
 * end of each tie, they come out in order, without a sort.
 */
export function contracted(adjacency: Adjacency, groupOf: Uint32Array, groupCount: number): Adjacency {
  const { items: nodes, starts: membersFrom } = sortByKey(indices(groupOf.length), groupOf, groupCount)
  const starts = new Uint32Array(groupCount + 1)
  const degree = new Float64Array(groupCount)
  const met = newWords(adjacency.neighbours.length)
  const metWeights = newNumbers(adjacency.neighbours.length)
  const weightTo = new Float64Array(groupCount)
  let end = 0
  for (let group = 0; group < groupCount; group++) {
    const start = end
    for (let m = membersFrom[group]!; m < membersFrom[group + 1]!; m++) {
      const v = nodes[m]!
      degree[group]! += adjacency.degree[v]!
      for (let i = adjacency.starts[v]!; i < adjacency.starts[v + 1]!; i++) {
        const other = groupOf[adjacency.neighbours[i]!]!
        if (other === group) continue
        if (weightTo[other] === 0) met[end++] = other
        weightTo[other]! += adjacency.weights[i]!
      }
    }
    for (let i = start; i < end; i++) {
      const other = met[i]!
      metWeights[i] = weightTo[other]!
      weightTo[other] = 0
    }
    starts[group + 1] = end
  }
  const neighbours = newWords(end)
  const weights = newNumbers(end)
  const next = starts.slice()
  for (let group = 0; group < groupCount; group++) {
    for (let i = starts[group]!; i < starts[group + 1]!; i++) {
      const at = next[met[i]!]!++
      neighbours[at] = group
      weights[at] = metWeights[i]!
    }
  }
  return { nodeCount: groupCount, starts, neighbours, weights, degree, total: adjacency.total }
}
