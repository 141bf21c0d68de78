// What the measures of a window rule are taken from, and what they give.
import { newFlags } from "../../model/large-arrays.ts"
import type { WindowDetection } from "../../rules/tree.ts"
import type { ConditionMasks } from "../condition.ts"
import type { EngineContext } from "../context.ts"
import { movingAny, movingMixed } from "../moving-windows.ts"
import { gather, gatherNumbers, type Selection, type Windows } from "../selection.ts"

/** One measure of the window of each item. */
export interface Measured {
  /** NaN: there is no value, so the test fails. */
  readonly values: Float64Array
  /** 1 where an exchange rate is missing, whatever the value; null: nowhere. */
  readonly undecidable: Uint8Array | null
}

/** What is measured: the items of a rule, their windows, and the rule's own figures. */
export interface Measurement {
  readonly context: EngineContext
  readonly detection: WindowDetection
  readonly selection: Selection
  readonly windows: Windows
  readonly masks: ConditionMasks
}

/** Amounts of the items in a currency (null: each in its own), and which of them have no rate. */
export interface ItemAmounts {
  /** Minor units; NaN without a rate. */
  readonly amounts: Float64Array
  readonly withoutRate: Uint8Array
}

export function itemAmounts({ context, selection }: Measurement, currency: string | null): ItemAmounts {
  const amounts =
    currency === null
      ? gatherNumbers(context.table.amountMinor, selection.rows)
      : context.amountsOf(selection.rows, currency)
  const withoutRate = newFlags(amounts.length)
  for (let i = 0; i < amounts.length; i++) if (Number.isNaN(amounts[i]!)) withoutRate[i] = 1
  return { amounts, withoutRate }
}

/** Where amounts of the window cannot be compared: without a currency, where it mixes several; else, without a rate. */
export function incomparable(
  { context, selection }: Measurement,
  currency: string | null,
  { withoutRate }: ItemAmounts,
  windows: Windows,
): Uint8Array {
  if (currency !== null) return movingAny(withoutRate, windows)
  return movingMixed(gather(context.table.currency, selection.rows), windows)
}
