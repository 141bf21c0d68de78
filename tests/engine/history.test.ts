// How long parties were silent, against all payments before each.
import fc from "fast-check"
import { expect, test } from "vitest"
import { partySilences } from "../../src/engine/history.ts"
import type { PaymentTable } from "../../src/model/table.ts"

const PARTIES = 40
const party = fc.nat({ max: PARTIES })
const payments = fc.array(fc.record({ time: fc.nat({ max: 8 }), payer: party, payee: party }), {
  maxLength: 30,
})

function tableOf(of: readonly { time: number; payer: number; payee: number }[]) {
  return {
    rowCount: of.length,
    time: Float64Array.from(of, ({ time }) => time),
    payer: Uint32Array.from(of, ({ payer }) => payer),
    payee: Uint32Array.from(of, ({ payee }) => payee),
    parties: { size: PARTIES + 1 },
  } as PaymentTable
}

test("a silence ends with the party's last payment before, on either side", () => {
  const asked = fc.array(fc.boolean(), { minLength: 30, maxLength: 30 })
  const few = fc.integer({ min: 1, max: PARTIES })
  fc.assert(
    fc.property(payments, asked, fc.constantFrom("payer", "payee"), few, (all, isAsked, of, parties) => {
      // Of few parties most come up again.
      const its = all.map(({ time, payer, payee }) => ({
        time,
        payer: payer % parties,
        payee: payee % parties,
      }))
      const table = tableOf(its)
      const order = Uint32Array.from(its.keys()).sort((a, b) => its[a]!.time - its[b]!.time)
      const rows = order.filter((row) => isAsked[row])
      const expected = Array.from(rows, (row) => {
        const own = its[row]![of]
        const before = its.filter(
          ({ time, payer, payee }) => time < its[row]!.time && (payer === own || payee === own),
        )
        if (own === 0 || before.length === 0) return Number.NaN
        return its[row]!.time - Math.max(...before.map(({ time }) => time))
      })
      expect([...partySilences(table, order, of, rows)]).toEqual(expected)
    }),
  )
})
