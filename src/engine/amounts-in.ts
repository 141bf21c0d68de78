// Amounts in one currency: of all payments, of some, and of groups of them.
import { newNumbers } from "../model/large-arrays.ts"
import { type Grouping, partyCountOf } from "../model/order.ts"
import type { RateTable } from "../model/rates.ts"
import type { PaymentTable } from "../model/table.ts"
import {
  addUpCodes,
  addUpGroups,
  type GroupAmounts,
  joinAmounts,
  type KnownAmounts,
} from "./group-amounts.ts"
import type { GroupKey, LegCodes, LegKey } from "./groups.ts"

/** Where amounts are taken from; the engine's context is one. */
interface Source {
  readonly table: PaymentTable
  readonly rates: RateTable | undefined
  amountsIn(currency: string): Float64Array
}

/** Without rates nothing is converted, and an amount is looked at in its place. */
export function amountsOf({ table, rates, amountsIn }: Source, rows: Uint32Array, currency: string) {
  const source = rates === undefined ? table.amountMinor : amountsIn(currency)
  const amounts = newNumbers(rows.length)
  const own = table.currencies.code(currency)
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    amounts[i] = rates === undefined && table.currency[row] !== own ? Number.NaN : source[row]!
  }
  return amounts
}

/** What the amounts of the groups of a grouping come to in a currency. */
export function groupAmounts(
  { table, order, rates, amountsIn, grouping, legs, groupAmounts }: GroupSource,
  key: GroupKey,
  currency: string,
): GroupAmounts {
  // A party's legs are those that it pays and those that it is paid, which other rules ask for.
  if (key === "party") return joinAmounts(groupAmounts("payer", currency), groupAmounts("payee", currency))
  const known: KnownAmounts =
    rates === undefined
      ? {
          amounts: table.amountMinor,
          only: { currency: table.currency, own: table.currencies.code(currency) },
        }
      : { amounts: amountsIn(currency), only: null }
  if (key === "pair" || key === "waybill") return addUpGroups(grouping(key), known)
  if (key === "payer" || key === "payee") return addUpCodes(order, [table[key]], partyCountOf(table), known)
  const { payer, payee, values } = legs(key)
  return addUpCodes(order, [payer, payee], (values?.size ?? 1) - 1, known)
}

interface GroupSource extends Source {
  readonly order: Uint32Array
  grouping(key: GroupKey): Grouping
  legs(key: LegKey): LegCodes
  groupAmounts(key: GroupKey, currency: string): GroupAmounts
}

/** Amounts of all rows in minor units of a currency; NaN where there is no rate. */
export function convertAmounts(
  table: PaymentTable,
  currency: string,
  rates: RateTable | undefined,
): Float64Array {
  const { amountMinor, currencies, time } = table
  const own = currencies.code(currency)
  const converted = newNumbers(table.rowCount)
  for (let row = 0; row < table.rowCount; row++) {
    const code = table.currency[row]!
    converted[row] =
      code === own
        ? amountMinor[row]!
        : (rates?.convert(amountMinor[row]!, currencies.text(code), currency, time[row]!) ?? Number.NaN)
  }
  return converted
}
