// Which groups have the amounts that a window rule asks for: most do not, and then no window of theirs is looked at.
import { legRow } from "../model/order.ts"
import type { Having } from "../rules/tree.ts"
import type { EngineContext } from "./context.ts"
import type { GroupNeed } from "./grouped-items.ts"

/** Sums are added up in one order here and in another where they count: a group at the bound is not left out. */
const SLACK = 1e-9

interface Floor {
  readonly measure: Having["measure"]
  readonly currency: string
  readonly bound: number
}

/**
 * False for groups in which no window can reach a lower bound on amounts: no sum is above that of all items, no other
 * measure above the largest. A group with an amount that has no rate may do. Null: the rule has no such bound.
 */
export function worthByAmounts(context: EngineContext, having: readonly Having[]): GroupNeed["isWorth"] {
  const floors = having.flatMap((one) => floorOf(one) ?? [])
  if (floors.length === 0) return null
  const tests = floors.map((floor) => reaches(context, floor))
  return (items, from, to, areLegs) => tests.every((test) => test(items, from, to, areLegs))
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
): NonNullable<GroupNeed["isWorth"]> {
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
