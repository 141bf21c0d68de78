import { describe, expect, test } from "vitest"
import type { NetworkRole } from "../../src/model/vocabulary.ts"
import { keyRowsOf } from "../../src/network/key-payments.ts"
import { networkScore, networkSeverity } from "../../src/network/network-score.ts"
import { isSign, signsAmong } from "../../src/network/signs.ts"
import { tableOf } from "../helpers/table.ts"
import {
  alert,
  finding,
  networksOf,
  paymentsOf,
  type Scene,
  type Suspicion,
  type Transfer,
  transfers,
} from "./ledger.ts"

/** A seller with words and three buyers, and whatever else is given; the role and reason of one party. */
function roleOf(
  party: string,
  more: readonly Transfer[],
  suspicion: Partial<Suspicion> = {},
  couriers: readonly string[] = [],
): string {
  const scene: Scene = {
    transfers: [
      ...["b1", "b2", "b3"].map((payer) => ({ payer, payee: "seller", amount: 1000, in: ["words"] })),
      ...more.map((transfer) => ({ ...transfer, in: ["own"] })),
    ],
    suspicions: {
      words: { subject: "seller", evidence: "text", taxon: "tiger" },
      own: { subject: party, severity: "high", ...suspicion },
    },
    listed: couriers,
    couriers,
  }
  const members = networksOf(scene, { resolution: 0.1 }).networks.flatMap((network) => network.members)
  const member = members.find((other) => other.party === party)
  return member === undefined ? "none" : `${member.role}: ${member.why}`
}

describe("roles", () => {
  const fed = transfers(3, { payer: "seller", payee: "x", amount: 900 })

  test("cash-out: most of what it pays leaves what we see", () => {
    expect(roleOf("x", [...fed, ...transfers(2, { payer: "x", payee: "", amount: 1300 })])).toBe(
      "cash-out: 2600.00 CNY, 100 % of what it paid out, went to cash, crypto, own accounts or nobody known in 2 payments",
    )
    const toCrypto = transfers(4, { payer: "x", payee: "exchange", amount: 600, text: { channel: "crypto" } })
    expect(roleOf("x", [...fed, ...toCrypto])).toMatch(/^cash-out: 2400.00 CNY, 100 % /)
  })

  test("mule: passes on what members paid it", () => {
    expect(roleOf("x", [...fed, ...transfers(2, { payer: "x", payee: "y", amount: 1250 })])).toBe(
      "mule: was paid 2700.00 CNY and paid out 2500.00 CNY, 93 % of it",
    )
  })

  test("mule: a pass-through finding says so, whatever the currencies", () => {
    const abroad = transfers(2, { payer: "x", payee: "y", amount: 90, currency: "USD" })
    expect(roleOf("x", [...fed, ...abroad], { typology: "pass-through" })).toBe(
      "mule: was paid 3 times by 1 party, paid 2 times to 1 party in several currencies",
    )
  })

  test("supplier: fed by members, and keeps it", () => {
    expect(roleOf("x", fed)).toBe(
      "supplier: 1 member paid it 2700.00 CNY, 100 % of what it was paid; it may supply the goods or collect for others: payments do not tell which",
    )
    expect(roleOf("x", fed, { evidence: "text", taxon: "tiger" })).toBe(
      "supplier: 1 member paid it 2700.00 CNY, 100 % of what it was paid; 3 payments from 1 payer hold wildlife words",
    )
  })

  test("seller: five payers or more", () => {
    const customers = ["c1", "c2", "c3", "c4", "c5"].map((payer) => ({ payer, payee: "x", amount: 80 }))
    expect(roleOf("x", [...fed.slice(0, 1), ...customers, ...customers])).toBe(
      "seller: 6 parties paid it 11 times, 1700.00 CNY in all",
    )
  })

  test("mule: pays out more than it was paid, which is told without a share above 100 %", () => {
    expect(roleOf("x", [...fed, ...transfers(2, { payer: "x", payee: "y", amount: 1500 })])).toBe(
      "mule: was paid 2700.00 CNY and paid out 3000.00 CNY: all of it, and more that it had before or got another way",
    )
  })

  test("mule: hands a quarter or more to another member, and keeps the rest", () => {
    const onward = transfers(3, { payer: "x", payee: "end", amount: 300 })
    expect(roleOf("x", [...fed, ...onward])).toBe(
      "mule: 1 member paid it 2700.00 CNY, 100 % of what it was paid; 900.00 CNY, 33 % of it, went on to members or out of sight",
    )
    expect(roleOf("x", [...fed, ...onward.slice(1)])).toMatch(/^supplier/)
    const back = transfers(3, { payer: "x", payee: "seller", amount: 300 })
    expect(roleOf("x", [...fed, ...back])).toMatch(/^supplier/)
  })

  test("mule: gathers and scatters", () => {
    const payers = ["c1", "c2", "c3", "c4", "c5"].map((payer) => ({ payer, payee: "x", amount: 80 }))
    const payees = ["d1", "d2"].map((payee) => ({ payer: "x", payee, amount: 190 }))
    expect(roleOf("x", [...payers, ...payees], { typology: "gather-scatter" })).toBe(
      "mule: was paid 400.00 CNY and paid out 380.00 CNY, 95 % of it",
    )
    expect(roleOf("x", payers, { typology: "gather-scatter" })).toMatch(/^collector/)
  })

  test("no mule by a pattern that it only opened, or that ended with it", () => {
    const payers = ["c1", "c2", "c3", "c4", "c5"].map((payer) => ({ payer, payee: "x", amount: 80 }))
    const onward = transfers(2, { payer: "x", payee: "y", amount: 190 })
    for (const [role, expected] of [
      ["intermediary", "mule"],
      ["opener", "collector"],
      ["source", "collector"],
      ["sink", "collector"],
    ] as const) {
      expect(roleOf("x", [...payers, ...onward], { typology: "chain", role })).toMatch(
        new RegExp(`^${expected}:`),
      )
    }
  })

  test("collector: is paid in split sums; what it spends in shops is not passed on", () => {
    const payers = ["c1", "c2", "c3", "c4", "c5"].map((payer) => ({ payer, payee: "x", amount: 80 }))
    const shopping = transfers(2, { payer: "x", payee: "shop", amount: 30, text: { payeeCategory: "5411" } })
    expect(roleOf("x", [...payers, ...shopping], { typology: "structuring" })).toBe(
      "collector: 5 parties paid it 5 times, 400.00 CNY in all; it paid others 0.00 CNY (without 60.00 CNY spent in shops and with other public payees)",
    )
  })

  test("no mule for spending what members paid it, unless on money itself", () => {
    const spending = (payeeCategory: string) =>
      transfers(2, { payer: "x", payee: "shop", amount: 1250, text: { payeeCategory } })
    expect(roleOf("x", [...fed, ...spending("5411")])).toMatch(/^supplier:/)
    expect(roleOf("x", [...fed, ...spending("4829")])).toMatch(/^mule:/)
  })

  test("no cash-out for pocket money of one that keeps the rest", () => {
    const cash = (amount: number) => transfers(2, { payer: "x", payee: "", amount })
    expect(roleOf("x", [...fed, ...cash(100)])).toMatch(/^supplier:/)
    expect(roleOf("x", [...fed, ...cash(400)])).toMatch(/^cash-out:/)
  })

  test("unclear: money that goes to and fro between the same parties is not passed on", () => {
    const back = transfers(3, { payer: "x", payee: "seller", amount: 800 })
    expect(roleOf("x", [...fed, ...back])).toBe(
      "unclear: was paid 2700.00 CNY and paid out 2400.00 CNY, but 2400.00 CNY of it went to and fro with the same parties, and not on",
    )
  })

  test("where nothing says that goods are sold, nobody sells or buys", () => {
    const scene: Scene = {
      transfers: [
        ...["v1", "v2", "v3", "v4", "v5"].map((payer) => ({ payer, payee: "x", amount: 80, in: ["many"] })),
      ],
      suspicions: { many: { subject: "x", typology: "fan-in", severity: "high" } },
    }
    const [network] = networksOf(scene).networks
    expect(network?.members.map(({ role }) => role)).toEqual(["collector"])
    expect(new Set(network?.contacts.map(({ role }) => role))).toEqual(new Set(["payer"]))
  })

  test("of contacts, those who pay a seller are buyers, others payers", () => {
    const scene: Scene = {
      transfers: [
        { payer: "b", payee: "seller", amount: 1000, in: ["words"] },
        ...transfers(3, { payer: "seller", payee: "mule", amount: 900, in: ["through"] }),
        ...transfers(3, { payer: "mule", payee: "end", amount: 890, in: ["through"] }),
        { payer: "v", payee: "mule", amount: 50, in: ["through"] },
      ],
      suspicions: {
        words: { subject: "seller", evidence: "text", taxon: "tiger" },
        through: { subject: "mule", typology: "pass-through", severity: "high" },
      },
    }
    const [network] = networksOf(scene, { resolution: 0.1 }).networks
    expect(network?.contacts.map(({ party, role }) => `${party} ${role}`)).toEqual(["b buyer", "v payer"])
  })

  test("seller: sends parcels to its payers, whatever becomes of the takings", () => {
    const customers = ["c1", "c2", "c3", "c4", "c5"].map((payer) => ({ payer, payee: "x", amount: 80 }))
    const parcels = transfers(3, { payer: "x", payee: "post", amount: 10 })
    const onward = transfers(3, { payer: "x", payee: "seller", amount: 120 })
    expect(roleOf("x", [...customers, ...parcels, ...onward], { typology: "pass-through" }, ["post"])).toBe(
      "seller: 5 parties paid it 5 times, 400.00 CNY in all; 3 payments with 1 courier",
    )
  })

  test("collector: where the money ends, in a network that sells nothing", () => {
    const scene: Scene = {
      transfers: [
        ...["v1", "v2", "v3"].map((payer) => ({ payer, payee: "mule", amount: 1000, in: ["through"] })),
        ...transfers(3, { payer: "mule", payee: "end", amount: 950, in: ["through"] }),
      ],
      suspicions: { through: { subject: "mule", typology: "pass-through", severity: "high" } },
    }
    const [network] = networksOf(scene).networks
    expect(network?.members.map(({ party, role, why }) => `${party} ${role}: ${why}`)).toEqual([
      "mule mule: was paid 3000.00 CNY and paid out 2850.00 CNY, 95 % of it",
      "end collector: 1 member paid it 2850.00 CNY, 100 % of what it was paid; it paid nothing out: here the money ends",
    ])
  })

  test("findings that are suppressed or explained say nothing of a role", () => {
    const base = finding("f", { subject: "x" }, ["p"], [0])
    const context = { context: "zoo", title: "Zoo", factor: 0.1, payments: ["p"], observed: "zoo" }
    const note = { by: "ana", reason: "known", until: "2027-01-01" }
    const explained = { ...base, contexts: [context] }
    const suppressed = { ...base, suppressed: note }
    expect([isSign(base), isSign(explained), isSign(suppressed)]).toEqual([true, false, false])
    expect(signsAmong([explained, base])).toEqual([base])
    expect(signsAmong([explained, suppressed])).toEqual([explained, suppressed])
  })

  test("courier-linked: pays couriers, or is paid by them at the door", () => {
    const parcels = transfers(3, { payer: "x", payee: "post", amount: 10 })
    const atDoor = transfers(2, { payer: "post", payee: "x", amount: 500 })
    const circle = transfers(2, { payer: "x", payee: "seller", amount: 5 })
    expect(roleOf("x", [...circle, ...parcels, ...atDoor], {}, ["post"])).toBe(
      "courier-linked: 5 payments with 1 courier, was paid 2 times by 1 party, paid 5 times to 2 parties",
    )
  })

  test("buyer: pays, and members do not pay it", () => {
    expect(roleOf("x", transfers(4, { payer: "x", payee: "seller", amount: 400 }))).toBe(
      "buyer: was paid 0 times by 0 parties, paid 4 times to 1 party",
    )
  })

  test("unclear is what is left", () => {
    const odd = [
      { payer: "x", payee: "seller", amount: 50 },
      { payer: "m", payee: "x", amount: 700 },
    ]
    expect(roleOf("x", odd)).toBe("unclear: was paid 1 time by 1 party, paid 1 time to 1 party")
  })
})

describe("score and severity", () => {
  const scored = (score: number, evidence: Suspicion["evidence"] = "flow") =>
    alert("x", { subject: "x", score, ...(evidence === undefined ? {} : { evidence }) })

  test("the best alert counts whole, the next half, then a quarter", () => {
    expect(networkScore([scored(60)])).toBe(60)
    expect(networkScore([scored(40), scored(60)])).toBe(68)
    // 1 − 0.4 × 0.8 × 0.9
    expect(networkScore([scored(40), scored(60), scored(40)])).toBe(71.2)
  })

  test("a further kind of evidence takes 5 % off the doubt", () => {
    expect(networkScore([scored(40, "text"), scored(60)])).toBe(69.6)
  })

  test("a hundred weak alerts do not outdo a strong one", () => {
    expect(networkScore(Array.from({ length: 100 }, () => scored(30)))).toBeLessThan(
      networkScore([scored(55)]),
    )
  })

  test("severity is the highest of the alerts", () => {
    expect(networkSeverity([scored(1), { ...scored(2), severity: "critical" }, scored(3)])).toBe("critical")
  })
})

describe("key payments", () => {
  const nobody: ReadonlyMap<number, NetworkRole> = new Map()
  const table = tableOf(paymentsOf(transfers(40, { payer: "a", payee: "b" })))
  const held = (name: string, rows: number[], severity: "review" | "high" = "review") =>
    finding(
      name,
      { subject: "b", severity },
      rows.map((row) => table.idOf(row)),
      rows,
    )

  test("the weightiest first, then what is still unexplained", () => {
    const findings = [
      held("one", [5, 6, 7]),
      held("two", [6, 8]),
      held("three", [9], "high"),
      held("four", [2, 9]),
    ]
    expect(keyRowsOf(table)(findings, nobody, [])).toEqual([9, 6])
  })

  test("of equals, the earliest", () => {
    expect(keyRowsOf(table)([held("one", [4, 6, 8])], nobody, [])).toEqual([4])
  })

  test("ten at most", () => {
    const findings = Array.from({ length: 30 }, (_, i) => held(`f${i}`, [i]))
    expect(keyRowsOf(table)(findings, nobody, [])).toEqual(Array.from({ length: 10 }, (_, i) => i))
  })

  test("none without findings", () => {
    expect(keyRowsOf(table)([], nobody, [])).toEqual([])
  })

  test("one for each step from role to role, named by a finding where any of it is", () => {
    const hops = ["ab", "bc", "cd"].flatMap(([payer = "", payee = ""]) => transfers(3, { payer, payee }))
    const chain = tableOf(paymentsOf(hops))
    const roles = new Map(
      (["seller", "mule", "mule", "supplier"] as const).map((role, i) => [
        chain.parties.code("abcd"[i]!),
        role,
      ]),
    )
    const all = Array.from({ length: chain.rowCount }, (_, row) => row)
    const found = finding("one", { subject: "b", severity: "review" }, ["t0001"], [1])
    // a to b is a step, named by the finding; b to c is none, as both are mules; c to d is one that nothing names.
    expect(keyRowsOf(chain)([found], roles, all)).toEqual([1, 6])
  })
})
