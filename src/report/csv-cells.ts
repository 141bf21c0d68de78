// CSV as people open it in Excel or LibreOffice: RFC 4180 quoting, a UTF-8 byte order mark, and no cell that a
// spreadsheet would run as a formula (OWASP, "CSV Injection").

/** First characters of a CSV file, so that Excel on Windows reads it as UTF-8. */
export const BYTE_ORDER_MARK = "\ufeff"

/** Text is guarded against being read as a formula; a number is typed and needs no guard. */
export type CsvCell = string | number

/** Excel keeps at most 32,767 characters in a cell and spills the rest into cells below. */
const MAX_CELL_LENGTH = 32_000

// Signs that open a formula, with their full-width and small forms and the minus sign proper.
const SIGN = "[=+\\-@＝＋－＠﹦﹢﹣﹫−]"
// What a spreadsheet may drop before it looks at the first sign: blanks, controls, invisible format characters.
const INVISIBLE = "\\s\\p{Cc}\\p{Cf}\\u115f\\u1160\\u3164\\uffa0"
const CELL_START = new RegExp(`^(?:[\\t\\r\\n]|[${INVISIBLE}]*${SIGN})`, "u")
const VISIBLE = new RegExp(`[^${INVISIBLE}]`, "u")
// The lookahead stops at the next separator, so that no stretch is read twice.
const PART_START = new RegExp(`[;\\t\\r\\n](?=(?:(?![;\\t\\r\\n])[${INVISIBLE}])*${SIGN})`, "gu")

/**
 * The text, with an apostrophe before whatever a spreadsheet could take for a formula: at its start, and after each
 * `;`, TAB or line break, where a spreadsheet set to another list separator tears the cell apart.
 */
export function guardText(text: string): string {
  const guard = CELL_START.test(text) ? "'" : ""
  const start = Math.max(0, text.search(VISIBLE))
  return guard + text.slice(0, start) + text.slice(start).replace(PART_START, "$&'")
}

/** Most cells: nothing to guard, quote or cut. */
const PLAIN = /^[A-Za-z0-9](?:[A-Za-z0-9 ._:/-]{0,200}[A-Za-z0-9.])?$/

/** One line of a CSV file, with its line feed. */
export function csvRow(cells: readonly CsvCell[]): string {
  return `${cells.map(formatCell).join(",")}\n`
}

function formatCell(cell: CsvCell): string {
  if (typeof cell === "number") return String(cell)
  if (PLAIN.test(cell)) return cell
  const text = guardText(cut(cell))
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function cut(text: string): string {
  return text.length <= MAX_CELL_LENGTH ? text : `${text.slice(0, MAX_CELL_LENGTH)}… (cut)`
}

/** Several values in one cell; those that do not fit are counted. */
export function joinCell(values: readonly string[]): string {
  let joined = ""
  for (const [index, value] of values.entries()) {
    const next = index === 0 ? value : `${joined}; ${value}`
    if (index > 0 && next.length > MAX_CELL_LENGTH - 100)
      return `${joined}; … and ${values.length - index} more`
    joined = next
  }
  return joined
}

/** Totals by currency as text: `1234.50 CNY; 3.00 USD`. */
export function formatTotal(total: Readonly<Record<string, string>>): string {
  return joinCell(Object.entries(total).map(([currency, amount]) => `${amount} ${currency}`))
}
