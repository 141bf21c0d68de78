// Why a window rule is silent about a party: the window that comes nearest, and each threshold on it. The windows and
// their measures are the detector's own.
import type { PaymentTable } from "../../model/table.ts"
import { formatTime } from "../../model/time.ts"
import type { WindowDetection } from "../../rules/tree.ts"
import { allBits } from "../bits.ts"
import { type ConditionMasks, holds } from "../condition.ts"
import type { EngineContext } from "../context.ts"
import { groupTexts } from "../groups.ts"
import { movingAny } from "../moving-windows.ts"
import { groupRange, type Selection, select } from "../selection.ts"
import { type Detected, measureWindows } from "../window.ts"
import { wordHaving } from "../wording.ts"
import { missedBound, relativeGap, type ThresholdResult, thresholdResult } from "./gap.ts"
import { tallyWhere, type WhereTally } from "./where.ts"

/** A window that comes near. */
export interface NearWindow {
  /** From the first payment of the window to the one it ends with. */
  readonly from: string
  readonly to: string
  /** Ids of its payments, in canonical order. */
  readonly payments: readonly string[]
  /** What the group is: the party, payer and payee of a pair, or the value of an identifier. */
  readonly group: readonly string[]
  /** In the order of the rule. */
  readonly having: readonly ThresholdResult[]
}

export interface WindowSilence {
  readonly kind: "window"
  readonly groupBy: WindowDetection["groupBy"]
  readonly direction: WindowDetection["direction"]
  /** Of the payments in the party's groups. */
  readonly where: WhereTally
  /**
   * Of the windows with a payment of the party, the one with the most thresholds met; ties by the smallest sum of the
   * relative shortfalls of the others, then the earliest. Null when no payment of the party passes `where`.
   */
  readonly nearest: NearWindow | null
}

/** `party`: code in the table. */
export function windowSilence(
  context: EngineContext,
  detection: WindowDetection,
  party: number,
): WindowSilence {
  const masks: ConditionMasks = new Map()
  const detected = measureWindows(context, detection, masks)
  const { groupBy, direction } = detection
  const all = select(context, groupBy, allBits(context.table.rowCount), direction)
  const groups = groupsOf(context.table, detection, all, party)
  const rows = new Set<number>()
  for (const group of groups) for (const row of all.rows.subarray(...groupRange(all, group))) rows.add(row)
  const ranks = context.ranks()
  const inOrder = [...rows].sort((a, b) => ranks[a]! - ranks[b]!)
  return {
    kind: "window",
    groupBy,
    direction,
    where: tallyWhere(context, detection.where, inOrder, masks),
    nearest: nearestWindow(context, detection, detected, party),
  }
}

/** Whether the party has the part of the subject in an item. */
function isOwn(
  table: PaymentTable,
  { groupBy, subject }: WindowDetection,
  { rows, isIn }: Selection,
  item: number,
  party: number,
): boolean {
  const row = rows[item]!
  if (isIn.length > 0) return (isIn[item] === 1 ? table.payee : table.payer)[row] === party
  if (groupBy === "payer" || groupBy === "payee") return table[groupBy][row] === party
  return (subject === "payer" ? table.payer : table.payee)[row] === party
}

/** Numbers of the groups that a finding on the party may come from. */
function groupsOf(table: PaymentTable, detection: WindowDetection, all: Selection, party: number): number[] {
  const groups: number[] = []
  for (let group = 0; group + 1 < all.starts.length; group++) {
    let item = all.starts[group]!
    const end = all.starts[group + 1]!
    while (item < end && !isOwn(table, detection, all, item, party)) item++
    if (item < end) groups.push(all.groups[group]!)
  }
  return groups
}

/** 1 for items whose window has an item of the party. */
function ownWindows(
  table: PaymentTable,
  detection: WindowDetection,
  { selection, windows }: Detected,
  party: number,
): Uint8Array {
  const flags = selection.rows.map((_, item) => (isOwn(table, detection, selection, item, party) ? 1 : 0))
  return movingAny(Uint8Array.from(flags), windows)
}

/** How many thresholds the window of an item meets, and the sum of the relative shortfalls of the others. */
function nearness({ having }: WindowDetection, { measured }: Detected, item: number) {
  let met = 0
  let shortfall = 0
  for (const [i, { test }] of having.entries()) {
    const { values, undecidable } = measured[i]!
    const value = undecidable?.[item] === 1 ? Number.NaN : values[item]!
    if (holds(test, value)) {
      met++
      continue
    }
    const missed = missedBound(test, value)
    shortfall += missed === null ? Number.POSITIVE_INFINITY : relativeGap(missed)
  }
  return { met, shortfall }
}

function nearestWindow(
  context: EngineContext,
  detection: WindowDetection,
  detected: Detected,
  party: number,
): NearWindow | null {
  const { selection } = detected
  const own = ownWindows(context.table, detection, detected, party)
  const words = detection.having.map((having) => wordHaving(context.messages, having))
  const resultsOf = (item: number) =>
    detection.having.map(({ test }, i) => {
      const { values, undecidable } = detected.measured[i]!
      return thresholdResult(context.messages, test, values[item]!, {
        ...words[i]!,
        undecidable: undecidable?.[item] === 1,
      })
    })
  const ranks = context.ranks()
  let best: { group: number; item: number; met: number; shortfall: number } | undefined
  for (const group of groupsOf(context.table, detection, selection, party)) {
    const [start, end] = groupRange(selection, group)
    for (let item = start; item < end; item++) {
      if (own[item] === 0) continue
      const { met, shortfall } = nearness(detection, detected, item)
      if (best !== undefined) {
        const rankOf = (one: number) => ranks[selection.rows[one]!]!
        const isAsNear = met === best.met && shortfall === best.shortfall
        const isNearer = met > best.met || (met === best.met && shortfall < best.shortfall)
        if (!isNearer && !(isAsNear && rankOf(item) < rankOf(best.item))) continue
      }
      best = { group, item, met, shortfall }
    }
  }
  if (best === undefined) return null
  const { windows } = detected
  const { item } = best
  const rows = [...new Set(selection.rows.subarray(windows.from[item]!, windows.to[item]!))]
  return {
    group: groupTexts(context, detection.groupBy, best.group, rows[0]!),
    from: formatTime(context.table.time[rows[0]!]!),
    to: formatTime(selection.at[item]!),
    payments: rows.map((row) => context.table.idOf(row)),
    having: resultsOf(item),
  }
}
