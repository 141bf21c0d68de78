// Asks why a rule is silent, and whether it fires; payments and bounds to change.
import fc from "fast-check"
import { createEngineContext } from "../../../src/engine/context.ts"
import { evaluateRule } from "../../../src/engine/evaluate.ts"
import type { Gap } from "../../../src/engine/why-not/gap.ts"
import { explainSilence, type Silence } from "../../../src/explain-silence.ts"
import { readPack } from "../../../src/rules/pack.ts"
import type { Detection, NumberTest } from "../../../src/rules/tree.ts"
import { packOf, ruleOf, type TestPayment, tableOf } from "../../helpers/table.ts"
import { columnsOf } from "../arbitrary-window.ts"
import type { World } from "../brute-force.ts"

export const EMPTY_PACK = readPack([], null, [])

export const silenceOf = (given: World, detection: Detection, party: string): Promise<Silence> => {
  const pack = { ...EMPTY_PACK, rules: [ruleOf(detection)] }
  const { rates } = given
  return explainSilence(tableOf(given.payments, columnsOf(given)), pack, { rule: "test-rule", party, rates })
}

export const firesOn = (given: World, detection: Detection, party: string): boolean => {
  const table = tableOf(given.payments, columnsOf(given))
  const context = createEngineContext(table, packOf(), { rates: given.rates })
  return evaluateRule(context, ruleOf(detection)).findings.some(({ subject }) => subject === party)
}

export const hasParty = ({ payments }: World, party: string) =>
  payments.some(({ payer, payee }) => payer === party || payee === party)

/** The test with the bound that was missed moved by the gap; a hair further where numbers are rounded. */
export function moved<T extends NumberTest>(test: T, { side, bound, by }: Gap): T {
  const slack = Number.isInteger(bound) && Number.isInteger(by) ? 0 : 1e-9
  const { gte, gt, lte, lt, ...rest } = test
  const upper = { ...(lte === undefined ? {} : { lte }), ...(lt === undefined ? {} : { lt }) }
  const lower = { ...(gte === undefined ? {} : { gte }), ...(gt === undefined ? {} : { gt }) }
  const now = side === "below" ? { ...upper, gte: bound - by - slack } : { ...lower, lte: bound + by + slack }
  return { ...rest, ...now } as unknown as T
}

export const parties = fc.constantFrom("a", "b", "c")

export const DAY_MS = 86_400_000
export const pay = (
  id: string,
  payer: string,
  payee: string,
  day: number,
  amountMinor = 840_000,
): TestPayment => ({
  id,
  payer,
  payee,
  time: Date.UTC(2024, 2, 1) + day * DAY_MS,
  amountMinor,
  currency: "USD",
})
export const given = (payments: readonly TestPayment[]): World => ({ payments, rates: undefined })
