// The rows that findings name, each once: a busy party's findings name the same payments, dozens of times over.
import { clearBit, createBits, hasBit, setBit } from "./bits.ts"
import type { Finding } from "./finding.ts"

/**
 * For findings over a table of `rowCount` rows: theirs, in the order in which they are first named. What is asked of the
 * table is made once. A hot loop: findings on one party may each name a million.
 */
export function rowsNamedOnce(rowCount: number): (findings: readonly Pick<Finding, "rows">[]) => number[] {
  const isNamed = createBits(rowCount)
  return (findings) => {
    const named: number[] = []
    for (const { rows } of findings) {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i]!
        if (hasBit(isNamed, row)) continue
        setBit(isNamed, row)
        named.push(row)
      }
    }
    for (let i = 0; i < named.length; i++) clearBit(isNamed, named[i]!)
    return named
  }
}
