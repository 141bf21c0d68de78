// Match rules: a predicate on one payment. A finding gathers the matched payments of a subject, and those that count only
// beside one of these.
import type { Bits } from "../model/bits.ts"
import { newFlags } from "../model/large-arrays.ts"
import type { MatchDetection } from "../rules/tree.ts"
import { without } from "./bits.ts"
import { type ConditionMasks, evaluateCondition } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { type Mask, TRUE, withParty } from "./masks.ts"
import { placeAfter, placeAt } from "./places.ts"
import { groupRange, lookbackWindows, type Selection, select } from "./selection.ts"
import { noteUnknown, type Shortfalls } from "./shortfalls.ts"
import type { Detected } from "./window.ts"

/** What a match rule detects. */
export interface DetectedMatches extends Detected {
  /** Payments of each subject that pass `also` and not `where`; null: the rule has no `also`. */
  readonly beside: Selection | null
}

/**
 * Every matched payment triggers. With windows as long as `gather`, payments at most that far apart, and no others,
 * come into one episode. A payment whose subject is cash or unknown is not applicable.
 */
export function detectMatches(
  context: EngineContext,
  detection: MatchDetection,
  masks: ConditionMasks,
  shortfalls: Shortfalls,
): DetectedMatches {
  const { subject, gatherMs } = detection
  const mask = withParty(
    evaluateCondition(context, detection.where, masks),
    context.missing(context.table[subject]),
  )
  noteUnknown(shortfalls, mask)
  const selection = select(context, subject, mask.isTrue, null)
  return {
    selection,
    windows: lookbackWindows(selection.at, selection.starts, gatherMs),
    triggers: newFlags(selection.rows.length).fill(TRUE),
    measured: [],
    beside: selectBeside(context, detection, mask, masks, shortfalls),
  }
}

function selectBeside(
  context: EngineContext,
  { subject, also }: MatchDetection,
  matched: Mask,
  masks: ConditionMasks,
  shortfalls: Shortfalls,
): Selection | null {
  if (also === null) return null
  const mask = withParty(evaluateCondition(context, also, masks), context.missing(context.table[subject]))
  const isOther = (rows: Bits | null) => (rows === null ? null : without(rows, matched.isTrue))
  const { rowCount, isTrue } = mask
  const others = {
    rowCount,
    isTrue: without(isTrue, matched.isTrue),
    undecidable: isOther(mask.undecidable),
    absent: isOther(mask.absent),
  }
  noteUnknown(shortfalls, others)
  return select(context, subject, others.isTrue, null)
}

/**
 * Rows of `beside` of a group at most `gatherMs` (≤) from a matched payment of an episode, in canonical order. Those of
 * an episode are no further from each other, so it is enough to know its first and last time.
 */
export function rowsBeside(
  { table }: EngineContext,
  beside: Selection,
  group: number,
  [firstMs, lastMs]: readonly [number, number],
  gatherMs: number,
): Uint32Array {
  const { rows } = beside
  const [start, end] = groupRange(beside, group)
  const from = placeAt(table.time, rows, start, end, firstMs - gatherMs)
  return rows.subarray(from, placeAfter(table.time, rows, from, end, lastMs + gatherMs))
}
