// Payments as FollowTheMoney entities, written straight as bytes: no other kind comes in such numbers.
import { MOST_STABLE_BYTES, stableId, stableWords } from "../model/hash.ts"
import { formatMinor } from "../model/money.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import { ByteText, FULL_LENGTH } from "./byte-text.ts"
import type { FindingRows } from "./finding-rows.ts"
import { MAX_TEXT, valueText } from "./ftm-entity.ts"
import type { PartyIds } from "./ftm-ids.ts"
import { copyPiece, NOT_PLAIN, type Piece, pieceOf, writeDigits, writeHex, writeTime } from "./plain-bytes.ts"
import { type PlainColumns, plainColumns } from "./plain-columns.ts"
import { fetchOf, readAhead } from "./read-ahead.ts"

/** A line for each row, in pieces of many lines, each good as `ByteText.turn` says; `rulesOf`: see `rulesOfRows`. */
export function* paymentLines(
  table: PaymentTable,
  rows: readonly number[],
  ids: PartyIds,
  rulesOf: (row: number) => Piece,
): Generator<Uint8Array> {
  const columns = plainColumns(table)
  const addFacts = paymentFacts(table, columns)
  const addId = paymentIds(table, columns)
  const ahead = readAhead([fetchOf(table.payer, ids.fetch), fetchOf(table.payee, ids.fetch)])
  const text = new ByteText()
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    ahead(rows, i)
    const [payer, payee] = [table.payer[row]!, table.payee[row]!]
    addId(row, text)
    text.addPiece(BEFORE.payer)
    ids.add(payer, text)
    const payerAccount = ids.account(payer)
    if (payerAccount !== undefined) addMore(text, "payerAccount", payerAccount)
    text.addPiece(BEFORE.payee)
    ids.add(payee, text)
    const payeeAccount = ids.account(payee)
    if (payeeAccount !== undefined) addMore(text, "beneficiaryAccount", payeeAccount)
    addFacts(row, text)
    text.addPiece(rulesOf(row))
    if (text.length >= FULL_LENGTH) yield text.turn()
  }
  yield text.take()
}

/** Adds something of a row. */
type AddFacts = (row: number, text: ByteText) => void

/** Begins the entity of a row with its id. */
function paymentIds(table: PaymentTable, columns: PlainColumns | undefined): AddFacts {
  const addText: AddFacts = (row, text) => {
    text.add(`{"id":"${stableId("payment", [table.idOf(row)])}`)
  }
  if (columns === undefined) return addText
  return (row, text) => {
    // In what is made of its place the name of the file may be escaped.
    if (!table.hasOwnId(row)) return addText(row, text)
    const view = text.viewWithRoom(ROOM_ABOUT + columns.roomFor(row))
    const { bytes } = text
    // Where its digits will stand, the id stands to be hashed.
    const at = copyPiece(BEFORE.entity, view, text.length)
    const end = columns.id(row, bytes, at)
    if (end === NOT_PLAIN || end - at > MOST_STABLE_BYTES) addText(row, text)
    else {
      const words = stableWords(bytes, at, end)
      text.cutTo(writeHex(words[1]!, bytes, writeHex(words[0]!, bytes, at)))
    }
  }
}

/** Adds what the row says beside its parties. */
function paymentFacts(table: PaymentTable, columns: PlainColumns | undefined): AddFacts {
  const addTexts = factTexts(table)
  if (columns === undefined) return addTexts
  const addPlain = plainFacts(table, columns)
  return (row, text) => {
    if (!addPlain(row, text)) addTexts(row, text)
  }
}

/** Any payment of any table. */
function factTexts(table: PaymentTable): AddFacts {
  const memos = table.text.get("memo")
  return (row, text) => {
    const currency = table.currencies.text(table.currency[row]!)
    addMore(text, "date", formatTime(table.time[row]!).slice(0, DATE_LENGTH))
    addMore(text, "amount", formatMinor(table.amountMinor[row]!, currency))
    text.add('"]')
    addValue(text, "currency", currency)
    if (memos !== undefined)
      addValue(text, "purpose", memos.values.text(memos.codes[row]!).slice(0, MAX_TEXT))
    if (table.hasOwnId(row)) addValue(text, "transactionNumber", table.idOf(row))
    addValue(text, "recordId", `${table.files.text(table.fileOf(row))}:${table.lineOf(row)}`)
  }
}

/** FollowTheMoney knows neither zone nor parts of seconds. */
const DATE_LENGTH = 19

const BEFORE = {
  entity: pieceOf('{"id":"payment-'),
  payer: pieceOf('","schema":"Payment","properties":{"payer":["'),
  payee: pieceOf('"],"beneficiary":["'),
  date: pieceOf('"],"date":["'),
  amount: pieceOf('"],"amount":["'),
  currency: pieceOf('"],"currency":["'),
  memo: pieceOf('"],"purpose":["'),
  id: pieceOf('"],"transactionNumber":["'),
  place: pieceOf('"],"recordId":["'),
  line: pieceOf(":"),
  end: pieceOf('"]'),
}
/** Of all that stands about the facts of a payment. */
const ROOM_ABOUT = 256

/** The same for payments of which all texts can stand as they are; false for others, of which nothing is added. */
function plainFacts(table: PaymentTable, columns: PlainColumns): (row: number, text: ByteText) => boolean {
  const files = Array.from({ length: table.files.size }, (_, code) =>
    pieceOf(valueText(table.files.text(code)).slice(1, -1)),
  )
  return (row, text) => {
    const view = text.viewWithRoom(ROOM_ABOUT + columns.roomFor(row))
    const { bytes } = text
    let at = copyPiece(BEFORE.date, view, text.length)
    writeTime(table.time[row]!, bytes, at)
    at = columns.amount(row, bytes, copyPiece(BEFORE.amount, view, at + DATE_LENGTH))
    at = columns.currency(row, bytes, copyPiece(BEFORE.currency, view, at))
    const memo = copyPiece(BEFORE.memo, view, at)
    const memoEnd = columns.memo(row, bytes, memo)
    if (memoEnd === NOT_PLAIN || memoEnd - memo > MAX_TEXT) return false
    if (memoEnd > memo) at = memoEnd
    if (table.hasOwnId(row)) {
      at = columns.id(row, bytes, copyPiece(BEFORE.id, view, at))
      if (at === NOT_PLAIN) return false
    }
    at = copyPiece(files[table.fileOf(row)]!, view, copyPiece(BEFORE.place, view, at))
    at = writeDigits(table.lineOf(row), 1, bytes, copyPiece(BEFORE.line, view, at))
    text.cutTo(copyPiece(BEFORE.end, view, at))
    return true
  }
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
 * How the entity of a row ends: with the rules whose findings name it, each once, in the order of the findings. Most rows have one of a few sets of rules:
 * a row holds the number of its set, and a set knows the one it becomes with another rule.
 */
export function rulesOfRows(findings: readonly FindingRows[], rowCount: number): (row: number) => Piece {
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
  for (const { rule, rows } of findings) {
    // Rows of a finding mostly have one set before, and one with the rule.
    let [before, after] = [0, withRule(0, rule)]
    for (const row of rows) {
      if (setOf[row] !== before) {
        before = setOf[row]!
        after = withRule(before, rule)
      }
      setOf[row] = after
    }
  }
  const texts = sets.map(({ rules }) => summaryEnd(rules))
  return (row) => texts[setOf[row]!]!
}

/** The last property of an entity, and its end. */
function summaryEnd(rules: readonly string[]): Piece {
  const summary = rules.length === 0 ? "" : `,"summary":[${valueText(rules.join(", "))}]`
  return pieceOf(`${summary}}}\n`)
}
