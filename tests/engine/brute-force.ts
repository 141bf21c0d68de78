// The rule language read word for word over payment objects, as slowly as it is written: the twin that the engine is
// held against. It shares only types, rates, folding and printing with the engine.
import type { RateTable } from "../../src/model/rates.ts"
import type { Condition, NumberTest, Price } from "../../src/rules/tree.ts"
import { foldText } from "../../src/text/fold.ts"
import type { TestPayment } from "../helpers/table.ts"
import { leafState, type Words } from "./brute-force-leaf.ts"
import { priceState } from "./brute-force-price.ts"

export interface World {
  readonly payments: readonly TestPayment[]
  readonly rates: RateTable | undefined
  /** What lists and lexicons hold, where conditions name them. */
  readonly words?: Words
  /** What conditions on prices compare with. */
  readonly prices?: readonly Price[]
}

export interface Expected {
  readonly subject: string
  readonly payments: readonly string[]
  /** Having values (or number of repeats) at the peak trigger. */
  readonly peak: readonly number[]
  /** By shared identifier: who has it, in order of text. */
  readonly holders?: readonly string[]
}

export interface ExpectedOutcome {
  readonly findings: readonly Expected[]
  readonly notApplicable: number
  readonly notDecidable: number
}

export type State = "true" | "false" | "no rate" | "missing"

export const all = (states: readonly State[]): State =>
  states.includes("false")
    ? "false"
    : states.includes("missing")
      ? "missing"
      : states.includes("no rate")
        ? "no rate"
        : "true"

const negate = (state: State): State => (state === "true" ? "false" : state === "false" ? "true" : state)

export const any = (states: readonly State[]): State => negate(all(states.map(negate)))

export function within(test: NumberTest, value: number): boolean {
  if (test.gte !== undefined && !(value >= test.gte)) return false
  if (test.gt !== undefined && !(value > test.gt)) return false
  if (test.lte !== undefined && !(value <= test.lte)) return false
  if (test.lt !== undefined && !(value < test.lt)) return false
  return true
}

export function amountIn(
  { rates }: World,
  payment: TestPayment,
  currency: string | null,
): number | undefined {
  if (currency === null || payment.currency === currency) return payment.amountMinor
  return rates?.convert(payment.amountMinor, payment.currency, currency, payment.time)
}

export const fieldOf = (payment: TestPayment, field: string): string =>
  field === "payer" || field === "payee"
    ? payment[field]
    : (payment.text?.[field as keyof NonNullable<TestPayment["text"]>] ?? "")

export function stateOf(world: World, payment: TestPayment, condition: Condition | null): State {
  if (condition === null) return "true"
  const among = (value: string, values: readonly string[]): State =>
    value === "" ? "missing" : values.includes(value) ? "true" : "false"
  switch (condition.kind) {
    case "all":
      return all(condition.of.map((part) => stateOf(world, payment, part)))
    case "any":
      return any(condition.of.map((part) => stateOf(world, payment, part)))
    case "not":
      return negate(stateOf(world, payment, condition.of))
    case "amount": {
      const amount = amountIn(world, payment, condition.test.currency)
      return amount === undefined ? "no rate" : within(condition.test, amount) ? "true" : "false"
    }
    case "currency":
      return among(payment.currency, condition.values)
    case "party":
      return among(payment[condition.side], condition.values)
    case "text": {
      const text = foldText(fieldOf(payment, condition.field))
      return among(text, condition.values.map(foldText))
    }
    case "exists":
      return (fieldOf(payment, condition.field) !== "") === condition.exists ? "true" : "false"
    case "price":
      return priceState(payment, condition, world)
    default:
      return leafState(payment, condition, world.words)
  }
}

export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const canonical = (a: TestPayment, b: TestPayment): number =>
  a.time - b.time ||
  a.amountMinor - b.amountMinor ||
  compare(a.currency, b.currency) ||
  compare(a.payer, b.payer) ||
  compare(a.payee, b.payee) ||
  compare(a.id, b.id)

/** Groups of triggers that are at most `gapMs` apart, from one to the next. */
export function episodes<T extends { readonly group: string; readonly payment: TestPayment }>(
  triggers: readonly T[],
  gapMs: number,
): T[][] {
  const result: T[][] = []
  for (const group of new Set(triggers.map((p) => p.group))) {
    let current: T[] = []
    for (const p of triggers.filter((one) => one.group === group)) {
      const last = current[current.length - 1]
      if (last === undefined || p.payment.time - last.payment.time > gapMs) {
        current = []
        result.push(current)
      }
      current.push(p)
    }
  }
  return result
}

export const idsOf = (payments: Iterable<TestPayment>): string[] =>
  [...new Set(payments)].sort(canonical).map((payment) => payment.id)

export const settledOf = ({ payments }: World): TestPayment[] =>
  payments.filter(({ status = "settled" }) => status === "settled").sort(canonical)
