import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { compareText } from "../../src/model/vocabulary.ts"
import { type CommunityEdge, detectCommunities } from "../../src/network/communities.ts"
import { mulberry32, shuffledIndices } from "../../src/network/random.ts"
import { KARATE } from "./karate.ts"
import { plainLouvain } from "./partition-checks.ts"
import { slowModularity } from "./slow-modularity.ts"

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return [...shuffledIndices(items.length, random)].map((i) => items[i]!)
}

/** Node sets, each as text, in order. */
function groups(communityOf: ReadonlyMap<string, number>): string[] {
  const members = new Map<number, string[]>()
  for (const [node, c] of communityOf) members.set(c, [...(members.get(c) ?? []), node])
  return [...members.values()].map((nodes) => nodes.sort(compareText).join(" ")).sort(compareText)
}

function isConnected(edges: readonly CommunityEdge[], nodes: ReadonlySet<string>): boolean {
  const [first] = nodes
  const reached = new Set([first])
  for (let grew = true; grew; ) {
    grew = false
    for (const { a, b } of edges) {
      if (!nodes.has(a) || !nodes.has(b) || reached.has(a) === reached.has(b)) continue
      reached.add(a).add(b)
      grew = true
    }
  }
  return reached.size === nodes.size
}

const randomEdges = (nodes: number, maxLength: number) =>
  fc.array(
    fc.record({
      a: fc.integer({ min: 0, max: nodes - 1 }).map((n) => `n${n}`),
      b: fc.integer({ min: 0, max: nodes - 1 }).map((n) => `n${n}`),
      weight: fc.oneof(fc.constantFrom(1, 2, 5), fc.double({ min: 1e-6, max: 1e6, noNaN: true })),
    }),
    { maxLength },
  )

describe("Zachary's karate club", () => {
  test("has 34 members and 78 friendships", () => {
    expect(KARATE.length).toBe(78)
    expect(new Set(KARATE.flatMap(({ a, b }) => [a, b])).size).toBe(34)
  })

  // The optimum, 0.4198, is proved in U. Brandes et al., On modularity clustering, IEEE TKDE 20(2), 172–188 (2008).
  test.each([1, 2, 3, 42, -7])("is parted as well as can be with seed %i", (seed) => {
    const found = slowModularity(KARATE, detectCommunities(KARATE, { seed }))
    expect(found).toBeGreaterThan(0.4198 * 0.999)
    expect(found).toBeLessThan(0.41985)
    expect(found).toBeGreaterThanOrEqual(slowModularity(KARATE, plainLouvain(KARATE, seed)) - 1e-12)
  })

  test("falls into more communities at a higher resolution", () => {
    const count = (resolution: number) =>
      new Set(detectCommunities(KARATE, { seed: 1, resolution }).values()).size
    expect(count(0.2)).toBeLessThan(count(1))
    expect(count(4)).toBeGreaterThan(count(1))
  })
})

test("planted communities are found exactly", () => {
  const random = mulberry32(11)
  const edges: CommunityEdge[] = []
  const name = (i: number) => `p${String(i).padStart(3, "0")}`
  for (let i = 0; i < 200; i++) {
    for (let j = i + 1; j < 200; j++) {
      const together = Math.floor(i / 20) === Math.floor(j / 20)
      if (random() < (together ? 0.5 : 0.01)) edges.push({ a: name(i), b: name(j), weight: 1 })
    }
  }
  const found = detectCommunities(edges, { seed: 5 })
  expect(groups(found)).toEqual(
    Array.from({ length: 10 }, (_, block) =>
      Array.from({ length: 20 }, (_, i) => name(20 * block + i)).join(" "),
    ),
  )
})

test("communities are numbered by size, then by their first member", () => {
  const clique = (nodes: string[]) =>
    nodes.flatMap((a, i) => nodes.slice(i + 1).map((b) => ({ a, b, weight: 1 })))
  const found = detectCommunities(
    [...clique(["z1", "z2", "z3", "z4"]), ...clique(["m1", "m2", "m3"]), ...clique(["B1", "b2", "b3"])],
    { seed: 1 },
  )
  expect([...found]).toEqual([
    ["B1", 1],
    ["b2", 1],
    ["b3", 1],
    ["m1", 2],
    ["m2", 2],
    ["m3", 2],
    ["z1", 0],
    ["z2", 0],
    ["z3", 0],
    ["z4", 0],
  ])
})

describe("the order of the input", () => {
  test("100 shuffles of the karate club, ends turned and edges split, give one answer", () => {
    const random = mulberry32(3)
    const expected = [...detectCommunities(KARATE, { seed: 9 })]
    for (let run = 0; run < 100; run++) {
      const parts = KARATE.flatMap(({ a, b, weight }) => [
        { a, b, weight: weight / 4 },
        random() < 0.5 ? { a: b, b: a, weight: (weight * 3) / 4 } : { a, b, weight: (weight * 3) / 4 },
      ])
      expect([...detectCommunities(shuffled(parts, random), { seed: 9 })]).toEqual(expected)
    }
  })

  test("does not matter on random graphs, whatever the weights", () => {
    fc.assert(
      fc.property(randomEdges(12, 40), fc.integer(), fc.integer(), (edges, seed, order) => {
        const other = shuffled(edges, mulberry32(order)).map(({ a, b, weight }) => ({ a: b, b: a, weight }))
        expect([...detectCommunities(other, { seed })]).toEqual([...detectCommunities(edges, { seed })])
      }),
      { numRuns: 200 },
    )
  })
})

test("every community is connected and no worse than plain Louvain", () => {
  fc.assert(
    fc.property(randomEdges(20, 60), fc.integer(), fc.constantFrom(0.5, 1, 2), (edges, seed, resolution) => {
      const found = detectCommunities(edges, { seed, resolution })
      const members = new Map<number, Set<string>>()
      for (const [node, c] of found) members.set(c, (members.get(c) ?? new Set()).add(node))
      for (const nodes of members.values()) expect(isConnected(edges, nodes)).toBe(true)
      if (resolution !== 1 || edges.length === 0) return
      const sorted = [...edges]
        .map(({ a, b, weight }) => (compareText(a, b) < 0 ? { a, b, weight } : { a: b, b: a, weight }))
        .sort((x, y) => compareText(x.a, y.a) || compareText(x.b, y.b))
      const plain = slowModularity(edges, plainLouvain(sorted, seed))
      expect(slowModularity(edges, found)).toBeGreaterThanOrEqual(plain - 1e-9)
    }),
    { numRuns: 300 },
  )
})

test("small graphs are parted as well as trying every partition can", () => {
  const bestOfAll = (edges: readonly CommunityEdge[]) => {
    const nodes = [...new Set(edges.flatMap(({ a, b }) => [a, b]))]
    let best = Number.NEGATIVE_INFINITY
    const assign = (next: number, communityOf: Map<string, number>, used: number) => {
      if (next === nodes.length) {
        best = Math.max(best, slowModularity(edges, communityOf))
        return
      }
      for (let c = 0; c <= used; c++) {
        assign(next + 1, communityOf.set(nodes[next]!, c), Math.max(used, c + 1))
      }
    }
    assign(0, new Map(), 0)
    return best
  }
  let misses = 0
  fc.assert(
    fc.property(randomEdges(6, 10), fc.integer(), (edges, seed) => {
      const found = slowModularity(edges, detectCommunities(edges, { seed }))
      const best = edges.length === 0 ? 0 : bestOfAll(edges)
      expect(found).toBeLessThanOrEqual(best + 1e-9)
      if (found < best - 1e-6) misses++
    }),
    { numRuns: 100, seed: 20240301 },
  )
  expect(misses).toBeLessThanOrEqual(2)
})

describe("degenerate graphs", () => {
  const of = (edges: CommunityEdge[]) => [...detectCommunities(edges, { seed: 1 })]

  test("no edges: no nodes", () => {
    expect(of([])).toEqual([])
  })

  test("one node with a self-loop", () => {
    expect(of([{ a: "a", b: "a", weight: 2 }])).toEqual([["a", 0]])
  })

  test("a star stays whole", () => {
    const star = ["b", "c", "d", "e"].map((b) => ({ a: "a", b, weight: 1 }))
    expect(new Set(of(star).map(([, c]) => c))).toEqual(new Set([0]))
  })

  test("two components are two communities", () => {
    expect(
      of([
        { a: "c", b: "d", weight: 1 },
        { a: "a", b: "b", weight: 1 },
      ]),
    ).toEqual([
      ["a", 0],
      ["b", 0],
      ["c", 1],
      ["d", 1],
    ])
  })

  test("a heavy self-loop keeps a node to itself", () => {
    const found = detectCommunities(
      [
        { a: "a", b: "a", weight: 100 },
        { a: "a", b: "b", weight: 1 },
        { a: "b", b: "c", weight: 1 },
        { a: "c", b: "d", weight: 1 },
        { a: "b", b: "d", weight: 1 },
      ],
      { seed: 1 },
    )
    expect(groups(found)).toEqual(["a", "b c d"])
  })

  test("names of object properties are names like others", () => {
    const found = detectCommunities(
      [
        { a: "__proto__", b: "constructor", weight: 1 },
        { a: "toString", b: "10", weight: 1 },
      ],
      { seed: 1 },
    )
    expect(groups(found)).toEqual(["10 toString", "__proto__ constructor"])
  })

  test.each([1e-300, 5e-324, 1, 1e12, 1e300])("weights around %d end and part two cliques", (unit) => {
    const clique = (nodes: string[]) =>
      nodes.flatMap((a, i) => nodes.slice(i + 1).map((b, j) => ({ a, b, weight: unit * (1 + j) })))
    const edges = [
      ...clique(["a", "b", "c", "d"]),
      ...clique(["w", "x", "y", "z"]),
      { a: "a", b: "w", weight: unit },
    ]
    expect(groups(detectCommunities(edges, { seed: 1 }))).toEqual(["a b c d", "w x y z"])
  })
})

describe("what is refused", () => {
  const edge = { a: "a", b: "b", weight: 1 }
  const refused = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      return error instanceof InputError ? `${error.code}: ${error.detail}` : error
    }
    return "nothing"
  }

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("weight %d", (weight) => {
    expect(refused(() => detectCommunities([edge, { ...edge, weight }], { seed: 1 }))).toBe(
      `OPTION_INVALID: edge 2 of the edge list has weight ${weight}; give a positive finite number`,
    )
  })

  test("weights that graphology would count as 1, and nodes that are no text", () => {
    const run = (bad: unknown) =>
      refused(() => detectCommunities(JSON.parse(JSON.stringify([bad])), { seed: 1 }))
    expect(run({ ...edge, weight: "7" })).toMatch(/^OPTION_INVALID: .* has weight "7"/)
    expect(run({ ...edge, b: 4 })).toMatch(/^OPTION_INVALID: .* is from "a" to 4; give both ends as text/)
  })

  test("weights whose sum is no number", () => {
    const heavy = { ...edge, weight: Number.MAX_VALUE }
    expect(refused(() => detectCommunities([heavy, heavy], { seed: 1 }))).toMatch(
      /^OPTION_INVALID: the weights/,
    )
  })

  test.each([1.5, Number.NaN])("seed %d", (seed) => {
    expect(refused(() => detectCommunities([edge], { seed }))).toBe(
      `OPTION_INVALID: seed is ${seed}; give an integer`,
    )
  })

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("resolution %d", (resolution) => {
    expect(refused(() => detectCommunities([edge], { seed: 1, resolution }))).toMatch(
      /^OPTION_INVALID: resolution is /,
    )
  })
})
