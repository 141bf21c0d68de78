// How far a measured value is from what a rule asks for.
import type { Messages } from "../../model/messages.ts"
import type { NumberTest } from "../../rules/tree.ts"
import { holds } from "../condition.ts"
import type { Format } from "../wording.ts"

/** The bound that a value misses. */
export interface Gap {
  /** `below`: the value is too small; `above`: too large. */
  readonly side: "below" | "above"
  /** As the rule's bound: minor units, milliseconds, or a plain number. */
  readonly bound: number
  /** Distance to the bound in the same unit, at least 0. */
  readonly by: number
  /** Whether the bound itself is not enough (gt, lt): then `by` may be 0. */
  readonly strict: boolean
  /** `2 short`, `1600.00 USD too much`. */
  readonly text: string
}

/** Null when the test holds, or when there is no value (NaN) or none that a distance can be taken to (Infinity). */
export function gapOf(messages: Messages, test: NumberTest, value: number, format: Format): Gap | null {
  const missed = missedBound(test, value)
  return missed && { ...missed, text: wordGap(messages, missed.side, missed.by, format) }
}

/** The same without words, for the many values that are only compared. */
export function missedBound(test: NumberTest, value: number): Omit<Gap, "text"> | null {
  if (!Number.isFinite(value) || holds(test, value)) return null
  const { gte, gt, lte, lt } = test
  const low = Math.max(gte ?? Number.NEGATIVE_INFINITY, gt ?? Number.NEGATIVE_INFINITY)
  const side = value < low || value === gt ? "below" : "above"
  const high = Math.min(lte ?? Number.POSITIVE_INFINITY, lt ?? Number.POSITIVE_INFINITY)
  const bound = side === "below" ? low : high
  const by = Math.abs(bound - value)
  const strict = side === "below" ? gt === bound : lt === bound
  return { side, bound, by, strict }
}

function wordGap(messages: Messages, side: Gap["side"], by: number, format: Format): string {
  if (by === 0) return messages.say("gap.exact")
  // What prints as nothing is printed in full: the reader must not take it for met.
  const rounded = format(by, messages)
  const isNothing = rounded === format(0, messages)
  const amount = isNothing ? messages.say("gap.unrounded", { amount: by }) : rounded
  return messages.say(side === "below" ? "gap.short" : "gap.over", { amount })
}

/** The distance as a part of the bound; of a bound of 0, the distance itself. */
export function relativeGap({ by, bound }: Pick<Gap, "by" | "bound">): number {
  return bound === 0 ? by : by / Math.abs(bound)
}

/** A threshold of a rule against what was seen. */
export interface ThresholdResult {
  readonly measure: string
  /** As the rule states it. */
  readonly threshold: string
  readonly observed: string
  /** `no rate`: an exchange rate is missing; `no value`: there was nothing to measure. */
  readonly state: "met" | "missed" | "no rate" | "no value"
  /** What it is missed by; null when it is met, or cannot be said. */
  readonly gap: Gap | null
}

export function thresholdResult(
  messages: Messages,
  test: NumberTest,
  value: number,
  words: {
    readonly measure: string
    readonly threshold: string
    readonly format: Format
    readonly undecidable?: boolean
  },
): ThresholdResult {
  const { measure, threshold, format, undecidable = false } = words
  if (undecidable)
    return { measure, threshold, observed: messages.say("gap.unknown"), state: "no rate", gap: null }
  if (Number.isNaN(value))
    return { measure, threshold, observed: messages.say("list.none"), state: "no value", gap: null }
  const state = holds(test, value) ? "met" : "missed"
  return {
    measure,
    threshold,
    observed: format(value, messages),
    state,
    gap: gapOf(messages, test, value, format),
  }
}
