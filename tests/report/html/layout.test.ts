// Drawings of networks: nothing overlaps, money runs from left to right, shuffled input gives the same drawing.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { NETWORK_ROLES, type NetworkRole } from "../../../src/model/vocabulary.ts"
import {
  BARE_BOX,
  CONTACT_BOX,
  HEADING_HEIGHT,
  layoutNetwork,
  MEMBER_BOX,
  type NetworkLayout,
} from "../../../src/report/html/layout.ts"
import { apart } from "../../../src/report/html/layout-heights.ts"
import type { DrawnNetwork } from "../../../src/report/html/layout-layers.ts"
import { crossings, orderLayers } from "../../../src/report/html/layout-order.ts"

const party = (name: string, role: NetworkRole) => ({ party: name, role })
const edge = (payer: string, payee: string) => ({ payer, payee })

/** Networks of up to 14 members and 80 contacts with random edges. */
const networks: fc.Arbitrary<DrawnNetwork> = fc
  .record({
    roles: fc.array(fc.constantFrom(...NETWORK_ROLES), { minLength: 0, maxLength: 14 }),
    contactCount: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 55, max: 80 })),
    ends: fc.array(fc.tuple(fc.nat(200), fc.nat(200)), { maxLength: 60 }),
  })
  .map(({ roles, contactCount, ends }) => {
    const members = roles.map((role, i) => party(`m${i}`, role))
    const contacts = Array.from({ length: contactCount }, (_, i) => party(`c${i}`, "buyer"))
    const all = [...members, ...contacts]
    const edges =
      all.length === 0
        ? []
        : ends.map(([a, b]) => edge(all[a % all.length]!.party, all[b % all.length]!.party))
    return { members, contacts, edges }
  })

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

function boxesOf(network: DrawnNetwork, layout: NetworkLayout): Box[] {
  return layout.points.map(({ x, y }, i) => {
    const contact = layout.namesContacts ? CONTACT_BOX : BARE_BOX
    const { width, height } = i < network.members.length ? MEMBER_BOX : contact
    return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 }
  })
}

const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

describe("layout of a network", () => {
  test("boxes neither overlap nor leave the drawing nor reach into its headings", () => {
    fc.assert(
      fc.property(networks, (network) => {
        const layout = layoutNetwork(network)
        const boxes = boxesOf(network, layout)
        expect(boxes).toHaveLength(network.members.length + network.contacts.length)
        const outside = boxes.filter(
          ({ left, right, top, bottom }) =>
            left < 0 || top < HEADING_HEIGHT || right > layout.width || bottom > layout.height,
        )
        const overlapping = boxes.flatMap((box, i) =>
          boxes.slice(i + 1).filter((other) => overlap(box, other)),
        )
        expect({ outside, overlapping }).toEqual({ outside: [], overlapping: [] })
      }),
      { numRuns: 200 },
    )
  })

  test("is the same for shuffled members, contacts and edges", () => {
    const shuffled = networks.chain((network) =>
      fc.record({
        network: fc.constant(network),
        members: fc.shuffledSubarray([...network.members], { minLength: network.members.length }),
        contacts: fc.shuffledSubarray([...network.contacts], { minLength: network.contacts.length }),
        edges: fc.shuffledSubarray([...network.edges], { minLength: network.edges.length }),
      }),
    )
    fc.assert(
      fc.property(shuffled, ({ network, ...other }) => {
        const placesOf = (drawn: DrawnNetwork) => {
          const { points, ...rest } = layoutNetwork(drawn)
          const parties = [...drawn.members, ...drawn.contacts]
          return { ...rest, points: Object.fromEntries(parties.map((one, i) => [one.party, points[i]])) }
        }
        expect(placesOf(other)).toEqual(placesOf(network))
      }),
      { numRuns: 200 },
    )
  })

  test("columns follow the way of the money", () => {
    const layout = layoutNetwork({
      members: [
        party("out", "cash-out"),
        party("mule", "mule"),
        party("shop", "seller"),
        party("source", "supplier"),
      ],
      contacts: [party("anna", "buyer"), party("bert", "buyer")],
      edges: [edge("anna", "shop"), edge("bert", "shop"), edge("shop", "mule"), edge("mule", "out")],
    })
    expect(layout.columns.map(({ stage }) => stage)).toEqual(["contacts", "sellers", "mules", "suppliers"])
    const [out, mule, shop, source, anna, bert] = layout.points.map(({ x }) => x)
    expect([anna, shop, mule, out]).toEqual([anna, shop, mule, out].sort((a, b) => a! - b!))
    expect(source).toBe(out)
    expect(bert).toBe(anna)
    expect(layout.columns.map(({ x }) => x)).toEqual([anna, shop, mule, out])
  })

  test("a chain of mules is drawn step by step, even when its end pays its start", () => {
    const layout = layoutNetwork({
      members: ["d", "c", "b", "a"].map((name) => party(name, "mule")),
      contacts: [],
      edges: [edge("a", "b"), edge("b", "c"), edge("c", "d"), edge("d", "a")],
    })
    const [d, c, b, a] = layout.points.map(({ x }) => x)
    expect(new Set([a, b, c, d]).size).toBe(4)
    const steps = [a! < b!, b! < c!, c! < d!, d! < a!]
    expect(steps.filter((forward) => forward)).toHaveLength(3)
    expect(layout.columns.map(({ stage }) => stage)).toEqual(["mules"])
  })

  test("a seller stands at the height of its buyers", () => {
    const layout = layoutNetwork({
      members: [party("shop", "seller")],
      contacts: ["a", "b", "c"].map((name) => party(name, "buyer")),
      edges: ["a", "b", "c"].map((name) => edge(name, "shop")),
    })
    const [shop, , middle] = layout.points
    expect(shop?.y).toBe(middle?.y)
  })

  test("many contacts are drawn without names in several columns", () => {
    const contacts = Array.from({ length: 300 }, (_, i) => party(`c${i}`, "buyer"))
    const layout = layoutNetwork({
      members: [party("shop", "seller")],
      contacts,
      edges: contacts.map((one) => edge(one.party, "shop")),
    })
    expect(layout.namesContacts).toBe(false)
    expect(layout.height).toBeLessThan(1000)
    expect(new Set(layout.points.slice(1).map(({ x }) => x)).size).toBe(10)
  })

  test("an empty network is an empty drawing", () => {
    expect(layoutNetwork({ members: [], contacts: [], edges: [] })).toMatchObject({ points: [], columns: [] })
  })

  test("100 networks of 200 parties take little time", () => {
    const members = Array.from({ length: 20 }, (_, i) => party(`m${i}`, NETWORK_ROLES[i % 6]!))
    const contacts = Array.from({ length: 180 }, (_, i) => party(`c${i}`, "buyer"))
    const edges = [
      ...contacts.flatMap((one, i) => [edge(one.party, `m${i % 20}`), edge(one.party, `m${(i * 7) % 20}`)]),
      ...members.map((one, i) => edge(one.party, `m${(i * 3 + 1) % 20}`)),
    ]
    // Work, not waiting: other tests may want the same cores.
    const start = process.cpuUsage()
    for (let i = 0; i < 100; i++) layoutNetwork({ members, contacts, edges })
    expect(process.cpuUsage(start).user / 1e3).toBeLessThan(5000)
  })
})

describe("order of layers", () => {
  const layered = fc
    .record({
      sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }),
      ends: fc.array(fc.tuple(fc.nat(100), fc.nat(100)), { maxLength: 15 }),
    })
    .map(({ sizes, ends }) => {
      const layers = sizes.map((size, i) => ({
        parties: Array.from({ length: size }, (_, j) => `${i}.${j}`),
      }))
      const all = layers.flatMap(({ parties }) => parties)
      return {
        layers,
        links: ends.map(([a, b]) => ({ from: all[a % all.length]!, to: all[b % all.length]! })),
      }
    })
  const ordersOf = (layers: readonly { readonly parties: readonly string[] }[]) =>
    layers.map(({ parties }) => parties)

  test("crossings are those that one counts pair by pair", () => {
    fc.assert(
      fc.property(layered, ({ layers, links }) => {
        const place = (name: string) => name.split(".").map(Number) as [number, number]
        const ends = links
          .map(({ from, to }) => [place(from), place(to)].sort((a, b) => a[0] - b[0]))
          .filter(([a, b]) => a![0] !== b![0])
        let slow = 0
        ends.forEach(([a, b], i) => {
          for (const [c, d] of ends.slice(i + 1)) {
            if (a![0] !== c![0] || b![0] !== d![0]) continue
            if ((a![1] - c![1]) * (b![1] - d![1]) < 0) slow++
          }
        })
        expect(crossings(ordersOf(layers), links)).toBe(slow)
      }),
    )
  })

  test("never has more crossings than before and keeps each layer's parties", () => {
    fc.assert(
      fc.property(layered, ({ layers, links }) => {
        const ordered = orderLayers(layers, links)
        expect(crossings(ordersOf(ordered), links)).toBeLessThanOrEqual(crossings(ordersOf(layers), links))
        expect(ordered.map(({ parties }) => [...parties].sort())).toEqual(ordersOf(layers))
      }),
    )
  })

  test("untangles what can be untangled", () => {
    const layers = [{ parties: ["a", "b", "c"] }, { parties: ["x", "y", "z"] }]
    const links = [
      { from: "a", to: "z" },
      { from: "b", to: "y" },
      { from: "c", to: "x" },
    ]
    expect(crossings(ordersOf(layers), links)).toBe(3)
    expect(crossings(ordersOf(orderLayers(layers, links)), links)).toBe(0)
  })
})

describe("heights", () => {
  test("are apart, and no small move brings them nearer to those wanted", () => {
    const wanted = fc.array(fc.integer({ min: -200, max: 200 }), { minLength: 1, maxLength: 12 })
    const cost = (heights: readonly number[], goal: readonly number[]) =>
      heights.reduce((sum, height, i) => sum + (height - goal[i]!) ** 2, 0)
    fc.assert(
      fc.property(wanted, fc.integer({ min: 1, max: 40 }), (goal, distance) => {
        const found = apart(goal, distance)
        found.slice(1).forEach((height, i) => {
          expect(height - found[i]!).toBeGreaterThanOrEqual(distance - 1e-6)
        })
        // Convex: it is enough that no block of neighbours, moved together as far as allowed, does better.
        for (let from = 0; from < goal.length; from++) {
          for (let to = from + 1; to <= goal.length; to++) {
            for (const move of [-0.01, 0.01]) {
              const other = found.map((height, i) => (i >= from && i < to ? height + move : height))
              const allowed = other.slice(1).every((height, i) => height - other[i]! >= distance - 1e-9)
              if (allowed) expect(cost(other, goal)).toBeGreaterThanOrEqual(cost(found, goal) - 1e-6)
            }
          }
        }
      }),
    )
  })
})
