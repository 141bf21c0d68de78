import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { VIEW_TIES, withinHops } from "../../src/network/alerted-view.ts"
import { keepNodes } from "../../src/network/party-graph.ts"
import { mergeTies } from "../../src/network/weighted-graph.ts"
import { networksOf, RING, type Scene, transfers } from "./ledger.ts"

const NODES = 12
const ties = fc.array(fc.tuple(fc.nat(NODES - 1), fc.nat(NODES - 1)), { maxLength: 20 })
const graphOf = (pairs: readonly (readonly [number, number])[]) =>
  mergeTies(
    NODES,
    Uint32Array.from(pairs, ([a]) => a),
    Uint32Array.from(pairs, ([, b]) => b),
    new Float64Array(pairs.length).fill(1),
  )

test("those within so many ties are those that so many rounds over all pairs reach", () => {
  fc.assert(
    fc.property(ties, fc.uniqueArray(fc.nat(NODES - 1), { maxLength: 3 }), fc.nat(3), (pairs, from, hops) => {
      let reached = new Set(from)
      for (let hop = 0; hop < hops; hop++) {
        const last = reached
        reached = new Set([
          ...last,
          ...pairs.flatMap(([a, b]) => [...(last.has(a) ? [b] : []), ...(last.has(b) ? [a] : [])]),
        ])
      }
      const found = withinHops(graphOf(pairs), from, hops)
      expect([...found.keys()].filter((v) => found[v] === 1)).toEqual([...reached].sort((a, b) => a - b))
    }),
    { numRuns: 500 },
  )
})

test("the kept part has the kept nodes, in order, and the ties between them", () => {
  fc.assert(
    fc.property(
      ties,
      fc.array(fc.constantFrom(0, 1), { minLength: NODES, maxLength: NODES }),
      (pairs, keep) => {
        const graph = graphOf(pairs)
        // Party code 0 is nobody; node v is party v + 1.
        const partyOf = Uint32Array.from({ length: NODES }, (_, v) => v + 1)
        const nodeOf = Int32Array.from({ length: NODES + 1 }, (_, party) => party - 1)
        const part = keepNodes({ graph, partyOf, nodeOf }, Uint8Array.from(keep))
        const kept = [...keep.keys()].filter((v) => keep[v] === 1)
        expect([...part.partyOf]).toEqual(kept.map((v) => v + 1))
        expect([...part.nodeOf]).toEqual([-1, ...keep.map((_, v) => kept.indexOf(v))])
        expect(part.graph.nodeCount).toBe(kept.length)
        const named = Array.from(part.graph.a, (a, e) => [
          kept[a],
          kept[part.graph.b[e]!],
          part.graph.weight[e],
        ])
        const expected = Array.from(graph.a, (a, e) => [a, graph.b[e], graph.weight[e]])
        expect(named).toEqual(expected.filter(([a, b]) => keep[a!] === 1 && keep[b!] === 1))
      },
    ),
    { numRuns: 300 },
  )
})

describe("networks in the view around alerts", () => {
  const far: Scene = {
    ...RING,
    transfers: [
      ...RING.transfers,
      ...transfers(3, { payer: "stranger-1", payee: "stranger-2" }),
      // Everyone pays the courier: a hub leads nowhere.
      { payer: "stranger-1", payee: "courier" },
      // employer is two ties from the alerts, over a buyer; those it pays are three away.
      { payer: "employer", payee: "third" },
    ],
  }

  test("are those of the whole ledger where all that matters is near", () => {
    const whole = networksOf(far, { view: "all" })
    const near = networksOf(far, { view: "alerts" })
    expect(near.networks.map(({ id }) => id)).toEqual(whole.networks.map(({ id }) => id))
    expect(whole.nodeCount - near.nodeCount).toBe(3)
    expect(near.search["networkView"]).toBe("alerts")
    expect(near.search["networkViewWhy"]).toBe(
      "given; 31 of 34 parties are within 2 ties of an alert, hubs cut",
    )
  })

  test("are not used in small ledgers unless asked for", () => {
    const { search } = networksOf(far)
    expect(search["networkView"]).toBe("all")
    expect(search["networkViewWhy"]).toBe(`auto: 56 ties, no more than ${VIEW_TIES}`)
  })

  test("without alerts, nobody is near", () => {
    expect(networksOf({ ...far, suspicions: {} }, { view: "alerts" }).nodeCount).toBe(0)
  })

  test("large ledgers: the view is used, and says so", () => {
    const crowd = Array.from({ length: VIEW_TIES }, (_, i) => ({ payer: `p${i}`, payee: `q${i}` }))
    const { networks, search, nodeCount } = networksOf({ ...RING, transfers: [...RING.transfers, ...crowd] })
    expect(nodeCount).toBe(31)
    expect(networks.map(({ id }) => id)).toEqual(networksOf(RING).networks.map(({ id }) => id))
    expect(search["networkViewWhy"]).toBe(
      "auto: 100054 ties, more than 100000; 31 of 200031 parties are within 2 ties of an alert, hubs cut",
    )
  })

  test("another word is refused", () => {
    const view = JSON.parse('"near"')
    expect(() => networksOf(RING, { view })).toThrow(InputError)
    expect(() => networksOf(RING, { view })).toThrow('networkView is "near"; give auto, all or alerts')
  })
})
