// Window rules. The contract: for a payment p of a group, W(p) is every payment q of that group that passes `where`
// and has p.time − lookback ≤ q.time ≤ p.time, closed at both ends, payments of the same instant included; p triggers
// when every `having` holds on W(p). Here p is one of the payments that pass, as in SQL, where the filter comes
// before the window.
//
// By party, a payment from a party to itself is two legs of that party's group, one out and one in: each counts, in
// every measure. Its finding lists the payment once. With a direction there is one leg. The same holds by device,
// phone and address, where the two sides of such a payment may be two parties.
import type { Bits } from "../model/bits.ts"
import { newFlags } from "../model/large-arrays.ts"
import type { Condition, Having, WindowDetection } from "../rules/tree.ts"
import { intersect } from "./bits.ts"
import { type ConditionMasks, evaluateCondition } from "./condition.ts"
import type { EngineContext } from "./context.ts"
import { withGroup } from "./groups.ts"
import { busyGroups, leastInGroup, leastInWindow } from "./groups-that-may.ts"
import { measure } from "./having/measure.ts"
import type { Measured } from "./having/measurement.ts"
import { rowsWithout } from "./having/values.ts"
import { FALSE, type Mask, TRUE, trueEverywhere, UNDECIDABLE } from "./masks.ts"
import { keepGroups, lookbackWindows, type Selection, select, type Windows } from "./selection.ts"
import { noteRow, noteRows, noteUnknown, type Shortfalls } from "./shortfalls.ts"
import { worthByAmounts } from "./worth.ts"

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
  const mask = maskOf(context, detection, masks)
  noteUnknown(shortfalls, mask)
  noteUnmeasured(context, detection, mask.isTrue, masks, shortfalls)
  const { groupBy, direction, having } = detection
  const inGroup = Math.max(1, ...having.map(leastInWindow), ...having.map(leastInGroup))
  const need = { least: inGroup, worth: worthByAmounts(context, having) }
  const selection = select(context, groupBy, mask.isTrue, direction, need)
  const detected = detectIn(context, detection, busyGroups(selection, detection), masks)
  const { triggers } = detected
  for (let i = 0; i < triggers.length; i++)
    if (triggers[i] === UNDECIDABLE) noteRow(shortfalls.notDecidable, detected.selection.rows[i]!)
  return detected
}

/** As `detectWindows`, with the groups that cannot trigger. */
export function measureWindows(
  context: EngineContext,
  detection: WindowDetection,
  masks: ConditionMasks,
): Detected {
  const { isTrue } = maskOf(context, detection, masks)
  const selection = select(context, detection.groupBy, isTrue, detection.direction)
  const windows = lookbackWindows(selection.at, selection.starts, detection.lookbackMs)
  const measurement = { context, detection, selection, windows, masks }
  const measured = detection.having.map((having) => measure(measurement, having))
  const triggers = newFlags(selection.rows.length).fill(TRUE)
  for (const [i, having] of detection.having.entries()) narrow(triggers, having, measured[i]!)
  return { selection, windows, triggers, measured }
}

function maskOf(context: EngineContext, detection: WindowDetection, masks: ConditionMasks): Mask {
  const { where } = detection
  const mask =
    where === null ? trueEverywhere(context.table.rowCount) : evaluateCondition(context, where, masks)
  return withGroup(context, detection, mask)
}

/** Notes the payments of the rule that lack a field which is counted, or which a share asks for. */
function noteUnmeasured(
  context: EngineContext,
  { having }: WindowDetection,
  rows: Bits,
  masks: ConditionMasks,
  { notApplicable }: Shortfalls,
): void {
  for (const one of having) {
    const lacking =
      one.measure === "share"
        ? absentOf(context, one.where, masks)
        : one.measure === "distinct" || one.measure === "repeated"
          ? rowsWithout(context, one.field)
          : null
    if (lacking !== null) noteRows(notApplicable, intersect(rows, lacking))
  }
}

/** Every payment has a time; where no group is left to ask for its local one, no zone has to be looked up. */
function absentOf(context: EngineContext, where: Condition, masks: ConditionMasks): Bits | null {
  return where.kind === "clock" ? null : evaluateCondition(context, where, masks).absent
}

/**
 * Without the groups of which no payment can trigger. Conditions are tried one after the other, the cheap ones first, each
 * on the groups that are left, and a group goes when none of its payments has passed all so far: of most rules hardly any
 * are left. What was measured since a group last went is not measured again: one group may have all payments.
 */
function detectIn(
  context: EngineContext,
  detection: WindowDetection,
  selection: Selection,
  masks: ConditionMasks,
): Detected {
  const costOf = ({ measure }: Having) => COSTS.indexOf(measure)
  const { lookbackMs } = detection
  let left = selection
  let triggers = newFlags(left.rows.length).fill(TRUE)
  let windows = lookbackWindows(left.at, left.starts, lookbackMs)
  const known = new Map<Having, Measured>()
  const measureLeft = (having: Having) =>
    known.get(having) ?? measure({ context, detection, selection: left, windows, masks }, having)
  for (const having of [...detection.having].sort((a, b) => costOf(a) - costOf(b))) {
    if (left.rows.length === 0) break
    const measured = measureLeft(having)
    narrow(triggers, having, measured)
    const kept = keepGroups(left, groupsWithOne(left, triggers))
    if (kept === left) {
      known.set(having, measured)
      continue
    }
    known.clear()
    triggers = flagsOfKept(left, triggers, kept)
    windows = lookbackWindows(kept.at, kept.starts, lookbackMs)
    left = kept
  }
  return { selection: left, windows, triggers, measured: detection.having.map(measureLeft) }
}

/** By group: 1 where one of its items may trigger. */
function groupsWithOne({ groups, starts }: Selection, triggers: Uint8Array): Uint8Array {
  const keep = newFlags(groups.length)
  for (let g = 0; g < keep.length; g++)
    for (let i = starts[g]!; i < starts[g + 1]! && keep[g] === 0; i++) if (triggers[i] !== FALSE) keep[g] = 1
  return keep
}

/** What stood beside the items of all groups, for those of the groups that were kept. */
function flagsOfKept(all: Selection, flags: Uint8Array, kept: Selection): Uint8Array {
  const its = newFlags(kept.rows.length)
  let from = 0
  for (let g = 0; g < kept.groups.length; g++) {
    while (all.groups[from] !== kept.groups[g]) from++
    const shift = all.starts[from]! - kept.starts[g]!
    for (let i = kept.starts[g]!; i < kept.starts[g + 1]!; i++) its[i] = flags[i + shift]!
  }
  return its
}

/** Measures by what they take, the least first. */
const COSTS: readonly Having["measure"][] = [
  "count",
  "min",
  "max",
  "sum",
  "average",
  "idle",
  "distinct",
  "repeated",
  "in_out",
  "age",
  "spread",
  "baseline",
  "share",
  "median",
  "benford",
]

/** Triggers after one more condition: FALSE before UNDECIDABLE before TRUE. */
function narrow(triggers: Uint8Array, { test }: Having, { values, undecidable }: Measured): void {
  // Nothing is less, or more, than what is no number: such a bound is met.
  const { gte = Number.NaN, gt = Number.NaN, lte = Number.NaN, lt = Number.NaN } = test
  narrowByBounds(triggers, values, undecidable, gte, gt, lte, lt)
}

/** `holds` for every item, on arrays and numbers alone: tests have many shapes. */
function narrowByBounds(
  triggers: Uint8Array,
  values: Float64Array,
  undecidable: Uint8Array | null,
  gte: number,
  gt: number,
  lte: number,
  lt: number,
): void {
  for (let i = 0; i < triggers.length; i++) {
    if (triggers[i] === FALSE) continue
    const value = values[i]!
    if (undecidable !== null && undecidable[i] === 1) triggers[i] = UNDECIDABLE
    else if (value < gte || value <= gt || value > lte || value >= lt || Number.isNaN(value))
      triggers[i] = FALSE
  }
}
