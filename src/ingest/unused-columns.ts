// Columns that no field uses, and those of them that the mapping sets aside: it gives their field as a constant.
import { currencyCode } from "../model/currencies.ts"
import { matchHeader } from "./aliases.ts"
import type { Mapping } from "./mapping.ts"
import type { ColumnPlan } from "./resolve-columns.ts"

export function unusedColumns(header: readonly string[], plan: ColumnPlan): string[] {
  const used = new Set([...plan.columns.values(), Object.values(plan.account ?? {})].flat())
  return header.map((name) => name.trim()).filter((name, index) => name !== "" && !used.has(index))
}

/** A column and the constant that stands in its place. */
export interface OverriddenColumn {
  readonly column: string
  readonly field: string
  readonly value: string
}

/** Columns by whose names a field would be found that is a constant instead. `unused`: names of unused columns. */
export function overriddenColumns(
  unused: readonly string[],
  header: readonly string[],
  plan: ColumnPlan,
  mapping: Mapping,
): OverriddenColumn[] {
  const overridden = unused.flatMap((column) => {
    const field = matchHeader(column)?.field
    const value = field === undefined ? undefined : mapping.constants.get(field)
    return field === undefined || value === undefined ? [] : [{ column, field, value }]
  })
  const currency = mapping.constants.get("currency")
  const [amount] = plan.columns.get("amount") ?? []
  // The header of the amount may name a currency of its own.
  if (currency === undefined || amount === undefined || plan.currency === "") return overridden
  return currencyCode(currency) === plan.currency
    ? overridden
    : [...overridden, { column: header[amount]!.trim(), field: "currency", value: currency }]
}
