// One payment in words, for people: what it was and where it stands.
import { MISSING } from "./dictionary.ts"
import { formatMinor } from "./money.ts"
import type { TextField } from "./payment.ts"
import type { PaymentTable } from "./table.ts"
import { formatTime } from "./time.ts"

export interface PaymentFacts {
  readonly payment: string
  readonly file: string
  readonly line: number
  /** ISO 8601 UTC. */
  readonly time: string
  /** Empty: cash or unknown. */
  readonly payer: string
  readonly payee: string
  /** `9500.00 USD` */
  readonly amount: string
  /** Empty: none. */
  readonly memo: string
}

/** What a payment holds in a field of text; empty: nothing, or no column of the table has it. */
export function fieldText(table: PaymentTable, field: TextField, row: number): string {
  const column = table.text.get(field)
  return column === undefined ? "" : column.values.text(column.codes[row]!)
}

export function paymentFacts(table: PaymentTable, row: number): PaymentFacts {
  const party = (code: number) => (code === MISSING ? "" : table.parties.text(code))
  const currency = table.currencies.text(table.currency[row]!)
  return {
    payment: table.idOf(row),
    file: table.files.text(table.fileOf(row)),
    line: table.lineOf(row),
    time: formatTime(table.time[row]!),
    payer: party(table.payer[row]!),
    payee: party(table.payee[row]!),
    amount: `${formatMinor(table.amountMinor[row]!, currency)} ${currency}`,
    memo: fieldText(table, "memo", row),
  }
}
