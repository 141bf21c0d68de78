// Payments as FollowTheMoney entities: those of plain texts, which are copied from columns, against any payment of any table.
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Dictionary } from "../../src/model/dictionary.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { MAX_TEXT } from "../../src/report/ftm-entity.ts"
import { createIds } from "../../src/report/ftm-ids.ts"
import { paymentLines, rulesOfRows } from "../../src/report/ftm-payments.ts"
import { tableOf, withPackedIds } from "../helpers/table.ts"
import { textOf } from "./samples.ts"

/** The same texts behind a dictionary that does not say where they are kept. */
function untold(table: PaymentTable): PaymentTable {
  const { parties } = table
  const others: Dictionary = {
    size: parties.size,
    text: (code) => parties.text(code),
    code: (text) => parties.code(text),
  }
  return { ...table, parties: others }
}

function linesOf(table: PaymentTable): string {
  const rows = Array.from({ length: table.rowCount }, (_, row) => row)
  const findings = rows.flatMap((row) =>
    row % 3 === 0 ? [] : [`rule-${row}`, '"other"'].map((rule) => ({ id: rule, rule, rows: [row] })),
  )
  return textOf(paymentLines(table, rows, createIds(table), rulesOfRows(findings, rows.length)))
}

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("", "plain", 'a "b"', "c\\d", "\u2028", "\u0085x", "象牙", "😀", "\ud800", "\uffff", "\t"),
)
const payment = fc.record({
  ...{ id: text, payer: text, payee: text, memo: text },
  time: fc.oneof(
    fc.nat(4e12),
    fc.nat(4e9).map((seconds) => seconds * 1000),
    fc.constantFrom(-1000, 253402300800000),
  ),
  amountMinor: fc.oneof(fc.nat(2000), fc.maxSafeNat()),
  currency: fc.constantFrom("CNY", "JPY", "KWD", "BTC"),
})

test("are the same lines, whatever texts payments hold", () => {
  fc.assert(
    fc.property(fc.array(payment, { minLength: 1, maxLength: 8 }), text, (held, file) => {
      const given = held.map(({ id, memo, ...others }, i) => ({
        id: i % 3 === 1 ? "" : `${id}${i}`,
        ...others,
        text: { memo },
      }))
      const table = tableOf(given, ["memo"], `f${file}`)
      const expected = linesOf(untold(table))
      expect(linesOf(table)).toBe(expected)
      expect(linesOf(withPackedIds(table))).toBe(expected)
    }),
    { numRuns: 200 },
  )
})

test("have no memos longer than FollowTheMoney keeps", () => {
  const payments = ["x", "象"].map((sign, i) => ({
    ...{ id: `p${i}`, time: 0, amountMinor: 1, currency: "CNY", payer: "a", payee: "b" },
    text: { memo: sign.repeat(MAX_TEXT + 1) },
  }))
  const table = tableOf(payments, ["memo"])
  expect(linesOf(table)).toBe(linesOf(untold(table)))
  expect(linesOf(table).match(/x+"/g)).toEqual([`${"x".repeat(MAX_TEXT)}"`])
})
