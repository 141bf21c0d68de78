import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type PathTree, pathTo, strongestPaths } from "../../src/network/strongest-paths.ts"
import { SUSPICION_DAMPING, spreadFrom } from "../../src/network/suspicion.ts"
import { adjacencyOf, mergeTies, type WeightedGraph } from "../../src/network/weighted-graph.ts"
import { networksOf, RING, type Scene, transfers } from "./ledger.ts"

const NODES = 9

const graphs = fc
  .array(fc.record({ a: fc.nat(NODES - 1), b: fc.nat(NODES - 1), weight: fc.integer({ min: 1, max: 9 }) }), {
    maxLength: 24,
  })
  .map((ties) =>
    mergeTies(
      NODES,
      Uint32Array.from(ties, ({ a }) => a),
      Uint32Array.from(ties, ({ b }) => b),
      Float64Array.from(ties, ({ weight }) => weight),
    ),
  )
const starts = fc
  .array(fc.constantFrom(0, 0, 0, 1, 50, 70), { minLength: NODES, maxLength: NODES })
  .map((scores) => Float64Array.from(scores))

/** Row v: where the walk goes from v, restarts left out; nowhere from a node without ties to others. */
function stepMatrix({ a, b, weight }: WeightedGraph): number[][] {
  const tie = Array.from({ length: NODES }, () => Array<number>(NODES).fill(0))
  for (let e = 0; e < a.length; e++) {
    if (a[e] === b[e]) continue
    tie[a[e]!]![b[e]!]! += weight[e]!
    tie[b[e]!]![a[e]!]! += weight[e]!
  }
  return tie.map((row) => {
    const sum = row.reduce((all, each) => all + each, 0)
    return row.map((each) => (sum === 0 ? 0 : each / sum))
  })
}

/** Solves x = restarts(x) × start + damping × x × step by Gauss and Jordan. */
function slowSpread(graph: WeightedGraph, startAt: Float64Array): number[] {
  const step = stepMatrix(graph)
  const sum = startAt.reduce((all, each) => all + each, 0)
  const start = [...startAt].map((each) => each / sum)
  const restart = step.map((row) => (row.some((each) => each > 0) ? 1 - SUSPICION_DAMPING : 1))
  // One equation a node, the last replaced by: all shares add up to 1.
  const rows = start.map((_, u) => [
    ...start.map((__, v) => (u === v ? 1 : 0) - SUSPICION_DAMPING * step[v]![u]! - restart[v]! * start[u]!),
    0,
  ])
  rows[NODES - 1] = Array<number>(NODES + 1).fill(1)
  for (let column = 0; column < NODES; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best))
    const at = rows.indexOf(pivot, column)
    rows[at] = rows[column]!
    rows[column] = pivot.map((each) => each / pivot[column]!)
    for (const [r, row] of rows.entries()) {
      if (r !== column) rows[r] = row.map((each, i) => each - row[column]! * rows[column]![i]!)
    }
  }
  return rows.map((row) => row[NODES]!)
}

/** Every simple path from a start, tried in turn. */
function slowStrengths(graph: WeightedGraph, startAt: Float64Array): number[] {
  const step = stepMatrix(graph)
  const best = Array<number>(NODES).fill(0)
  const walk = (v: number, strength: number, seen: ReadonlySet<number>) => {
    best[v] = Math.max(best[v]!, strength)
    for (let u = 0; u < NODES; u++) {
      if (step[v]![u]! === 0 || seen.has(u) || startAt[u]! > 0) continue
      walk(u, strength * SUSPICION_DAMPING * step[v]![u]!, new Set([...seen, u]))
    }
  }
  for (let v = 0; v < NODES; v++) if (startAt[v]! > 0) walk(v, startAt[v]!, new Set([v]))
  return best
}

function strengthOf(graph: WeightedGraph, startAt: Float64Array, path: readonly number[]): number {
  const step = stepMatrix(graph)
  return path
    .slice(1)
    .reduce((strength, v, i) => strength * SUSPICION_DAMPING * step[path[i]!]![v]!, startAt[path[0]!]!)
}

const paths = (tree: PathTree) => Array.from({ length: NODES }, (_, v) => pathTo(tree, v))

test("suspicion is the solution of its equations", () => {
  fc.assert(
    fc.property(graphs, starts, (graph, startAt) => {
      const found = spreadFrom(adjacencyOf(graph), startAt)
      expect(found.every((each) => each >= 0)).toBe(true)
      if (startAt.every((each) => each === 0)) expect(found.every((each) => each === 0)).toBe(true)
      else
        for (const [v, share] of slowSpread(graph, startAt).entries()) expect(found[v]).toBeCloseTo(share, 7)
    }),
    { numRuns: 500 },
  )
})

test("paths are the strongest of all, and only to those whom one reaches", () => {
  fc.assert(
    fc.property(graphs, starts, (graph, startAt) => {
      const everyone = Array.from({ length: NODES }, (_, v) => v)
      const found = paths(strongestPaths(adjacencyOf(graph), startAt, everyone))
      for (const [v, strength] of slowStrengths(graph, startAt).entries()) {
        if (strength === 0) expect(found[v]).toEqual([])
        else {
          expect(found[v]!.at(-1)).toBe(v)
          expect(strengthOf(graph, startAt, found[v]!) / strength).toBeCloseTo(1, 9)
        }
        if (startAt[v]! > 0) expect(found[v]).toEqual([v])
      }
    }),
    { numRuns: 500 },
  )
})

test("a search for few finds for them what a search for all finds", () => {
  fc.assert(
    fc.property(graphs, starts, fc.nat(NODES - 1), (graph, startAt, target) => {
      const all = strongestPaths(adjacencyOf(graph), startAt, [...Array(NODES).keys()])
      const one = strongestPaths(adjacencyOf(graph), startAt, [target])
      expect(pathTo(one, target)).toEqual(pathTo(all, target))
    }),
    { numRuns: 300 },
  )
})

const [ring] = networksOf(RING).networks

describe("in a network", () => {
  const of = (party: string) => ring!.members.find((member) => member.party === party)!

  test("those under alerts need no path, others have one that starts at an alert, with what ties its steps", () => {
    expect(["mule", "seller-a", "seller-b"].map((party) => of(party).path)).toEqual([[], [], []])
    expect(of("supplier").path).toEqual(["seller-a", "supplier"])
    expect(of("supplier").steps).toEqual([
      { from: "seller-a", to: "supplier", count: 4, total: { CNY: "6000.00" }, shared: [] },
    ])
    expect(of("collector").path).toEqual(["mule", "collector"])
    expect(ring!.contacts[0]!.path).toEqual(["seller-a", "buyer-a0"])
  })

  test("suspicion is a share of the largest", () => {
    const all = [...ring!.members, ...ring!.contacts].map(({ suspicion }) => suspicion)
    expect(Math.max(...all)).toBe(1)
    expect(Math.min(...all)).toBeGreaterThan(0)
    expect(of("collector").suspicion).toBeGreaterThan(ring!.contacts[0]!.suspicion)
  })

  test("a path leads over others to the accounts of a person, all of whose payments count", () => {
    const scene: Scene = {
      transfers: [
        ...["b1", "b2", "b3"].map((payer) => ({ payer, payee: "seller", in: ["words"] })),
        ...transfers(4, { payer: "seller", payee: "front", amount: 500 }),
        ...transfers(60, { payer: "far", payee: "away" }),
        { payer: "front", payee: "boss-1", text: { payeePhone: "77", payeeName: "Ana Lima" } },
        { payer: "front", payee: "boss-2", text: { payeePhone: "77", payeeName: "Ana Lima" } },
        { payer: "boss-2", payee: "helper", amount: 3, text: { payerPhone: "77", payeePhone: "88" } },
        {
          payer: "helper",
          payee: "boss-1",
          text: { payerPhone: "88", payeePhone: "77", payeeName: "Ana Lima" },
        },
      ],
      suspicions: { words: { subject: "seller", evidence: "text", taxon: "tiger" } },
    }
    const [network] = networksOf(scene).networks
    const boss = network!.nearby.find(({ party }) => party.startsWith("boss"))!
    expect(boss.path).toEqual(["seller", "front", "boss-1"])
    expect(boss.steps[1]).toEqual({
      from: "front",
      to: "boss-1",
      count: 2,
      total: { CNY: "200.00" },
      shared: [],
    })
    expect(boss.note).toBe(
      "no member; the strongest way from an alert to it is seller → front → boss-1: a hint where to look next, not an accusation",
    )
  })
})

test("a step may be more payments than a call takes arguments", () => {
  const scene: Scene = {
    transfers: [
      ...["b1", "b2", "b3"].map((payer) => ({ payer, payee: "seller", in: ["words"] })),
      ...transfers(150_000, { payer: "seller", payee: "mule", amount: 2 }),
      ...transfers(9, { payer: "far", payee: "away" }),
    ],
    suspicions: { words: { subject: "seller", evidence: "text", severity: "high", taxon: "tiger" } },
  }
  const [network] = networksOf(scene).networks
  const mule = network!.members.find(({ party }) => party === "mule")
  expect(mule?.steps.map(({ count, total }) => [count, total])).toEqual([[150_000, { CNY: "300000.00" }]])
})

describe("parties nearby", () => {
  const scene = (others: number): Scene => ({
    transfers: [
      ...["b1", "b2", "b3"].map((payer) => ({ payer, payee: "seller", in: ["words"] })),
      ...Array.from({ length: others }, (_, i) =>
        transfers(2, { payer: "seller", payee: `shop-${String(i).padStart(2, "0")}` }),
      ).flat(),
      { payer: "seller", payee: "post" },
      ...transfers(9, { payer: "far", payee: "away" }),
    ],
    suspicions: { words: { subject: "seller", evidence: "text", taxon: "tiger" } },
    listed: ["post"],
  })
  const nearby = (others: number) => networksOf(scene(others)).networks[0]!.nearby

  test("are those that much suspicion comes to, no members, contacts or hubs, best first", () => {
    expect(nearby(2).map(({ party, path }) => [party, path])).toEqual([
      ["shop-00", ["seller", "shop-00"]],
      ["shop-01", ["seller", "shop-01"]],
    ])
    expect(nearby(2)[0]!.suspicion).toBeGreaterThan(0.1)
  })

  test("are not those who deal with everyone", () => {
    // The grocer and the employer of the ring's buyers.
    expect(ring!.nearby).toEqual([])
  })

  test("are left out where little comes to each", () => {
    expect(nearby(40)).toEqual([])
  })
})
