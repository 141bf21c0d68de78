// Measures of a window's amounts, each of them alone: their sum, extremes, average and median, and their first digits.
import { newFlags } from "../../model/large-arrays.ts"
import { movingCount, movingExtreme, movingSum } from "../moving-windows.ts"
import { firstDigit, movingBenford } from "./benford.ts"
import { incomparable, itemAmounts, type Measured, type Measurement } from "./measurement.ts"
import { movingMedian } from "./median.ts"

/** In minor units of `currency`. */
export function measureAmounts(
  measurement: Measurement,
  which: "sum" | "average" | "median" | "min" | "max",
  currency: string,
): Measured {
  const { selection, windows } = measurement
  const items = itemAmounts(measurement, currency)
  const { amounts } = items
  const undecidable = incomparable(measurement, currency, items, windows)
  if (which === "min" || which === "max")
    return { values: movingExtreme(amounts, windows, which), undecidable }
  if (which === "median") return { values: movingMedian(amounts, selection.starts, windows), undecidable }
  const values = movingSum(amounts, windows)
  if (which === "average") {
    const counts = movingCount(windows)
    for (let i = 0; i < values.length; i++) values[i] = values[i]! / counts[i]!
  }
  return { values, undecidable }
}

/** Amounts count in their own currency: a rate would change the digits. */
export function measureBenford({ context, selection, windows }: Measurement, atLeast: number): Measured {
  const { amountMinor } = context.table
  const digits = newFlags(selection.rows.length)
  for (let i = 0; i < digits.length; i++) digits[i] = firstDigit(amountMinor[selection.rows[i]!]!)
  return { values: movingBenford(digits, atLeast, windows), undecidable: null }
}
