// Groups of which something can be said for certain before their windows are looked at: most cannot trigger.
import { newFlags } from "../model/large-arrays.ts"
import type { Having, NumberTest, WindowDetection } from "../rules/tree.ts"
import type { EngineContext } from "./context.ts"
import { keepGroups, type Selection } from "./selection.ts"

/** Groups of which some window has as many payments as the rule asks for at least: most have fewer. */
export function busyGroups(selection: Selection, { having, lookbackMs }: WindowDetection): Selection {
  const inWindow = Math.max(...having.map(leastInWindow))
  if (inWindow <= 1) return selection
  const { at, groups, starts } = selection
  const keep = newFlags(groups.length)
  for (let g = 0; g < groups.length; g++) {
    const end = starts[g + 1]!
    // Of payments in order of time, that many are in a window when the first and last of them are.
    const apart = inWindow - 1
    for (let i = starts[g]! + apart; i < end && keep[g] === 0; i++)
      if (at[i]! - at[i - apart]! <= lookbackMs) keep[g] = 1
  }
  return keepGroups(selection, keep)
}

/**
 * Groups of which some payment may end a silence as long as the rule asks for: hardly any do, and how long each was takes
 * going through all payments. A silence ends no later than the payment before it in the group, where that is one of whose
 * silence is meant, and none began before all payments did.
 */
export function wakingGroups(
  { table, order }: Pick<EngineContext, "table" | "order">,
  selection: Selection,
  { having, groupBy }: Pick<WindowDetection, "having" | "groupBy">,
): Selection {
  const begin = table.time[order[0]!]!
  return having.reduce((left, one) => {
    if (one.measure !== "idle") return left
    const { gte = 0, gt = 0 } = one.test
    const isOfGroup = groupBy === "pair" || groupBy === one.of
    return keepGroups(left, groupsThatRest(left, begin, Math.max(gte, gt), isOfGroup))
  }, selection)
}

/** By group: 1 where so much time lies before one of its items. */
function groupsThatRest(
  { at, groups, starts }: Selection,
  begin: number,
  least: number,
  isOfGroup: boolean,
): Uint8Array {
  const keep = newFlags(groups.length)
  for (let g = 0; g < groups.length; g++) {
    const end = starts[g + 1]!
    let before = begin
    for (let i = starts[g]!; i < end && keep[g] === 0; i++) {
      if (at[i]! - before >= least) keep[g] = 1
      if (isOfGroup) before = at[i]!
    }
  }
  return keep
}

/** A window with fewer payments fails for certain. */
export function leastInWindow(having: Having): number {
  switch (having.measure) {
    case "count":
    case "distinct":
      return leastOf(having.test)
    case "repeated":
      return having.of === "count" ? leastOf(having.test) : 0
    case "benford":
      return having.atLeast
    default:
      return 0
  }
}

/** A group with fewer payments fails for certain. */
export function leastInGroup(having: Having): number {
  return having.measure === "baseline" ? having.atLeast + 1 : 0
}

/** The least whole number that may be within the bounds. */
function leastOf({ gte = 0, gt = -1 }: NumberTest): number {
  return Math.max(Math.ceil(gte), Math.floor(gt) + 1)
}
