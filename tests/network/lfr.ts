// Benchmark graphs with planted communities, made from a seed: degrees and community sizes follow power laws.
// A. Lancichinetti, S. Fortunato, F. Radicchi: Benchmark graphs for testing community detection algorithms, Phys.
// Rev. E 78, 046110 (2008). Stubs are matched at random within each community and across communities; those that find
// no partner after a few rounds are dropped, so that a degree may fall short by a little.
import { mulberry32, shuffledIndices } from "../../src/network/random.ts"

export interface PlantedGraph {
  readonly nodeCount: number
  /** Undirected, smaller node first, sorted, no pair twice. */
  readonly pairs: readonly (readonly [number, number])[]
  readonly plantedOf: Uint32Array
}

export interface LfrOptions {
  readonly seed: number
  readonly nodeCount: number
  readonly degrees: PowerLaw
  readonly sizes: PowerLaw
  /** Share of each node's edges that leave its community. */
  readonly mixing: number
}

interface PowerLaw {
  readonly exponent: number
  readonly min: number
  readonly max: number
}

export function lfrGraph({ seed, nodeCount, degrees, sizes, mixing }: LfrOptions): PlantedGraph {
  const random = mulberry32(seed)
  const degree = Uint32Array.from({ length: nodeCount }, () => powerLaw(degrees, random))
  const sizeOf = communitySizes(nodeCount, sizes, random)
  const inner = degree.map((k) => Math.round((1 - mixing) * k))
  const plantedOf = assign(inner, sizeOf, random)
  const pairs = new Set<number>()
  const members = sizeOf.map((): number[] => [])
  for (const [v, c] of plantedOf.entries()) members[c]!.push(v)
  for (const nodes of members) {
    const stubs = nodes.flatMap((v) => Array<number>(Math.min(inner[v]!, nodes.length - 1)).fill(v))
    matchStubs(stubs, nodeCount, random, pairs, () => true)
  }
  const outer = [...degree].flatMap((k, v) => Array<number>(k - inner[v]!).fill(v))
  matchStubs(outer, nodeCount, random, pairs, (a, b) => plantedOf[a] !== plantedOf[b])
  return { nodeCount, pairs: sortedPairs(pairs, nodeCount), plantedOf }
}

/**
 * Blocks of very unequal size and degrees with a heavy tail, as in the mail of a research institute with its 42
 * departments (email-Eu-core of SNAP has 1005 nodes and 16064 pairs). Expected numbers of edges after B. Karrer, M. E.
 * J. Newman: Stochastic blockmodels and community structure in networks, Phys. Rev. E 83, 016107 (2011).
 */
export function mailGraph(seed: number): PlantedGraph {
  const random = mulberry32(seed)
  const nodeCount = 1005
  const wanted = 16_064
  const weight = Float64Array.from({ length: nodeCount }, () =>
    powerLaw({ exponent: 1.8, min: 4, max: 300 }, random),
  )
  const sizeOf = communitySizes(nodeCount, { exponent: 1.2, min: 5, max: 110 }, random)
  const plantedOf = assign(new Uint32Array(nodeCount), sizeOf, random)
  const members = sizeOf.map((): number[] => [])
  for (const [v, c] of plantedOf.entries()) members[c]!.push(v)
  const everyone = sampler([...plantedOf.keys()], weight, random)
  const within = members.map((nodes) => sampler(nodes, weight, random))
  const pairs = new Set<number>()
  while (pairs.size < wanted) {
    const a = everyone()
    const b = random() < 0.45 ? within[plantedOf[a]!]!() : everyone()
    if (a !== b) pairs.add(Math.min(a, b) * nodeCount + Math.max(a, b))
  }
  return { nodeCount, pairs: sortedPairs(pairs, nodeCount), plantedOf }
}

/** Whole numbers from `min` to `max`, of which x is drawn about in proportion to x^−exponent. */
function powerLaw({ exponent, min, max }: PowerLaw, random: () => number): number {
  const u = random()
  if (exponent === 1) return Math.min(max, Math.floor(min * ((max + 1) / min) ** u))
  const power = 1 - exponent
  const low = min ** power
  return Math.min(max, Math.floor((low + u * ((max + 1) ** power - low)) ** (1 / power)))
}

function communitySizes(nodeCount: number, law: PowerLaw, random: () => number): number[] {
  const sizes: number[] = []
  let left = nodeCount
  while (left > 0) {
    const size = Math.min(left, powerLaw(law, random))
    // What is left over at the end joins the last community rather than making one that is too small.
    if (size < law.min) sizes[sizes.length - 1]! += size
    else sizes.push(size)
    left -= size
  }
  return sizes
}

/** Every node into a community with more members than its inner degree: the largest degrees choose first. */
function assign(inner: Uint32Array, sizeOf: readonly number[], random: () => number): Uint32Array {
  const free = [...sizeOf]
  const plantedOf = new Uint32Array(inner.length)
  const nodes = [...shuffledIndices(inner.length, random)].sort((a, b) => inner[b]! - inner[a]!)
  for (const v of nodes) {
    const fits = free.flatMap((left, c) => (left > 0 && sizeOf[c]! > inner[v]! ? [c] : []))
    // Where none is large enough, the roomiest one: its edges within fall short.
    const choice = fits.length > 0 ? fits : [free.indexOf(Math.max(...free))]
    plantedOf[v] = drawBySize(choice, free, random)
    free[plantedOf[v]!]!--
  }
  return plantedOf
}

function drawBySize(communities: readonly number[], free: readonly number[], random: () => number): number {
  let at = random() * communities.reduce((sum, c) => sum + free[c]!, 0)
  for (const c of communities) {
    at -= free[c]!
    if (at < 0) return c
  }
  return communities.at(-1)!
}

function matchStubs(
  stubs: readonly number[],
  nodeCount: number,
  random: () => number,
  pairs: Set<number>,
  allowed: (a: number, b: number) => boolean,
): void {
  let open = stubs
  for (let round = 0; round < 20 && open.length > 1; round++) {
    const order = shuffledIndices(open.length, random)
    const left: number[] = []
    for (let i = 0; i + 1 < order.length; i += 2) {
      const a = open[order[i]!]!
      const b = open[order[i + 1]!]!
      const key = Math.min(a, b) * nodeCount + Math.max(a, b)
      if (a === b || pairs.has(key) || !allowed(a, b)) left.push(a, b)
      else pairs.add(key)
    }
    open = left
  }
}

/** Draws nodes in proportion to their weight. */
function sampler(nodes: readonly number[], weight: Float64Array, random: () => number): () => number {
  const upTo = new Float64Array(nodes.length)
  let sum = 0
  for (const [i, v] of nodes.entries()) {
    sum += weight[v]!
    upTo[i] = sum
  }
  return () => {
    const at = random() * sum
    return nodes[upTo.findIndex((limit) => at < limit)]!
  }
}

function sortedPairs(pairs: ReadonlySet<number>, nodeCount: number): [number, number][] {
  return [...pairs].sort((a, b) => a - b).map((key) => [Math.floor(key / nodeCount), key % nodeCount])
}
