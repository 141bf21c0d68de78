// Texts as bytes in one array, found by hash: the inside of a dictionary. Hot loops on typed arrays, apart from the
// dictionary because they run for every cell of a bulk file. They read four bytes at once, little-endian, also those
// behind the end of a text, which they leave out of account: `WORD_SLACK` bytes must lie behind whatever they read.

/** Bytes that must be there behind the last text, whatever they are. */
export const WORD_SLACK = 4

/** Which bytes of a word count when so many are left: none to three. */
function maskOf(left: number): number {
  return (1 << (left * 8)) - 1
}

/** A signed 32-bit hash of the bytes from `from` to before `to`. Each word changes it in a way that can be undone. */
export function hashText(bytes: DataView, from: number, to: number): number {
  let hash = to - from
  let at = from
  // The odd constants are those of Fibonacci hashing and of the finalizer of MurmurHash3.
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ bytes.getInt32(at, true), 0x9e3779b1)
    hash ^= hash >>> 15
  }
  hash = Math.imul(hash ^ (bytes.getInt32(at, true) & maskOf(to - at)), 0x9e3779b1)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x85ebca6b)
  return hash ^ (hash >>> 13)
}

/** Whether `length` bytes are the same. */
export function equalTexts(a: DataView, aFrom: number, b: DataView, bFrom: number, length: number): boolean {
  let at = 0
  for (; at + 4 <= length; at += 4) {
    if (a.getInt32(aFrom + at, true) !== b.getInt32(bFrom + at, true)) return false
  }
  const difference = a.getInt32(aFrom + at, true) ^ b.getInt32(bFrom + at, true)
  return (difference & maskOf(length - at)) === 0
}

/** Copies `length` bytes, and up to `WORD_SLACK` more. */
export function copyText(from: DataView, at: number, to: DataView, toAt: number, length: number): void {
  for (let i = 0; i < length; i += 4) to.setInt32(toAt + i, from.getInt32(at + i, true), true)
}

/**
 * Texts by code, from 1, and where to find them. Open addressing with linear probing: slots are pairs of hash and code,
 * code 0 is free. The hash stands beside the code so that a text that is not there need not be looked for in the pool.
 */
export interface TextTable {
  /** All texts, one behind another. */
  pool: DataView
  /** Where the text of each code begins, and at the next place where it ends. */
  starts: Uint32Array
  /** Twice a power of two. */
  slots: Int32Array
}

/** The slot that holds the text, or the free one where it belongs. */
export function findSlot(
  { pool, starts, slots }: TextTable,
  bytes: DataView,
  from: number,
  to: number,
  hash: number,
): number {
  const mask = slots.length - 1
  const length = to - from
  let slot = (hash << 1) & mask
  for (;;) {
    const code = slots[slot + 1]!
    if (code === 0) return slot
    if (slots[slot] === hash) {
      const start = starts[code]!
      if (starts[code + 1]! - start === length && equalTexts(pool, start, bytes, from, length)) return slot
    }
    slot = (slot + 2) & mask
  }
}

/** Puts a code whose text is in no slot. */
export function putSlot(slots: Int32Array, hash: number, code: number): void {
  const mask = slots.length - 1
  let slot = (hash << 1) & mask
  while (slots[slot + 1] !== 0) slot = (slot + 2) & mask
  slots[slot] = hash
  slots[slot + 1] = code
}

/**
 * Codes of `count` cells: the i-th lies in `bytes` from `cellStarts[first + i * stride]` to before `cellEnds[…]`. An empty
 * cell has code 0, a text that is not there `absent`. `hashes` gets the hashes.
 *
 * In three goes over the cells, because what one cell waits for from memory then overlaps with the next: hashes; the
 * slots that they lead to; the texts that must be compared.
 */
export function findCells(
  table: TextTable,
  bytes: DataView,
  cellStarts: Uint32Array,
  cellEnds: Uint32Array,
  first: number,
  stride: number,
  count: number,
  absent: number,
  hashes: Int32Array,
  codes: Uint32Array,
): void {
  const { pool, starts, slots } = table
  const mask = slots.length - 1
  for (let i = 0, cell = first; i < count; i++, cell += stride) {
    hashes[i] = hashText(bytes, cellStarts[cell]!, cellEnds[cell]!)
  }
  for (let i = 0; i < count; i++) {
    const hash = hashes[i]!
    let slot = (hash << 1) & mask
    while (slots[slot + 1] !== 0 && slots[slot] !== hash) slot = (slot + 2) & mask
    codes[i] = slots[slot + 1]!
  }
  for (let i = 0, cell = first; i < count; i++, cell += stride) {
    const from = cellStarts[cell]!
    const length = cellEnds[cell]! - from
    const code = codes[i]!
    if (length === 0) codes[i] = 0
    else if (code === 0) codes[i] = absent
    else {
      const start = starts[code]!
      if (starts[code + 1]! - start === length && equalTexts(pool, start, bytes, from, length)) continue
      // Another text with the same hash stands before it.
      codes[i] = slots[findSlot(table, bytes, from, from + length, hashes[i]!) + 1]! || absent
    }
  }
}
