// The dialect of a CSV text, and single cells in it.

export interface CsvDialect {
  /** One UTF-16 unit, as the others. */
  readonly delimiter: string
  /** Null: no quoting, every quote is text. */
  readonly quote: string | null
  /** What makes a quote text inside quotes; null: the quote itself, doubled. Often a backslash. */
  readonly escape: string | null
}

/** A dialect that can say every text: it has a quote. */
export interface FullDialect {
  readonly delimiter: string
  readonly quote: string
  readonly escape: string
}

/** The quote to use where the dialect has none: a noncharacter, which text does not hold by itself. */
const STAND_IN_QUOTE = "\uffff"

/** The dialect in which records are written when cells must be quoted. */
export function fullDialect({ delimiter, quote, escape: escapeMark }: CsvDialect): FullDialect {
  if (quote === null) return { delimiter, quote: STAND_IN_QUOTE, escape: STAND_IN_QUOTE }
  return { delimiter, quote, escape: escapeMark ?? quote }
}

export function quoteCell(cell: string, { quote, escape: escapeMark }: FullDialect): string {
  const text = escapeMark === quote ? cell : cell.replaceAll(escapeMark, escapeMark + escapeMark)
  return quote + text.replaceAll(quote, escapeMark + quote) + quote
}

/** The text that stands between quotes; an escape in front of anything but a quote or an escape is text. */
export function unquoteCell(inner: string, { quote, escape: escapeMark }: FullDialect): string {
  let text = ""
  for (let i = 0; i < inner.length; i++) {
    const next = inner[i + 1]
    if (inner[i] === escapeMark && (next === quote || next === escapeMark)) i++
    text += inner[i]
  }
  return text
}

/** What `\s` matches in JavaScript, line ends included. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d)
  if (code < 0x1680) return code === 0xa0
  return (
    code === 0x3000 ||
    code === 0xfeff ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x1680
  )
}

/** A cell of a record to be rewritten; positions count from the start of the record. */
export interface Mend {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** @param mends in order, not overlapping */
export function mendRecord(record: string, mends: readonly Mend[]): string {
  if (mends.length === 0) return record
  let text = ""
  let done = 0
  for (const { from, to, text: cell } of mends) {
    text += record.slice(done, from) + cell
    done = to
  }
  return text + record.slice(done)
}
