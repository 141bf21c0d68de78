// Many texts that are seldom asked for, in few bytes: each as what it does not share with the beginning of the one before
// (front coding, as in lists of sorted words: I. H. Witten, A. Moffat, T. C. Bell, Managing Gigabytes, 1999, section 4.1).
// Running numbers take three or four bytes each, where the text and its place take more than a dozen.
import { makeTableRoom } from "./columns.ts"
import type { StoredTexts } from "./text-bytes.ts"

/** Texts of which the first is whole. */
const BLOCK = 16
const BLOCK_BITS = 4

export interface PackedTexts {
  /** One more than the largest code. */
  readonly size: number
  /** Of each text, code 1 first: how many bytes it shares with the one before, how many of its own follow, and these. */
  readonly bytes: Uint8Array
  /** Where each block begins. */
  readonly starts: Uint32Array
  /** Bytes of the longest text. */
  readonly longest: number
}

/** Undefined where they would take more than can be numbered. */
export function packTexts({ pool, starts }: StoredTexts, size: number): PackedTexts | undefined {
  const sharedOf = (code: number): number => {
    if (((code - 1) & (BLOCK - 1)) === 0) return 0
    const start = starts[code]!
    const before = starts[code - 1]!
    const most = Math.min(starts[code + 1]! - start, start - before)
    let shared = 0
    while (shared < most && pool[start + shared] === pool[before + shared]) shared++
    return shared
  }
  let total = 0
  let longest = 0
  for (let code = 1; code < size; code++) {
    const length = starts[code + 1]! - starts[code]!
    const shared = sharedOf(code)
    longest = Math.max(longest, length)
    total += bytesOf(shared) + bytesOf(length - shared) + length - shared
  }
  if (total >= 2 ** 32) return undefined
  const bytes = makeTableRoom(Uint8Array, total)
  const blocks = makeTableRoom(Uint32Array, (size + BLOCK - 2) >>> BLOCK_BITS)
  let at = 0
  for (let code = 1; code < size; code++) {
    if (((code - 1) & (BLOCK - 1)) === 0) blocks[(code - 1) >>> BLOCK_BITS] = at
    const shared = sharedOf(code)
    at = writeCount(starts[code + 1]! - starts[code]! - shared, bytes, writeCount(shared, bytes, at))
    for (let from = starts[code]! + shared; from < starts[code + 1]!; from++) bytes[at++] = pool[from]!
  }
  return { size, bytes, starts: blocks, longest }
}

/** Seven bits a byte, the lowest first; those before the last have the upper bit. */
function writeCount(count: number, bytes: Uint8Array, at: number): number {
  let rest = count
  let to = at
  for (; rest >= 0x80; rest >>>= 7) bytes[to++] = (rest & 0x7f) | 0x80
  bytes[to++] = rest
  return to
}

/** That many bytes `writeCount` writes. */
function bytesOf(count: number): number {
  let length = 1
  for (let rest = count; rest >= 0x80; rest >>>= 7) length++
  return length
}

/** Writes the bytes of texts into `room`, which holds the longest, from its beginning; gives how many they are. Not for code 0. */
export function unpacker({ bytes, starts }: PackedTexts, room: Uint8Array): (code: number) => number {
  let at = 0
  const readCount = (): number => {
    let count = bytes[at]! & 0x7f
    for (let bits = 7; bytes[at++]! >= 0x80; bits += 7) count |= (bytes[at]! & 0x7f) << bits
    return count
  }
  return (code) => {
    at = starts[(code - 1) >>> BLOCK_BITS]!
    let length = 0
    for (let left = (code - 1) & (BLOCK - 1); left >= 0; left--) {
      const shared = readCount()
      length = shared + readCount()
      for (let to = shared; to < length; to++) room[to] = bytes[at++]!
    }
    return length
  }
}
