// Texts as bytes in one array, found by hash: the inside of a dictionary. Hot loops on typed arrays, apart from the
// dictionary because they run for every cell of a bulk file. They read four bytes at once, little-endian, also those
// behind the end of a text, which they leave out of account: `WORD_SLACK` bytes must lie behind whatever they read.
import { readText } from "./text-bytes.ts"

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
 * Below 0, 0 or above 0: a text before another, the same, or behind it, the shorter one first and those of one length by
 * their bytes.
 */
export function compareTexts(
  a: DataView,
  aFrom: number,
  aLength: number,
  b: DataView,
  bFrom: number,
  bLength: number,
): number {
  if (aLength !== bLength) return aLength - bLength
  let at = 0
  for (; at + 4 <= aLength; at += 4) {
    const difference = a.getUint32(aFrom + at) - b.getUint32(bFrom + at)
    if (difference !== 0) return difference
  }
  // Big-endian, so that the bytes that count are the upper ones.
  const unused = (4 - (aLength - at)) * 8
  if (unused === 32) return 0
  return (a.getUint32(aFrom + at) >>> unused) - (b.getUint32(bFrom + at) >>> unused)
}

/**
 * Slots that are looked at for one text. Texts of ordinary files are found within a few; where somebody makes up texts
 * that all belong into the same slots, the others go to `crowded`, so that none of them costs more than this.
 */
export const MAX_PROBES = 256

/**
 * Texts by code, from 1, and where to find them. Open addressing with linear probing: a slot holds a code in the bits that
 * number the slots, and in the bits above them those of the hash, so that most texts that are not the one that is looked
 * for need not be compared. Code 0 is free. In few bytes, because every slot is far away in memory.
 */
export interface TextTable {
  /** One more than the largest code. */
  size: number
  /** All texts, one behind another. */
  pool: DataView
  /** Where the text of each code begins, and at the next place where it ends. */
  starts: Uint32Array
  /** A power of two, more than there are codes. */
  slots: Int32Array
  /** Codes of texts for which `MAX_PROBES` slots were taken. The hashes of a `Map` cannot be foreseen. */
  readonly crowded: Map<string, number>
  /**
   * Each text came behind the one before (`compareTexts`), as running numbers do. Then one behind the last is new, and
   * nothing need be looked for: there are no slots.
   */
  isAscending: boolean
}

/** The code of the text; 0 when it is not there. */
export function findCode(table: TextTable, bytes: DataView, from: number, to: number, hash: number): number {
  const { pool, starts, slots } = table
  const mask = slots.length - 1
  const length = to - from
  for (let slot = hash & mask, probes = 0; probes < MAX_PROBES; probes++) {
    const found = slots[slot]!
    if (found === 0) return 0
    if (((found ^ hash) & ~mask) === 0) {
      const code = found & mask
      const start = starts[code]!
      if (starts[code + 1]! - start === length && equalTexts(pool, start, bytes, from, length)) return code
    }
    slot = (slot + 1) & mask
  }
  return table.crowded.get(textOf(bytes, from, to)) ?? 0
}

/** Puts a code whose text, which is in the pool, has none so far. */
export function putCode(table: TextTable, hash: number, code: number): void {
  const { pool, starts, slots, crowded } = table
  const mask = slots.length - 1
  for (let slot = hash & mask, probes = 0; probes < MAX_PROBES; probes++) {
    if (slots[slot] === 0) {
      slots[slot] = (hash & ~mask) | code
      return
    }
    slot = (slot + 1) & mask
  }
  crowded.set(textOf(pool, starts[code]!, starts[code + 1]!), code)
}

/** Puts the code of a text that is in the pool into slots that have those before it. */
export function putAnew(table: TextTable, code: number): void {
  const from = table.starts[code]!
  const to = table.starts[code + 1]!
  putCode(table, hashText(table.pool, from, to), code)
}

function textOf({ buffer, byteOffset, byteLength }: DataView, from: number, to: number): string {
  return readText(new Uint8Array(buffer, byteOffset, byteLength), from, to)
}

/** Cells of one column: that of row r lies in `bytes` from `starts[first + r * stride]` to before `ends[…]`. */
export interface ColumnCells {
  /** `WORD_SLACK` bytes lie behind each cell. */
  readonly bytes: DataView
  readonly starts: Uint32Array
  readonly ends: Uint32Array
  readonly first: number
  readonly stride: number
}

/**
 * Where none of the cells of the first `count` of `rows` stands before the last text, gives the codes of all as `findCells`
 * does; false when one does. For texts of which each stands behind the one before: there are no slots.
 */
export function findBehind(
  { pool, starts: places, size }: TextTable,
  { bytes, starts, ends, first, stride }: ColumnCells,
  rows: Uint32Array,
  count: number,
  absent: number,
  codes: Uint32Array,
): boolean {
  const last = places[size - 1]!
  const lastLength = places[size]! - last
  for (let i = 0; i < count; i++) {
    const row = rows[i]!
    const from = starts[first + row * stride]!
    const length = ends[first + row * stride]! - from
    const order = length === 0 ? 0 : compareTexts(bytes, from, length, pool, last, lastLength)
    if (order < 0) return false
    codes[row] = order > 0 ? absent : length === 0 ? 0 : size - 1
  }
  return true
}

/** Room for the hashes of the cells at hand. */
let hashes = new Int32Array(4096)

/**
 * Codes of the cells of the first `count` of `rows`. An empty cell has code 0, a text that is not there `absent`.
 *
 * In three goes over the cells, because what one cell waits for from memory then overlaps with the next: hashes; the
 * slots that they lead to; the texts that must be compared.
 */
export function findCells(
  table: TextTable,
  { bytes, starts: cellStarts, ends: cellEnds, first, stride }: ColumnCells,
  rows: Uint32Array,
  count: number,
  absent: number,
  codes: Uint32Array,
): void {
  const { pool, starts, slots } = table
  const mask = slots.length - 1
  if (hashes.length < count) hashes = new Int32Array(count * 2)
  const hashOf = hashes
  for (let i = 0; i < count; i++) {
    const cell = first + rows[i]! * stride
    hashOf[i] = hashText(bytes, cellStarts[cell]!, cellEnds[cell]!)
  }
  for (let i = 0; i < count; i++) {
    const hash = hashOf[i]!
    let slot = hash & mask
    let found = slots[slot]!
    for (let probes = 1; found !== 0 && ((found ^ hash) & ~mask) !== 0 && probes < MAX_PROBES; probes++) {
      slot = (slot + 1) & mask
      found = slots[slot]!
    }
    codes[rows[i]!] = found & mask
  }
  for (let i = 0; i < count; i++) {
    const row = rows[i]!
    const from = cellStarts[first + row * stride]!
    const length = cellEnds[first + row * stride]! - from
    const code = codes[row]!
    if (length === 0) codes[row] = 0
    else if (code === 0) codes[row] = absent
    else {
      const start = starts[code]!
      if (starts[code + 1]! - start === length && equalTexts(pool, start, bytes, from, length)) continue
      // Another text stands before it.
      codes[row] = findCode(table, bytes, from, from + length, hashOf[i]!) || absent
    }
  }
}
