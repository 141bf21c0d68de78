// Which groups have the amounts that a window rule asks for: most do not, and then no window of theirs is looked at.
import { legRow } from "../model/order.ts"
import type { Having } from "../rules/tree.ts"
import type { EngineContext } from "./context.ts"
import type { GroupNeed } from "./grouped-items.ts"
import type { GroupKey } from "./groups.ts"

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
  const tests = floors.map((floor) => reaches(context, floor))
  return {
    isWorth: (items, from, to, areLegs) => tests.every((test) => test(items, from, to, areLegs)),
    groups: (key) => groupsThatReach(context, key, floors),
  }
}

/** 1 for the groups that would do with all their items, whatever the rule's conditions on single payments. */
function groupsThatReach(context: EngineContext, key: GroupKey, floors: readonly Floor[]): Uint8Array {
  const may = new Uint8Array(context.grouping(key).groupCount).fill(1)
  for (const { measure, currency, bound } of floors) {
    const { sums, largest } = context.groupAmounts(key, currency)
    const amounts = measure === "sum" ? sums : largest
    const enough = bound * (1 - SLACK)
    for (let group = 0; group < may.length; group++) if (amounts[group]! < enough) may[group] = 0
  }
  return may
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

function reaches(
  { table, rates, amountsIn }: EngineContext,
  { measure, currency, bound }: Floor,
): NonNullable<GroupNeed["worth"]>["isWorth"] {
  const amounts = rates === undefined ? table.amountMinor : amountsIn(currency)
  const own = table.currencies.code(currency)
  const enough = bound * (1 - SLACK)
  const isSum = measure === "sum"
  return (items, from, to, areLegs) => {
    let sum = 0
    for (let i = from; i < to; i++) {
      const row = areLegs ? legRow(items[i]!) : items[i]!
      const amount = amounts[row]!
      if ((rates === undefined && table.currency[row] !== own) || Number.isNaN(amount)) return true
      sum = isSum ? sum + amount : amount
      // Amounts are never negative.
      if (sum >= enough) return true
    }
    return false
  }
}
