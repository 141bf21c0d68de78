import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { finish } from "../../src/model/steps.ts"
import { adjustedRand } from "../../src/network/agreement.ts"
import { canonicalGraph } from "../../src/network/communities.ts"
import { mulberry32, shuffledIndices } from "../../src/network/random.ts"
import { RESOLUTION_LADDER, sweepResolution } from "../../src/network/sweep.ts"
import { mergeTies } from "../../src/network/weighted-graph.ts"
import { KARATE } from "./karate.ts"
import { networksOf, RING } from "./ledger.ts"
import { lfrGraph } from "./lfr.ts"
import { disordered } from "./partition-checks.ts"

const partitions = fc
  .integer({ min: 1, max: 9 })
  .chain((nodes) => {
    const partition = fc.array(fc.nat(nodes - 1), { minLength: nodes, maxLength: nodes })
    return fc.tuple(partition, partition)
  })
  .map(([one, other]) => [Uint32Array.from(one), Uint32Array.from(other)] as const)

describe("the adjusted Rand index", () => {
  test("is what counting every pair gives", () => {
    fc.assert(
      fc.property(partitions, ([one, other]) => {
        let both = 0
        let inOne = 0
        let inOther = 0
        let all = 0
        for (let u = 0; u < one.length; u++) {
          for (let v = u + 1; v < one.length; v++) {
            all++
            if (one[u] === one[v]) inOne++
            if (other[u] === other[v]) inOther++
            if (one[u] === one[v] && other[u] === other[v]) both++
          }
        }
        const chance = all === 0 ? 0 : (inOne * inOther) / all
        const expected =
          (inOne + inOther) / 2 === chance ? 1 : (both - chance) / ((inOne + inOther) / 2 - chance)
        expect(adjustedRand(one, other)).toBeCloseTo(expected, 9)
        expect(adjustedRand(one, one)).toBe(1)
      }),
      { numRuns: 500 },
    )
  })

  test("is 1 where only the numbers of the groups differ, and near 0 for unrelated groups", () => {
    const one = Uint32Array.from([0, 0, 1, 1, 2, 2])
    expect(adjustedRand(one, Uint32Array.from([5, 5, 0, 0, 3, 3]))).toBe(1)
    const random = mulberry32(6)
    const drawn = () => Uint32Array.from({ length: 3000 }, () => Math.floor(5 * random()))
    expect(Math.abs(adjustedRand(drawn(), drawn()))).toBeLessThan(0.01)
  })
})

/** Rings of cliques: `pairs` pairs of them, the two of a pair tied by one tie, and so the pairs in a ring. */
function pairedCliques(pairs: number, size: number) {
  const from: number[] = []
  const to: number[] = []
  const tie = (a: number, b: number) => {
    from.push(a)
    to.push(b)
  }
  for (let c = 0; c < 2 * pairs; c++) {
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) tie(c * size + i, c * size + j)
  }
  for (let p = 0; p < pairs; p++) {
    tie(2 * p * size, (2 * p + 1) * size)
    tie((2 * p + 1) * size + 3, ((2 * p + 2) % (2 * pairs)) * size + 4)
  }
  return mergeTies(
    2 * pairs * size,
    Uint32Array.from(from),
    Uint32Array.from(to),
    new Float64Array(from.length).fill(1),
  )
}

describe("the resolution", () => {
  test("stays 1 where the communities are clear at every scale tried", () => {
    const { nodeCount, pairs } = lfrGraph({
      seed: 3,
      nodeCount: 300,
      degrees: { exponent: 2, min: 9, max: 30 },
      sizes: { exponent: 1, min: 20, max: 40 },
      mixing: 0.05,
    })
    const graph = mergeTies(
      nodeCount,
      Uint32Array.from(pairs, ([a]) => a),
      Uint32Array.from(pairs, ([, b]) => b),
      new Float64Array(pairs.length).fill(1),
    )
    const { resolution, steps } = finish(sweepResolution(graph, 1))
    expect(resolution).toBe(1)
    expect(steps.find((step) => step.resolution === 1)!.stability).toBe(1)
  })

  test("leaves 1 where communities change there and are stable elsewhere", () => {
    // At 1, modularity still takes the pairs of cliques for one each, but one step above no more.
    const graph = pairedCliques(15, 5)
    const { resolution, partition, steps } = finish(sweepResolution(graph, 1))
    const best = Math.max(...steps.map(({ stability }) => stability ?? 0))
    expect(resolution).toBe(0.71)
    expect(partition.communityCount).toBe(15)
    expect(steps.find((step) => step.resolution === 1)!.stability).toBeLessThan(0.9)
    expect(steps.find((step) => step.resolution === resolution)!.stability).toBe(best)
  })

  test("is never one at which the communities are no more than the parts of the graph", () => {
    const two = mergeTies(4, Uint32Array.from([0, 2]), Uint32Array.from([1, 3]), Float64Array.from([1, 1]))
    expect(finish(sweepResolution(two, 1)).resolution).toBe(1)
    expect(
      finish(sweepResolution(mergeTies(0, new Uint32Array(), new Uint32Array(), new Float64Array()), 1)).steps
        .length,
    ).toBe(RESOLUTION_LADDER.length)
  })

  test("is the same in other orders of the edges", () => {
    const random = mulberry32(1)
    const expected = finish(sweepResolution(canonicalGraph(KARATE).graph, 4))
    for (let run = 0; run < 4; run++) {
      expect(finish(sweepResolution(canonicalGraph(disordered(KARATE, random)).graph, 4))).toEqual(expected)
    }
  })

  test("is said with its reason, the same under any order of rows", () => {
    const { search, networks } = networksOf(RING, { resolution: "auto" })
    expect(RESOLUTION_LADDER).toContain(search["resolution"])
    expect(search["resolutionWhy"]).toMatch(
      /^auto: of 7 tried, communities at [\d.]+ agree most .*; 2\.83 \(\d+ communities\)$/,
    )
    const order = [...shuffledIndices(RING.transfers.length, mulberry32(3))]
    expect(networksOf(RING, { resolution: "auto" }, order)).toEqual({
      ...networksOf(RING, { resolution: "auto" }),
      networks,
      withEvidence: expect.any(Function),
    })
    expect(networksOf(RING, { resolution: 2 }).search["resolutionWhy"]).toBe("given")
    expect(networksOf(RING).search["resolutionWhy"]).toBe("the usual one")
  })
})
