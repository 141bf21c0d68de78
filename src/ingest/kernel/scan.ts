// Cuts bytes into plain records and cells, as `scanRecords` of scan-records.ts does. Sixty-four bytes are looked at in one
// go: a bit of a word for each that may end a cell, which are then gone through from the lowest one on (as in
// G. Langdale, D. Lemire, Parsing Gigabytes of JSON per Second, 2019).
import { put } from "./cells"

const LF: u32 = 10
const CR: u32 = 13
/** Bytes below this one may be line ends. */
const LOW: u8 = 14
const WINDOW: usize = 64

let end: usize = 0
let line: u32 = 0
let isOdd: bool = false

/** Where the last reading stopped, and its line; see `PlainRecords` of scan-records.ts. */
export function scanEnd(): usize {
  return end
}
export function scanLine(): u32 {
  return line
}
export function scanIsOdd(): bool {
  return isOdd
}

/** A bit for each delimiter or low byte of the 16 bytes from `from`. */
function maskOf(from: usize, delimiters: v128): u64 {
  const some = v128.load(from)
  const marks = v128.or(i8x16.eq(some, delimiters), i8x16.lt_u(some, i8x16.splat(LOW)))
  return <u64>(<u32>i8x16.bitmask(marks) & 0xffff)
}

/** The same of the 64 bytes from `from`. */
function marksFrom(from: usize, delimiters: v128): u64 {
  return (
    maskOf(from, delimiters) |
    (maskOf(from + 16, delimiters) << 16) |
    (maskOf(from + 32, delimiters) << 32) |
    (maskOf(from + 48, delimiters) << 48)
  )
}

function isSpace(byte: u32): bool {
  return byte <= 0x20 && (byte === 0x20 || (byte >= 9 && byte <= 13))
}

/**
 * Gives the number of records; `scanEnd` and its like tell the rest. See `scanRecords`: arrays and numbers are those of its
 * parameters, and places count from `bytes`.
 */
export function scanRecords(
  bytes: usize,
  from: u32,
  to: u32,
  firstLine: u32,
  delimiter: u32,
  quote: u32,
  escapeMark: u32,
  maxRecordLength: u32,
  width: u32,
  usedWidth: u32,
  room: u32,
  lines: usize,
  starts: usize,
  ends: usize,
): u32 {
  const limit = bytes + to
  let recordStart = bytes + from
  let count: u32 = 0
  line = firstLine
  isOdd = false
  const delimiters = i8x16.splat(<i8>delimiter)
  // The window of 64 bytes at hand: where it begins, and a bit for each byte that may end a cell and is not done with.
  // Not in a function of its own, which would keep both in memory from call to call.
  let base = recordStart
  let bits = marksFrom(base, delimiters)
  while (recordStart < limit && count < room) {
    let cell = count * width
    const usedEnd = cell + usedWidth
    const cellsEnd = cell + width
    let start = recordStart
    let mark: usize = 0
    let byte: u32 = 0
    while (true) {
      let stop: usize
      if (load<u8>(start) === quote) {
        stop = start
        do byte = load<u8>(++stop)
        while (byte !== quote && byte !== LF && byte !== CR && byte !== escapeMark)
        if (stop >= limit) return stopAt(recordStart - bytes, count, false)
        if (byte !== quote) return stopAt(recordStart - bytes, count, true)
        start++
        mark = stop + 1
        byte = load<u8>(mark)
        if (byte !== delimiter && byte !== LF && byte !== CR)
          return stopAt(recordStart - bytes, count, mark < limit)
        if (mark - base >= WINDOW) {
          base = mark
          bits = marksFrom(base, delimiters)
        }
        bits &= (u64.MAX_VALUE << (<u64>mark - base)) << 1
      } else {
        do {
          while (bits === 0) {
            base += WINDOW
            bits = marksFrom(base, delimiters)
          }
          mark = base + <usize>ctz(bits)
          bits &= bits - 1
          byte = load<u8>(mark)
        } while (byte !== delimiter && byte !== LF && byte !== CR)
        stop = mark
      }
      if (byte === delimiter) {
        if (cell + 1 >= cellsEnd) return stopAt(recordStart - bytes, count, true)
      } else if (mark >= limit || (byte === CR && mark + 1 >= limit)) {
        return stopAt(recordStart - bytes, count, false)
      } else if (byte === CR && load<u8>(mark + 1) !== LF) return stopAt(recordStart - bytes, count, true)
      while (start < stop && isSpace(load<u8>(start))) start++
      while (start < stop && isSpace(load<u8>(stop - 1))) stop--
      if (cell >= usedEnd && start < stop) return stopAt(recordStart - bytes, count, true)
      put(starts, cell, <u32>(start - bytes))
      put(ends, cell++, <u32>(stop - bytes))
      start = mark + 1
      if (byte !== delimiter) break
    }
    if (mark !== recordStart) {
      if (cell !== cellsEnd || mark - recordStart > maxRecordLength)
        return stopAt(recordStart - bytes, count, true)
      put(lines, count++, line)
    }
    line++
    recordStart = mark + 1
    if (byte === CR) {
      // Its LF is the next mark.
      while (bits === 0) {
        base += WINDOW
        bits = marksFrom(base, delimiters)
      }
      bits &= bits - 1
      recordStart++
    }
  }
  return stopAt(recordStart - bytes, count, false)
}

function stopAt(place: usize, count: u32, odd: bool): u32 {
  end = place
  isOdd = odd
  return count
}
