// ZEN Engine, in Rust: one decision of one expression node, asked once for each payment:
// `npm install --no-save @gorules/zen-engine`.
import { createRequire } from "node:module"
import { COURIERS } from "./ordinary-lists.ts"
import { SOURCES } from "./ordinary-rules.ts"
import type { Payment } from "./ordinary-schema.ts"
import { CONDITIONS, type ConditionName, competeInConditions, noneHeld, readObjects } from "./part-task.ts"

/** As much of the package as is used here. */
interface Zen {
  readonly ZenEngine: new () => {
    createDecision(content: object): {
      evaluate(payment: Payment): Promise<{ readonly result: Readonly<Record<ConditionName, boolean>> }>
    }
  }
}

const { ZenEngine }: Zen = createRequire(import.meta.url)("@gorules/zen-engine")

const list = (texts: readonly string[]): string => `[${texts.map((text) => `'${text}'`).join(", ")}]`

const EXPRESSIONS: Readonly<Record<ConditionName, string>> = {
  underCnyLine: "currency == 'CNY' and hundredths >= 4500000 and hundredths < 5000000",
  underUsdLine: "currency == 'USD' and channel == 'cash' and hundredths >= 850000 and hundredths < 1000000",
  sale: "currency == 'CNY' and hundredths >= 3000 and payer != ''",
  parcel: `payeeCategory in ['4214', '4215', '9402'] or some(${list(COURIERS)}, contains(payeeName, #))`,
  collected: "channel == 'cash-on-delivery' and payeeCategory == ''",
  privatePayee: "payeeCategory == ''",
  notSmall: "currency == 'CNY' and hundredths >= 10000",
  onRoute: `(payerCountry in ['CN', 'HK'] and payeeCountry in ${list(SOURCES)})
    or (payerCountry == 'CN' and payeeCountry in ['MM', 'VN', 'PH'])
    or (payerCountry in ['VN', 'MM', 'PH'] and payeeCountry in ${list(SOURCES)})`,
}

const DECISION = {
  nodes: [
    { id: "in", name: "in", type: "inputNode", position: { x: 0, y: 0 } },
    {
      id: "rules",
      name: "rules",
      type: "expressionNode",
      position: { x: 1, y: 0 },
      content: { expressions: CONDITIONS.map((key) => ({ id: key, key, value: EXPRESSIONS[key] })) },
    },
    { id: "out", name: "out", type: "outputNode", position: { x: 2, y: 0 } },
  ],
  edges: [
    { id: "1", sourceId: "in", targetId: "rules", type: "edge" },
    { id: "2", sourceId: "rules", targetId: "out", type: "edge" },
  ],
}

await competeInConditions(async (path) => {
  const payments = await readObjects(path)
  const decision = new ZenEngine().createDecision(DECISION)
  return async () => {
    const held = noneHeld()
    for (const [place, payment] of payments.entries()) {
      const { result } = await decision.evaluate(payment)
      for (const name of CONDITIONS) if (result[name]) held[name].push(place)
    }
    return held
  }
})
