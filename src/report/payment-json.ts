// A payment as JSON, as it stands in findings.jsonl and as the hash of a finding takes it: see `paymentFacts`,
// `findingHash` for what it says.
import { formatMinor } from "../model/money.ts"
import type { PaymentTable } from "../model/table.ts"
import { formatTime } from "../model/time.ts"
import type { ByteText } from "./byte-text.ts"
import { isOfPlace } from "./finding-hash.ts"
import { jsonText } from "./json-pieces.ts"
import { copyPart, copyPiece, NOT_PLAIN, type Piece, pieceOf, writeDigits, writeTime } from "./plain-bytes.ts"
import { type PlainColumns, plainColumns } from "./plain-columns.ts"

/**
 * Adds the payment of a row to `places`, as JSON of its facts, and to `lines`, as its line in the hash of a finding.
 */
export type AddPayment = (row: number, places: ByteText, lines: ByteText) => void

export function paymentJson(table: PaymentTable): AddPayment {
  const addTexts = paymentTexts(table)
  const columns = plainColumns(table)
  if (columns === undefined) return addTexts
  const plain = { table, columns, ...textsAbout(table) }
  return (row, places, lines) => {
    if (!addPlain(plain, row, places, lines)) addTexts(row, places, lines)
  }
}

const BEFORE = {
  id: pieceOf('{"payment":"'),
  time: pieceOf(',"time":"'),
  payer: pieceOf('","payer":"'),
  payee: pieceOf('","payee":"'),
  amount: pieceOf('","amount":"'),
  memo: pieceOf('","memo":"'),
  end: pieceOf('"}'),
}
const LINE = { id: pieceOf('["'), noId: pieceOf('[null,"'), next: pieceOf('","'), end: pieceOf('"]\n') }
/** Of all that stands about the cells of a payment. */
const ROOM_ABOUT = 256

interface PlainPayments {
  readonly table: PaymentTable
  readonly columns: PlainColumns
  /** By code: the file with what stands about it. */
  readonly files: readonly Piece[]
  /** By code: the currency behind its amount. */
  readonly currencies: readonly Piece[]
}

/** Texts of which a table has few, with what stands about them in every payment: they are copied at once. */
function textsAbout({ files, currencies }: PaymentTable): Pick<PlainPayments, "files" | "currencies"> {
  return {
    files: Array.from({ length: files.size }, (_, code) =>
      pieceOf(`","file":${jsonText(files.text(code))},"line":`),
    ),
    currencies: Array.from({ length: currencies.size }, (_, code) =>
      pieceOf(` ${jsonText(currencies.text(code)).slice(1, -1)}`),
    ),
  }
}

/**
 * Writes a payment of which all texts can stand as they are; false for one that has others, of which nothing is added.
 * The cells are written once, and copied from the places to the lines.
 */
function addPlain(
  { table, columns, files, currencies }: PlainPayments,
  row: number,
  places: ByteText,
  lines: ByteText,
): boolean {
  const room = ROOM_ABOUT + columns.roomFor(row)
  const view = places.viewWithRoom(room)
  const { bytes } = places
  const id = copyPiece(BEFORE.id, view, places.length)
  const idEnd = columns.id(row, bytes, id)
  if (idEnd === NOT_PLAIN) return false
  const place = copyPiece(files[table.fileOf(row)]!, view, idEnd)
  const time = copyPiece(BEFORE.time, view, writeDigits(table.lineOf(row), 1, bytes, place))
  const timeEnd = writeTime(table.time[row]!, bytes, time)
  const payer = copyPiece(BEFORE.payer, view, timeEnd)
  const payerEnd = columns.payer(row, bytes, payer)
  if (payerEnd === NOT_PLAIN) return false
  const payee = copyPiece(BEFORE.payee, view, payerEnd)
  const payeeEnd = columns.payee(row, bytes, payee)
  if (payeeEnd === NOT_PLAIN) return false
  const amount = copyPiece(BEFORE.amount, view, payeeEnd)
  const amountEnd = copyPiece(currencies[table.currency[row]!]!, view, columns.amount(row, bytes, amount))
  const memo = copyPiece(BEFORE.memo, view, amountEnd)
  const memoEnd = columns.memo(row, bytes, memo)
  if (memoEnd === NOT_PLAIN) return false
  places.cutTo(copyPiece(BEFORE.end, view, memoEnd))

  const line = lines.viewWithRoom(room)
  let to = lines.length
  if (columns.isIdOfPlace(row)) to = copyPiece(LINE.noId, line, to)
  else to = copyPiece(LINE.next, line, copyPart(view, id, idEnd, line, copyPiece(LINE.id, line, to)))
  to = copyPiece(LINE.next, line, copyPart(view, time, timeEnd, line, to))
  to = copyPiece(LINE.next, line, copyPart(view, payer, payerEnd, line, to))
  to = copyPiece(LINE.next, line, copyPart(view, payee, payeeEnd, line, to))
  to = copyPiece(LINE.next, line, copyPart(view, amount, amountEnd, line, to))
  lines.cutTo(copyPiece(LINE.end, line, copyPart(view, memo, memoEnd, line, to)))
  return true
}

/** Any payment of any table. */
export function paymentTexts(table: PaymentTable): AddPayment {
  const memos = table.text.get("memo")
  return (row, places, lines) => {
    const id = table.idOf(row)
    const name = table.files.text(table.fileOf(row))
    const number = table.lineOf(row)
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
