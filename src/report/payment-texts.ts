// A payment as JSON text, as it stands in findings.jsonl and as the hash of a finding takes it. Written by hand, with each
// text quoted once: see `paymentFacts`, `findingHash` for what it says.
import { formatMinor } from "../model/money.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import { isOfPlace } from "./finding-hash.ts"
import { quoted } from "./json-pieces.ts"

export interface PaymentText {
  /** JSON of its facts. Line separators are bare: see `escapeSeparators`. */
  readonly place: string
  /** Its line in the hash of a finding. */
  readonly line: string
}

/** The text of the payment in each row. */
export function paymentTexts(table: PaymentTable): (row: number) => PaymentText {
  const memos = table.text.get("memo")
  return (row) => {
    const id = table.idOf(row)
    const name = table.files.text(table.file[row]!)
    const number = table.line[row]!
    const currency = table.currencies.text(table.currency[row]!)
    const payment = quoted(id)
    const time = `"${formatTime(table.time[row]!)}"`
    const payer = quoted(table.parties.text(table.payer[row]!))
    const payee = quoted(table.parties.text(table.payee[row]!))
    const amount = quoted(`${formatMinor(table.amountMinor[row]!, currency)} ${currency}`)
    const memo = memos === undefined ? '""' : quoted(memos.values.text(memos.codes[row]!))
    const facts = `${time},"payer":${payer},"payee":${payee},"amount":${amount},"memo":${memo}`
    const own = isOfPlace(id, name, number) ? "null" : payment
    return {
      place: `{"payment":${payment},"file":${quoted(name)},"line":${number},"time":${facts}}`,
      line: `[${own},${time},${payer},${payee},${amount},${memo}]`,
    }
  }
}
