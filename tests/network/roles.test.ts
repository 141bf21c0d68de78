import { describe, expect, test } from "vitest"
import { keyPayments } from "../../src/network/key-payments.ts"
import { networkScore, networkSeverity } from "../../src/network/network-score.ts"
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
    expect(roleOf("x", fed)).toBe("supplier: 1 member paid it 2700.00 CNY, 100 % of what it was paid")
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

  test("seller is what is left", () => {
    const odd = [
      { payer: "x", payee: "seller", amount: 50 },
      { payer: "m", payee: "x", amount: 700 },
    ]
    expect(roleOf("x", odd)).toBe("seller: was paid 1 time by 1 party, paid 1 time to 1 party")
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
      held("four", [9, 2]),
    ]
    expect(keyPayments(table, findings)).toEqual(["t0009", "t0006"])
  })

  test("of equals, the earliest", () => {
    expect(keyPayments(table, [held("one", [8, 4, 6])])).toEqual(["t0004"])
  })

  test("ten at most", () => {
    const findings = Array.from({ length: 30 }, (_, i) => held(`f${i}`, [i]))
    expect(keyPayments(table, findings)).toEqual(Array.from({ length: 10 }, (_, i) => `t000${i}`))
  })

  test("none without findings", () => {
    expect(keyPayments(table, [])).toEqual([])
  })
})
