// The payments of alerts.xlsx: those that findings name, straight from the columns of the table.
import { currencyExponent } from "../model/currencies.ts"
import { formatMinor } from "../model/money.ts"
import { rowOrder } from "../model/order.ts"
import { partyNameCodes } from "../model/party.ts"
import { idCodeOf, rowIdsOf } from "../model/row-ids.ts"
import type { PaymentTable } from "../model/table.ts"
import { joinCell } from "./csv-cells.ts"
import { excelTime } from "./excel-time.ts"
import type { FindingRows } from "./finding-rows.ts"
import { copyAll, MOST_DIGITS, NOT_PLAIN, writeDigits, writeMinor } from "./plain-bytes.ts"
import { type SheetCells, textCells } from "./sheet-cells.ts"
import { MAX_SHEET_ROWS, mapLazily, type Sheet, sheetColumns } from "./workbook.ts"

/** Adds what a row of the table holds as the next cell. */
type AddCell = (row: number, cells: SheetCells) => void

/** Payments that findings name, in order of time. */
export function paymentSheet({
  findings,
  table,
}: {
  readonly findings: readonly FindingRows[]
  readonly table: PaymentTable
}): Sheet<(cells: SheetCells) => void> {
  const isNamed = new Uint8Array(table.rowCount)
  for (const { rows } of findings) for (const row of rows) isNamed[row] = 1
  const named: number[] = []
  for (let row = 0; row < isNamed.length; row++) if (isNamed[row] === 1) named.push(row)
  const shown = named.sort(rowOrder(table)).slice(0, MAX_SHEET_ROWS)
  return {
    name: "Payments",
    rowCount: named.length,
    whole: "findings.jsonl",
    columns: sheetColumns([
      ["payment", 24],
      ["time", 24, "time"],
      ["payer", 24],
      ["payer name", 20],
      ["payee", 24],
      ["payee name", 20],
      ["amount", 14, "amount"],
      ["currency", 9],
      ["memo", 50, "prose"],
      ["file", 28],
      ["line", 8, "number"],
      ["findings", 46, "prose"],
    ]),
    rows: paymentRows(table, shown, findings),
  }
}

function paymentRows(
  table: PaymentTable,
  shown: readonly number[],
  findings: readonly FindingRows[],
): Iterable<(cells: SheetCells) => void> {
  const addFacts = factCells(table)
  const addFindings = findingCells(findings)
  const findingsOf = findingsByPlace(findings, shown, table.rowCount)
  return mapLazily(shown, (row, place) => (cells) => {
    for (const add of addFacts) add(row, cells)
    addFindings(findingsOf(place), cells)
  })
}

/** The cells of a row, but for the findings. */
function factCells(table: PaymentTable): readonly AddCell[] {
  const { payer, payee, currency } = table
  const addParty = textCells(table.parties)
  const addCurrency = textCells(table.currencies)
  const addFile = textCells(table.files)
  const addMemo = memoCells(table)
  const addName = nameCells(table)
  const digits = new Uint8Array(MOST_DIGITS)
  return [
    idCells(table),
    (row, cells) => cells.add(excelTime(table.time[row]!)),
    (row, cells) => addParty(payer[row]!, cells),
    (row, cells) => addName(payer[row]!, cells),
    (row, cells) => addParty(payee[row]!, cells),
    (row, cells) => addName(payee[row]!, cells),
    amountCells(table),
    (row, cells) => addCurrency(currency[row]!, cells),
    addMemo,
    (row, cells) => addFile(table.fileOf(row), cells),
    (row, cells) => cells.addNumber(digits, 0, writeDigits(table.lineOf(row), 1, digits, 0)),
  ]
}

function idCells(table: PaymentTable): AddCell {
  const made = rowIdsOf(table)
  if (made === undefined) return (row, cells) => cells.add(table.idOf(row))
  return (row, cells) => {
    const { bytes, from, to } = made.ids.spanOf(idCodeOf(made.without, row))
    if (from === to || !cells.addPlain(bytes, from, to)) cells.add(table.idOf(row))
  }
}

/** By code of the party. */
function nameCells(table: PaymentTable): (party: number, cells: SheetCells) => void {
  const names = partyNameCodes(table)
  if (names === undefined) return (_party, cells) => cells.add("")
  const addName = textCells(names.values)
  return (party, cells) => addName(names.nameOf[party]!, cells)
}

function memoCells(table: PaymentTable): AddCell {
  const memo = table.text.get("memo")
  if (memo === undefined) return (_row, cells) => cells.add("")
  const addMemo = textCells(memo.values)
  return (row, cells) => addMemo(memo.codes[row]!, cells)
}

/** Excel keeps 15 digits of a number; an amount with more stays text, every digit of it. */
const MOST_MINOR = 10 ** 15

function amountCells({ amountMinor, currency, currencies }: PaymentTable): AddCell {
  const decimals = Array.from({ length: currencies.size }, (_, code) =>
    currencyExponent(currencies.text(code)),
  )
  const digits = new Uint8Array(MOST_DIGITS)
  return (row, cells) => {
    const [minor, code] = [amountMinor[row]!, currency[row]!]
    if (minor >= MOST_MINOR) cells.add(formatMinor(minor, currencies.text(code)))
    else cells.addNumber(digits, 0, writeMinor(minor, decimals[code]!, digits, 0), decimals[code])
  }
}

/** Up to so many bytes of ids stand in a cell; longer lists are few, and may not fit. */
const MOST_ID_BYTES = 1024
const [SEMICOLON, BLANK] = [59, 32]

/** The ids of findings, by their numbers, as one cell. */
function findingCells(findings: readonly FindingRows[]): (numbers: Uint32Array, cells: SheetCells) => void {
  const encoder = new TextEncoder()
  const known: Uint8Array[] = []
  const joined = new Uint8Array(MOST_ID_BYTES)
  const join = (numbers: Uint32Array): number => {
    let end = 0
    for (let i = 0; i < numbers.length; i++) {
      const number = numbers[i]!
      known[number] ??= encoder.encode(findings[number]!.id)
      if (end + known[number].length + 2 > MOST_ID_BYTES) return NOT_PLAIN
      if (i > 0) {
        joined[end++] = SEMICOLON
        joined[end++] = BLANK
      }
      end = copyAll(known[number], joined, end)
    }
    return end
  }
  return (numbers, cells) => {
    const end = join(numbers)
    if (end === NOT_PLAIN || !cells.addPlain(joined, 0, end))
      cells.add(joinCell(Array.from(numbers, (number) => findings[number]!.id)))
  }
}

/**
 * Numbers of the findings that name each of `rows`, in their order, by the place of the row there. Numbers of findings one
 * behind another: a list for each row would be most of the memory that a workbook takes.
 */
function findingsByPlace(
  findings: readonly FindingRows[],
  rows: readonly number[],
  rowCount: number,
): (place: number) => Uint32Array {
  // One more than the place; 0: not among them.
  const placeOf = new Uint32Array(rowCount)
  for (const [place, row] of rows.entries()) placeOf[row] = place + 1
  const ends = new Uint32Array(rows.length + 1)
  for (const finding of findings)
    for (const row of finding.rows) if (placeOf[row] !== 0) ends[placeOf[row]!]!++
  for (let place = 1; place < ends.length; place++) ends[place]! += ends[place - 1]!
  const starts = ends.slice()
  const numbers = new Uint32Array(ends[rows.length]!)
  for (const [number, finding] of findings.entries())
    for (const row of finding.rows) if (placeOf[row] !== 0) numbers[starts[placeOf[row]! - 1]!++] = number
  return (place) => numbers.subarray(ends[place], ends[place + 1])
}
