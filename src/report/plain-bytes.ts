// Texts of columns, times and numbers straight as bytes, without a string for each: what the large files say of payments
// is little else. Hot functions on typed arrays: each writes from `at` on, where there must be room, and gives the end.
import { DAY_MS, formatTime } from "../model/time.ts"

/** A text cannot stand as it is: nothing counts as written. */
export const NOT_PLAIN = -1

const encoder = new TextEncoder()

/** What a byte says of a text it stands in. */
const [PLAIN, MARKED, LOOK_BEHIND] = [0, 1, 2]
const BLANK = 32

/**
 * For `copyPlain`: signs of ASCII that cannot stand as they are, as no control character can.
 * @param areBlanksKept whether blanks one behind another stay as many
 */
export function markedBytes(signs: string, areBlanksKept = true): Uint8Array {
  const marks = new Uint8Array(256)
  marks.fill(MARKED, 0, 0x20)
  for (const sign of signs) marks[sign.charCodeAt(0)] = MARKED
  if (!areBlanksKept) marks[BLANK] = LOOK_BEHIND
  for (const lead of [0xc2, 0xe2, 0xed, 0xef]) marks[lead] = LOOK_BEHIND
  return marks
}

/**
 * Copies a text of UTF-8 that lies in `source` from `from` to before `to`, if it has none of the marked signs, no line
 * separators, no halves of pairs, no U+FFFE or U+FFFF: the same texts as `ByteText.addUnmarked` takes.
 */
export function copyPlain(
  source: Uint8Array,
  from: number,
  to: number,
  marks: Uint8Array,
  bytes: Uint8Array,
  at: number,
): number {
  let end = at
  for (let i = from; i < to; i++) {
    const byte = source[i]!
    const mark = marks[byte]
    if (mark !== PLAIN && (mark === MARKED || isSpecial(source, i))) return NOT_PLAIN
    bytes[end++] = byte
  }
  return end
}

function isSpecial(source: Uint8Array, at: number): boolean {
  const [lead, second, third] = [source[at]!, source[at + 1]!, source[at + 2]!]
  if (lead === BLANK) return second === BLANK
  if (lead === 0xc2) return second === 0x85
  if (lead === 0xe2) return second === 0x80 && (third === 0xa8 || third === 0xa9)
  if (lead === 0xed) return second >= 0xa0
  return second === 0xbf && third >= 0xbe
}

/** Copies bytes as they are; for few of them a loop is faster than a call. */
export function copyBytes(
  source: Uint8Array,
  from: number,
  to: number,
  bytes: Uint8Array,
  at: number,
): number {
  let end = at
  for (let i = from; i < to; i++) bytes[end++] = source[i]!
  return end
}

/** Behind what `copyPart` copies a part of, and behind where it goes, there must be so many bytes. */
export const PART_SLACK = 3

/**
 * The same, four bytes at a time, and up to three more than were asked for: one by one they take twice as long. As whole
 * numbers: not every eight bytes come back from a double as they were, for some are no number.
 */
export function copyPart(source: DataView, from: number, to: number, target: DataView, at: number): number {
  const shift = at - from
  for (let i = from; i < to; i += 4) target.setInt32(i + shift, source.getInt32(i, true), true)
  return to + shift
}

/** A text that is copied often: see `copyText`. */
export interface Piece {
  readonly bytes: DataView
  readonly length: number
}

export function pieceOf(text: string): Piece {
  const bytes = encoder.encode(text)
  const withSlack = new Uint8Array(bytes.length + PART_SLACK)
  withSlack.set(bytes)
  return { bytes: new DataView(withSlack.buffer), length: bytes.length }
}

/** All of a text, and up to `PART_SLACK` bytes more. */
export function copyPiece({ bytes, length }: Piece, target: DataView, at: number): number {
  return copyPart(bytes, 0, length, target, at)
}

/** All of the bytes. */
export function copyAll(source: Uint8Array, bytes: Uint8Array, at: number): number {
  return copyBytes(source, 0, source.length, bytes, at)
}

/** Numbers below this are added up and divided as machine words. */
const SMALL = 2 ** 31
const DIGIT_0 = 48
const POINT = 46

/** The digits of a whole number from 0 on, at least so many of them. */
export function writeDigits(number: number, least: number, bytes: Uint8Array, at: number): number {
  if (number >= SMALL) return copyAll(encoder.encode(String(number).padStart(least, "0")), bytes, at)
  let count = 1
  for (let rest = (number / 10) | 0; rest > 0; rest = (rest / 10) | 0) count++
  const end = at + Math.max(count, least)
  for (let i = end - 1, rest = number | 0; i >= at; i--) {
    const tens = (rest / 10) | 0
    bytes[i] = DIGIT_0 + rest - tens * 10
    rest = tens
  }
  return end
}

/** As `formatMinor` writes an amount that is not negative; `exponent`: decimals of its currency. */
export function writeMinor(minor: number, exponent: number, bytes: Uint8Array, at: number): number {
  const end = writeDigits(minor, exponent + 1, bytes, at)
  if (exponent === 0) return end
  for (let i = end; i > end - exponent; i--) bytes[i] = bytes[i - 1]!
  bytes[end - exponent] = POINT
  return end + 1
}

const HEX_DIGITS = encoder.encode("0123456789abcdef")

/** A word as eight hexadecimal digits. */
export function writeHex(word: number, bytes: Uint8Array, at: number): number {
  for (let i = 0; i < 8; i++) bytes[at + i] = HEX_DIGITS[(word >>> (28 - 4 * i)) & 0xf]!
  return at + 8
}

/** Room for any amount with its point, and for any time. */
export const MOST_DIGITS = 32

/** Days that were printed lately: findings are told one after another, each over some weeks. */
const MOST_DAYS = 4096
const dayTexts = new Map<number, Uint8Array<ArrayBuffer>>()
/** The last of them: payments come in order of time. */
let last = { day: Number.NaN, text: new Uint8Array() }

/** `2024-03-01T` */
function dayText(day: number): Uint8Array {
  if (day !== last.day) last = { day, text: findDay(day) }
  return last.text
}

function findDay(day: number): Uint8Array<ArrayBuffer> {
  const known = dayTexts.get(day)
  if (known !== undefined) return known
  if (dayTexts.size === MOST_DAYS) dayTexts.clear()
  const text = formatTime(day * DAY_MS)
  const made = encoder.encode(text.slice(0, text.indexOf("T") + 1))
  dayTexts.set(day, made)
  return made
}

/** As `formatTime` writes a time. */
export function writeTime(ms: number, bytes: Uint8Array, at: number): number {
  const day = Math.floor(ms / DAY_MS)
  const second = (ms - day * DAY_MS) / 1000
  if (second !== Math.floor(second)) return copyAll(encoder.encode(formatTime(ms)), bytes, at)
  const text = dayText(day)
  let end = copyBytes(text, 0, text.length, bytes, at)
  const minute = (second / 60) | 0
  end = writeDigits((minute / 60) | 0, 2, bytes, end)
  bytes[end++] = COLON
  end = writeDigits(minute % 60, 2, bytes, end)
  bytes[end++] = COLON
  end = writeDigits(second % 60, 2, bytes, end)
  bytes[end] = ZULU
  return end + 1
}

const COLON = 58
const ZULU = 90
