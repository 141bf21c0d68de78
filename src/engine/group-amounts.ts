// What the amounts of each whole group come to. Most groups are too small for what rules ask: they are known by one look
// here, shared by all rules, before any of their payments is.
import { type Grouping, legRow } from "../model/order.ts"

/** By group. Infinity where the group has an amount without a rate. */
export interface GroupAmounts {
  /** Of all items together; a payment with both legs in the group counts twice. */
  readonly sums: Float64Array
  readonly largest: Float64Array
}

/** `amounts`: by row, NaN without a rate. `only`: rows with another currency have no rate either; null: all were converted. */
export function addUpGroups(
  { items, starts, groupCount }: Grouping,
  areLegs: boolean,
  amounts: Float64Array,
  only: { readonly currency: Uint16Array; readonly own: number } | null,
): GroupAmounts {
  const sums = new Float64Array(groupCount)
  const largest = new Float64Array(groupCount)
  for (let group = 0; group < groupCount; group++) {
    const end = starts[group + 1]!
    let sum = 0
    let most = 0
    for (let i = starts[group]!; i < end; i++) {
      const row = areLegs ? legRow(items[i]!) : items[i]!
      const amount = amounts[row]!
      if (Number.isNaN(amount) || (only !== null && only.currency[row] !== only.own)) {
        sum = Number.POSITIVE_INFINITY
        most = Number.POSITIVE_INFINITY
        break
      }
      sum += amount
      if (amount > most) most = amount
    }
    sums[group] = sum
    largest[group] = most
  }
  return { sums, largest }
}
