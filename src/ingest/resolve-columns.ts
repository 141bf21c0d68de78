// From columns to payment fields: a mapping and the known names, resolved against the header of one file.
import { type ColumnField, foldHeader, type HeaderMatch, matchHeader } from "./aliases.ts"
import type { AccountMapping, ColumnRef, Mapping } from "./mapping.ts"

/** Indexes of the columns that an account statement needs besides those of payment fields. */
interface AccountColumns {
  readonly counterparty: number
  readonly counterpartyName: number
  readonly direction: number
  readonly amountIn: number
  readonly amountOut: number
}

/** Which columns hold which field. Indexes count from 0; -1: none. */
export interface ColumnPlan {
  /** Columns of the header up to the last that has a name. */
  readonly width: number
  readonly columns: ReadonlyMap<ColumnField, readonly number[]>
  /** Named by the header of the amount. */
  readonly currency: string
  readonly account: AccountColumns | null
}

/** Several columns that could be one field. */
export interface Ambiguity {
  readonly field: ColumnField
  readonly columns: readonly number[]
}

/** How well a header fits. It is usable when the three lists are empty. */
export interface Resolution {
  readonly plan: ColumnPlan
  /** Required fields without a column. */
  readonly missing: readonly string[]
  readonly ambiguous: readonly Ambiguity[]
  /** Columns that the mapping names and the header has not, or has twice. */
  readonly notFound: readonly {
    readonly field: string
    readonly column: ColumnRef
    readonly twice: boolean
  }[]
  /** Columns the mapping names that are there. */
  readonly found: number
}

/** Fields whose columns, where there are several, hold one text each part of which counts. */
const JOINED: ReadonlySet<ColumnField> = new Set(["memo"])

/** Where a mapping is given, several columns for another field leave that field without one. */
const REQUIRED: ReadonlySet<ColumnField> = new Set([
  "time",
  "date",
  "clock",
  "amount",
  "currency",
  "payer",
  "payee",
])

/** Fits a header to the payment fields. `growing`: an exact name may stand beside an alias, both are kept in order. */
export function resolveColumns(
  header: readonly string[],
  mapping: Mapping | undefined,
  growing = false,
): Resolution {
  const columns = new Map<ColumnField, number[]>()
  const notFound: { field: string; column: ColumnRef; twice: boolean }[] = []
  const used = new Set<number>()
  const find = (field: string, ref: ColumnRef | undefined): number => {
    if (ref === undefined) return -1
    const places = columnsNamed(header, ref)
    if (places.length !== 1) notFound.push({ field, column: ref, twice: places.length > 1 })
    else used.add(places[0]!)
    return places.length === 1 ? places[0]! : -1
  }
  for (const [field, refs] of mapping?.columns ?? []) {
    const found = refs.map((ref) => find(field, ref)).filter((column) => column >= 0)
    if (found.length > 0) columns.set(field, found)
  }
  const account = accountColumns(mapping?.account, find)
  const found = used.size
  const { ambiguous, currency } = matchByName(header, mapping, used, columns, growing)
  const undecided = mapping === undefined ? ambiguous : ambiguous.filter(({ field }) => REQUIRED.has(field))
  const missing = missingFields(columns, mapping, currency, undecided)
  const plan: ColumnPlan = {
    width: widthOf(header),
    columns: withoutClash(columns, mapping, growing),
    currency,
    account,
  }
  return { plan, missing, ambiguous: undecided, notFound, found }
}

function widthOf(header: readonly string[]): number {
  let width = header.length
  while (width > 0 && header[width - 1]!.trim() === "") width--
  return width
}

function columnsNamed(header: readonly string[], ref: ColumnRef): number[] {
  if (typeof ref === "number") return ref <= header.length ? [ref - 1] : []
  const indexes = header.map((_, i) => i)
  const exact = indexes.filter((i) => header[i]!.trim() === ref.trim())
  const folded = foldHeader(ref)
  return exact.length > 0 || folded === "" ? exact : indexes.filter((i) => foldHeader(header[i]!) === folded)
}

function accountColumns(
  account: AccountMapping | undefined,
  find: (field: string, ref: ColumnRef | undefined) => number,
): AccountColumns | null {
  if (account === undefined) return null
  return {
    counterparty: find("account.counterparty", account.counterparty),
    counterpartyName: find("account.counterparty_name", account.counterpartyName),
    direction: find("account.direction", account.direction),
    amountIn: find("account.amount_in", account.amountIn),
    amountOut: find("account.amount_out", account.amountOut),
  }
}

/** Gives fields without a column the columns whose names are known for them. An exact name goes before an alias. */
function matchByName(
  header: readonly string[],
  mapping: Mapping | undefined,
  used: ReadonlySet<number>,
  columns: Map<ColumnField, number[]>,
  growing: boolean,
): { ambiguous: Ambiguity[]; currency: string } {
  const candidates = new Map<ColumnField, { column: number; match: HeaderMatch }[]>()
  const taken = new Set([
    ...columns.keys(),
    ...(mapping?.constants.keys() ?? []),
    ...fieldsOfAccount(mapping),
  ])
  if (taken.has("time")) taken.add("date").add("clock")
  header.forEach((name, column) => {
    const match = used.has(column) ? undefined : matchHeader(name)
    if (match === undefined || taken.has(match.field)) return
    candidates.set(match.field, [...(candidates.get(match.field) ?? []), { column, match }])
  })
  asClock(candidates)
  const ambiguous: Ambiguity[] = []
  let currency = ""
  for (const [field, found] of candidates) {
    const exact = found.filter(({ match }) => match.exact)
    const alias = found.filter(({ match }) => !match.exact)
    const joined = JOINED.has(field)
    if (!joined && (exact.length > 1 || (alias.length > 1 && (growing || exact.length === 0)))) {
      ambiguous.push({ field, columns: (exact.length > 1 ? exact : alias).map(({ column }) => column) })
      continue
    }
    const kept = joined ? found : growing ? [...exact, ...alias] : exact.length > 0 ? exact : alias
    columns.set(
      field,
      kept.map(({ column }) => column),
    )
    if (field === "amount") currency = kept[0]!.match.currency ?? ""
  }
  return { ambiguous, currency }
}

function fieldsOfAccount(mapping: Mapping | undefined): ColumnField[] {
  const { account } = mapping ?? {}
  if (account === undefined) return []
  const sides: ColumnField[] = ["payer", "payee", "payerName", "payeeName"]
  return account.amountIn === undefined && account.amountOut === undefined ? sides : [...sides, "amount"]
}

/** With a date column beside it, a column named "time" is the time of day. */
function asClock(candidates: Map<ColumnField, { column: number; match: HeaderMatch }[]>): void {
  const time = candidates.get("time")
  if (!candidates.has("date") || time === undefined || candidates.has("clock")) return
  if (time.length === 1 && time[0]!.match.maybeClock) {
    candidates.delete("time")
    candidates.set("clock", time)
  }
}

/** A full time needs no date; a time of day without a date is none. A party without an id goes by its name. */
function withoutClash(
  columns: ReadonlyMap<ColumnField, number[]>,
  mapping: Mapping | undefined,
  growing: boolean,
): Map<ColumnField, readonly number[]> {
  const kept = new Map(columns)
  if (kept.has("time")) kept.delete("date")
  if (kept.has("time") || !kept.has("date")) kept.delete("clock")
  for (const [side, name] of [
    ["payer", "payerName"],
    ["payee", "payeeName"],
  ] as const) {
    const ids = kept.get(side) ?? []
    // Records of JSON may lack the key of the id one by one, whichever of them comes first.
    const byName = ids.length === 0 || (growing && mapping?.columns.has(side) !== true)
    const both = byName ? [...ids, ...(kept.get(name) ?? [])] : ids
    if (both.length > 0) kept.set(side, both)
  }
  return kept
}

function missingFields(
  columns: ReadonlyMap<ColumnField, unknown>,
  mapping: Mapping | undefined,
  currency: string,
  undecided: readonly Ambiguity[],
): string[] {
  const { account } = mapping ?? {}
  const known = new Set([
    ...columns.keys(),
    ...(mapping?.constants.keys() ?? []),
    ...undecided.map(({ field }) => field),
  ])
  const has = (...fields: ColumnField[]) => fields.some((field) => known.has(field))
  const missing: string[] = []
  if (!has("time", "date")) missing.push("time")
  if (!has("amount") && account?.amountIn === undefined && account?.amountOut === undefined)
    missing.push("amount")
  if (!has("currency") && currency === "") missing.push("currency")
  if (account === undefined && !has("payer", "payee", "payerName", "payeeName"))
    missing.push("payer", "payee")
  return missing
}
