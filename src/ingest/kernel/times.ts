// Times as `plainTime` of plain-numbers.ts reads them.
import { endAt, isReadAsItStands, placeOf, put, startAt } from "./cells"
import { local } from "./host"

const NOT_READ: f64 = NaN
const ZERO: u8 = 48

function byteAt(from: usize, offset: usize): u8 {
  return load<u8>(from + offset)
}

/** Two digits; a number below 0, however it is added to another such, when one is none. */
function twoDigits(from: usize): i32 {
  const tens = load<u8>(from) - ZERO
  const ones = load<u8>(from + 1) - ZERO
  return tens <= 9 && ones <= 9 ? <i32>tens * 10 + ones : -10_000
}

/** Milliseconds since midnight; below 0 when there is no such time of day. */
function clockMs(hour: i32, minute: i32, second: i32): i32 {
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return -1
  return ((hour * 60 + minute) * 60 + second) * 1000
}

function daysIn(month: i32, year: i32): i32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/**
 * Days from 1970-01-01 to a date that exists, of the years from 1 on. Years are taken to begin in March, so that the leap
 * day is their last one; the months from there on have 153 days in each five (Howard Hinnant, chrono-Compatible Low-Level
 * Date Algorithms, days_from_civil).
 */
function daysOf(year: i32, month: i32, day: i32): i32 {
  const shifted = month > 2 ? year : year - 1
  const monthFromMarch = month > 2 ? month - 3 : month + 9
  const dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
  // 719,468 days lie between 0000-03-01 and 1970-01-01.
  return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
}

/** Epoch milliseconds; NaN for texts of any other form, and of the year 0. */
function plainTime(from: usize, length: u32): f64 {
  if (length !== 19 && length !== 20 && length !== 25) return NOT_READ
  const between = byteAt(from, 10)
  if (byteAt(from, 4) !== 45 /* - */ || byteAt(from, 7) !== 45 || (between !== 84 /* T */ && between !== 32))
    return NOT_READ
  if (byteAt(from, 13) !== 58 /* : */ || byteAt(from, 16) !== 58) return NOT_READ
  const year = twoDigits(from) * 100 + twoDigits(from + 2)
  const month = twoDigits(from + 5)
  const day = twoDigits(from + 8)
  const clock = clockMs(twoDigits(from + 11), twoDigits(from + 14), twoDigits(from + 17))
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(month, year) || clock < 0)
    return NOT_READ
  const time = <f64>daysOf(year, month, day) * 86_400_000 + <f64>clock
  if (length === 19) return local(time)
  const sign = byteAt(from, 19)
  if (length === 20) return sign === 90 /* Z */ ? time : NOT_READ
  const offset = clockMs(twoDigits(from + 20), twoDigits(from + 23), 0)
  if (byteAt(from, 22) !== 58 || offset < 0) return NOT_READ
  if (sign === 43 /* + */) return time - <f64>offset
  return sign === 45 ? time + <f64>offset : NOT_READ
}

/** Epoch milliseconds of the rows; those that are not read go to `others`. How many these are. */
export function readTimes(column: u32, count: u32, times: usize, others: usize): u32 {
  let otherCount: u32 = 0
  for (let row: u32 = 0; row < count; row++) {
    const place = placeOf(row, column)
    const from = startAt(place)
    const to = endAt(place)
    const time = from < to && isReadAsItStands(from, to) ? plainTime(from, <u32>(to - from)) : NOT_READ
    if (Number.isNaN(time)) put(others, otherCount++, row)
    else store<f64>(times + ((<usize>row) << 3), time)
  }
  return otherCount
}
