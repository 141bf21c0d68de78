// Payments of the edges of networks, found in one go over all, against a look at every payment for each edge.
import fc from "fast-check"
import { expect, test } from "vitest"
import { networkPayments } from "../../src/report/network-payments.ts"
import { tableOf } from "../helpers/table.ts"
import { sampleNetwork } from "./samples.ts"

const party = fc.constantFrom("a", "b", "c", "d")
const status = fc.constantFrom("settled" as const, "reversed" as const)
const payment = fc.record({ payer: fc.oneof(party, fc.constant("")), payee: party, status })
const pair = fc.record({ payer: party, payee: party })

const ALL = [
  { payer: "a", payee: "b", status: "reversed" },
  { payer: "c", payee: "d", status: "reversed" },
] as const

test("are the settled ones from its payer to its payee, of whichever table is asked about", () => {
  const [edge] = sampleNetwork().edges
  fc.assert(
    fc.property(
      fc.array(fc.array(payment, { minLength: 1, maxLength: 12 }), { minLength: 2, maxLength: 2 }),
      fc.array(pair, { maxLength: 6 }),
      (drawn, pairs) => {
        // A network has only parties of its ledger.
        const ledgers = drawn.map((held) => [...ALL, ...held])
        const networks = pairs.map((one) => sampleNetwork({ edges: [{ ...edge!, ...one }] }))
        for (const held of [...ledgers, ledgers[0]!]) {
          const rest = { amountMinor: 1, currency: "CNY" }
          const table = tableOf(held.map((one, i) => ({ id: `p${i}`, time: i, ...rest, ...one })))
          const rowsOf = networkPayments({ networks, table })
          for (const { edges } of networks) {
            const [{ payer, payee }] = edges as [(typeof edges)[number]]
            const rows = held.flatMap((one, row) =>
              one.payer === payer && one.payee === payee && one.status === "settled" ? [row] : [],
            )
            expect(rowsOf(edges[0]!)).toEqual(rows)
          }
          expect(networkPayments({ networks, table })).toBe(rowsOf)
        }
      },
    ),
  )
})
