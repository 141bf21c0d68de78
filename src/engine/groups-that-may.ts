// Groups of which something can be said for certain before their windows are looked at: most cannot trigger.
import { newFlags } from "../model/large-arrays.ts"
import type { Having, NumberTest, WindowDetection } from "../rules/tree.ts"
import { keepGroups, type Selection } from "./selection.ts"

/**
 * Groups of which some window has as many payments as the rule asks for at least: most have fewer. Conditions find out by
 * themselves, but with windows of all groups: of a party with a million payments those are hundreds of megabytes.
 */
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
