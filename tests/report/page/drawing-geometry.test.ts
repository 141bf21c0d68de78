// Marks, arrows and labels of a network's drawing.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { NETWORK_ROLES, type NetworkRole } from "../../../src/model/vocabulary.ts"
import { layoutNetwork } from "../../../src/report/html/layout.ts"
import { addTotals } from "../../../src/report/page/add-totals.ts"
import {
  type DrawnNode,
  drawnEdges,
  drawnNodes,
  fittingText,
  markPath,
  neighbourIn,
} from "../../../src/report/page/drawing-geometry.ts"
import type { ReportEdge, ReportNetwork } from "../../../src/report/page/report-data.ts"

const at = (x: number, y: number): DrawnNode => ({ x, y, radius: 10, isContact: false })

const edge = (payer: number, payee: number, total: readonly string[]): ReportEdge => ({
  payer,
  payee,
  count: 1,
  total,
  first: 0,
  last: 0,
  flagged: 0,
})

/** One buyer (party 2), a seller (0) and a supplier (1). */
function network(edges: readonly ReportEdge[]): ReportNetwork {
  const member = (party: number, role: "seller" | "supplier" | "buyer") => ({
    party,
    role,
    score: 0,
    why: "",
    person: -1,
    suspicion: 0,
    path: [],
  })
  const members = [member(0, "seller"), member(1, "supplier")]
  const contacts = [member(2, "buyer")]
  const named = (some: typeof members) => some.map(({ party, role }) => ({ party: String(party), role }))
  return {
    id: "n",
    score: 1,
    severity: "high",
    members,
    contacts,
    contactCount: 1,
    nearby: [],
    edges,
    edgeCount: edges.length,
    taxa: [],
    total: [],
    from: 0,
    to: 0,
    rules: [],
    reasons: [],
    keyPayments: [],
    proof: [],
    findings: [],
    months: [],
    layout: layoutNetwork({ members: named(members), contacts: named(contacts), edges: [] }),
  }
}

describe("arrows", () => {
  test("go by the share of the largest amount in their currency, thickest first", () => {
    const one = network([
      edge(2, 0, ["CNY", "25.00"]),
      edge(0, 1, ["CNY", "100.00"]),
      edge(1, 0, ["USD", "3"]),
    ])
    const drawn = drawnEdges(one, drawnNodes(one))
    expect(drawn.map(({ edge: { payer, payee }, width }) => [payer, payee, width])).toEqual([
      [0, 1, 9],
      [1, 0, 9],
      [2, 0, 5.3],
    ])
  })

  test("run to the right onward, over the top backwards, and never to parties that are not drawn", () => {
    const one = network([
      edge(0, 1, ["CNY", "1"]),
      edge(1, 0, ["CNY", "1"]),
      edge(9, 0, ["CNY", "1"]),
      edge(0, 0, []),
    ])
    const nodes = drawnNodes(one)
    const drawn = drawnEdges(one, nodes)
    expect(drawn).toHaveLength(2)
    const [seller, supplier] = nodes
    const numbers = (path: string) => path.match(/-?[\d.]+/g)!.map(Number)
    expect(numbers(drawn[0]!.line)[0]).toBe(seller!.x + seller!.radius)
    expect(numbers(drawn[0]!.head)[0]).toBe(supplier!.x - supplier!.radius)
    expect(numbers(drawn[1]!.line)[1]).toBe(supplier!.y - supplier!.radius)
    expect(numbers(drawn[1]!.head)[1]).toBe(seller!.y - seller!.radius)
  })

  test("within a column go round its right side", () => {
    const one = network([edge(0, 1, ["CNY", "1"])])
    const [drawn] = drawnEdges(one, [at(50, 50), at(50, 150), at(0, 0)])
    expect(drawn?.head.startsWith("M60,150L")).toBe(true)
  })
})

describe("marks", () => {
  test("have a shape of their own for each role but buyers and payers, who are hollow circles", () => {
    const hollow: readonly NetworkRole[] = ["buyer", "payer"]
    const shapes = NETWORK_ROLES.filter((role) => !hollow.includes(role)).map((role) => markPath(role, 10))
    expect(new Set(shapes).size).toBe(NETWORK_ROLES.length - 2)
    for (const role of hollow) expect(markPath(role, 10)).toBe(markPath("seller", 10))
  })
})

describe("labels", () => {
  test("fit their room by wide and narrow letters", () => {
    expect(fittingText("陈伟", 100, 12)).toBe("陈伟")
    expect(fittingText("一二三四五六七八九十", 60, 12)).toBe("一二三四…")
    expect(fittingText("abcdefghijklmnop", 60, 12)).toBe("abcdefg…")
  })

  test("tell hidden characters instead of obeying them", () => {
    expect(fittingText("a\u202eb", 500, 12)).toBe("aU+202Eb")
  })

  test("never cut a pair of surrogates", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 0, max: 200 }), (text, room) => {
        expect(/\p{Cs}/u.test(fittingText(text, room, 12))).toBe(false)
      }),
    )
  })
})

describe("the way by arrow keys", () => {
  const nodes = [at(0, 0), at(100, 10), at(100, 90), at(0, 100)]
  test("goes to the nearest node ahead", () => {
    expect(neighbourIn(nodes, 0, "right")).toBe(1)
    expect(neighbourIn(nodes, 0, "down")).toBe(3)
    expect(neighbourIn(nodes, 1, "down")).toBe(2)
    expect(neighbourIn(nodes, 2, "left")).toBe(3)
  })

  test("ends where nothing lies ahead", () => {
    expect(neighbourIn(nodes, 0, "left")).toBeUndefined()
    expect(neighbourIn(nodes, 0, "up")).toBeUndefined()
  })
})

describe("sums of totals", () => {
  const money = fc.bigInt({ min: 0n, max: 10n ** 20n })
  test("are exact by currency, sorted", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom("USD", "CNY", "JPY"), money)), (amounts) => {
        const decimals = { USD: 2, CNY: 2, JPY: 0 } as const
        const text = (minor: bigint, places: number) => {
          const digits = minor.toString().padStart(places + 1, "0")
          return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
        }
        const sums = new Map<string, bigint>()
        for (const [currency, minor] of amounts) sums.set(currency, (sums.get(currency) ?? 0n) + minor)
        const expected = (["CNY", "JPY", "USD"] as const).flatMap((currency) => {
          const sum = sums.get(currency)
          return sum === undefined ? [] : [currency, text(sum, decimals[currency])]
        })
        const totals = amounts.map(([currency, minor]) => [
          currency,
          text(minor, decimals[currency as "USD"]),
        ])
        expect(addTotals(totals)).toEqual(expected)
      }),
    )
  })

  test("take parts of different decimals", () => {
    expect(
      addTotals([
        ["USD", "1"],
        ["USD", "0.05", "VND", "10"],
      ]),
    ).toEqual(["USD", "1.05", "VND", "10"])
  })
})
