// Communities of a weighted graph: Louvain from several seeded starts, each refined; on graphs of ordinary size the results
// are then combined. The best by modularity is taken.
import type { Steps } from "../model/steps.ts"
import { combine, EDGES_A_TURN } from "./combine.ts"
import { countGroups, numberedByFirst } from "./groups.ts"
import { louvain } from "./louvain.ts"
import { modularityOf } from "./modularity.ts"
import { mulberry32, shuffledIndices } from "./random.ts"
import { refine } from "./refine.ts"
import { indices } from "./sort-by-key.ts"
import { type Adjacency, adjacencyOf, contracted, type WeightedGraph } from "./weighted-graph.ts"

export interface PartitionOptions {
  /** The same graph and seed give the same communities. */
  readonly seed: number
  /** Above 1: more and smaller communities; below 1: fewer and larger ones. */
  readonly resolution: number
}

export interface Partition {
  /** Community of each node, numbered from 0 without gaps by their smallest node. */
  readonly communityOf: Uint32Array
  readonly communityCount: number
  readonly modularity: number
}

/**
 * A start or a round of combining takes about 5 µs an edge: ten starts up to 20 k edges, from there as many as fit into
 * about a second, and one above 100 k. The smallest graphs, where a round is cheap and one node weighs much, get a hundred
 * rounds, others some twenty, as time allows; none where there is but one start. It depends on the size alone, never on
 * the clock.
 */
function effort(edgeCount: number): { starts: number; rounds: number } {
  const affordable = edgeCount === 0 ? 0 : Math.max(1, Math.floor(200_000 / edgeCount))
  const wanted = Math.max(20, Math.min(100, Math.floor(30_000 / edgeCount)))
  return { starts: Math.min(10, affordable), rounds: affordable < 2 ? 0 : Math.min(wanted, affordable) }
}

/**
 * Ten rounds let the moves of `refine` run dry on graphs of ordinary size; on the largest ones three bring all but about
 * a ten-thousandth of what ten would.
 */
const refinements = (edgeCount: number) => Math.max(3, Math.min(10, Math.floor(1_000_000 / edgeCount)))

/** Every community is connected; modularity is at least that of Louvain alone on the same graph and seed. */
export function* partition(graph: WeightedGraph, options: PartitionOptions): Steps<Partition> {
  const { seed, resolution } = options
  const exact = withIntegerWeights(graph)
  const adjacency = adjacencyOf(exact)
  const random = mulberry32(seed)
  const { starts, rounds } = effort(graph.edgeCount)
  const refining = { resolution, rounds: refinements(graph.edgeCount) }
  const found: Uint32Array[] = []
  const settled: Uint32Array[] = []
  let work = 0
  for (let start = 0; start < starts; start++) {
    work += graph.edgeCount
    if (work >= EDGES_A_TURN) {
      yield
      work = 0
    }
    const louvained = louvainFrom(adjacency, start === 0, resolution, random)
    found.push(refine(adjacency, louvained, refining, settled))
  }
  const [only = indices(graph.nodeCount)] = found
  const best =
    starts < 2 ? only : yield* combine(exact, adjacency, found, { rounds, refining, settled, random })
  const communityOf = numberedByFirst(best)
  return {
    communityOf,
    communityCount: countGroups(communityOf),
    modularity: modularityOf(graph, communityOf, resolution),
  }
}

/**
 * One run of Louvain. What it finds depends on the order of nodes and edges, so each start after the first gives
 * them in another order; its own random choice is only the node to begin with.
 */
function louvainFrom(
  adjacency: Adjacency,
  inGivenOrder: boolean,
  resolution: number,
  random: () => number,
): Uint32Array {
  const options = { resolution, unit: LOUVAIN_UNIT, random }
  if (inGivenOrder) return louvain(adjacency, options)
  const place = shuffledIndices(adjacency.nodeCount, random)
  const found = louvain(contracted(adjacency, place, place.length), options)
  return place.map((at) => found[at]!)
}

const WEIGHT_BITS = 35
/** Louvain is given weights that add up to about 2^15. */
const LOUVAIN_UNIT = 2 ** -(WEIGHT_BITS - 15)

/**
 * The same graph with integer weights that add up to about 2^35: a change of unit, and rounding in the eleventh
 * digit of the whole. Sums are then exact in any order. Louvain needs it: it takes gains closer than 1e-10 for equal,
 * so that it sees no difference between very small weights, and with very large ones it may run for ever on noise.
 */
function withIntegerWeights(graph: WeightedGraph): WeightedGraph {
  let total = 0
  for (let e = 0; e < graph.edgeCount; e++) total += graph.weight[e]!
  const unit = 2 ** Math.floor(Math.log2(total))
  const weight = new Float64Array(graph.edgeCount)
  for (let e = 0; e < graph.edgeCount; e++) {
    // Divided first: a factor for both would overflow where the weights are very small.
    weight[e] = Math.max(1, Math.round((graph.weight[e]! / unit) * 2 ** WEIGHT_BITS))
  }
  return { ...graph, weight }
}
