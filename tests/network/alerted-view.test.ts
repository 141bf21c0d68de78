import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { VIEW_TIES, withinHops } from "../../src/network/alerted-view.ts"
import { partyGraph } from "../../src/network/party-graph.ts"
import { mergeTies } from "../../src/network/weighted-graph.ts"
import { tableOf } from "../helpers/table.ts"
import { networksOf, RING, type Scene, transfers } from "./ledger.ts"

const NODES = 12
const NAMES = Array.from({ length: NODES }, (_, i) => `party ${String.fromCharCode(97 + i)}`)
const ONE_PAYMENT = { time: 0, amountMinor: 1, currency: "CNY", payee: "" }
const ties = fc.array(fc.tuple(fc.nat(NODES - 1), fc.nat(NODES - 1)), { maxLength: 20 })
const graphOf = (pairs: readonly (readonly [number, number])[]) =>
  mergeTies(
    NODES + 1,
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

test("the kept part has the kept parties, in order of text, and the ties between them", () => {
  fc.assert(
    fc.property(
      ties,
      fc.array(fc.constantFrom(0, 1), { minLength: NODES, maxLength: NODES }),
      fc.shuffledSubarray(NAMES, { minLength: NODES }),
      (pairs, kept, names) => {
        // Party code 0 is nobody; codes are in the order in which the names first appear.
        const table = tableOf(names.map((payer) => ({ ...ONE_PAYMENT, id: `to ${payer}`, payer })))
        const keep = Uint8Array.from([0, ...kept])
        const codes = pairs.map(([a, b]): [number, number] => [a + 1, b + 1])
        const personOf = Uint32Array.from({ length: NODES + 1 }, (_, party) => party)
        const tied = { table, personOf, graph: graphOf(codes), isTied: keep, partyCount: NODES }
        const part = partyGraph(tied, keep)
        const inOrder = names.filter((_, i) => kept[i] === 1).sort()
        expect([...part.partyOf].map((code) => table.parties.text(code))).toEqual(inOrder)
        expect([...part.nodeOf]).toEqual([-1, ...names.map((name) => inOrder.indexOf(name))])
        expect(part.graph.nodeCount).toBe(inOrder.length)
        const named = Array.from(part.graph.a, (a, e) => [
          [inOrder[a], inOrder[part.graph.b[e]!]].sort().join(),
          part.graph.weight[e],
        ])
        const expected = new Map<string, number>()
        for (const [a, b] of pairs) {
          if (kept[a] !== 1 || kept[b] !== 1) continue
          const pair = [names[a], names[b]].sort().join()
          expected.set(pair, (expected.get(pair) ?? 0) + 1)
        }
        expect(named.sort()).toEqual([...expected].sort())
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
