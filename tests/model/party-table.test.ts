import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { createPaymentTable } from "../../src/ingest/create-table.ts"
import { createPartyTable } from "../../src/ingest/party-table.ts"
import { describeParties } from "../../src/model/party-table.ts"
import type { PaymentInput, TextFieldName } from "../../src/model/payment.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import { withNarrowCodes } from "../helpers/table.ts"

const payment = (rest: Partial<PaymentInput>): PaymentInput => ({
  time: 0,
  amount: "1",
  currency: "CNY",
  payer: "a",
  payee: "b",
  ...rest,
})

function texts(table: PaymentTable, field: TextFieldName): (string | undefined)[] {
  const column = table.text.get(field)
  return Array.from({ length: table.rowCount }, (_, row) => column?.values.text(column.codes[row]!))
}

const known = createPartyTable([
  { party: "a", name: "Anna", country: "KE", business: "coffee", category: "5995" },
  { party: "b", name: "Ben", country: "", business: "games farm", category: "4215" },
  { party: "z", name: "Zoe" },
])

describe("what is known of parties", () => {
  test("becomes fields of the payments on both sides", () => {
    const { table, facts } = describeParties(
      createPaymentTable([payment({}), payment({ payee: null })]),
      known,
    )
    expect(texts(table, "payerName")).toEqual(["Anna", "Anna"])
    expect(texts(table, "payeeName")).toEqual(["Ben", ""])
    expect(texts(table, "payerCountry")).toEqual(["KE", "KE"])
    expect(texts(table, "payeeCountry")).toEqual(["", ""])
    expect(texts(table, "attributes.payerBusiness")).toEqual(["coffee", "coffee"])
    expect(texts(table, "attributes.payeeBusiness")).toEqual(["games farm", ""])
    expect(texts(table, "payeeCategory")).toEqual(["4215", ""])
    expect(texts(table, "attributes.payerCategory")).toEqual(["5995", "5995"])
    expect(facts).toMatchObject({ listed: 3, matched: 2, unmatched: 1, unknown: 0 })
    expect(facts.fields).toContain("attributes.payeeBusiness")
  })

  test("never replaces what a payment says, and leaves the table it was given alone", () => {
    const given = createPaymentTable([
      payment({ payerName: "A. Other", payeeCountry: "VN", attributes: { payerBusiness: "tea" } }),
      payment({ payer: "b", payee: "c" }),
    ])
    const before = given.text.get("payerName")?.values.size
    const { table, facts } = describeParties(given, known)
    expect(texts(table, "payerName")).toEqual(["A. Other", "Ben"])
    expect(texts(table, "payeeCountry")).toEqual(["VN", ""])
    expect(texts(table, "attributes.payerBusiness")).toEqual(["tea", "games farm"])
    expect(given.text.get("payerName")?.values.size).toBe(before)
    expect(texts(given, "payerName")).toEqual(["A. Other", ""])
    expect(facts).toMatchObject({ matched: 2, unmatched: 1, unknown: 1 })
  })

  test("keeps the columns of a pair on one dictionary", () => {
    const { table } = describeParties(createPaymentTable([payment({ payerName: "Ben" })]), known)
    const [payer, payee] = [table.text.get("payerName")!, table.text.get("payeeName")!]
    expect(payer.values).toBe(payee.values)
    expect(payer.codes[0]).toBe(payee.codes[0])
  })

  test("is what a look at each payment gives", () => {
    const id = fc.constantFrom("a", "b", "c", "d")
    const name = fc.constantFrom("", "", "x", "y", "z")
    fc.assert(
      fc.property(
        fc.array(fc.record({ payer: id, payee: id, payerName: name, payeeName: name }), { maxLength: 12 }),
        fc.uniqueArray(fc.record({ party: id, name }), { selector: ({ party }) => party }),
        (payments, parties) => {
          fc.pre(parties.length > 0)
          const given = createPaymentTable(payments.map(payment))
          const { table, facts } = describeParties(given, createPartyTable(parties))
          const small = describeParties(withNarrowCodes(given), createPartyTable(parties)).table
          for (const field of ["payerName", "payeeName"] as const)
            expect(texts(small, field)).toEqual(texts(table, field))
          const nameOf = (party: string) => parties.find((one) => one.party === party)?.name ?? ""
          expect(texts(table, "payerName")).toEqual(payments.map((p) => p.payerName || nameOf(p.payer)))
          expect(texts(table, "payeeName")).toEqual(payments.map((p) => p.payeeName || nameOf(p.payee)))
          const { values } = table.text.get("payerName")!
          for (let code = 1; code < values.size; code++) expect(values.code(values.text(code))).toBe(code)
          const present = new Set(payments.flatMap(({ payer, payee }) => [payer, payee]))
          expect(facts.matched).toBe(parties.filter(({ party }) => present.has(party)).length)
          expect(facts.matched + facts.unknown).toBe(present.size)
        },
      ),
    )
  })
})
