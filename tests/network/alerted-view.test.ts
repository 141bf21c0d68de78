import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createBits } from "../../src/model/bits.ts"
import { InputError } from "../../src/model/errors.ts"
import { canonicalOrder } from "../../src/model/order.ts"
import { VIEW_TIES, withinHops } from "../../src/network/alerted-view.ts"
import { aggregatePayments } from "../../src/network/edges.ts"
import type { IdentifierTie } from "../../src/network/identifiers.ts"
import { partyGraph } from "../../src/network/party-graph.ts"
import { countTies, type PartyTies } from "../../src/network/party-ties.ts"
import { tableOf } from "../helpers/table.ts"
import { networksOf, RING, type Scene, transfers } from "./ledger.ts"

const PARTIES = 10
const NAMES = Array.from({ length: PARTIES }, (_, i) => `party ${String.fromCharCode(97 + i)}`)
const ONE_PAYMENT = { time: 0, amountMinor: 1, currency: "CNY" }
const party = fc.nat(PARTIES - 1)
const pairs = fc.array(fc.tuple(party, party), { maxLength: 20 })
const scenes = fc.record({
  paid: pairs,
  shared: fc.array(fc.tuple(party, party), { maxLength: 4 }),
  hubs: fc.uniqueArray(party, { maxLength: 2 }),
  joined: fc.array(fc.tuple(party, party), { maxLength: 2 }),
  names: fc.shuffledSubarray(NAMES, { minLength: PARTIES }),
})

type TiedScene = typeof scenes extends fc.Arbitrary<infer S> ? S : never

/** Parties by their place in `names`, which is their code less one. A hub shares nothing and is one account. */
function tiedParties({ paid, shared, hubs, joined, names }: TiedScene) {
  const isOrdinary = ([a, b]: readonly [number, number]) => a !== b && !hubs.includes(a) && !hubs.includes(b)
  const table = tableOf([
    ...names.map((payer) => ({ ...ONE_PAYMENT, id: `of ${payer}`, payer, payee: "" })),
    ...paid.map(([a, b], i) => ({ ...ONE_PAYMENT, id: `${i}`, payer: names[a]!, payee: names[b]! })),
  ])
  const person = names.map((_, i) => i)
  for (const [a, b] of joined.filter(isOrdinary)) {
    const [from, to] = [person[a]!, person[b]!]
    for (const [i, each] of person.entries()) if (each === from) person[i] = to
  }
  const ties = new Map<number, IdentifierTie[]>()
  for (const [a, b] of shared.filter(isOrdinary)) {
    const tie = { kind: "phone", a: Math.min(a, b) + 1, b: Math.max(a, b) + 1, weight: 3 } as const
    for (const end of [tie.a, tie.b]) ties.set(end, [...(ties.get(end) ?? []), tie])
  }
  const accounts = person.map((each) => person.flatMap((other, i) => (other === each ? [i + 1] : [])))
  const parties: PartyTies = {
    edges: aggregatePayments(table, canonicalOrder(table), createBits(table.rowCount)),
    ties,
    isHub: Uint8Array.from([0, ...names.map((_, i) => (hubs.includes(i) ? 1 : 0))]),
    personOf: Uint32Array.from([0, ...person.map((each) => each + 1)]),
    accountsOf: new Map(
      person.flatMap((each, i) => (accounts[i]!.length < 2 ? [] : [[each + 1, accounts[i]!] as const])),
    ),
  }
  const all = [
    ...paid.filter(isOrdinary).map((pair) => ({ pair, weight: 1 })),
    ...shared.filter(isOrdinary).map((pair) => ({ pair, weight: 3 })),
  ].map(({ pair: [a, b], weight }) => ({ one: person[a]!, other: person[b]!, weight }))
  return { table, parties, all }
}

test("persons with a tie and pairs of them are as many as a plain list of all ties has", () => {
  fc.assert(
    fc.property(scenes, (scene) => {
      const { parties, all } = tiedParties(scene)
      const { isTied, personCount, tieCount } = countTies(parties)
      const tied = new Set(all.flatMap(({ one, other }) => [one, other]))
      expect([...isTied.keys()].filter((code) => isTied[code] === 1)).toEqual(
        [...tied].map((person) => person + 1).sort((a, b) => a - b),
      )
      expect(personCount).toBe(tied.size)
      const two = all.filter(({ one, other }) => one !== other)
      expect(tieCount).toBe(new Set(two.map(({ one, other }) => [one, other].sort().join())).size)
    }),
    { numRuns: 300 },
  )
})

test("those within so many ties are those that so many rounds over all ties reach", () => {
  fc.assert(
    fc.property(scenes, fc.uniqueArray(party, { maxLength: 3 }), fc.nat(3), (scene, some, hops) => {
      const { parties, all } = tiedParties(scene)
      const from = [...new Set(some.map((each) => parties.personOf[each + 1]!))]
      let reached = new Set(from)
      for (let hop = 0; hop < hops; hop++) {
        const last = reached
        reached = new Set([
          ...last,
          ...all.flatMap(({ one, other }) => [
            ...(last.has(one + 1) ? [other + 1] : []),
            ...(last.has(other + 1) ? [one + 1] : []),
          ]),
        ])
      }
      const found = withinHops(parties, from, hops)
      expect([...found.keys()].filter((v) => found[v] === 1)).toEqual([...reached].sort((a, b) => a - b))
    }),
    { numRuns: 300 },
  )
})

test("the kept part has the kept persons, in order of text, and the ties between them", () => {
  fc.assert(
    fc.property(scenes, fc.array(fc.boolean(), { minLength: PARTIES, maxLength: PARTIES }), (scene, some) => {
      const { table, parties, all } = tiedParties(scene)
      const { names } = scene
      const { personOf } = parties
      const isKept = (place: number) => some[place]! && personOf[place + 1] === place + 1
      const part = partyGraph(
        table,
        parties,
        Uint8Array.from([0, ...names.map((_, i) => (isKept(i) ? 1 : 0))]),
      )
      const inOrder = names.filter((_, i) => isKept(i)).sort()
      expect([...part.partyOf].map((code) => table.parties.text(code))).toEqual(inOrder)
      const nodes = names.map((_, i) => inOrder.indexOf(names[personOf[i + 1]! - 1]!))
      expect([...part.nodeOf]).toEqual([-1, ...nodes])
      expect(part.graph.nodeCount).toBe(inOrder.length)
      const named = Array.from(part.graph.a, (a, e) => [
        [inOrder[a], inOrder[part.graph.b[e]!]].sort().join(),
        part.graph.weight[e],
      ])
      const expected = new Map<string, number>()
      for (const { one, other, weight } of all) {
        if (one === other || !isKept(one) || !isKept(other)) continue
        const pair = [names[one], names[other]].sort().join()
        expected.set(pair, (expected.get(pair) ?? 0) + weight)
      }
      expect(named.sort()).toEqual([...expected].sort())
    }),
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
