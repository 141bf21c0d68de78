// Sequence rules: payments of one party that follow each other, as SequenceDetection in the rule tree defines them.
//
// For each step in turn, the payments that complete the steps up to there are found with one payment of the step
// before that each follows: the latest in canonical order that fits. Without an amount ratio that is a moving
// pointer; with one, an index over amounts. Neighbouring steps are different payments; steps
// further apart can share one only where all between are of one instant.
import type { SequenceDetection, Step } from "../rules/tree.ts"
import { type ConditionMasks, evaluateCondition, holds } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { anyOf, FALSE, TRUE, withParty } from "./masks.ts"
import { movingDistinct } from "./measures.ts"
import { NONE, RatioIndex, UNKNOWN } from "./ratio-index.ts"
import { gather, gatherNumbers, lookbackWindows, type Selection, select, type Windows } from "./selection.ts"
import { noteUndecidable, noteUnknown, type Shortfalls } from "./shortfalls.ts"

/** Payments that complete a sequence up to some step, in their groups (parties). */
interface Completions {
  readonly rows: Uint32Array
  readonly at: Float64Array
  readonly starts: Uint32Array
  /** For each, the completion of the step before that it follows; empty for the first step. */
  readonly previous: Uint32Array
}

export interface DetectedSequences {
  /** Payments that complete the last step; groups are parties. */
  readonly selection: Pick<Selection, "at" | "starts">
  readonly windows: Windows
  readonly triggers: Uint8Array
  /** By item: number of different first payments among the completions in its window. */
  readonly repeats: Float64Array
  /** For each step, the row that stands for it in the instance of each item; the last are the items' own rows. */
  readonly steps: readonly Uint32Array[]
}

export function detectSequences(
  context: EngineContext,
  detection: SequenceDetection,
  masks: ConditionMasks,
  shortfalls: Shortfalls,
): DetectedSequences {
  const stepMasks = detection.steps.map((step) => maskOf(context, step, masks))
  noteUnknown(shortfalls, anyOf(stepMasks, context.table.rowCount))
  // Also where another step takes the payment: without a rate, it is lost to this one.
  for (const mask of stepMasks) noteUndecidable(shortfalls, mask)
  const chain: Completions[] = []
  for (const [i, step] of detection.steps.entries()) {
    const selection = select(context, "party", stepMasks[i]!, step.party === "payee" ? "in" : "out")
    const before = chain[i - 1]
    chain.push(
      before === undefined
        ? { ...selection, previous: new Uint32Array() }
        : followUp(context, before, selection, step, shortfalls),
    )
  }
  const selection = chain[chain.length - 1]!
  const windows = lookbackWindows(selection.at, selection.starts, detection.lookbackMs)
  const { firsts, steps } = traceBack(chain)
  const repeats = movingDistinct(firsts, chain[0]!.rows.length + 1, windows)
  const triggers = new Uint8Array(repeats.length)
  for (let i = 0; i < triggers.length; i++) triggers[i] = holds(detection.repeat, repeats[i]!) ? TRUE : FALSE
  return { selection, windows, triggers, repeats, steps }
}

function maskOf(context: EngineContext, step: Step, masks: ConditionMasks): Uint8Array {
  const where =
    step.where === null
      ? new Uint8Array(context.table.rowCount).fill(TRUE)
      : evaluateCondition(context, step.where, masks)
  return withParty(where, context.table[step.party])
}

/** Those of the selected payments that follow a completion of the step before. */
function followUp(
  context: EngineContext,
  before: Completions,
  selection: Selection,
  step: Step,
  shortfalls: Shortfalls,
): Completions {
  const ranks = context.ranks()
  const search = step.amountRatio === null ? null : ratioSearch(context, before, step.amountRatio)
  const withinMs = step.withinMs ?? Number.POSITIVE_INFINITY
  const { rows, at, starts } = selection
  const kept = new Uint32Array(rows.length)
  const previous = new Uint32Array(rows.length)
  const keptStarts = new Uint32Array(starts.length)
  let count = 0
  for (let group = 0; group + 1 < starts.length; group++) {
    const first = before.starts[group]!
    const last = before.starts[group + 1]!
    const groupEnd = first === last ? starts[group]! : starts[group + 1]!
    search?.index.open(first, last)
    let earliest = first
    let end = first
    let self = first
    for (let item = starts[group]!; item < groupEnd; item++) {
      while (end < last && before.at[end]! <= at[item]!) end++
      while (earliest < end && before.at[earliest]! < at[item]! - withinMs) earliest++
      if (earliest === end) continue
      const row = rows[item]!
      while (self < end && ranks[before.rows[self]!]! < ranks[row]!) self++
      const own = self < end && before.rows[self] === row ? self : NONE
      const latest =
        search === null
          ? latestBefore(earliest, end, own)
          : search.index.latest(search.source[row]!, search.currencyOf(row), earliest, end, own)
      if (latest >= 0) {
        kept[count] = item
        previous[count++] = latest
      } else if (latest === UNKNOWN) shortfalls.notDecidable[row] = 1
    }
    keptStarts[group + 1] = count
  }
  const items = kept.subarray(0, count)
  return {
    rows: gather(rows, items),
    at: gatherNumbers(at, items),
    starts: keptStarts,
    previous: previous.slice(0, count),
  }
}

/** The last candidate of the range, end exclusive, other than `own`. */
function latestBefore(earliest: number, end: number, own: number): number {
  const latest = own === end - 1 ? end - 2 : end - 1
  return latest >= earliest ? latest : NONE
}

/** Amounts in one currency, or each in its own and compared only with its like. */
function ratioSearch(
  { table, amountsIn }: EngineContext,
  before: Completions,
  ratio: NonNullable<Step["amountRatio"]>,
) {
  const converted = ratio.currency !== null
  const source = converted ? amountsIn(ratio.currency) : table.amountMinor
  const currencyOf = (row: number) => (converted ? 0 : table.currency[row]!)
  const amounts = gatherNumbers(source, before.rows)
  const currencies = converted ? new Uint32Array(amounts.length) : gather(table.currency, before.rows)
  let largest = 0
  for (let group = 0; group + 1 < before.starts.length; group++)
    largest = Math.max(largest, before.starts[group + 1]! - before.starts[group]!)
  return { source, currencyOf, index: new RatioIndex(amounts, currencies, ratio, largest) }
}

/** Follows each completion of the last step back to its first. */
function traceBack(chain: readonly Completions[]): { firsts: Uint32Array; steps: Uint32Array[] } {
  const last = chain[chain.length - 1]!
  const at = last.rows.map((_, i) => i)
  const steps: Uint32Array[] = []
  for (let step = chain.length - 1; step >= 0; step--) {
    const { rows, previous } = chain[step]!
    steps.unshift(gather(rows, at))
    if (step > 0) for (let i = 0; i < at.length; i++) at[i] = previous[at[i]!]!
  }
  // As codes: 0 would mean missing.
  return { firsts: at.map((completion) => completion + 1), steps }
}
