// Community detection on an edge list, for callers of the library.
import { checkArguments, NUMBER, optionsOf, SEVERAL } from "../model/arguments.ts"
import { InputError } from "../model/errors.ts"
import { finish } from "../model/steps.ts"
import { compareText } from "../model/vocabulary.ts"
import { partition } from "./partition.ts"
import { mergeTies, type WeightedGraph } from "./weighted-graph.ts"

/** An undirected tie between two nodes. */
export interface CommunityEdge {
  readonly a: string
  readonly b: string
  /** Positive and finite. */
  readonly weight: number
}

/** How `detectCommunities` searches. */
export interface CommunityOptions {
  /** An integer; its low 32 bits count. The same edges and seed give the same communities. */
  readonly seed: number
  /** Positive, 1 by default. Above 1: more and smaller communities; below 1: fewer and larger ones. */
  readonly resolution?: number | undefined
}

/**
 * Communities of an undirected weighted graph: those of the best modularity that several seeded runs of Louvain and
 * a refinement find. Every community is connected.
 *
 * The result does not depend on the order of the edges or on which end is `a`. Edges given more than once are added.
 * A self-loop (a = b) ties nothing but counts in the weight of its node. An edge list without edges gives no nodes.
 *
 * Communities are numbered from 0, the largest first, equal sizes by their smallest member in code-unit order; the
 * map's keys are in code-unit order.
 *
 * Throws `InputError` `OPTION_INVALID` when a weight is not a positive finite number, a node is not text, the seed is
 * not an integer or the resolution is not positive.
 */
export function detectCommunities(
  edges: Iterable<CommunityEdge>,
  options: CommunityOptions,
): Map<string, number> {
  checkArguments("detectCommunities", {
    edges: [edges, SEVERAL],
    options: [options, optionsOf({ seed: NUMBER, resolution: NUMBER }, "seed")],
  })
  const { seed, resolution = 1 } = options
  checkPartitionOptions(seed, resolution)
  const { names, graph } = canonicalGraph(edges)
  const { communityOf, communityCount } = finish(partition(graph, { seed, resolution }))
  const sizes = new Uint32Array(communityCount)
  for (const c of communityOf) sizes[c]!++
  // Communities come numbered by their smallest node, and nodes are in order of text: a stable sort by size does it.
  const bySize = Array.from(sizes, (_, c) => c).sort((a, b) => sizes[b]! - sizes[a]!)
  const rank = new Uint32Array(communityCount)
  for (const [place, c] of bySize.entries()) rank[c] = place
  return new Map(names.map((name, v) => [name, rank[communityOf[v]!]!]))
}

/** Throws `InputError` `OPTION_INVALID`. */
export function checkPartitionOptions(seed: number, resolution: number): void {
  if (!Number.isSafeInteger(seed)) throw optionInvalid(`seed is ${shown(seed)}; give an integer`)
  if (typeof resolution !== "number" || !Number.isFinite(resolution) || resolution <= 0) {
    throw optionInvalid(`resolution is ${shown(resolution)}; give a number above 0, such as 1`)
  }
}

function checkedEdges(edges: Iterable<CommunityEdge>): CommunityEdge[] {
  const list: CommunityEdge[] = []
  let total = 0
  for (const edge of edges) {
    const name = `edge ${list.length + 1} of the edge list`
    if (typeof edge !== "object" || edge === null)
      throw optionInvalid(`${name} is ${shown(edge)}; give { a, b, weight }`)
    const { a, b, weight } = edge
    if (typeof a !== "string" || typeof b !== "string") {
      throw optionInvalid(`${name} is from ${shown(a)} to ${shown(b)}; give both ends as text`)
    }
    if (typeof weight !== "number" || !Number.isFinite(weight) || weight <= 0) {
      throw optionInvalid(`${name} has weight ${shown(weight)}; give a positive finite number`)
    }
    total += weight
    list.push({ a, b, weight })
  }
  if (!Number.isFinite(total))
    throw optionInvalid("the weights add up to more than a number holds; scale them down")
  return list
}

/**
 * The same graph for the same edges, whatever their order and direction: nodes in order of text. Throws `InputError`
 * `OPTION_INVALID`.
 */
export function canonicalGraph(edges: Iterable<CommunityEdge>): { names: string[]; graph: WeightedGraph } {
  const list = checkedEdges(edges)
  const names = [...new Set(list.flatMap(({ a, b }) => [a, b]))].sort(compareText)
  return { names, graph: graphOf(list, names) }
}

/** Ties of one pair are added from the lightest up, so that their order in the input cannot change a last digit. */
function graphOf(list: readonly CommunityEdge[], names: readonly string[]): WeightedGraph {
  const sorted = [...list].sort((x, y) => x.weight - y.weight)
  const nodeOf = new Map(names.map((name, v) => [name, v]))
  const column = (nodeAt: (edge: CommunityEdge) => string) =>
    Uint32Array.from(sorted, (edge) => nodeOf.get(nodeAt(edge))!)
  return mergeTies(
    names.length,
    column((edge) => edge.a),
    column((edge) => edge.b),
    Float64Array.from(sorted, (edge) => edge.weight),
  )
}

function optionInvalid(detail: string): InputError {
  return new InputError("OPTION_INVALID", {}, detail)
}

function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value)
}
