// What the measures of a window rule are taken from, and what they give.
import { MISSING } from "../../model/dictionary.ts"
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
  /** Null: none. */
  readonly withoutRate: Uint8Array | null
}

export function itemAmounts({ context, selection }: Measurement, currency: string | null): ItemAmounts {
  const amounts =
    currency === null
      ? gatherNumbers(context.table.amountMinor, selection.rows)
      : context.amountsOf(selection.rows, currency)
  return { amounts, withoutRate: flagsOfUnknown(amounts) }
}

/** 1 for what is no number; null where all are: most ledgers need no rates, and a group may have all their payments. */
function flagsOfUnknown(amounts: Float64Array): Uint8Array | null {
  let first = 0
  while (first < amounts.length && !Number.isNaN(amounts[first]!)) first++
  if (first === amounts.length) return null
  const flags = newFlags(amounts.length)
  for (let i = first; i < amounts.length; i++) if (Number.isNaN(amounts[i]!)) flags[i] = 1
  return flags
}

/**
 * Where amounts of the window cannot be compared: without a currency, where it mixes several; else, without a rate. Null:
 * nowhere.
 */
export function incomparable(
  { context, selection }: Measurement,
  currency: string | null,
  { withoutRate }: ItemAmounts,
  windows: Windows,
): Uint8Array | null {
  if (currency !== null) return withoutRate === null ? null : movingAny(withoutRate, windows)
  if (context.table.currencies.size <= MISSING + 2) return null
  return movingMixed(gather(context.table.currency, selection.rows), windows)
}
