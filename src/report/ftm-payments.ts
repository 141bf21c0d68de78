// Payments as FollowTheMoney entities, written straight as bytes: no other kind comes in such numbers.
import type { Finding } from "../model/finding.ts"
import { stableId } from "../model/hash.ts"
import { formatMinor } from "../model/money.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import { ByteText, FULL_LENGTH } from "./byte-text.ts"
import { MAX_TEXT, valueText } from "./ftm-entity.ts"
import type { PartyIds } from "./ftm-parties.ts"

/** A line for each row, in pieces of many lines; `rulesOf`: see `rulesOfRows`. */
export function* paymentLines(
  table: PaymentTable,
  rows: readonly number[],
  idsOf: (code: number) => PartyIds,
  rulesOf: (row: number) => string,
): Generator<Uint8Array> {
  const memos = table.text.get("memo")
  const text = new ByteText()
  for (const row of rows) {
    const payer = idsOf(table.payer[row]!)
    const payee = idsOf(table.payee[row]!)
    const currency = table.currencies.text(table.currency[row]!)
    const id = table.idOf(row)
    text.add('{"id":"')
    text.add(stableId("payment", [id]))
    text.add('","schema":"Payment","properties":{"payer":["')
    text.add(payer.party[0])
    for (const account of payer.account) addMore(text, "payerAccount", account)
    addMore(text, "beneficiary", payee.party[0])
    for (const account of payee.account) addMore(text, "beneficiaryAccount", account)
    // The first 19 characters: FollowTheMoney knows neither zone nor parts of seconds.
    addMore(text, "date", formatTime(table.time[row]!).slice(0, 19))
    addMore(text, "amount", formatMinor(table.amountMinor[row]!, currency))
    text.add('"]')
    addValue(text, "currency", currency)
    if (memos !== undefined)
      addValue(text, "purpose", memos.values.text(memos.codes[row]!).slice(0, MAX_TEXT))
    if (table.hasOwnId(row)) addValue(text, "transactionNumber", id)
    addValue(text, "recordId", `${table.files.text(table.file[row]!)}:${table.line[row]}`)
    addValue(text, "summary", rulesOf(row))
    text.add("}}\n")
    if (text.length >= FULL_LENGTH) yield text.take()
  }
  yield text.take()
}

/** Ends the list of the property before and begins the next with a value that JSON need not escape. */
function addMore(text: ByteText, property: string, value: string): void {
  text.add('"],"')
  text.add(property)
  text.add('":["')
  text.add(value)
}

/** A value without text is left out, and its property with it. */
function addValue(text: ByteText, property: string, value: string): void {
  if (value === "") return
  text.add(',"')
  text.add(property)
  text.add('":[')
  text.addQuoted(value, valueText)
  text.add("]")
}

/**
 * The rules whose findings name a row, each once, in the order of the findings. Most rows have one of a few sets of rules:
 * a row holds the number of its set, and a set knows the one it becomes with another rule.
 */
export function rulesOfRows(findings: readonly Finding[], rowCount: number): (row: number) => string {
  interface RuleSet {
    readonly rules: readonly string[]
    readonly with: Map<string, number>
  }
  const sets: RuleSet[] = [{ rules: [], with: new Map() }]
  const setOf = new Uint32Array(rowCount)
  const withRule = (number: number, rule: string): number => {
    const set = sets[number]!
    const known = set.with.get(rule)
    if (known !== undefined) return known
    const next = set.rules.includes(rule)
      ? number
      : sets.push({ rules: [...set.rules, rule], with: new Map() }) - 1
    set.with.set(rule, next)
    return next
  }
  for (const { rule, rows } of findings) for (const row of rows) setOf[row] = withRule(setOf[row]!, rule)
  const texts = sets.map(({ rules }) => rules.join(", "))
  return (row) => texts[setOf[row]!]!
}
