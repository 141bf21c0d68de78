// A reader of fixed-format timestamps (ISO 8601 calendar dates and their near relatives) for bulk input: no regular
// expression, no object, no Date.

/** `value` digits of `text` from `start`; -1 when one is not a digit. */
function digits(text: string, start: number, count: number): number {
  let value = 0
  for (let i = start; i < start + count; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334]
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Days from 1970-01-01 to a date of the proleptic Gregorian calendar; NaN when there is no such date. */
export function daysOf(year: number, month: number, day: number): number {
  if (year < 0 || month < 1 || month > 12 || day < 1) return Number.NaN
  const leap = isLeap(year)
  if (day > DAYS_IN_MONTH[month - 1]! + (leap && month === 2 ? 1 : 0)) return Number.NaN
  const before = year - 1
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400)
  const dayOfYear = DAYS_BEFORE_MONTH[month - 1]! + day - 1 + (leap && month > 2 ? 1 : 0)
  // 719,162 days lie between 0001-01-01 and 1970-01-01.
  return before * 365 + leapDays + dayOfYear - 719_162
}

const Z = 90
const COLON = 58
const PLUS = 43
const MINUS = 45
const SLASH = 47
const SPACE = 32
const T = 84
const POINT = 46
const COMMA = 44

/**
 * Epoch milliseconds of `YYYY-MM-DD`, `YYYY/MM/DD` (then, after `T` or a space, `HH:MM[:SS[.fraction]]` and `Z`,
 * `UTC`, `GMT`, `±HH`, `±HHMM` or `±HH:MM`) or compact `YYYYMMDD[HHMMSS]`. NaN for other text and impossible dates.
 * Decimals beyond milliseconds are cut. Times without a zone go through `local`, which takes local time as if it were UTC.
 */
export function readIso(text: string, local: (ms: number) => number): number {
  const length = text.length
  const separator = text.charCodeAt(4)
  if (separator !== MINUS && separator !== SLASH) return readCompact(text, local)
  if (text.charCodeAt(7) !== separator) return Number.NaN
  const days = daysOf(digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2))
  if (length === 10) return Number.isNaN(days) ? days : local(days * 86_400_000)
  const between = text.charCodeAt(10)
  if ((between !== T && between !== SPACE) || text.charCodeAt(13) !== COLON) return Number.NaN
  let second = 0
  let fraction = 0
  let at = 16
  if (text.charCodeAt(16) === COLON) {
    second = digits(text, 17, 2)
    at = 19
    const mark = text.charCodeAt(19)
    if (mark === POINT || mark === COMMA) {
      at = endOfDigits(text, 20)
      if (at === 20) return Number.NaN
      fraction = digits(text, 20, Math.min(3, at - 20)) * [0, 100, 10, 1][Math.min(3, at - 20)]!
    }
  }
  const time = days * 86_400_000 + clockMs(digits(text, 11, 2), digits(text, 14, 2), second) + fraction
  if (Number.isNaN(time)) return time
  return at === length ? local(time) : time - readOffset(text, text.charCodeAt(at) === SPACE ? at + 1 : at)
}

function endOfDigits(text: string, start: number): number {
  let at = start
  while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at++
  return at
}

/** Milliseconds since midnight; NaN when there is no such time of day. */
export function clockMs(hour: number, minute: number, second: number): number {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return Number.NaN
  return ((hour * 60 + minute) * 60 + second) * 1000
}

function readCompact(text: string, local: (ms: number) => number): number {
  const length = text.length
  if (length !== 8 && length !== 14) return Number.NaN
  const days = daysOf(digits(text, 0, 4), digits(text, 4, 2), digits(text, 6, 2))
  const clock = length === 8 ? 0 : clockMs(digits(text, 8, 2), digits(text, 10, 2), digits(text, 12, 2))
  const time = days * 86_400_000 + clock
  return Number.isNaN(time) ? time : local(time)
}

/** Milliseconds east of UTC of the zone that `text` ends with from `start`; NaN when that is no zone. */
export function readOffset(text: string, start: number): number {
  const sign = text.charCodeAt(start)
  if (sign === Z) return text.length === start + 1 ? 0 : Number.NaN
  if (sign !== PLUS && sign !== MINUS) return /^(?:UTC|GMT)$/.test(text.slice(start)) ? 0 : Number.NaN
  const colon = text.charCodeAt(start + 3) === COLON ? 1 : 0
  const length = text.length - start - colon
  const hour = digits(text, start + 1, 2)
  const minute = length === 3 && colon === 0 ? 0 : length === 5 ? digits(text, start + 3 + colon, 2) : -1
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return Number.NaN
  return (hour * 60 + minute) * 60_000 * (sign === MINUS ? -1 : 1)
}
