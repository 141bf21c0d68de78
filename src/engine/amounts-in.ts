// Amounts in one currency: of all payments, of some, and of groups of them.
import type { Grouping } from "../model/order.ts"
import type { RateTable } from "../model/rates.ts"
import type { PaymentTable } from "../model/table.ts"
import { addUpGroups, type GroupAmounts } from "./group-amounts.ts"
import { type GroupKey, isByLeg } from "./groups.ts"

/** Where amounts are taken from; the engine's context is one. */
interface Source {
  readonly table: PaymentTable
  readonly rates: RateTable | undefined
  amountsIn(currency: string): Float64Array
}

/** Without rates nothing is converted, and an amount is looked at in its place. */
export function amountsOf({ table, rates, amountsIn }: Source, rows: Uint32Array, currency: string) {
  const source = rates === undefined ? table.amountMinor : amountsIn(currency)
  const amounts = new Float64Array(rows.length)
  const own = table.currencies.code(currency)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    amounts[i] = rates === undefined && table.currency[row] !== own ? Number.NaN : source[row]!
  }
  return amounts
}

/** What the amounts of the groups of a grouping come to in a currency. */
export function groupAmounts(
  { table, rates, amountsIn, grouping }: Source & { grouping(key: GroupKey): Grouping },
  key: GroupKey,
  currency: string,
): GroupAmounts {
  if (rates !== undefined) return addUpGroups(grouping(key), isByLeg(key), amountsIn(currency), null)
  const only = { currency: table.currency, own: table.currencies.code(currency) }
  return addUpGroups(grouping(key), isByLeg(key), table.amountMinor, only)
}

/** Amounts of all rows in minor units of a currency; NaN where there is no rate. */
export function convertAmounts(
  table: PaymentTable,
  currency: string,
  rates: RateTable | undefined,
): Float64Array {
  const { amountMinor, currencies, time } = table
  const own = currencies.code(currency)
  const converted = new Float64Array(table.rowCount)
  for (let row = 0; row < table.rowCount; row++) {
    const code = table.currency[row]!
    converted[row] =
      code === own
        ? amountMinor[row]!
        : (rates?.convert(amountMinor[row]!, currencies.text(code), currency, time[row]!) ?? Number.NaN)
  }
  return converted
}
