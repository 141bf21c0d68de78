// What amounts look like in their own currency: whole multiples and endings.
import { MISSING } from "../model/dictionary.ts"
import { type Ending, endingIn } from "../model/ending.ts"
import type { PaymentTable } from "../model/table.ts"
import type { Money } from "../rules/tree.ts"
import { FALSE, TRUE } from "./masks.ts"

/** TRUE for amounts above zero in the currency of `unit` that are whole multiples of it, else FALSE. */
export function wholeMultiples(table: PaymentTable, unit: Money): Uint8Array {
  const { amountMinor, currency, currencies } = table
  const own = currencies.code(unit.currency)
  const mask = new Uint8Array(table.rowCount)
  for (let row = 0; row < mask.length; row++) {
    const amount = amountMinor[row]!
    mask[row] = currency[row] === own && amount > 0 && amount % unit.minor === 0 ? TRUE : FALSE
  }
  return mask
}

/** TRUE for amounts of which the decimal text ends in one of these, else FALSE. */
export function amountsEndingIn(table: PaymentTable, endings: readonly string[]): Uint8Array {
  const { amountMinor, currency, currencies } = table
  const byCurrency: (readonly Ending[])[] = []
  for (let code = 0; code < currencies.size; code++) {
    const inCurrency =
      code === MISSING ? [] : endings.map((ending) => endingIn(ending, currencies.text(code)))
    byCurrency.push(inCurrency.filter((ending) => ending !== undefined))
  }
  const mask = new Uint8Array(table.rowCount)
  for (let row = 0; row < mask.length; row++)
    mask[row] = endsInOne(byCurrency[currency[row]!]!, amountMinor[row]!) ? TRUE : FALSE
  return mask
}

function endsInOne(endings: readonly Ending[], minor: number): boolean {
  for (const { modulus, rest, least } of endings) if (minor >= least && minor % modulus === rest) return true
  return false
}
