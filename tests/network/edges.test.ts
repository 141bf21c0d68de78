import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createBits, setBit } from "../../src/model/bits.ts"
import { canonicalOrder } from "../../src/model/order.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { aggregatePayments, countCounterparties, edgesOf } from "../../src/network/edges.ts"
import { findHubs } from "../../src/network/hubs.ts"
import { whoIsWho } from "../../src/network/persons.ts"
import { tableOf } from "../helpers/table.ts"
import { alert, paymentsOf, type Transfer } from "./ledger.ts"

const party = fc.constantFrom("", "a", "b", "c", "d", "e")
const ledgers = fc.array(
  fc
    .record({ payer: party, payee: party, flagged: fc.boolean(), pending: fc.boolean() })
    .filter(({ payer, payee }) => payer !== "" || payee !== ""),
  { maxLength: 40 },
)

interface Row {
  readonly payer: string
  readonly payee: string
  readonly flagged: boolean
  readonly pending: boolean
}

function aggregated(rows: readonly Row[]) {
  const table = tableOf(
    paymentsOf(rows).map((payment, i) => ({ ...payment, status: rows[i]!.pending ? "pending" : "settled" })),
  )
  const flagged = createBits(rows.length)
  for (const [i, row] of rows.entries()) if (row.flagged) setBit(flagged, i)
  return { table, edges: aggregatePayments(table, canonicalOrder(table), flagged) }
}

/** Settled payments between two known parties. */
const counted = (rows: readonly Row[]) =>
  rows.filter(({ payer, payee, pending }) => !pending && payer !== "" && payee !== "" && payer !== payee)

describe("payments taken together", () => {
  test("are what a plain map counts", () => {
    fc.assert(
      fc.property(ledgers, (rows) => {
        const { table, edges } = aggregated(rows)
        const name = (code: number) => table.parties.text(code)
        const payerOf = (e: number) => edges.outStarts.findIndex((_, p) => edges.outStarts[p + 1]! > e)
        const found = Array.from({ length: edges.edgeCount }, (_, e) => ({
          pair: `${name(payerOf(e))}→${name(edges.payee[e]!)}`,
          rows: [...edges.rowsOf(e)],
          payments: edges.paymentsOf(e),
          flagged: edges.flaggedOf(e),
        }))
        const expected = new Map<string, number[]>()
        for (const [i, row] of rows.entries()) {
          if (!counted([row]).length) continue
          const pair = `${row.payer}→${row.payee}`
          expected.set(pair, [...(expected.get(pair) ?? []), i])
        }
        const byPair = (a: { pair: string }, b: { pair: string }) => (a.pair < b.pair ? -1 : 1)
        expect(found.sort(byPair)).toEqual(
          [...expected]
            .map(([pair, held]) => ({
              pair,
              rows: held,
              payments: held.length,
              flagged: held.filter((i) => rows[i]!.flagged).length,
            }))
            .sort(byPair),
        )
      }),
      { numRuns: 300 },
    )
  })

  test("are found from either end, and counterparties are counted once", () => {
    fc.assert(
      fc.property(ledgers, (rows) => {
        const { table, edges } = aggregated(rows)
        for (const one of ["a", "b", "c", "d", "e"]) {
          const code = table.parties.code(one)
          if (code === 0) continue
          const own = [...edgesOf(edges, code)]
          const others = own.map(({ other }) => table.parties.text(other)).sort()
          for (const { edge, other, isOut } of own) {
            const row = edges.rowsOf(edge)[0]!
            expect([table.payer[row], table.payee[row]]).toEqual(isOut ? [code, other] : [other, code])
          }
          const expected = counted(rows).flatMap(({ payer, payee }) =>
            payer === one ? [`out ${payee}`] : payee === one ? [`in ${payer}`] : [],
          )
          expect(others).toEqual([...new Set(expected)].map((text) => text.split(" ")[1]!).sort())
          expect(countCounterparties(edges, code)).toBe(new Set(others).size)
        }
      }),
      { numRuns: 300 },
    )
  })

  test("all that a party pays and is paid is found, by itself and with nobody known too", () => {
    fc.assert(
      fc.property(ledgers, (rows) => {
        const { table, edges } = aggregated(rows)
        const settled = (side: "payer" | "payee", name: string) =>
          rows.flatMap((row, i) => (!row.pending && row[side] === name ? [i] : []))
        for (const one of ["a", "b", "c", "d", "e"]) {
          const code = table.parties.code(one)
          if (code === 0) continue
          // Itself stands with nobody known on one side of the ledger, behind nobody on the other.
          const stand = (rows: number[], place: (row: number) => number) =>
            rows.sort((x, y) => place(x) - place(y) || x - y)
          expect([...edges.rowsPaidTo(code)]).toEqual(
            stand(settled("payee", one), (row) => (table.payer[row] === code ? 0 : table.payer[row]!)),
          )
          expect([...edges.rowsPaidBy(code)]).toEqual(
            stand(settled("payer", one), (row) => (table.payee[row] === code ? 0.5 : table.payee[row]!)),
          )
        }
        const all = Array.from({ length: edges.edgeCount }, (_, e) => e)
        expect([...edges.rowsOfAll(all)]).toEqual(all.flatMap((e) => [...edges.rowsOf(e)]))
      }),
      { numRuns: 300 },
    )
  })
})

describe("hubs", () => {
  const customers = (hub: string, count: number): Transfer[] =>
    Array.from({ length: count }, (_, i) => ({
      payer: `${hub}-${i}`,
      payee: hub,
      text: { payeeName: `${hub} Ltd` },
    }))
  const hubsOf = (transfers: readonly Transfer[], listed: readonly string[], alerts = [] as const) =>
    hubsWith(transfers, listed, alerts)
  const hubsWith = (
    transfers: readonly Transfer[],
    listed: readonly string[],
    alerts: Parameters<typeof findHubs>[0]["alerts"],
  ) => {
    const table = tableOf(paymentsOf(transfers), ["payerName", "payeeName"])
    const listedHubs = new Uint8Array(table.parties.size)
    for (const name of listed) listedHubs[table.parties.code(name)] = 1
    const edges = aggregatePayments(table, canonicalOrder(table), createBits(table.rowCount))
    return findHubs({ table, edges, listedHubs, alerts, hubDegree: 5 }).hubs
  }

  test("are set apart by list and by degree, in order of party", () => {
    expect(
      hubsOf([...customers("mall", 6), ...customers("kiosk", 5), ...customers("courier", 1)], ["courier"]),
    ).toEqual([
      { party: "courier", name: "courier Ltd", by: "list", degree: 1 },
      { party: "mall", name: "mall Ltd", by: "degree", degree: 6 },
    ])
  })

  test("a listed party that nobody pays is no hub, and one on the list and over the degree is by list", () => {
    expect(hubsOf([...customers("mall", 6), { payer: "", payee: "idle" }], ["mall", "idle"])).toEqual([
      { party: "mall", name: "mall Ltd", by: "list", degree: 6 },
    ])
  })

  test("a big seller under an alert on words or flows stays in the graph; the list prevails", () => {
    const sellers = customers("seller", 9)
    const words = alert("w", { subject: "seller", evidence: "text" })
    expect(hubsWith(sellers, [], [words])).toEqual([])
    expect(hubsWith(sellers, ["seller"], [words]).length).toBe(1)
    expect(hubsWith(sellers, [], [{ ...words, severity: "info" }]).length).toBe(1)
    expect(hubsWith(sellers, [], [{ ...words, evidence: ["graph"] }]).length).toBe(1)
    const suppressed = alert("w", { subject: "seller", evidence: "text", suppressed: true })
    expect(hubsWith(sellers, [], [suppressed]).length).toBe(1)
  })
})

describe("shared identifiers", () => {
  const FIELDS = ["payerDevice", "payeeDevice", "payerAddress", "payeeAddress", "waybill"] as const
  const tiesOf = (transfers: readonly Transfer[], hubs: readonly string[] = []) => {
    const table = tableOf(paymentsOf(transfers), FIELDS)
    const isHub = new Uint8Array(table.parties.size)
    for (const name of hubs) isHub[table.parties.code(name)] = 1
    return printed(table, whoIsWho(table, canonicalOrder(table), isHub, undefined).ties)
  }
  const printed = (table: PaymentTable, ties: ReturnType<typeof whoIsWho>["ties"]) =>
    ties
      .map(({ kind, a, b, weight }) => {
        const ends = [table.parties.text(a), table.parties.text(b)].sort()
        return `${ends.join("–")} ${kind} ${weight}`
      })
      .sort()

  test("tie payers and payees alike", () => {
    expect(
      tiesOf([
        { payer: "a", payee: "x", text: { payerDevice: "d1" } },
        { payer: "y", payee: "b", text: { payeeDevice: "d1" } },
        { payer: "c", payee: "z", text: { payerDevice: "d1", payeeDevice: "d2" } },
        { payer: "a", payee: "x", text: { payerDevice: "d1" } },
      ]),
    ).toEqual(["a–b device 3", "a–c device 3", "b–c device 3"])
  })

  test("a waybill ties all who are on its payments", () => {
    expect(
      tiesOf([
        { payer: "a", payee: "b", text: { waybill: "w" } },
        { payer: "b", payee: "c", text: { waybill: "w" } },
      ]),
    ).toEqual(["a–b waybill 1", "a–c waybill 1", "b–c waybill 1"])
  })

  test("a value that too many share is public and ties none; hubs do not count", () => {
    const sharing = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        payer: `p${i}`,
        payee: "x",
        text: { payerAddress: "hall 1" },
      }))
    expect(tiesOf(sharing(8)).length).toBe(28)
    expect(tiesOf(sharing(9))).toEqual([])
    expect(tiesOf(sharing(9), ["p3"]).length).toBe(28)
    expect(tiesOf(sharing(1000))).toEqual([])
  })
})
