// Sums of decimal amounts by currency, exact whatever their size.
import { compareText } from "../../model/vocabulary.ts"
import type { Totals } from "./report-data.ts"

interface Sum {
  readonly units: bigint
  readonly decimals: number
}

/** All totals together, currencies sorted; a sum has as many decimals as the longest of its parts. */
export function addTotals(all: readonly Totals[]): Totals {
  const sums = new Map<string, Sum>()
  for (const totals of all) {
    for (let i = 0; i < totals.length; i += 2) add(sums, totals[i]!, totals[i + 1]!)
  }
  return [...sums]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([currency, sum]) => [currency, decimalText(sum)])
}

function add(sums: Map<string, Sum>, currency: string, amount: string): void {
  const [whole = "0", fraction = ""] = amount.split(".")
  const part: Sum = { units: BigInt(whole + fraction), decimals: fraction.length }
  const sum = sums.get(currency) ?? { units: 0n, decimals: 0 }
  const decimals = Math.max(sum.decimals, part.decimals)
  sums.set(currency, { units: raise(sum, decimals) + raise(part, decimals), decimals })
}

function raise({ units, decimals }: Sum, to: number): bigint {
  return units * 10n ** BigInt(to - decimals)
}

function decimalText({ units, decimals }: Sum): string {
  const digits = units.toString().padStart(decimals + 1, "0")
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
