// Sets of rows, one bit a row in words of 32: what a condition says of a million rows is combined and counted in tens
// of thousands of steps. All sets of a table have the same number of words; bits past the last row are never set.
import { newWords } from "./large-arrays.ts"

export type Bits = Uint32Array

export function createBits(rowCount: number): Bits {
  return newWords((rowCount + 31) >>> 5)
}

export function setBit(bits: Bits, row: number): void {
  bits[row >>> 5]! |= 1 << (row & 31)
}

export function clearBit(bits: Bits, row: number): void {
  bits[row >>> 5]! &= ~(1 << (row & 31))
}

export function hasBit(bits: Bits, row: number): boolean {
  return ((bits[row >>> 5]! >>> (row & 31)) & 1) === 1
}
