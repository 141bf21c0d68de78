// Window rules. The contract: for a payment p of a group, W(p) is every payment q of that group that passes `where`
// and has p.time − lookback ≤ q.time ≤ p.time, closed at both ends, payments of the same instant included; p triggers
// when every `having` holds on W(p). Here p is one of the payments that pass, as in SQL, where the filter comes
// before the window.
//
// By party, a payment from a party to itself is two legs of that party's group, one out and one in: each counts, in
// every measure. Its finding lists the payment once. With a direction there is one leg. The same holds by device,
// phone and address, where the two sides of such a payment may be two parties.
import type { Having, WindowDetection } from "../rules/tree.ts"
import { type ConditionMasks, evaluateCondition, holds } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { withGroup } from "./groups.ts"
import { measure } from "./having/measure.ts"
import type { Measured } from "./having/measurement.ts"
import { allOf, FALSE, TRUE, UNDECIDABLE } from "./masks.ts"
import { lookbackWindows, type Selection, select, type Windows } from "./selection.ts"
import { noteUnknown, type Shortfalls } from "./shortfalls.ts"

/** Items that pass a rule, the window of each, and which of them trigger. */
export interface Detected {
  readonly selection: Selection
  readonly windows: Windows
  /** TRUE for items that trigger. */
  readonly triggers: Uint8Array
  /** One for each `having`, in its order. */
  readonly measured: readonly Measured[]
}

export function detectWindows(
  context: EngineContext,
  detection: WindowDetection,
  masks: ConditionMasks,
  shortfalls: Shortfalls,
): Detected {
  const where =
    detection.where === null
      ? new Uint8Array(context.table.rowCount).fill(TRUE)
      : evaluateCondition(context, detection.where, masks)
  const mask = withGroup(context, detection, where)
  noteUnknown(shortfalls, mask)
  const selection = select(context, detection.groupBy, mask, detection.direction)
  const windows = lookbackWindows(selection.at, selection.starts, detection.lookbackMs)
  const measurement = { context, detection, selection, windows, masks, shortfalls }
  const measured = detection.having.map((having) => measure(measurement, having))
  const triggers = allOf(
    detection.having.map((having, i) => verdicts(having, measured[i]!)),
    selection.rows.length,
  )
  for (let i = 0; i < triggers.length; i++)
    if (triggers[i] === UNDECIDABLE) shortfalls.notDecidable[selection.rows[i]!] = 1
  return { selection, windows, triggers, measured }
}

function verdicts({ test }: Having, { values, undecidable }: Measured): Uint8Array {
  const states = new Uint8Array(values.length)
  for (let i = 0; i < states.length; i++)
    states[i] = undecidable?.[i] === 1 ? UNDECIDABLE : holds(test, values[i]!) ? TRUE : FALSE
  return states
}
