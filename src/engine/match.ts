// Match rules: a predicate on one payment. A finding gathers the matched payments of a subject, and those that count only
// beside one of these.
import type { MatchDetection } from "../rules/tree.ts"
import { type ConditionMasks, evaluateCondition } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { FALSE, TRUE, withParty } from "./masks.ts"
import { placeAfter, placeAt } from "./places.ts"
import { lookbackWindows, type Selection, select } from "./selection.ts"
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
  const mask = withParty(evaluateCondition(context, detection.where, masks), context.table[subject])
  noteUnknown(shortfalls, mask)
  const selection = select(context, subject, mask, null)
  return {
    selection,
    windows: lookbackWindows(selection.at, selection.starts, gatherMs),
    triggers: new Uint8Array(selection.rows.length).fill(TRUE),
    measured: [],
    beside: selectBeside(context, detection, mask, masks, shortfalls),
  }
}

function selectBeside(
  context: EngineContext,
  { subject, also }: MatchDetection,
  matched: Uint8Array,
  masks: ConditionMasks,
  shortfalls: Shortfalls,
): Selection | null {
  if (also === null) return null
  const mask = withParty(evaluateCondition(context, also, masks), context.table[subject])
  for (let row = 0; row < mask.length; row++) if (matched[row] === TRUE) mask[row] = FALSE
  noteUnknown(shortfalls, mask)
  return select(context, subject, mask, null)
}

/**
 * Rows of `beside` of a group at most `gatherMs` (≤) from a matched payment of an episode, in canonical order. Those of
 * an episode are no further from each other, so it is enough to know its first and last time.
 */
export function rowsBeside(
  { table }: EngineContext,
  { rows, starts }: Selection,
  group: number,
  [firstMs, lastMs]: readonly [number, number],
  gatherMs: number,
): Uint32Array {
  const [start, end] = [starts[group]!, starts[group + 1]!]
  const from = placeAt(table.time, rows, start, end, firstMs - gatherMs)
  return rows.subarray(from, placeAfter(table.time, rows, from, end, lastMs + gatherMs))
}
