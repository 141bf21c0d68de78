// A copy of some rows of a table with dictionaries of their own, for work on few payments that costs by distinct text.
import { type Dictionary, DictionaryBuilder } from "./dictionary.ts"
import type { RowCodes } from "./row-codes.ts"
import type { PaymentTable } from "./table.ts"
import { VeiledDictionary } from "./veiled-dictionary.ts"

/** The rows given, in that order, as rows 0, 1, … Columns that shared a dictionary share one. */
export function tableOfRows(table: PaymentTable, rows: ArrayLike<number>): PaymentTable {
  const dictionaries = new Map<Dictionary, DictionaryBuilder>()
  const copyOf = (values: Dictionary): DictionaryBuilder => {
    const copy = dictionaries.get(values) ?? new DictionaryBuilder()
    dictionaries.set(values, copy)
    return copy
  }
  const recode = (codes: RowCodes, values: Dictionary): Uint32Array => {
    const copy = copyOf(values)
    const plain = VeiledDictionary.plainOf(values)
    return Uint32Array.from(rows, (row) => copy.add(plain.text(codes[row]!)))
  }
  const veiled = new Map<Dictionary, Dictionary>()
  const toldAs = (values: Dictionary): Dictionary => {
    const known = veiled.get(values) ?? VeiledDictionary.toldAs(values, copyOf(values))
    veiled.set(values, known)
    return known
  }
  return {
    rowCount: rows.length,
    time: Float64Array.from(rows, (row) => table.time[row]!),
    amountMinor: Float64Array.from(rows, (row) => table.amountMinor[row]!),
    currency: Uint16Array.from(rows, (row) => table.currency[row]!),
    currencies: table.currencies,
    status: Uint8Array.from(rows, (row) => table.status[row]!),
    payer: recode(table.payer, table.parties),
    payee: recode(table.payee, table.parties),
    parties: toldAs(table.parties),
    text: new Map(
      [...table.text].map(([field, { codes, values }]) => [
        field,
        { codes: recode(codes, values), values: toldAs(values) },
      ]),
    ),
    files: table.files,
    fileOf: (row) => table.fileOf(rows[row]!),
    lineOf: (row) => table.lineOf(rows[row]!),
    idOf: (row) => table.idOf(rows[row]!),
    hasOwnId: (row) => table.hasOwnId(rows[row]!),
  }
}
