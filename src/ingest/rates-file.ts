// Exchange rates from a CSV file with the columns date, from, to and rate. Needs Node.
import { InputError } from "../model/errors.ts"
import { createRateTable, type ExchangeRate, type RateTable, rateFault } from "../model/rates.ts"
import { readRows } from "./read-rows.ts"
import type { RawRow } from "./row-source.ts"

const COLUMNS = ["date", "from", "to", "rate"] as const

/**
 * Reads `date,from,to,rate`: from that day (UTC) on, one unit of `from` is `rate` units of `to`.
 * @throws InputError RATES_INVALID with the line; FILE_NOT_FOUND and the like as for any file
 */
export async function readRates(path: string): Promise<RateTable> {
  const rates: ExchangeRate[] = []
  const seen = new Map<string, number>()
  let indexes: readonly number[] | null = null
  for await (const row of readRows(path)) {
    if (indexes === null) indexes = headerIndexes(path, row)
    else rates.push(checkRate(path, row, indexes, seen))
  }
  if (indexes === null)
    throw invalid(path, 1, `there is nothing in it; needed is the header ${COLUMNS.join(",")}`)
  return createRateTable(rates)
}

function headerIndexes(file: string, { line, cells }: RawRow): readonly number[] {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const missing = COLUMNS.filter((column) => !names.includes(column))
  if (missing.length > 0) {
    throw invalid(file, line, `the header has no ${missing.join(", ")}; needed is ${COLUMNS.join(",")}`)
  }
  return COLUMNS.map((column) => names.indexOf(column))
}

function checkRate(
  file: string,
  { line, cells }: RawRow,
  indexes: readonly number[],
  seen: Map<string, number>,
): ExchangeRate {
  const [date = "", from = "", to = "", rate = ""] = indexes.map((index) => cells[index]?.trim() ?? "")
  const fault = rateFault({ date, from, to, rate })
  if (fault !== undefined) throw invalid(file, line, fault)
  const key = [date, from, to].join("/")
  const earlier = seen.get(key)
  if (earlier !== undefined) {
    throw invalid(file, line, `line ${earlier} has a rate from ${from} to ${to} on ${date} already; keep one`)
  }
  seen.set(key, line)
  return { date, from, to, rate }
}

function invalid(file: string, line: number, detail: string): InputError {
  return new InputError("RATES_INVALID", { file, line }, detail)
}
