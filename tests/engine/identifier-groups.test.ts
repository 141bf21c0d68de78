// Windows by identifiers that parties share, by hand.
import { describe, expect, test } from "vitest"
import type { Having } from "../../src/rules/tree.ts"
import type { TestPayment } from "../helpers/table.ts"
import { evaluate, pay, rule } from "./window-cases.ts"

describe("by a shared device", () => {
  const byDevice = { groupBy: "device", subject: "holder" } as const
  const on = (id: string, days: number, payer: string, payee: string, text: TestPayment["text"] = {}) =>
    pay(id, days, { payer, payee, text })
  const payments = [
    on("p1", 0, "zoe", "shop", { payerDevice: "d1" }),
    on("p2", 0.1, "ann", "shop", { payerDevice: "d1" }),
    on("p3", 0.2, "bob", "zoe", { payeeDevice: "d1" }),
    // Another device, one that nobody is known to have, and none.
    on("p4", 0.3, "bob", "shop", { payerDevice: "d2" }),
    on("p5", 0.4, "", "shop", { payerDevice: "d1" }),
    on("p6", 0.5, "bob", "shop"),
  ]
  const holders = (gte: number): Having => ({ measure: "distinct", field: "holder", test: { gte } })

  test("a finding is about the party that has it most often, and lists everyone", () => {
    const { findings } = evaluate(payments, rule([holders(2)], byDevice))
    expect(findings).toMatchObject([
      {
        subject: "zoe",
        role: "holder",
        parties: [
          { party: "zoe", role: "holder" },
          { party: "ann", role: "holder" },
          { party: "shop", role: "payee" },
          { party: "bob", role: "payer" },
        ],
        payments: ["p1", "p2", "p3"],
        conditions: [
          { measure: "device", threshold: "the same in all payments", observed: "d1" },
          { measure: "distinct holder", threshold: "at least 2", observed: "2" },
        ],
      },
    ])
  })

  test("ties go to the first party, and other kinds and values of identifiers have ids of their own", () => {
    const two = payments.slice(0, 2)
    const [finding] = evaluate(two, rule([holders(2)], byDevice)).findings
    expect(finding?.subject).toBe("ann")
    const renamed = (field: "payerDevice" | "payerPhone", value: string) =>
      two.map((one) => ({ ...one, text: { [field]: value } }))
    const other = evaluate(renamed("payerDevice", "d9"), rule([holders(2)], byDevice)).findings
    const phone = evaluate(
      renamed("payerPhone", "d1"),
      rule([holders(2)], { ...byDevice, groupBy: "phone" }),
    ).findings
    expect(new Set([finding?.id, other[0]?.id, phone[0]?.id]).size).toBe(3)
  })

  test("a direction takes the legs of one side", () => {
    const legs = (direction: "in" | "out") =>
      evaluate(
        payments,
        rule([{ measure: "count", test: { gte: 1 } }], { ...byDevice, direction }),
      ).findings.map(({ payments }) => payments)
    expect(legs("in")).toEqual([["p3"]])
    expect(legs("out")).toEqual([["p1", "p2"], ["p4"]])
  })

  test("a payment between two parties that have it counts once for each", () => {
    const both = [on("p1", 0, "zoe", "ann", { payerDevice: "d1", payeeDevice: "d1" })]
    const [finding] = evaluate(
      both,
      rule([{ measure: "count", test: { gte: 2 } }, holders(2)], byDevice),
    ).findings
    expect(finding).toMatchObject({ subject: "ann", payments: ["p1"], measures: { count: 1 } })
    expect(finding?.parties).toEqual([
      { party: "ann", role: "holder" },
      { party: "zoe", role: "holder" },
    ])
  })

  test("payments that no party has the device in are not applicable", () => {
    const { outcome } = evaluate(payments, rule([holders(2)], byDevice))
    expect(outcome.notApplicable).toBe(2)
    const without = payments.map(({ text, ...payment }) => payment)
    expect(evaluate(without, rule([holders(2)], byDevice)).outcome).toMatchObject({
      findings: 0,
      notApplicable: 6,
    })
  })
})

test("by waybill, a finding is about who most often stands on the subject's side", () => {
  const parcel = (id: string, payer: string, payee: string) =>
    pay(id, 0, { payer, payee, text: { waybill: "SF1" } })
  const payments = [
    parcel("p1", "ann", "shop"),
    parcel("p2", "bob", "shop"),
    parcel("p3", "bob", "courier"),
    parcel("p4", "ann", ""),
  ]
  const three: Having = { measure: "count", test: { gte: 3 } }
  const by = (subject: "payer" | "payee") =>
    evaluate(payments, rule([three], { groupBy: "waybill", subject })).findings
  expect(by("payee")).toMatchObject([{ subject: "shop", role: "payee", payments: ["p1", "p3", "p2"] }])
  expect(by("payer")).toMatchObject([{ subject: "ann", payments: ["p4", "p1", "p3", "p2"] }])
})
