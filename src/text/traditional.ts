// Traditional Chinese characters as simplified ones, one for one, so that texts and terms of both scripts are compared
// alike. Words that differ by more than the form of their characters (計程車, 出租车) are matters of the lexicon, and so
// are variants such as 瑇瑁 and 玳瑁.
import { TRADITIONAL_PAIRS } from "./traditional-table.ts"

/** By UTF-16 unit; 0: it is itself. */
let simplifiedOf: Uint16Array | undefined

/** The simplified form of a UTF-16 unit, or the unit itself. Applied twice it gives what it gives once. */
export function toSimplified(unit: number): number {
  simplifiedOf ??= decode(TRADITIONAL_PAIRS)
  return simplifiedOf[unit]! || unit
}

function decode(pairs: string): Uint16Array {
  const table = new Uint16Array(0x10000)
  for (const line of pairs.split("\n")) {
    for (let at = 0; at < line.length; at += 2) table[line.charCodeAt(at)] = line.charCodeAt(at + 1)
  }
  return table
}
