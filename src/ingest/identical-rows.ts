// Rows without an id that equal an earlier row of their file: perhaps one payment twice, perhaps two payments alike.
import type { PaymentTable } from "../model/table.ts"

/**
 * How many of `rows` (ascending) equal an earlier one of them in file, time, amount, currency, status, parties and
 * all text. Equality is exact; the hash only finds candidates.
 */
export function countIdenticalRows(table: PaymentTable, rows: Uint32Array): number {
  const columns: readonly ArrayLike<number>[] = [
    table.time,
    table.amountMinor,
    table.payer,
    table.payee,
    table.currency,
    table.status,
    ...[...table.text.values()].map(({ codes }) => codes),
  ]
  const isSame = (a: number, b: number) => table.fileOf(a) === table.fileOf(b) && equalRows(columns, a, b)
  // Open addressing: a slot holds a row + 1, 0 is free. At most half of the slots are filled.
  let size = 16
  while (size < rows.length * 2) size *= 2
  const slots = new Uint32Array(size)
  let count = 0
  for (const row of rows) {
    let slot = (hashRow(columns, row) ^ table.fileOf(row)) & (size - 1)
    while (slots[slot] !== 0 && !isSame(slots[slot]! - 1, row)) slot = (slot + 1) & (size - 1)
    if (slots[slot] === 0) slots[slot] = row + 1
    else count++
  }
  return count
}

/** Multiplies and mixes 32 bits at a time (constants of MurmurHash3's finalizer). */
function hashRow(columns: readonly ArrayLike<number>[], row: number): number {
  let hash = 0
  for (let i = 0; i < columns.length; i++) {
    const value = columns[i]![row]!
    hash = Math.imul(hash ^ (value | 0) ^ Math.floor(value / 4_294_967_296), 0x85ebca6b)
    hash ^= hash >>> 13
    hash = Math.imul(hash, 0xc2b2ae35)
    hash ^= hash >>> 16
  }
  return hash
}

function equalRows(columns: readonly ArrayLike<number>[], a: number, b: number): boolean {
  for (let i = 0; i < columns.length; i++) if (columns[i]![a] !== columns[i]![b]) return false
  return true
}
