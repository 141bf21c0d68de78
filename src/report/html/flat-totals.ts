// Totals as the report holds them.
import type { Totals } from "../page/report-data.ts"

/** Totals by currency, as the report writes them: currency and amount by turns. */
export function flatTotals(totals: Readonly<Record<string, string>>): Totals {
  return Object.entries(totals).flat()
}
