// Measures of a window that count values of a field: how many different ones, and the most common one.
import type { Bits } from "../../model/bits.ts"
import { newWords } from "../../model/large-arrays.ts"
import type { DistinctField } from "../../rules/tree.ts"
import { allBits } from "../bits.ts"
import { columnOf, type EngineContext } from "../context.ts"
import { isByLeg } from "../groups.ts"
import { movingCount, movingDistinct, movingMode } from "../moving-windows.ts"
import { gather } from "../selection.ts"
import type { Measured, Measurement } from "./measurement.ts"

export function measureDistinct(measurement: Measurement, field: DistinctField): Measured {
  const { codes, size } = itemCodes(measurement, field)
  const { context, windows } = measurement
  return { values: movingDistinct(codes, context.counters(size), windows), undecidable: null }
}

export function measureRepeated(
  measurement: Measurement,
  field: DistinctField,
  of: "count" | "share",
): Measured {
  const { codes, size } = itemCodes(measurement, field)
  const { context, windows } = measurement
  const values = movingMode(codes, context.counters(size), windows)
  if (of === "share") {
    const counts = movingCount(windows)
    for (let i = 0; i < values.length; i++) values[i] = values[i]! / counts[i]!
  }
  return { values, undecidable: null }
}

interface ItemCodes {
  readonly codes: Uint32Array
  /** One more than the largest code. */
  readonly size: number
}

/** Rows without an optional field that is counted; null: there are none. */
export function rowsWithout({ table, missing }: EngineContext, field: DistinctField): Bits | null {
  switch (field) {
    case "counterparty":
    case "holder":
    case "payer":
    case "payee":
    case "currency":
    case "amount":
    case "day":
      return null
    default: {
      const column = columnOf(table, field)
      return column === undefined ? allBits(table.rowCount) : missing(column.codes)
    }
  }
}

/** Equal values have equal codes; 0 is missing and counts as no value. */
function itemCodes(measurement: Measurement, field: DistinctField): ItemCodes {
  const { context, selection } = measurement
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
      const codes = column === undefined ? newWords(rows.length) : gather(column.codes, rows)
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
  const whenIn = which === "own" ? payee : payer
  const whenOut = which === "own" ? payer : payee
  const codes = newWords(rows.length)
  for (let i = 0; i < codes.length; i++) codes[i] = (isIn[i] === 1 ? whenIn : whenOut)[rows[i]!]!
  return codes
}
