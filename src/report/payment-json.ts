// A payment as JSON, as it stands in findings.jsonl and as the hash of a finding takes it: see `paymentFacts`,
// `findingHash` for what it says.
import { formatMinor } from "../model/money.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import type { ByteText } from "./byte-text.ts"
import { isOfPlace } from "./finding-hash.ts"
import { jsonText } from "./json-pieces.ts"

/**
 * Adds the payment of a row to `places`, as JSON of its facts, and to `lines`, as its line in the hash of a finding.
 */
export type AddPayment = (row: number, places: ByteText, lines: ByteText) => void

export function paymentJson(table: PaymentTable): AddPayment {
  const memos = table.text.get("memo")
  return (row, places, lines) => {
    const id = table.idOf(row)
    const name = table.files.text(table.file[row]!)
    const number = table.line[row]!
    const currency = table.currencies.text(table.currency[row]!)
    const time = formatTime(table.time[row]!)
    const payer = table.parties.text(table.payer[row]!)
    const payee = table.parties.text(table.payee[row]!)
    const amount = `${formatMinor(table.amountMinor[row]!, currency)} ${currency}`
    const memo = memos === undefined ? "" : memos.values.text(memos.codes[row]!)

    places.add('{"payment":')
    places.addQuoted(id, jsonText)
    places.add(',"file":')
    places.addQuoted(name, jsonText)
    places.add(`,"line":${number},"time":"${time}","payer":`)
    places.addQuoted(payer, jsonText)
    places.add(',"payee":')
    places.addQuoted(payee, jsonText)
    places.add(',"amount":')
    places.addQuoted(amount, jsonText)
    places.add(',"memo":')
    places.addQuoted(memo, jsonText)
    places.add("}")

    lines.add("[")
    if (isOfPlace(id, name, number)) lines.add("null")
    else lines.addQuoted(id, JSON.stringify)
    lines.add(`,"${time}",`)
    lines.addQuoted(payer, JSON.stringify)
    lines.add(",")
    lines.addQuoted(payee, JSON.stringify)
    lines.add(",")
    lines.addQuoted(amount, JSON.stringify)
    lines.add(",")
    lines.addQuoted(memo, JSON.stringify)
    lines.add("]\n")
  }
}
