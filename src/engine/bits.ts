// Sets of rows, combined and counted: see `model/bits.ts`.
import { type Bits, createBits } from "../model/bits.ts"
import { newWords } from "../model/large-arrays.ts"

/** The sets that stand for all rows of a table, and for none, wherever they are meant. */
interface Ends {
  readonly rowCount: number
  readonly all: Bits
  readonly none: Bits
}

/** Of the two sizes asked for last: between rules on a table some of its payments are looked at as one of their own. */
let kept: readonly Ends[] = []

/** All rows, to be read only. */
export function allBits(rowCount: number): Bits {
  return endsOf(rowCount).all
}

/** No row, to be read only. */
export function noBits(rowCount: number): Bits {
  return endsOf(rowCount).none
}

function endsOf(rowCount: number): Ends {
  const [latest, before] = kept
  if (latest?.rowCount === rowCount) return latest
  const ends = before?.rowCount === rowCount ? before : makeEnds(rowCount)
  kept = latest === undefined ? [ends] : [ends, latest]
  return ends
}

function makeEnds(rowCount: number): Ends {
  const all = createBits(rowCount).fill(0xffffffff)
  if (rowCount % 32 !== 0) all[all.length - 1] = 2 ** (rowCount % 32) - 1
  return { rowCount, all, none: createBits(rowCount) }
}

/** Whether it is a set that stands for no row, or for all. */
export const isNone = (bits: Bits): boolean => kept.some(({ none }) => none === bits)
export const isAll = (bits: Bits): boolean => kept.some(({ all }) => all === bits)

/**
 * The set, or the one that stands for no row, or for all, where it says the same: what has to do with these is known without
 * going through any words. Nearly all sets say something else in one of their first.
 */
export function settledBits(bits: Bits, rowCount: number): Bits {
  const ends = endsOf(rowCount)
  if (areEqual(bits, ends.none)) return ends.none
  return areEqual(bits, ends.all) ? ends.all : bits
}

function areEqual(a: Bits, b: Bits): boolean {
  if (a === b) return true
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

// What these three give is to be read only: it may be one of the sets that were given.

export function intersect(a: Bits, b: Bits): Bits {
  if (a === b || isNone(a) || isAll(b)) return a
  if (isNone(b) || isAll(a)) return b
  const result = newWords(a.length)
  for (let i = 0; i < result.length; i++) result[i] = a[i]! & b[i]!
  return result
}

export function unite(a: Bits, b: Bits): Bits {
  if (a === b || isNone(b) || isAll(a)) return a
  if (isNone(a) || isAll(b)) return b
  const result = newWords(a.length)
  for (let i = 0; i < result.length; i++) result[i] = a[i]! | b[i]!
  return result
}

/** Rows of `a` that are not in `b`. */
export function without(a: Bits, b: Bits): Bits {
  if (isNone(a) || isNone(b)) return a
  const result = newWords(a.length)
  for (let i = 0; i < result.length; i++) result[i] = a[i]! & ~b[i]!
  return result
}

/** Adds the rows of `more`. */
export function addBits(bits: Bits, more: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i]! |= more[i]!
}

/** Adds the rows that both others have. */
export function addCommon(bits: Bits, a: Bits, b: Bits): void {
  for (let i = 0; i < bits.length; i++) bits[i]! |= a[i]! & b[i]!
}

export function haveCommon(a: Bits, b: Bits): boolean {
  for (let i = 0; i < a.length; i++) if ((a[i]! & b[i]!) !== 0) return true
  return false
}

/** Number of rows that both have. */
export function countBoth(a: Bits, b: Bits): number {
  let count = 0
  for (let i = 0; i < a.length; i++) {
    const word = a[i]! & b[i]!
    if (word !== 0) count += bitsIn(word)
  }
  return count
}

/** Number of bits of a word that are set (H. S. Warren, Hacker's Delight, 2002, section 5-1). */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555)
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333)
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Place of the lowest bit that is set in a word other than 0. */
export function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word)
}

/** The rows, ascending. */
export function listRows(bits: Bits): Uint32Array {
  const rows = newWords(countBoth(bits, bits))
  let count = 0
  for (let i = 0; i < bits.length; i++) {
    for (let word = bits[i]!; word !== 0; word &= word - 1) rows[count++] = i * 32 + lowestBit(word)
  }
  return rows
}
