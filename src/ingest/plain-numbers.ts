// Times and amounts from bytes, where they are written in the one way that bulk files have. Everything else is left to
// the readers of text, `readIso` and `plainMinor`, of which these are the short cuts. Hot loops.
import { clockMs, daysOf } from "../model/iso-time.ts"

const ZERO = 48
const MINUS = 45
const PLUS = 43
const COLON = 58
const POINT = 46
const T = 84
const Z = 90
const SPACE = 32

/** Two digits from `at`; a number below 0 when one is none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - ZERO
  const ones = bytes[at + 1]! - ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -10_000
}

/**
 * Epoch milliseconds of `YYYY-MM-DD`, `T` or a space, `HH:MM:SS`, and nothing, `Z` or `±HH:MM`. NaN for any other text.
 * Without a zone the time goes through `local`.
 */
export function plainTime(
  bytes: Uint8Array,
  from: number,
  to: number,
  local: (ms: number) => number,
): number {
  const length = to - from
  if (length !== 19 && length !== 20 && length !== 25) return Number.NaN
  const between = bytes[from + 10]
  if (bytes[from + 4] !== MINUS || bytes[from + 7] !== MINUS || (between !== T && between !== SPACE))
    return Number.NaN
  if (bytes[from + 13] !== COLON || bytes[from + 16] !== COLON) return Number.NaN
  const year = twoDigits(bytes, from) * 100 + twoDigits(bytes, from + 2)
  const days = daysOf(year, twoDigits(bytes, from + 5), twoDigits(bytes, from + 8))
  const clock = clockMs(twoDigits(bytes, from + 11), twoDigits(bytes, from + 14), twoDigits(bytes, from + 17))
  const time = days * 86_400_000 + clock
  if (length === 19) return Number.isNaN(time) ? time : local(time)
  if (length === 20) return bytes[from + 19] === Z ? time : Number.NaN
  const sign = bytes[from + 19]
  const hour = twoDigits(bytes, from + 20)
  const minute = twoDigits(bytes, from + 23)
  if ((sign !== PLUS && sign !== MINUS) || bytes[from + 22] !== COLON) return Number.NaN
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return Number.NaN
  const offset = (hour * 60 + minute) * 60_000
  return sign === MINUS ? time + offset : time - offset
}

/** Minor units of plain digits with at most `exponent` decimals; -1 for any other text. As `plainMinor`. */
export function plainAmount(bytes: Uint8Array, from: number, to: number, exponent: number): number {
  let minor = 0
  let point = -1
  for (let at = from; at < to; at++) {
    const digit = bytes[at]! - ZERO
    if (digit >= 0 && digit <= 9) minor = minor * 10 + digit
    else if (digit === POINT - ZERO && point < 0 && at > from && at < to - 1) point = at
    else return -1
  }
  const decimals = point < 0 ? 0 : to - 1 - point
  const digits = point < 0 ? to - from : to - from - 1
  // 15 digits are always a safe integer.
  if (digits === 0 || decimals > exponent || digits + exponent - decimals > 15) return -1
  for (let i = decimals; i < exponent; i++) minor *= 10
  return minor
}
