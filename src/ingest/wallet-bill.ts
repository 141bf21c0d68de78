// Bills of payment wallets: the statement of one holder, whose rows say in words which way the money went.
import { parseAmount } from "../model/money.ts"
import type { RowValues } from "../model/table.ts"
import { foldHeader } from "./aliases.ts"
import { amountStep } from "./money-step.ts"
import type { OpenBill, OpenedBill } from "./preset.ts"
import { type RowFault, rowFault, timeFault, tooLong, tooShort } from "./row-fault.ts"
import { trimCell } from "./row-step.ts"
import { STATUS, statusOf } from "./words.ts"

/** The text of a column of the row at hand by its name; empty where the row has none. */
export type BillCell = (name: string) => string

/** What a row of a bill says besides id, time and amount. */
export interface BillEntry {
  /** Whether the holder is paid; else the holder pays. */
  readonly isIn: boolean
  /** Between accounts of the holder: there is no other party. */
  readonly isOwnAccount: boolean
  /** Party id and name of the other side; empty when the row names none. */
  readonly party: string
  readonly partyName: string
  /** Index in `PAYMENT_STATUSES`; -1 when the text is not understood. */
  readonly status: number
  readonly channel: string
  readonly memo: string
}

/** The columns of a bill and the meaning of its words. */
export interface BillLayout {
  readonly id: string
  /** Of several columns the first that is not blank. */
  readonly time: readonly string[]
  readonly amount: string
  readonly status: string
  readonly direction: readonly string[]
  /** Columns that name the other side; `party` is the one kept as attribute where there is no other side. */
  readonly parties: readonly string[]
  readonly party: string
  readonly memo: readonly string[]
  /** Columns kept as attributes under their own names. */
  readonly attributes: readonly string[]
  /** Id and name of the holder, from the lines before the header. */
  readonly holder: (preamble: string, file: string) => { readonly id: string; readonly name: string }
  /** A fault when the direction is not understood. */
  readonly readEntry: (cell: BillCell, amountMinor: number) => BillEntry | RowFault
}

/** Marks an empty cell in bills. */
const EMPTY_MARK = "/"

/** Wallets of mainland China pay in yuan. */
const BILL_CURRENCY = "CNY"

export function billReader(layout: BillLayout): OpenBill {
  return (header, preamble, file, context): OpenedBill => {
    const holder = layout.holder(preamble.map((row) => row.cells.join("")).join("\n"), file)
    const names = header.map(foldHeader)
    const width = names.findLastIndex((name) => name !== "") + 1
    const indexOf = rememberIndexes(names)
    let cells: readonly string[] = []
    const cell: BillCell = (name) => {
      const text = trimCell(cells[indexOf(name)])
      return text === EMPTY_MARK ? "" : text
    }
    const readAmount = amountStep(".", context)
    const payerName = context.textColumn("payerName")
    const payeeName = context.textColumn("payeeName")
    const memo = context.textColumn("memo")
    const channel = context.textColumn("channel")
    const ownParty = context.textColumn(`attributes.${layout.party}`)
    const attributes = layout.attributes
      .filter((name) => indexOf(name) >= 0)
      .map((name) => [name, context.textColumn(`attributes.${name}`)] as const)

    /** Id, time and amount; they are read alike in all bills. */
    const readFigures = (values: RowValues): RowFault | null => {
      values.id = cell(layout.id)
      const time = layout.time.map(cell).find((text) => text !== "") ?? ""
      if (time === "") return rowFault("TIME_MISSING", "time", "")
      values.time = context.time.read(time)
      if (Number.isNaN(values.time)) return timeFault(time)
      values.currency = BILL_CURRENCY
      context.rounded = false
      const fault = readAmount(cell(layout.amount), values)
      if (fault !== null) return fault
      return values.amountMinor < 0 ? rowFault("AMOUNT_NEGATIVE", "amount", cell(layout.amount)) : null
    }

    const readSides = (values: RowValues, entry: BillEntry): RowFault | null => {
      if (entry.status < 0) return rowFault("STATUS_UNKNOWN", "status", cell(layout.status))
      const other = entry.isOwnAccount ? "" : entry.party
      const otherName = entry.isOwnAccount ? "" : entry.partyName
      values.status = entry.status
      values.payer = entry.isIn ? other : holder.id
      values.payee = entry.isIn ? holder.id : other
      values.text[payerName] = entry.isIn ? otherName : holder.name
      values.text[payeeName] = entry.isIn ? holder.name : otherName
      values.text[memo] = entry.memo
      values.text[channel] = entry.isOwnAccount ? "own-account" : entry.channel
      values.text[ownParty] = entry.isOwnAccount ? entry.partyName : ""
      for (const [name, column] of attributes) values.text[column] = cell(name)
      return null
    }

    const used = usedNames(layout).flatMap(([, names]) => names.map(indexOf))
    return {
      columns: namedColumns(layout, header, indexOf),
      ignored: header.map((name) => name.trim()).filter((name, i) => name !== "" && !used.includes(i)),
      isNote: noteFinder(),
      read(row, values) {
        cells = row
        if (row.length < width) return tooShort(row.length, width)
        if (row.slice(width).some((extra) => extra.trim() !== "")) return tooLong(row, width)
        const fault = readFigures(values)
        if (fault !== null) return fault
        const entry = layout.readEntry(cell, values.amountMinor)
        return "code" in entry ? entry : readSides(values, entry)
      },
    }
  }
}

/** Index of a column by the name a layout gives it; -1 when the file has none. */
function rememberIndexes(folded: readonly string[]): (name: string) => number {
  const known = new Map<string, number>()
  return (name) => {
    const index = known.get(name) ?? folded.indexOf(foldHeader(name))
    known.set(name, index)
    return index
  }
}

/** Payment field → the columns it comes from. */
function usedNames(layout: BillLayout): (readonly [field: string, names: readonly string[]])[] {
  return [
    ["id", [layout.id]],
    ["time", layout.time],
    ["amount", [layout.amount]],
    ["status", [layout.status]],
    ["payer, payee", [...layout.direction, ...layout.parties]],
    ["memo", layout.memo],
    ...layout.attributes.map((name) => [`attributes.${name}`, [name]] as const),
  ]
}

function namedColumns(
  layout: BillLayout,
  header: readonly string[],
  indexOf: (name: string) => number,
): Map<string, string> {
  const columns = new Map<string, string>()
  for (const [field, names] of usedNames(layout)) {
    const found = names.filter((name) => indexOf(name) >= 0).map((name) => header[indexOf(name)]!.trim())
    if (found.length > 0) columns.set(field, found.join(", "))
  }
  return columns
}

/** Notes stand behind a line of dashes at the end and fill no more than a few cells. */
const MAX_NOTE_CELLS = 3

function noteFinder(): (cells: readonly string[]) => boolean {
  let atEnd = false
  return (cells) => {
    if (/^-{5}/.test(cells[0]?.trim() ?? "")) atEnd = true
    return atEnd && cells.filter((cell) => cell.trim() !== "").length <= MAX_NOTE_CELLS
  }
}

/** Joins texts of an entry that are not blank. */
export function joinTexts(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join(" ")
}

/**
 * Status of a wallet's own wording: index in `PAYMENT_STATUSES`, -1 when it is not understood. A payment of which
 * only a part was paid back stays settled: the refund is a row of its own.
 */
export function billStatus(text: string, amountMinor: number): number {
  if (text === "") return STATUS.settled
  const refunded = /^已退款\s*[(（]?\s*[¥￥]?\s*(\d[\d.,]*)/.exec(text)?.[1]
  if (refunded !== undefined) {
    const amount = parseAmount(refunded, BILL_CURRENCY, ".")
    return amount.ok && amount.minor < amountMinor ? STATUS.settled : STATUS.refunded
  }
  const known = statusOf(text)
  if (known >= 0) return known
  if (/退款|退还/.test(text)) return STATUS.refunded
  if (/关闭|失败|撤销|取消|过期/.test(text)) return STATUS.reversed
  if (/等待|^待|处理中|进行中|审核/.test(text)) return STATUS.pending
  return /成功|完成|到账|收钱|^已/.test(text) ? STATUS.settled : -1
}
