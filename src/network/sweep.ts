// The resolution at which communities are most stable.
// Modularity sees communities of one scale only: S. Fortunato, M. Barthélemy, Resolution limit in community detection,
// PNAS 104(1), 36–41 (2007). Those that stay while the resolution changes are there at more than one scale: A. Arenas,
// A. Fernández, S. Gómez, Analysis of the structure of complex networks at different resolution levels, New J. Phys. 10,
// 053039 (2008).
import type { Steps } from "../model/steps.ts"
import { adjustedRand } from "./agreement.ts"
import { type Partition, partition } from "./partition.ts"
import type { WeightedGraph } from "./weighted-graph.ts"

/** Steps of about √2. The first and the last are tried only to compare their neighbours with. */
export const RESOLUTION_LADDER = [0.35, 0.5, 0.71, 1, 1.41, 2, 2.83] as const

export interface ResolutionStep {
  readonly resolution: number
  readonly communityCount: number
  /** Mean agreement (adjusted Rand index) with the communities one step below and one above; null at the ends. */
  readonly stability: number | null
}

export interface Sweep {
  readonly resolution: number
  readonly partition: Partition
  readonly steps: readonly ResolutionStep[]
}

/** Agreements are compared in thousandths: a smaller difference is no reason to leave the usual resolution. */
const inThousandths = (agreement: number) => Math.round(1000 * agreement) / 1000

/**
 * Communities at the resolution of the ladder, its ends left out, where they agree most with those one step below and
 * above; of equals, the one nearest 1, then the lower. A step where the communities are no finer than the separate parts
 * of the graph says nothing and is taken only when all are so, which leaves 1.
 */
export function* sweepResolution(graph: WeightedGraph, seed: number): Steps<Sweep> {
  const tried: { readonly resolution: number; readonly partition: Partition }[] = []
  for (const resolution of RESOLUTION_LADDER)
    tried.push({ resolution, partition: yield* partition(graph, { seed, resolution }) })
  const parts = partCount(graph)
  const steps = tried.map((step, i) => {
    const [below, above] = [tried[i - 1], tried[i + 1]]
    const { communityOf } = step.partition
    const stability =
      below === undefined || above === undefined
        ? null
        : inThousandths(
            (adjustedRand(below.partition.communityOf, communityOf) +
              adjustedRand(communityOf, above.partition.communityOf)) /
              2,
          )
    return { ...step, stability, tells: stability !== null && step.partition.communityCount > parts }
  })
  const usual = steps.find(({ resolution }) => resolution === 1)!
  const [best = usual] = steps
    .filter(({ tells }) => tells)
    .sort(
      (a, b) =>
        b.stability! - a.stability! ||
        Math.abs(Math.log(a.resolution)) - Math.abs(Math.log(b.resolution)) ||
        a.resolution - b.resolution,
    )
  return {
    resolution: best.resolution,
    partition: best.partition,
    steps: steps.map(({ resolution, partition: { communityCount }, stability }) => ({
      resolution,
      communityCount,
      stability,
    })),
  }
}

/** Connected parts of the graph. */
function partCount({ nodeCount, edgeCount, a, b }: WeightedGraph): number {
  const up = Uint32Array.from({ length: nodeCount }, (_, v) => v)
  const root = (v: number): number => {
    let at = v
    while (up[at] !== at) {
      up[at] = up[up[at]!]!
      at = up[at]!
    }
    return at
  }
  let parts = nodeCount
  for (let e = 0; e < edgeCount; e++) {
    const [one, other] = [root(a[e]!), root(b[e]!)]
    if (one === other) continue
    up[one] = other
    parts--
  }
  return parts
}
