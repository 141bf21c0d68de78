// What can be told of a cell from its bytes alone: whether the reader of cells (row-step.ts) takes it as it stands.
import { roomFor, writeText } from "../model/text-bytes.ts"
import { NO_PARTY_MAX_LENGTH, NO_PARTY_SAMPLES } from "./words.ts"

/** The texts that stand for a missing value, as far as bytes tell: their lengths and first bytes. */
export interface MissingMarks {
  /** By length in bytes. */
  readonly hasLength: Uint8Array
  /** By first byte. */
  readonly hasFirst: Uint8Array
  /** By last byte. */
  readonly hasLast: Uint8Array
}

export function missingMarks(missing: Iterable<string>): MissingMarks {
  const words = [...missing].map((word) => {
    const bytes = new Uint8Array(roomFor(word))
    return bytes.subarray(0, writeText(word, bytes, 0))
  })
  const hasLength = new Uint8Array(1 + Math.max(0, ...words.map((word) => word.length)))
  const hasFirst = new Uint8Array(256)
  const hasLast = new Uint8Array(256)
  for (const word of words) {
    if (word.length === 0) continue
    hasLength[word.length] = 1
    hasFirst[word[0]!] = 1
    hasLast[word[word.length - 1]!] = 1
  }
  return { hasLength, hasFirst, hasLast }
}

/** The marks of cells that may name no party, in addition to those of missing values. */
export function noPartyMarks(missing: Iterable<string>): MissingMarks {
  const marks = missingMarks([...missing, ...NO_PARTY_SAMPLES])
  const maxBytes = roomFor("x".repeat(NO_PARTY_MAX_LENGTH))
  const hasLength = new Uint8Array(Math.max(marks.hasLength.length, maxBytes + 1))
  hasLength.set(marks.hasLength)
  hasLength.fill(1, 1, maxBytes + 1)
  return { ...marks, hasLength }
}

/**
 * Whether a cell that is not empty and has no outer ASCII space is surely read as it stands. False also for cells that
 * only begin and end like missing texts: then the reader of cells has to tell.
 */
export function isReadAsItStands(
  bytes: Uint8Array,
  from: number,
  to: number,
  { hasLength, hasFirst, hasLast }: MissingMarks,
): boolean {
  const first = bytes[from]!
  const last = bytes[to - 1]!
  if (hasFirst[first] !== 0 && hasLast[last] !== 0) {
    if (to - from < hasLength.length && hasLength[to - from] !== 0) return false
  }
  if (first >= 0x80 && isWideSpace(bytes, from, to)) return false
  if (last < 0x80) return true
  return !isWideSpace(bytes, to - 2, to) && !isWideSpace(bytes, to - 3, to)
}

/** Whether white space beyond ASCII, as `trim` takes it away, begins at `at` (in UTF-8). */
function isWideSpace(bytes: Uint8Array, at: number, to: number): boolean {
  const first = bytes[at]
  const second = bytes[at + 1]
  if (first === 0xc2) return second === 0xa0
  const third = at + 2 < to ? bytes[at + 2]! : 0
  if (first === 0xe3) return second === 0x80 && third === 0x80
  if (first === 0xef) return second === 0xbb && third === 0xbf
  if (first === 0xe1) return second === 0x9a && third === 0x80
  if (first !== 0xe2) return false
  if (second === 0x81) return third === 0x9f
  return (
    second === 0x80 &&
    ((third >= 0x80 && third <= 0x8a) || third === 0xa8 || third === 0xa9 || third === 0xaf)
  )
}
