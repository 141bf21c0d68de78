// Text from the data cut into pieces for the page: marked words, excerpts of long texts, and characters that one cannot
// see or that would turn the direction of what follows (Unicode Bidirectional Algorithm, UAX #9).

/** A part of a text that is marked, in UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface TextPiece {
  readonly text: string
  readonly marked: boolean
}

/** Controls, bidirectional and zero-width characters, line separators, halves of surrogate pairs. Line feed is told apart. */
const HIDDEN =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|(?<=[\p{Script=Han}\p{Script=Latin}\p{Nd}])[\u200c\u200d]/gu

/** Text and hidden characters by turns, text first: `["a", "\u202e", "b"]`. */
export function splitHidden(text: string): string[] {
  const parts: string[] = []
  let end = 0
  for (const match of text.matchAll(HIDDEN)) {
    parts.push(text.slice(end, match.index), match[0])
    end = match.index + match[0].length
  }
  parts.push(text.slice(end))
  return parts
}

/** `U+202E` */
export function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`
}

/** The text with its hidden characters told by their code points: for places that hold text alone. */
export function spelledOut(text: string): string {
  return splitHidden(text)
    .map((part, index) => (index % 2 === 0 ? part : codePointName(part)))
    .join("")
}

/** The part of a text from `from` to `to` in marked and unmarked pieces. Spans may overlap and reach beyond. */
export function markedPieces(text: string, spans: readonly Span[], from = 0, to = text.length): TextPiece[] {
  const pieces: TextPiece[] = []
  let at = from
  for (const { start, end } of joinSpans(spans)) {
    const first = Math.min(Math.max(start, at), to)
    const last = Math.min(Math.max(end, at), to)
    if (first > at) pieces.push({ text: text.slice(at, first), marked: false })
    if (last > first) pieces.push({ text: text.slice(first, last), marked: true })
    at = Math.max(at, last)
  }
  if (at < to) pieces.push({ text: text.slice(at, to), marked: false })
  return pieces
}

/** In order, those that touch joined. */
function joinSpans(spans: readonly Span[]): Span[] {
  const joined: { start: number; end: number }[] = []
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else joined.push({ start, end })
  }
  return joined
}

/** Longer texts are shown shortened. */
const SHORT_LENGTH = 280
const HEAD_LENGTH = 120
const AROUND = 50

/** The parts of a long text that are worth showing first: its head and what surrounds marked words. */
export function excerpts(text: string, spans: readonly Span[]): Span[] {
  if (text.length <= SHORT_LENGTH) return [{ start: 0, end: text.length }]
  const around = joinSpans(spans)
    .slice(0, 5)
    .map(({ start, end }) => ({
      start: Math.max(0, start - AROUND),
      end: Math.min(text.length, end + AROUND),
    }))
  return joinSpans([{ start: 0, end: HEAD_LENGTH }, ...around]).map(({ start, end }) => ({
    start: keepPair(text, start),
    end: keepPair(text, end),
  }))
}

/** A place that does not cut a surrogate pair in two. */
function keepPair(text: string, index: number): number {
  const code = text.charCodeAt(index)
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index
}
