// The payments of the report, in columns.
import { MISSING } from "../../model/dictionary.ts"
import { formatMinor } from "../../model/money.ts"
import type { TextField } from "../../model/payment.ts"
import type { PaymentTable } from "../../model/table.ts"
import type { PaymentColumns } from "../page/report-data.ts"
import type { PartyIndexer, TextIndexer } from "./index-texts.ts"

/** `cut`: shortens a text of a payment to what the report holds of it. */
export function paymentColumns(
  table: PaymentTable,
  rows: readonly number[],
  texts: TextIndexer,
  parties: PartyIndexer,
  cut: (text: string) => string,
): PaymentColumns {
  const currencyOf = (row: number) => table.currencies.text(table.currency[row]!)
  const partyOf = (codes: Uint32Array) => (row: number) =>
    codes[row] === MISSING ? -1 : parties.add(table.parties.text(codes[row]!))
  const textOf = (field: TextField) => {
    const column = table.text.get(field)
    return (row: number) =>
      column === undefined ? 0 : texts.add(cut(column.values.text(column.codes[row]!)))
  }
  // What few texts make up gets the small numbers.
  const currency = rows.map((row) => texts.add(currencyOf(row)))
  const channel = rows.map(textOf("channel"))
  const payerCountry = rows.map(textOf("payerCountry"))
  const payeeCountry = rows.map(textOf("payeeCountry"))
  const file = rows.map((row) => texts.add(table.files.text(table.fileOf(row))))
  return {
    id: rows.map((row) => table.idOf(row)),
    time: rows.map((row, index) => table.time[row]! - (index === 0 ? 0 : table.time[rows[index - 1]!]!)),
    amount: rows.map((row) => formatMinor(table.amountMinor[row]!, currencyOf(row))),
    currency,
    payer: rows.map(partyOf(table.payer)),
    payee: rows.map(partyOf(table.payee)),
    memo: rows.map(textOf("memo")),
    goods: rows.map(textOf("goods")),
    channel,
    payerCountry,
    payeeCountry,
    file,
    line: rows.map((row) => table.lineOf(row)),
  }
}
