// Measures of a window that count values of a field: how many different ones, and the most common one.
import type { DistinctField } from "../../rules/tree.ts"
import { columnOf } from "../context.ts"
import { isByLeg } from "../groups.ts"
import { movingCount, movingDistinct, movingMode } from "../moving-windows.ts"
import { gather } from "../selection.ts"
import type { Measured, Measurement } from "./measurement.ts"

export function measureDistinct(measurement: Measurement, field: DistinctField): Measured {
  const { codes, size } = itemCodes(measurement, field)
  return { values: movingDistinct(codes, size, measurement.windows), undecidable: null }
}

export function measureRepeated(
  measurement: Measurement,
  field: DistinctField,
  of: "count" | "share",
): Measured {
  const { codes, size } = itemCodes(measurement, field)
  const values = movingMode(codes, size, measurement.windows)
  if (of === "share") {
    const counts = movingCount(measurement.windows)
    for (let i = 0; i < values.length; i++) values[i] = values[i]! / counts[i]!
  }
  return { values, undecidable: null }
}

interface ItemCodes {
  readonly codes: Uint32Array
  /** One more than the largest code. */
  readonly size: number
}

/**
 * Equal values have equal codes; 0 is missing and counts as no value. An item without an optional field that is counted
 * is noted as not applicable.
 */
function itemCodes(measurement: Measurement, field: DistinctField): ItemCodes {
  const { context, selection, shortfalls } = measurement
  const { table } = context
  const { rows } = selection
  switch (field) {
    case "counterparty":
      return { codes: legParties(measurement, "other"), size: table.parties.size }
    case "holder":
      return { codes: legParties(measurement, "own"), size: table.parties.size }
    case "payer":
    case "payee":
      return { codes: gather(table[field], rows), size: table.parties.size }
    case "currency":
      return { codes: gather(table.currency, rows), size: table.currencies.size }
    case "amount":
    case "day": {
      const { codes, size } = field === "day" ? context.dayCodes() : context.amountCodes()
      return { codes: gather(codes, rows), size }
    }
    default: {
      const column = columnOf(table, field)
      const codes = column === undefined ? new Uint32Array(rows.length) : gather(column.codes, rows)
      for (let i = 0; i < codes.length; i++) if (codes[i] === 0) shortfalls.notApplicable[rows[i]!] = 1
      return { codes, size: column?.values.size ?? 1 }
    }
  }
}

/** The party on the group's side of each item, or on the other; by pair and waybill, on the subject's side. */
function legParties({ context, selection, detection }: Measurement, which: "own" | "other"): Uint32Array {
  const { payer, payee } = context.table
  const { key, rows, isIn } = selection
  if (!isByLeg(key))
    return gather((detection.subject === "payer") === (which === "own") ? payer : payee, rows)
  return rows.map((row, i) => ((isIn[i] === 1) === (which === "own") ? payee : payer)[row]!)
}
