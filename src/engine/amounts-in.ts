// Amounts in one currency: of all payments, of some, and of groups of them.
import { newNumbers } from "../model/large-arrays.ts"
import { partyCountOf } from "../model/order.ts"
import type { RateTable } from "../model/rates.ts"
import type { PaymentTable } from "../model/table.ts"
import { addSums, type CodedRows, type KnownAmounts, sumsOfGroups } from "./group-amounts.ts"
import { type GroupKey, isByLeg, type LegCodes, type LegKey } from "./groups.ts"

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

/** Likewise, as they stand in the table. */
export function knownAmounts({ table, rates, amountsIn }: Source, currency: string): KnownAmounts {
  if (rates !== undefined) return { amounts: amountsIn(currency), only: null }
  const own = table.currencies.code(currency)
  return { amounts: table.amountMinor, only: { currency: table.currency, own } }
}

interface GroupSource extends Source {
  readonly order: Uint32Array
  legs(key: LegKey): LegCodes
  groupSums(key: CodedGroupKey, currency: string): Float64Array
}

/** Groups that rows have a code of. */
export type CodedGroupKey = Exclude<GroupKey, "pair">

/** Settled rows with the codes of their groups. */
export function codedRows(
  { table, order, legs }: Omit<GroupSource, "groupSums">,
  key: CodedGroupKey,
): CodedRows {
  if (key === "payer" || key === "payee")
    return { rows: order, sides: [table[key]], groupCount: partyCountOf(table) }
  if (isByLeg(key)) {
    const { payer, payee, values } = legs(key)
    return { rows: order, sides: [payer, payee], groupCount: (values?.size ?? 1) - 1 }
  }
  const column = table.text.get(key)
  return {
    rows: order,
    sides: column === undefined ? [] : [column.codes],
    groupCount: (column?.values.size ?? 1) - 1,
  }
}

/** What the amounts of groups come to in a currency. */
export function sumGroups(source: GroupSource, key: CodedGroupKey, currency: string): Float64Array {
  const { groupSums } = source
  // A party's legs are those that it pays and those that it is paid, which other rules ask for.
  if (key === "party") return addSums(groupSums("payer", currency), groupSums("payee", currency))
  return sumsOfGroups(codedRows(source, key), knownAmounts(source, currency))
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
