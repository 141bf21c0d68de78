// Control totals: what was accepted adds up to this, so that a reader can hold it against the source of the files.
import { formatMinor } from "../model/money.ts"
import type { PaymentTable } from "../model/table.ts"
import { compareText } from "../model/vocabulary.ts"

/** Accepted amounts by currency, settled or not, exactly; sorted by currency. */
export function controlTotals(table: PaymentTable): Record<string, string> {
  const { amountMinor, currency, currencies } = table
  const sums = Array.from({ length: currencies.size }, () => 0n)
  const parts = new Float64Array(currencies.size)
  for (let row = 0; row < table.rowCount; row++) {
    const code = currency[row]!
    const sum = parts[code]! + amountMinor[row]!
    // Numbers carry the sum as long as it is safe; what is left goes into the exact one.
    if (Number.isSafeInteger(sum)) parts[code] = sum
    else {
      sums[code] = sums[code]! + BigInt(parts[code]!)
      parts[code] = amountMinor[row]!
    }
  }
  const totals: [string, string][] = []
  for (let code = 1; code < currencies.size; code++) {
    const text = currencies.text(code)
    totals.push([text, formatMinor(sums[code]! + BigInt(parts[code]!), text)])
  }
  return Object.fromEntries(totals.sort((a, b) => compareText(a[0], b[0])))
}
