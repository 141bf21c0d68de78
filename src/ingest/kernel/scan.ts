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

/** The bytes at hand: a bit for each delimiter or low byte of the 64 bytes from `base` that is not done with. */
let base: usize = 0
let bits: u64 = 0
let delimiters: v128 = i8x16.splat(0)

function maskOf(from: usize): u64 {
  const some = v128.load(from)
  const marks = v128.or(i8x16.eq(some, delimiters), i8x16.lt_u(some, i8x16.splat(LOW)))
  return <u64>(<u32>i8x16.bitmask(marks) & 0xffff)
}

function lookFrom(from: usize): void {
  base = from
  bits = maskOf(from) | (maskOf(from + 16) << 16) | (maskOf(from + 32) << 32) | (maskOf(from + 48) << 48)
}

/** The next byte that may end a cell, which is done with then. */
function nextMark(): usize {
  while (bits === 0) lookFrom(base + WINDOW)
  const mark = base + <usize>ctz(bits)
  bits &= bits - 1
  return mark
}

/** All bytes up to this one are done with. */
function passMarks(to: usize): void {
  if (to - base >= WINDOW) lookFrom(to)
  const passed = <u64>to - base
  bits &= u64.MAX_VALUE << passed
  bits &= bits - 1
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
  delimiters = i8x16.splat(<i8>delimiter)
  lookFrom(recordStart)
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
        passMarks(mark)
      } else {
        do {
          mark = nextMark()
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
    if (byte === CR) recordStart = nextMark() + 1
  }
  return stopAt(recordStart - bytes, count, false)
}

function stopAt(place: usize, count: u32, odd: bool): u32 {
  end = place
  isOdd = odd
  return count
}
