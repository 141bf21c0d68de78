// Measures of a window against all that the table knows of a party or pair: its age, and the silence that it broke.
import { newNumbers } from "../../model/large-arrays.ts"
import { movingExtreme } from "../moving-windows.ts"
import { gatherNumbers } from "../selection.ts"
import type { Measured, Measurement } from "./measurement.ts"

export function measureAge({ context, selection }: Measurement, of: "payer" | "payee" | "pair"): Measured {
  const { table } = context
  const values = newNumbers(selection.rows.length)
  const first = of === "pair" ? context.pairFirstSeen() : context.firstSeen()
  for (let i = 0; i < values.length; i++) {
    const row = selection.rows[i]!
    // Code 0, a missing side, has no first time: Infinity becomes NaN here.
    const seen = first[of === "pair" ? row : table[of][row]!]!
    values[i] = Number.isFinite(seen) ? selection.at[i]! - seen : Number.NaN
  }
  return { values, undecidable: null }
}

export function measureIdle(
  { context, selection, windows }: Measurement,
  of: "payer" | "payee" | "pair",
): Measured {
  const { rows } = selection
  const silences = of === "pair" ? gatherNumbers(context.pairSilences(), rows) : context.silences(of, rows)
  return { values: movingExtreme(silences, windows, "max"), undecidable: null }
}
