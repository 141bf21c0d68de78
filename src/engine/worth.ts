// Which groups have the amounts that a window rule asks for: most do not, and then no window of theirs is looked at.
import { MISSING } from "../model/dictionary.ts"
import { newFlags } from "../model/large-arrays.ts"
import type { Having } from "../rules/tree.ts"
import { type CodedGroupKey, codedRows, knownAmounts } from "./amounts-in.ts"
import type { EngineContext } from "./context.ts"
import { groupsWithOneOf } from "./group-amounts.ts"
import type { GroupedItems, GroupNeed } from "./grouped-items.ts"

/** Sums are added up in one order here and in another where they count: a group at the bound is not left out. */
const SLACK = 1e-9

interface Floor {
  readonly measure: Having["measure"]
  readonly currency: string
  readonly bound: number
}

/**
 * Which groups may do: not those in which no window can reach a lower bound on amounts, since no sum is above that of all
 * items, and no other measure above the largest. A group with an amount that has no rate may do. Null: the rule has no
 * such bound.
 */
export function worthByAmounts(context: EngineContext, having: readonly Having[]): GroupNeed["worth"] {
  const floors = having.flatMap((one) => floorOf(one) ?? [])
  if (floors.length === 0) return null
  return {
    among: (found, areLegs) => groupsWorth(context, floors, found, areLegs),
    groups: (key) => groupsThatReach(context, key, floors),
  }
}

/** 1 for the groups that would do with all their items, whatever the rule's conditions on single payments. */
function groupsThatReach(context: EngineContext, key: CodedGroupKey, floors: readonly Floor[]): Uint8Array {
  const coded = codedRows(context, key)
  const may = newFlags(coded.groupCount).fill(1)
  for (const { measure, currency, bound } of floors) {
    const enough = bound * (1 - SLACK)
    if (measure === "sum") keepReaching(may, context.groupSums(key, currency), enough)
    else keepReaching(may, groupsWithOneOf(coded, knownAmounts(context, currency), enough), 1)
  }
  return may
}

function keepReaching(may: Uint8Array, reached: Float64Array | Uint8Array, enough: number): void {
  for (let group = 0; group < may.length; group++) if (reached[group]! < enough) may[group] = 0
}

function floorOf(having: Having): Floor | undefined {
  switch (having.measure) {
    case "sum":
    case "max":
    case "min":
    case "average":
    case "median": {
      const { gte, gt, currency } = having.test
      const bound = gte ?? gt
      return bound === undefined || bound <= 0 ? undefined : { measure: having.measure, currency, bound }
    }
    default:
      return undefined
  }
}

/** 1 for the groups whose items meet every bound, or have one without a rate. */
function groupsWorth(
  context: EngineContext,
  floors: readonly Floor[],
  { items, groups, starts }: GroupedItems,
  areLegs: boolean,
): Uint8Array {
  const keep = newFlags(groups.length).fill(1)
  for (const { measure, currency, bound } of floors) {
    const { amounts, only } = knownAmounts(context, currency)
    const [currencies, own] = [only?.currency ?? null, only?.own ?? MISSING]
    const enough = bound * (1 - SLACK)
    takeAway(keep, items, starts, areLegs ? 1 : 0, amounts, currencies, own, enough, measure === "sum")
  }
  return keep
}

/**
 * Takes away the groups that do not come to `enough`, all together or with one item. `only`: currencies by row, where
 * another than `own` has no rate; null: amounts without a rate are NaN.
 */
function takeAway(
  keep: Uint8Array,
  items: Uint32Array,
  starts: Uint32Array,
  sideBits: number,
  amounts: Float64Array,
  only: Uint16Array | null,
  own: number,
  enough: number,
  isSum: boolean,
): void {
  for (let g = 0; g < keep.length; g++) {
    if (keep[g] === 0) continue
    const end = starts[g + 1]!
    let sum = 0
    let isEnough = false
    for (let i = starts[g]!; i < end && !isEnough; i++) {
      const row = items[i]! >>> sideBits
      const amount = amounts[row]!
      sum = isSum ? sum + amount : amount
      // Amounts are never negative; one that is no number is not less than any.
      isEnough = !(sum < enough) || (only !== null && only[row] !== own)
    }
    if (!isEnough) keep[g] = 0
  }
}
