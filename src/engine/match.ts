// Match rules: a predicate on one payment. A finding gathers the matched payments of a subject.
import type { MatchDetection } from "../rules/tree.ts"
import { type ConditionMasks, evaluateCondition } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { TRUE, withParty } from "./masks.ts"
import { lookbackWindows, select } from "./selection.ts"
import { noteUnknown, type Shortfalls } from "./shortfalls.ts"
import type { Detected } from "./window.ts"

/**
 * Every matched payment triggers. With windows as long as `gather`, payments at most that far apart, and no others,
 * come into one episode. A payment whose subject is cash or unknown is not applicable.
 */
export function detectMatches(
  context: EngineContext,
  detection: MatchDetection,
  masks: ConditionMasks,
  shortfalls: Shortfalls,
): Detected {
  const { subject, gatherMs } = detection
  const mask = withParty(evaluateCondition(context, detection.where, masks), context.table[subject])
  noteUnknown(shortfalls, mask)
  const selection = select(context, subject, mask, null)
  return {
    selection,
    windows: lookbackWindows(selection.at, selection.starts, gatherMs),
    triggers: new Uint8Array(selection.rows.length).fill(TRUE),
    measured: [],
  }
}
