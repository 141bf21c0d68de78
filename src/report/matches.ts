// Repeated text in bytes, as DEFLATE tells it (RFC 1951, 3.2.5; Lempel and Ziv 1977). A hot loop on typed arrays: every
// byte of a workbook comes through it. It looks at the last two places where the four bytes at hand stood and takes the
// longer match: on the XML of sheets that is within a tenth of a search through longer chains, in a fraction of the time.

/** How far back a match may lie. */
export const WINDOW = 1 << 15
const LEAST_MATCH = 4
const LONGEST_MATCH = 258

const HASH_BITS = 15
/** For four bytes each, the last two places where they stood. */
export const SLOT_COUNT = 2 << HASH_BITS
/** A token holds the length of a match above so many bits, which say how far back it lies: see `findMatches`. */
export const LENGTH_SHIFT = 16
/** Places noted of a match, the last ones: the text before is noted where it stood first, and was the same there. */
const NOTED_OF_MATCH = 4
/** Places are numbers of bytes in the memory at hand. */
export const NOWHERE = -1

/** The bytes have been moved so far to the front. */
export function moveSlots(slots: Int32Array, by: number): void {
  for (let i = 0; i < slots.length; i++) slots[i] = Math.max(slots[i]! - by, NOWHERE)
}

/**
 * Tells the bytes from `from` to before `to` by tokens: a byte as it is, or a match of what stands before, its length
 * shifted by `LENGTH_SHIFT` and how far back it lies. Gives their number.
 */
export function findMatches(
  bytes: DataView,
  from: number,
  to: number,
  slots: Int32Array,
  tokens: Uint32Array,
): number {
  const lastWord = to - LEAST_MATCH
  let count = 0
  let at = from
  while (at <= lastWord) {
    const word = bytes.getInt32(at, true)
    const slot = (Math.imul(word, 0x9e3779b1) >>> (32 - HASH_BITS)) << 1
    const last = slots[slot]!
    const before = slots[slot + 1]!
    slots[slot + 1] = last
    slots[slot] = at
    let length = 0
    let distance = 0
    if (last > NOWHERE && at - last <= WINDOW && bytes.getInt32(last, true) === word) {
      length = matchLength(bytes, last, at, to)
      distance = at - last
    }
    if (before > NOWHERE && at - before <= WINDOW && bytes.getInt32(before, true) === word) {
      const other = matchLength(bytes, before, at, to)
      if (other > length) {
        length = other
        distance = at - before
      }
    }
    if (length === 0) {
      tokens[count++] = bytes.getUint8(at++)
      continue
    }
    tokens[count++] = (length << LENGTH_SHIFT) | distance
    const end = at + length
    for (at = Math.max(at + 1, end - NOTED_OF_MATCH); at < end && at <= lastWord; at++) {
      const inner = (Math.imul(bytes.getInt32(at, true), 0x9e3779b1) >>> (32 - HASH_BITS)) << 1
      slots[inner + 1] = slots[inner]!
      slots[inner] = at
    }
    at = end
  }
  while (at < to) tokens[count++] = bytes.getUint8(at++)
  return count
}

/** Bytes that are the same from both places on, before `to`; the first four are. */
function matchLength(bytes: DataView, earlier: number, at: number, to: number): number {
  const most = Math.min(LONGEST_MATCH, to - at)
  let length = LEAST_MATCH
  while (length + 4 <= most && bytes.getInt32(earlier + length, true) === bytes.getInt32(at + length, true))
    length += 4
  while (length < most && bytes.getUint8(earlier + length) === bytes.getUint8(at + length)) length++
  return length
}
