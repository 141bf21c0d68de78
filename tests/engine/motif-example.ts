// Payments and motif rules written short, for examples by hand.
import { createEngineContext } from "../../src/engine/context.ts"
import { evaluateRule } from "../../src/engine/evaluate.ts"
import type { MotifDetection } from "../../src/rules/tree.ts"
import { packOf, ruleOf, type TestPayment, tableOf } from "../helpers/table.ts"

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS
const START = Date.UTC(2024, 2, 1)

const BASE: Omit<MotifDetection, "shape" | "withinMs"> = {
  kind: "motif",
  where: null,
  hopWithinMs: null,
  hops: null,
  width: null,
  widthOut: null,
  shared: null,
  amountRatio: null,
  maxDegree: 100,
  budget: 100_000,
  subject: "centre",
  reason: "{subject}: {instances} times, {count} payments, {parties} parties",
}

/**
 * `a>b@2 100` is 100.00 USD from a to b, two hours after the start; `100EUR` is in euros. Ids are p1, p2, … as
 * written.
 */
function payments(text: string): TestPayment[] {
  return text.split(", ").map((one, i) => {
    const parts = /^(\w*)>(\w*)@([\d.]+)(?: (\d+)([A-Z]{3})?)?$/.exec(one)
    if (parts === null) throw new Error(one)
    const [, payer = "", payee = "", hours = "", amount = "100", currency = "USD"] = parts
    return {
      id: `p${i + 1}`,
      time: START + Number(hours) * HOUR_MS,
      amountMinor: Number(amount) * 100,
      currency,
      payer,
      payee,
    }
  })
}

export function evaluate(
  text: string,
  detection: Partial<MotifDetection> & Pick<MotifDetection, "shape" | "withinMs">,
) {
  const context = createEngineContext(tableOf(payments(text)), packOf())
  return evaluateRule(context, ruleOf({ ...BASE, ...detection }))
}

/** Subject, payments and instances of each finding. */
export const brief = ({ findings }: ReturnType<typeof evaluate>) =>
  findings.map(
    ({ subject, payments: ids, measures }) => `${subject} ${ids.join("+")} ${measures["instances"]}`,
  )
