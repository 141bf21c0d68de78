import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { stableId } from "../../src/model/hash.ts"
import type { Progress } from "../../src/model/screening.ts"
import { mulberry32, shuffledIndices } from "../../src/network/random.ts"
import { networksOf, RING, type Scene, transfers } from "./ledger.ts"

describe("a ring of two sellers, a supplier, a mule and a collector", () => {
  const result = networksOf(RING)
  const [ring] = result.networks

  test("is one network with these members, roles and numbers", () => {
    expect(result.networks.length).toBe(1)
    expect(ring!.members.map(({ party, role, score, why }) => ({ party, role, score, why }))).toEqual([
      {
        party: "mule",
        role: "mule",
        score: 75,
        why: "was paid 9500.00 CNY and paid out 9250.00 CNY, 97 % of it",
      },
      {
        party: "seller-a",
        role: "seller",
        score: 70,
        why: "12 parties paid it 12 times, 10800.00 CNY in all; 12 payments from 12 payers hold wildlife words; 12 payments with 1 courier",
      },
      {
        party: "seller-b",
        role: "seller",
        score: 60,
        why: "12 parties paid it 12 times, 13200.00 CNY in all; 8 payments from 8 payers hold wildlife words",
      },
      {
        party: "collector",
        role: "supplier",
        score: 0,
        why: "1 member paid it 9250.00 CNY, 100 % of what it was paid; it may supply the goods or collect for others: payments do not tell which",
      },
      {
        party: "supplier",
        role: "supplier",
        score: 0,
        why: "2 members paid it 9000.00 CNY, 100 % of what it was paid; it may supply the goods or collect for others: payments do not tell which",
      },
    ])
  })

  test("has as contacts the buyers whose payments findings name, and no bystander", () => {
    const buyers = [
      ...Array.from({ length: 12 }, (_, i) => `buyer-a${i}`),
      ...Array.from({ length: 8 }, (_, i) => `buyer-b${i}`),
    ].sort()
    expect(ring!.contacts.map(({ party }) => party)).toEqual(buyers)
    expect(ring!.contacts[0]).toEqual({
      party: "buyer-a0",
      name: "",
      role: "buyer",
      score: 0,
      why: "paid seller-a 1 time, 900.00 CNY; findings name all of them",
      suspicion: expect.any(Number),
      path: ["seller-a", "buyer-a0"],
      steps: [{ from: "seller-a", to: "buyer-a0", count: 1, total: { CNY: "900.00" }, shared: [] }],
      person: null,
    })
  })

  test("counts and adds up the payments of each edge", () => {
    const edge = (payer: string, payee: string) =>
      ring!.edges.find((other) => other.payer === payer && other.payee === payee)
    expect(edge("seller-a", "supplier")).toEqual({
      payer: "seller-a",
      payee: "supplier",
      count: 4,
      total: { CNY: "6000.00" },
      first: "2026-03-02T00:00:00Z",
      last: "2026-03-05T00:00:00Z",
      flagged: 0,
    })
    expect(edge("mule", "collector")?.flagged).toBe(1)
    expect(ring!.edges.length).toBe(20 + 4)
    // 12 × 900 + 8 × 1100 + 6000 + 3000 + 9500 + 9250
    expect(ring!.total).toEqual({ CNY: "47350.00" })
    expect(ring!.from).toBe("2026-01-01T00:00:00Z")
  })

  test("carries the evidence of its members", () => {
    expect(ring!.taxa).toEqual(["elephant", "pangolin"])
    expect(ring!.rules).toEqual(["rule-pass-through", "rule-wildlife-keyword"])
    expect(ring!.severity).toBe("high")
    // 1 − (1 − 0.75) × (1 − 0.7 / 2) × (1 − 0.6 / 4) × 0.95
    expect(ring!.score).toBe(86.9)
    expect(ring!.proof.map(({ rules, why }) => `${why}: ${rules}`)).toEqual([
      "seller-b (seller) paid mule (mule) 1900.00 CNY on 2026-03-09; 1 finding names it: rule-pass-through",
      "mule (mule) paid collector (supplier) 1850.00 CNY on 2026-03-14; 1 finding names it: rule-pass-through",
      'buyer-a0 (buyer) paid seller-a (seller) 900.00 CNY on 2026-01-01, the text names elephant ("x"); 1 finding names it: rule-wildlife-keyword',
      "seller-a (seller) paid supplier (supplier) 1500.00 CNY on 2026-03-02; no finding names it; it shows how the money goes on: ",
      'buyer-b0 (buyer) paid seller-b (seller) 1100.00 CNY on 2026-01-02, the text names pangolin ("x"); 1 finding names it: rule-wildlife-keyword',
    ])
    expect(ring!.keyPayments).toEqual(ring!.proof.map(({ payment }) => payment))
    expect(ring!.reasons).toEqual([
      "mule (mule, score 75): mule is in finding through",
      "seller-a (seller, score 70): seller-a is in finding words-a",
      "seller-b (seller, score 60): seller-b is in finding words-b",
      "20 payments name elephant, pangolin (1 word)",
      "Members paid each other 17 times, 27750.00 CNY in all",
      "2 members pay one supplier, supplier",
      "1 member deals with couriers, in 12 payments",
      "20 contacts paid members 20 times, 19600.00 CNY in all",
    ])
  })

  test("lasts as long as the payments that its total sums, and says where other money that findings name went", () => {
    const away = (payee: string, amount: number) => ({ payer: "mule", payee, amount, in: ["through"] })
    const paid = [away("aunt", 70), away("friend", 50), away("friend", 40), away("", 30)]
    const unnamed = { payer: "mule", payee: "baker", amount: 20 }
    const { networks } = networksOf({ ...RING, transfers: [...RING.transfers, ...paid, unnamed] })
    expect(networks).toHaveLength(1)
    const [network] = networks
    expect(network!.total).toEqual(ring!.total)
    expect(network!.to).toBe(
      network!.edges
        .map(({ last }) => last)
        .sort()
        .at(-1),
    )
    expect(network!.from).toBe(network!.edges.map(({ first }) => first).sort()[0])
    expect(network!.reasons.at(-1)).toBe(
      "Members paid 2 parties outside the network 3 times, 160.00 CNY in all: friend, aunt",
    )
  })

  test("without payments between its parties lasts as long as its findings", () => {
    const tied = ["a", "b"].flatMap((seller) =>
      transfers(2, { payer: "", payee: seller, in: [`words-${seller}`], text: { payeeDevice: "d" } }),
    )
    const { networks } = networksOf({
      ...RING,
      transfers: tied,
      suspicions: { "words-a": { subject: "a" }, "words-b": { subject: "b" } },
    })
    expect(networks.map(({ edges, total, from, to }) => ({ edges, total, from, to }))).toEqual([
      { edges: [], total: {}, from: "2026-01-01T00:00:00Z", to: "2026-01-04T00:00:00Z" },
    ])
  })

  test("is known to its members by an id made from them", () => {
    const members = ["collector", "mule", "seller-a", "seller-b", "supplier"]
    expect(ring!.id).toBe(stableId("n", members))
    expect([...result.networkOf].sort()).toEqual(members.map((party) => [party, ring!.id]))
  })

  test("lists the courier as a hub, set apart", () => {
    expect(result.hubs).toEqual([{ party: "courier", name: "", by: "list", degree: 1 }])
    // 24 buyers, 2 sellers, supplier, mule, collector, grocer, employer
    expect(result.nodeCount).toBe(31)
    expect(result.edgeCount).toBe(24 + 24 + 2 + 1 + 1 + 1 + 1)
  })

  test("100 shuffles of the rows give the same networks", () => {
    const random = mulberry32(4)
    for (let run = 0; run < 100; run++) {
      const order = [...shuffledIndices(RING.transfers.length, random)]
      expect(networksOf(RING, {}, order)).toEqual({ ...result, withEvidence: expect.any(Function) })
    }
  })

  test("another seed finds it too", () => {
    for (const seed of [2, 3, 4]) expect(networksOf(RING, { seed }).networks).toEqual(result.networks)
  })
})

describe("who is no member", () => {
  /** An alerted party among 5,000 that pay each other at random. */
  const crowd = (suspicions: Scene["suspicions"], more: Scene["transfers"] = []): Scene => {
    const random = mulberry32(2)
    const someone = () => `p${Math.floor(random() * 500)}`
    return {
      transfers: [...Array.from({ length: 5000 }, () => ({ payer: someone(), payee: someone() })), ...more],
      suspicions,
    }
  }

  test("ordinary parties of a large community with one alert", () => {
    expect(networksOf(crowd({ one: { subject: "p7", score: 90, severity: "high" } })).networks).toEqual([])
  })

  test("the family and the landlord of someone whose spending is under review", () => {
    const scene: Scene = {
      transfers: [
        ...transfers(9, { payer: "employer", payee: "worker", amount: 5000 }),
        ...transfers(9, { payer: "worker", payee: "landlord", amount: 3000, in: ["fast"] }),
        ...transfers(4, { payer: "worker", payee: "wife", text: { payerDevice: "d", payeeDevice: "d" } }),
      ],
      suspicions: { fast: { subject: "worker" } },
    }
    expect(networksOf(scene).networks).toEqual([])
  })

  test("someone whom two alerted parties pay little", () => {
    const scene: Scene = {
      transfers: [
        ...RING.transfers,
        { payer: "seller-a", payee: "kiosk", amount: 10 },
        { payer: "seller-b", payee: "kiosk", amount: 10 },
      ],
      suspicions: RING.suspicions,
    }
    const [ring] = networksOf(scene).networks
    expect(ring!.members.map(({ party }) => party)).not.toContain("kiosk")
  })

  test("a party whose alert is suppressed, or is no more than info", () => {
    const quiet = (change: object) =>
      Object.fromEntries(Object.entries(RING.suspicions).map(([name, s]) => [name, { ...s, ...change }]))
    expect(networksOf({ ...RING, suspicions: quiet({ suppressed: true }) }).networks).toEqual([])
    expect(networksOf({ ...RING, suspicions: quiet({ severity: "info" }) }).networks).toEqual([])
  })

  test("two alerted parties without anything between them are not one network", () => {
    const scene: Scene = {
      transfers: [
        ...["a", "b", "c"].map((b) => ({ payer: `buyer-${b}`, payee: "left", in: ["left"] })),
        ...["x", "y", "z"].map((b) => ({ payer: `buyer-${b}`, payee: "right", in: ["right"] })),
        ...["a", "b", "c", "x", "y", "z"].flatMap((b) =>
          transfers(5, { payer: "boss", payee: `buyer-${b}` }),
        ),
      ],
      suspicions: {
        left: { subject: "left", score: 60, evidence: "text" },
        right: { subject: "right", score: 40, evidence: "text" },
      },
    }
    // At this resolution all are one community, and still two networks.
    const { networks, communityCount } = networksOf(scene, { resolution: 0.01 })
    expect(communityCount).toBe(1)
    expect(networks.map(({ members }) => members.map(({ party }) => party))).toEqual([["left"], ["right"]])
  })
})

describe("a single member with its buyers", () => {
  const scene = (evidence: "text" | "flow"): Scene => ({
    transfers: ["a", "b", "c"].map((payer) => ({ payer, payee: "seller", in: ["seller"] })),
    suspicions: { seller: { subject: "seller", score: 35, evidence } },
  })

  test("is a network when words speak against it", () => {
    expect(networksOf(scene("text")).networks.map(({ contacts }) => contacts.length)).toEqual([3])
  })

  test("is told by its alert when it merely ships or is paid by many", () => {
    expect(networksOf(scene("flow")).networks).toEqual([])
  })
})

describe("what ties parties together", () => {
  const shop = (seller: string, buyers: readonly string[]) =>
    buyers.map((payer) => ({ payer, payee: seller, in: [seller] }))
  const words = (subject: string) => ({ subject, evidence: "text" as const, taxon: "tiger" })
  const members = (scene: Scene) =>
    networksOf(scene, { resolution: 0.01 })
      .networks.map((network) => network.members.map(({ party }) => party))
      .sort()

  test("two buyers in common, not one", () => {
    const scene = (common: readonly string[]): Scene => ({
      transfers: [...shop("s1", ["b1", "b2", ...common]), ...shop("s2", ["b3", "b4", ...common])],
      suspicions: { s1: words("s1"), s2: words("s2") },
    })
    expect(members(scene(["c1"]))).toEqual([["s1"], ["s2"]])
    expect(members(scene(["c1", "c2"]))).toEqual([["s1", "s2"]])
  })

  test("a buyer of two networks is a contact of both, with what it paid each", () => {
    const scene: Scene = {
      transfers: [...shop("s1", ["b1", "b2", "c1"]), ...shop("s2", ["b3", "b4", "c1"])],
      suspicions: { s1: words("s1"), s2: words("s2") },
    }
    const { networks } = networksOf(scene, { resolution: 0.01 })
    expect(networks.length).toBe(2)
    for (const { members, contacts, edges, total } of networks) {
      const seller = members[0]!.party
      expect(contacts.find(({ party }) => party === "c1")!.why).toBe(
        `paid ${seller} 1 time, 100.00 CNY; findings name all of them`,
      )
      expect(edges.map(({ payee }) => payee)).toEqual([seller, seller, seller])
      expect(total).toEqual({ CNY: "300.00" })
    }
  })

  test("a shared phone, which makes the other a member", () => {
    const scene: Scene = {
      transfers: [
        ...shop("s1", ["b1", "b2"]),
        { payer: "b1", payee: "s1", text: { payeePhone: "555" } },
        { payer: "s2", payee: "b9", text: { payerPhone: "555" } },
      ],
      suspicions: { s1: words("s1") },
    }
    const [network] = networksOf(scene).networks
    expect(network!.members.map(({ party }) => party)).toEqual(["s1", "s2"])
    expect(network!.reasons).toContain("2 members share a phone with another")
  })

  test("the money is followed through a quiet mule to who lives on it, and not to its landlord", () => {
    const scene = (landlordsOwn: number): Scene => ({
      transfers: [
        ...shop("s1", ["b1", "b2", "b3", "b4"]),
        ...transfers(4, { payer: "s1", payee: "mule", amount: 95 }),
        ...transfers(3, { payer: "mule", payee: "source", amount: 60 }),
        ...transfers(3, { payer: "mule", payee: "landlord", amount: 40 }),
        ...Array.from({ length: landlordsOwn }, (_, i) => ({
          payer: `tenant${i}`,
          payee: "landlord",
          amount: 90,
        })),
      ],
      suspicions: { s1: words("s1") },
    })
    expect(members(scene(4))).toEqual([["s1", "mule", "source"]])
    expect(members(scene(0))).toEqual([["s1", "landlord", "mule", "source"]])
  })

  test("small ledgers: sellers full of one-time buyers stay with their supplier", () => {
    const buyers = (seller: string) => Array.from({ length: 30 }, (_, i) => `${seller}-buyer-${i}`)
    const scene: Scene = {
      transfers: [
        ...shop("s1", buyers("s1")),
        ...shop("s2", buyers("s2")),
        ...transfers(3, { payer: "s1", payee: "source" }),
        ...transfers(3, { payer: "s2", payee: "source" }),
      ],
      suspicions: { s1: words("s1"), s2: words("s2") },
    }
    const { networks } = networksOf(scene)
    expect(networks.map((network) => network.members.map(({ party }) => party))).toEqual([
      ["s1", "s2", "source"],
    ])
  })
})

test("parties that never had a second side are in no graph", () => {
  const result = networksOf({
    transfers: [
      { payer: "", payee: "a", in: ["cash"] },
      { payer: "a", payee: "" },
      { payer: "a", payee: "a" },
    ],
    suspicions: { cash: { subject: "a" } },
  })
  expect(result).toEqual({
    networks: [],
    hubs: [],
    nodeCount: 0,
    edgeCount: 0,
    communityCount: 0,
    modularity: 0,
    persons: [],
    hints: [],
    apart: null,
    networkOf: new Map(),
    search: expect.objectContaining({ resolution: 1, networkView: "all" }),
    withEvidence: expect.any(Function),
  })
})

test("party names that are names of object properties are names like others", () => {
  const scene: Scene = {
    transfers: [
      ...["__proto__", "constructor", "3"].map((payer) => ({ payer, payee: "toString", in: ["words"] })),
      ...transfers(3, { payer: "toString", payee: "valueOf", amount: 200 }),
    ],
    suspicions: { words: { subject: "toString", evidence: "text", taxon: "tiger" } },
  }
  const [network] = networksOf(scene).networks
  expect(network!.members.map(({ party, role }) => [party, role])).toEqual([
    ["toString", "seller"],
    ["valueOf", "supplier"],
  ])
  expect(network!.contacts.map(({ party }) => party)).toEqual(["3", "__proto__", "constructor"])
})

test("an empty table has no networks", () => {
  expect(networksOf({ transfers: [], suspicions: {} }).networks).toEqual([])
})

test("wrong options are refused, progress is told, and an aborted run ends", () => {
  const code = (run: () => unknown) => {
    try {
      run()
    } catch (error) {
      return error instanceof InputError ? error.code : error
    }
    return "none"
  }
  expect(code(() => networksOf(RING, { seed: 0.5 }))).toBe("OPTION_INVALID")
  expect(code(() => networksOf(RING, { resolution: 0 }))).toBe("OPTION_INVALID")
  expect(code(() => networksOf(RING, { hubDegree: 0 }))).toBe("OPTION_INVALID")
  const told: Progress[] = []
  networksOf(RING, { hooks: { onProgress: (progress) => told.push(progress) } })
  expect(told.map(({ done }) => done)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  for (const { stage, total, unit } of told) expect([stage, total, unit]).toEqual(["networks", 7, "steps"])
  const reason = new Error("stopped by the user")
  expect(code(() => networksOf(RING, { hooks: { signal: AbortSignal.abort(reason) } }))).toBe(reason)
})

test("one who pays hundreds of members ties none of them, and takes no longer for it", () => {
  const sellers = Array.from({ length: 400 }, (_, i) => `s${i}`)
  const payers = ["boss", "boss2"]
  const scene: Scene = {
    transfers: sellers.flatMap((payee) => payers.map((payer) => ({ payer, payee, in: [`on ${payee}`] }))),
    suspicions: Object.fromEntries(
      sellers.map((subject) => [
        `on ${subject}`,
        { subject, evidence: "text" as const, severity: "review" as const },
      ]),
    ),
  }
  // Each seller is a network with its two payers; a few sellers of one community are tied by two payers in common.
  expect(networksOf(scene, { seed: 1, hubDegree: 1_000_000 }).networks.length).toBe(400)
  const few = {
    ...scene,
    transfers: scene.transfers.slice(0, 40),
    suspicions: Object.fromEntries(Object.entries(scene.suspicions).slice(0, 20)),
  }
  expect(
    networksOf(few, { seed: 1, hubDegree: 1_000_000 }).networks.map(({ members }) => members.length),
  ).toEqual([10, 10])
})
