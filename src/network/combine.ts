// Better partitions out of several good ones.
// M. Ovelgönne, A. Geyer-Schulz: An ensemble learning strategy for graph clustering, in: Graph Partitioning and Graph
// Clustering, Contemporary Mathematics 588, 187–206 (2013): what two good partitions agree on is most likely right, so
// the search goes on among the groups of nodes that both keep together.
import type { Steps } from "../model/steps.ts"
import { countGroups, numberedByFirst } from "./groups.ts"
import { modularityOf } from "./modularity.ts"
import { shuffledIndices } from "./random.ts"
import { type RefineOptions, refine } from "./refine.ts"
import { indices } from "./sort-by-key.ts"
import { type Adjacency, contracted, type WeightedGraph } from "./weighted-graph.ts"

export interface CombineOptions {
  readonly rounds: number
  readonly refining: RefineOptions
  /** Of the graph, as `refine` says. */
  readonly settled: Uint32Array[]
  readonly random: () => number
}

interface Candidate {
  readonly communityOf: Uint32Array
  readonly modularity: number
}

/** Edges looked at, in starts and rounds together, before other work may run: about a tenth of a second. */
export const EDGES_A_TURN = 20_000

/** What share of the nodes is taken out of the best partition to look for a better place for them. */
const LOOSENED = 0.3

/**
 * The best partition, by modularity, of those given and those found in the rounds: by turns, two of the candidates are
 * combined, and three nodes in ten of the best one are set alone and the rest put right around them. What is found
 * takes the place of the worst candidate when it is better and none of them. Weights are integers as for `refine`.
 * Communities are connected when those given are. `adjacency`: that of the graph.
 */
export function* combine(
  graph: WeightedGraph,
  adjacency: Adjacency,
  given: readonly Uint32Array[],
  { rounds, refining, settled, random }: CombineOptions,
): Steps<Uint32Array> {
  const judged = (communityOf: Uint32Array): Candidate => ({
    communityOf,
    modularity: modularityOf(graph, communityOf, refining.resolution),
  })
  const tried = new Set(given)
  const pool: Candidate[] = []
  for (const candidate of [...tried].map(judged)) if (!holds(pool, candidate)) pool.push(candidate)
  pool.sort(bestFirst)
  // Where all agree there is nothing to combine.
  let work = 0
  for (let round = 0; round < rounds && pool.length > 1; round++) {
    work += graph.edgeCount
    if (work >= EDGES_A_TURN) {
      yield
      work = 0
    }
    const start =
      round % 2 === 0
        ? agreeing(adjacency, ...twoOf(pool, random), refining, random)
        : loosened(pool[0]!.communityOf, random)
    const communityOf = refine(adjacency, start, refining, settled)
    // Those tried are among the candidates, or were found to be no better than the worst of them, which only gets better.
    if (tried.has(communityOf)) continue
    tried.add(communityOf)
    const found = judged(communityOf)
    if (found.modularity <= pool.at(-1)!.modularity || holds(pool, found)) continue
    pool.pop()
    pool.push(found)
    pool.sort(bestFirst)
  }
  return pool[0]!.communityOf
}

/** Partitions of one modularity are taken for one: they hardly ever differ. */
const holds = (pool: readonly Candidate[], found: Candidate) =>
  pool.some(({ modularity }) => modularity === found.modularity)

/** Two different ones, of two at least. */
function twoOf(pool: readonly Candidate[], random: () => number): [Uint32Array, Uint32Array] {
  const one = Math.floor(random() * pool.length)
  const other = (one + 1 + Math.floor(random() * (pool.length - 1))) % pool.length
  return [pool[one]!.communityOf, pool[other]!.communityOf]
}

const bestFirst = (a: Candidate, b: Candidate) => b.modularity - a.modularity

/** Communities made of the groups that both partitions keep together, sought from the groups alone in random order. */
function agreeing(
  adjacency: Adjacency,
  one: Uint32Array,
  other: Uint32Array,
  refining: RefineOptions,
  random: () => number,
): Uint32Array {
  const groupOf = sharedGroups(one, other)
  const place = shuffledIndices(countGroups(groupOf), random)
  for (let v = 0; v < groupOf.length; v++) groupOf[v] = place[groupOf[v]!]!
  const groups = contracted(adjacency, groupOf, place.length)
  const found = refine(groups, indices(groups.nodeCount), refining)
  return groupOf.map((group) => found[group]!)
}

/** Nodes that are together in both partitions, numbered from 0 without gaps. */
function sharedGroups(one: Uint32Array, other: Uint32Array): Uint32Array {
  const numberOf = new Map<number, number>()
  return one.map((community, v) => {
    const both = community * one.length + other[v]!
    const known = numberOf.get(both)
    if (known !== undefined) return known
    numberOf.set(both, numberOf.size)
    return numberOf.size - 1
  })
}

/** The partition with a random share of the nodes set alone. */
function loosened(communityOf: Uint32Array, random: () => number): Uint32Array {
  let next = communityOf.length
  return numberedByFirst(communityOf.map((c) => (random() < LOOSENED ? next++ : c)))
}
