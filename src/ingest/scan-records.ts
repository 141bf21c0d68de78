// Cuts bytes of CSV into records and cells, as long as these are plain. What is not plain is left to the cutter of
// text (csv-records.ts), so that every odd case is read in one place only. Hot loop: four bytes are looked at in one go
// (zero bytes of a word as in S. E. Anderson, Bit Twiddling Hacks, "Determine if a word has a zero byte").
import { CR, LF } from "./line-ends.ts"

/** The dialect and the limits of plain records. All marks are ASCII bytes; -1: there is no such mark. */
export interface PlainMarks {
  readonly delimiter: number
  readonly quote: number
  readonly escape: number
  /** In bytes, so that no cell has more UTF-16 units. */
  readonly maxRecordLength: number
}

/** Plain records of one stretch of bytes, filled again for each. */
export interface PlainRecords {
  /** Cells of a record; records of other widths are not plain. */
  readonly width: number
  /** Cells from this one on are blank; records in which they are not are not plain. */
  readonly usedWidth: number
  /** Number of records; those before a limit of room come first. */
  count: number
  /** Physical line of each record. */
  readonly lines: Uint32Array
  /** Cell `c` of record `r` lies from `starts[r * width + c]` to before `ends[…]`, without quotes and outer ASCII space. */
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  /** Where the reading stopped, which begins a record, and the physical line there. */
  at: number
  line: number
  /** The record at `at` is not plain. Else the bytes or the room are at an end. */
  isOdd: boolean
}

/** The highest bit of each byte of a word. */
const HIGH_BITS = 0x80808080 | 0

/** Room for so many cells is kept; more records are read in several goes: all that they lead to stays in the processor's cache. */
const CELLS_AT_ONCE = 1 << 14

export function createPlainRecords(width: number, usedWidth: number, makeNumbers = numbers): PlainRecords {
  const room = Math.max(1, Math.floor(CELLS_AT_ONCE / width))
  return {
    width,
    usedWidth,
    count: 0,
    lines: makeNumbers(room),
    starts: makeNumbers(room * width),
    ends: makeNumbers(room * width),
    at: 0,
    line: 0,
    isOdd: false,
  }
}

function numbers(length: number): Uint32Array {
  return new Uint32Array(length)
}

/**
 * Reads plain records from `from`, where one begins, on physical line `line`. A record is plain when LF or CRLF ends it,
 * it has `width` cells, and a cell that begins with a quote ends with the next one and holds no escape and no line end.
 * Empty lines are passed over.
 *
 * @param bytes valid UTF-8; a LF stands at `end`, which is behind the bytes to read, and `WORD_SLACK` bytes behind that
 */
export function scanRecords(
  bytes: Uint8Array,
  from: number,
  end: number,
  line: number,
  marks: PlainMarks,
  out: PlainRecords,
): void {
  const { delimiter, quote, escape: escapeMark, maxRecordLength } = marks
  const { width, usedWidth, lines, starts, ends } = out
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const delimiters = Math.imul(delimiter, 0x01010101)
  const room = lines.length
  let count = 0
  let lineHere = line
  let recordStart = from
  let isOdd = false

  records: while (recordStart < end && count < room) {
    let at = recordStart
    let cell = count * width
    const usedEnd = cell + usedWidth
    const cellsEnd = cell + width
    for (;;) {
      let start = at
      let stop: number
      let byte = bytes[at]!
      if (byte === quote) {
        start++
        do byte = bytes[++at]!
        while (byte !== quote && byte !== LF && byte !== CR && byte !== escapeMark)
        if (at >= end) break records
        if (byte !== quote) {
          isOdd = true
          break records
        }
        stop = at
        byte = bytes[++at]!
        if (byte !== delimiter && byte !== LF && byte !== CR) {
          isOdd = at < end
          break records
        }
      } else {
        for (;;) {
          const word = view.getInt32(at, true)
          const apart = word ^ delimiters
          // The lowest bit is that of the first byte that is the delimiter or below 14, as LF and CR are.
          const found = (((apart - 0x01010101) & ~apart) | ((word - 0x0e0e0e0e) & ~word)) & HIGH_BITS
          if (found === 0) {
            at += 4
            continue
          }
          at += (31 - Math.clz32(found & -found)) >>> 3
          byte = bytes[at]!
          if (byte === delimiter || byte === LF || byte === CR) break
          at++
        }
        stop = at
      }
      if (byte === delimiter) {
        at++
        if (cell + 1 >= cellsEnd) {
          isOdd = true
          break records
        }
      } else if (at >= end || (byte === CR && at + 1 >= end)) {
        break records
      } else if (byte === CR && bytes[at + 1] !== LF) {
        isOdd = true
        break records
      }
      while (start < stop && isAsciiSpace(bytes[start]!)) start++
      while (start < stop && isAsciiSpace(bytes[stop - 1]!)) stop--
      if (cell >= usedEnd && start < stop) {
        isOdd = true
        break records
      }
      starts[cell] = start
      ends[cell++] = stop
      if (byte === delimiter) continue
      const isEmpty = at === recordStart
      const isWhole = cell === cellsEnd && at - recordStart <= maxRecordLength
      if (!isWhole && !isEmpty) {
        isOdd = true
        break records
      }
      recordStart = at + (byte === CR ? 2 : 1)
      if (!isEmpty) lines[count++] = lineHere
      lineHere++
      break
    }
  }
  out.count = count
  out.at = recordStart
  out.line = lineHere
  out.isOdd = isOdd
}

/** What `trim` of strings takes away, as far as it is ASCII. */
function isAsciiSpace(byte: number): boolean {
  return byte <= 0x20 && (byte === 0x20 || (byte >= 0x09 && byte <= 0x0d))
}
