// Alerts that hold numbers are, to whoever reads them, alerts as any other.
import { deepStrictEqual } from "node:assert"
import fc from "fast-check"
import { expect, test } from "vitest"
import type { Alert } from "../../src/model/alert.ts"
import {
  alertPaymentCount,
  alertRows,
  listAlert,
  retellAlert,
  type ToldAlert,
} from "../../src/model/listed-alert.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { formatTime } from "../../src/model/time.ts"
import { alertLines, alertTable } from "../../src/report/alert-lines.ts"
import { tableOf } from "../helpers/table.ts"
import { textOf } from "../report/samples.ts"

const TOLD: ToldAlert = {
  id: "a-0123456789abcdef",
  subject: "c1",
  name: "象牙 a name that is long",
  score: 12.5,
  severity: "review",
  evidence: ["flow"],
  reasons: ["c1 was paid"],
  rules: ["many-payers"],
  typologies: ["fan-in"],
  findings: ["f-1"],
  network: null,
  total: { CNY: "2.00" },
}

/** The same with its payments listed at once, the slow way. */
function plainAlert(table: PaymentTable, rows: readonly number[], told: ToldAlert): Alert {
  const { total, suppressed, ...first } = told
  return {
    ...first,
    payments: rows.map((row) => table.idOf(row)),
    total,
    first: formatTime(table.time[rows[0]!]!),
    last: formatTime(table.time[rows.at(-1)!]!),
    ...(suppressed === undefined ? {} : { suppressed }),
  }
}

const payments = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 })

function ledger(ownIds: readonly boolean[]) {
  const table = tableOf(
    ownIds.map((ownId, i) => {
      const id = ownId ? `payment-of-a-long-id-${i}` : ""
      return { id, time: i * 1000, amountMinor: 100, currency: "CNY", payer: "c2", payee: "c1" }
    }),
  )
  return { table, rows: ownIds.map((_, i) => i).filter((i) => i % 3 < 2) }
}

test("an alert that holds numbers is as one that holds texts, to every reader", () => {
  fc.assert(
    fc.property(payments, fc.boolean(), fc.constantFrom(null, "n-1"), (ownIds, noted, network) => {
      const { table, rows } = ledger(ownIds)
      const note = { by: "kim", reason: "a zoo", until: "2027-01-01" }
      const told = { ...TOLD, network, ...(noted ? { suppressed: note } : {}) }
      const listed = () => listAlert(table, rows, told)
      const plain = plainAlert(table, rows, told)
      expect(listed()).toStrictEqual(plain)
      deepStrictEqual(listed(), plain)
      expect(JSON.stringify(listed())).toBe(JSON.stringify(plain))
      deepStrictEqual(structuredClone(listed()), plain)
      deepStrictEqual({ ...listed() }, plain)
      expect(Object.keys(listed())).toEqual(Object.keys(plain))
      expect(alertRows(listed())).toEqual({ table, rows })
      expect(alertRows(plain)).toBeUndefined()
      expect(alertPaymentCount(listed())).toBe(alertPaymentCount(plain))
      for (const lines of [alertLines, alertTable])
        expect(textOf(lines([listed()]))).toBe(textOf(lines([plain])))
      expect(retellAlert(listed(), { network: "n-2" })).toStrictEqual(retellAlert(plain, { network: "n-2" }))
    }),
    { numRuns: 60 },
  )
})

test("payments are made once for who reads them", () => {
  const { table, rows } = ledger([true, false, true])
  const alert = listAlert(table, rows, TOLD)
  expect(alert.payments).toBe(alert.payments)
})
