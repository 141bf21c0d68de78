// Free texts of payments with everything masked but the words that findings rest on, and where these words stand then.
import type { Dictionary } from "./model/dictionary.ts"
import type { Finding, TextMatch } from "./model/finding.ts"
import type { TextFieldName } from "./model/payment.ts"
import type { PaymentTable } from "./model/table.ts"
import { MASK } from "./model/veil.ts"
import { MASKED_FIELDS } from "./model/veil-table.ts"
import { VeiledDictionary } from "./model/veiled-dictionary.ts"

/** Half-open, in UTF-16 code units. */
interface Span {
  readonly start: number
  readonly end: number
}

/** A text of which only some spans are shown. */
export interface MaskedText {
  readonly text: string
  /** Where a place inside a shown span stands in the masked text. */
  placeOf(index: number): number
}

/** Shows the spans, which may overlap, and one mask for whatever stands before, between and behind them. */
export function maskText(text: string, spans: readonly Span[]): MaskedText {
  const shown = joinSpans(spans)
  const pieces: { readonly span: Span; readonly at: number }[] = []
  let masked = ""
  let end = 0
  for (const span of shown) {
    if (span.start > end) masked += MASK
    pieces.push({ span, at: masked.length })
    masked += text.slice(span.start, span.end)
    end = span.end
  }
  if (end < text.length) masked += MASK
  return {
    text: masked,
    placeOf: (index) => {
      const piece = pieces.findLast(({ span }) => span.start <= index)
      return piece === undefined ? 0 : piece.at + index - piece.span.start
    },
  }
}

function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = []
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = joined.at(-1)
    if (last === undefined || start > last.end) joined.push({ start, end })
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, end) }
  }
  return joined
}

/** What is told of free texts that hold matched words: by dictionary, by code. */
export type MaskedTexts = ReadonlyMap<Dictionary, ReadonlyMap<number, MaskedText>>

/** The masked texts of all that findings matched. A text is shown alike in every payment that has it. */
export function maskMatched(table: PaymentTable, findings: readonly Finding[]): MaskedTexts {
  const spans = new Map<Dictionary, Map<number, Span[]>>()
  for (const finding of findings) {
    for (const [match, row] of withRows(table, finding)) {
      const column = maskedColumn(table, match)
      if (column === undefined) continue
      const byCode = spans.get(column.values) ?? new Map<number, Span[]>()
      spans.set(column.values, byCode)
      const code = column.codes[row]!
      const known = byCode.get(code)
      // A memo may stand in every payment.
      if (known === undefined) byCode.set(code, [match])
      else known.push(match)
    }
  }
  return new Map(
    [...spans].map(([values, byCode]) => {
      const plain = VeiledDictionary.plainOf(values)
      return [values, new Map([...byCode].map(([code, shown]) => [code, maskText(plain.text(code), shown)]))]
    }),
  )
}

/**
 * The matches of a finding where they stand in what is told: in a free text the matched word in its masked text, in a
 * name the whole of the pseudonym, since a part of a name may be all of it.
 */
export function placeMatches(table: PaymentTable, finding: Finding, masked: MaskedTexts): TextMatch[] {
  return withRows(table, finding).map(([match, row]) => {
    const free = maskedColumn(table, match)
    if (free !== undefined) {
      const start = masked.get(free.values)!.get(free.codes[row]!)!.placeOf(match.start)
      return { ...match, start, end: start + match.text.length }
    }
    const column = table.text.get(match.field as TextFieldName)
    const text = column?.values.text(column.codes[row]!) ?? ""
    return { ...match, text, start: 0, end: text.length }
  })
}

function maskedColumn(table: PaymentTable, { field }: TextMatch) {
  const isFree = (MASKED_FIELDS as readonly string[]).includes(field)
  return isFree ? table.text.get(field as TextFieldName) : undefined
}

function withRows(table: PaymentTable, { matches, rows }: Finding): [match: TextMatch, row: number][] {
  if (matches.length === 0) return []
  const rowOf = new Map(rows.map((row) => [table.idOf(row), row]))
  return matches.map((match) => [match, rowOf.get(match.payment)!])
}
