// moneytrail reads and checks every row and fills its columns.
import { loadDist } from "./load-dist.ts"
import { competeInReading } from "./part-task.ts"

/** Of the ledger's currencies (ISO 4217). */
const WITHOUT_DECIMALS = new Set(["VND", "XAF"])

const { readPayments } = await loadDist()
await competeInReading(async (path) => {
  const { table } = await readPayments([path])
  const totals: Record<string, number> = {}
  for (let row = 0; row < table.rowCount; row++) {
    const currency = table.currencies.text(table.currency[row]!)
    // Minor units of currencies without decimals are whole units.
    totals[currency] = (totals[currency] ?? 0) + table.amountMinor[row]!
  }
  const hundredths = Object.entries(totals).map(([currency, sum]): [string, number] => [
    currency,
    WITHOUT_DECIMALS.has(currency) ? sum * 100 : sum,
  ])
  return { rows: table.rowCount, totals: Object.fromEntries(hundredths) }
})
