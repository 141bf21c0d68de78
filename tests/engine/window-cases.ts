// Payments and window rules to change in tests.
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule, type RuleEvaluation } from "../../src/engine/evaluate.ts"
import type { TextFieldName } from "../../src/model/payment.ts"
import type { Having, WindowDetection } from "../../src/rules/tree.ts"
import { packOf, ruleOf, type TestPayment, tableOf } from "../helpers/table.ts"

export const DAY_MS = 86_400_000

/** From bob to the shop, on a day after the epoch. */
export const pay = (id: string, days: number, change: Partial<TestPayment> = {}): TestPayment => ({
  id,
  time: days * DAY_MS,
  amountMinor: 10_000,
  currency: "USD",
  payer: "bob",
  payee: "shop",
  ...change,
})

/** By payee, with a lookback of a day. */
export const rule = (having: Having[], change: Partial<WindowDetection> = {}): WindowDetection => ({
  kind: "window",
  groupBy: "payee",
  subject: "payee",
  direction: null,
  lookbackMs: DAY_MS,
  where: null,
  having,
  reason: "",
  ...change,
})

/** The columns of the table are the fields that some payment has. */
export function evaluate(payments: readonly TestPayment[], detection: WindowDetection): RuleEvaluation {
  const fields = payments.flatMap(({ text = {} }) => Object.keys(text) as TextFieldName[])
  const table = tableOf(payments, [...new Set(fields)])
  return evaluateRule(createEngineContext(table, packOf()), ruleOf(detection))
}
