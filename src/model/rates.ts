// Dated exchange rates: exact conversion between currencies, for thresholds stated in another currency.
import { checkEach, optionsOf, TEXT } from "./arguments.ts"
import { currencyExponent } from "./currencies.ts"
import { InputError } from "./errors.ts"
import { sha256Hex } from "./hash.ts"
import { DAY_MS, parseTime } from "./time.ts"
import { compareText } from "./vocabulary.ts"

/** From this day on, one unit of `from` is `rate` units of `to`. */
export interface ExchangeRate {
  /** YYYY-MM-DD, UTC. */
  readonly date: string
  readonly from: string
  readonly to: string
  /** Decimal text, above zero. */
  readonly rate: string
}

/** Exchange rates by day, as `createRateTable` or `readRates` make it. */
export interface RateTable {
  /** Of the rates in order of text: tells one table from another, however its file was written. */
  readonly sha256: string
  /**
   * Minor units of `to`, rounded half to even; undefined when no rate is known for that day or the result is no
   * safe integer. The latest rate not after the UTC day of `timeMs` counts. A rate given for the pair goes before
   * the inverse of one, and that before one step through a common currency, the alphabetically first that works.
   */
  convert(minor: number, from: string, to: string, timeMs: number): number | undefined
  /** Minor units of `to` for one of `from`, to the precision of a double and not rounded; undefined: there is no rate. */
  factor(from: string, to: string, timeMs: number): number | undefined
}

/** Numerator and denominator, both above zero. */
interface Ratio {
  readonly num: bigint
  readonly den: bigint
}

/** From minor units to minor units; `approx` is num / den, correct to the precision of a double. */
interface Factor extends Ratio {
  readonly approx: number
}

/** By interval of days; undefined: not yet looked for, "none": no rate. */
type Factors = (Factor | "none" | undefined)[]

/** What is wrong with a rate, or undefined. */
export function rateFault(rate: ExchangeRate): string | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(rate.date) || parseTime(rate.date, "UTC") === undefined)
    return `date is "${rate.date}"; write a day such as 2024-03-01`
  for (const [key, code] of [
    ["from", rate.from],
    ["to", rate.to],
  ] as const)
    if (currencyExponent(code) === undefined) return `${key} is "${code}"; write a currency code such as USD`
  if (rate.from === rate.to) return `from and to are both ${rate.from}`
  if (parseRate(rate.rate) === undefined)
    return `rate is "${rate.rate}"; write a decimal above zero such as 7.2345`
  return undefined
}

/** At most 30 digits: more is a mistake, and BigInt would follow it anywhere. */
function parseRate(text: string): Ratio | undefined {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text)
  if (match === null || text.length > 31) return undefined
  const fraction = match[2] ?? ""
  const num = BigInt(match[1]! + fraction)
  return num === 0n ? undefined : { num, den: 10n ** BigInt(fraction.length) }
}

const givenFor = new WeakMap<RateTable, readonly ExchangeRate[]>()

/** The rates that a table was made of; undefined when it is not made by `createRateTable`. */
export function ratesOf(table: RateTable): readonly ExchangeRate[] | undefined {
  return givenFor.get(table)
}

const RATE = optionsOf({ date: TEXT, from: TEXT, to: TEXT, rate: TEXT }, "date", "from", "to", "rate")

/** Throws InputError RATES_INVALID for a rate that is none, or two rates for one pair and day. */
export function createRateTable(rates: Iterable<ExchangeRate>): RateTable {
  const given: ExchangeRate[] = []
  const series = new Map<string, Map<number, Ratio>>()
  const currencies = new Set<string>()
  const days = new Set<number>()
  const lines: string[] = []
  for (const rate of checkEach("createRateTable", "rates", rates, RATE)) {
    const fault = rateFault(rate)
    if (fault !== undefined) throw new InputError("RATES_INVALID", {}, fault)
    const day = parseTime(rate.date, "UTC")! / DAY_MS
    const key = `${rate.from}/${rate.to}`
    const ofPair = series.get(key) ?? new Map<number, Ratio>()
    if (ofPair.has(day)) {
      throw new InputError(
        "RATES_INVALID",
        {},
        `two rates from ${rate.from} to ${rate.to} on ${rate.date}; keep one`,
      )
    }
    series.set(key, ofPair.set(day, parseRate(rate.rate)!))
    currencies.add(rate.from).add(rate.to)
    days.add(day)
    given.push({ date: rate.date, from: rate.from, to: rate.to, rate: rate.rate })
    lines.push([rate.date, rate.from, rate.to, rate.rate].join(","))
  }
  const sha256 = sha256Hex(lines.sort(compareText).join("\n"))
  const table = new DatedRates(series, [...currencies].sort(), Float64Array.from(days).sort(), sha256)
  givenFor.set(table, given)
  return table
}

class DatedRates implements RateTable {
  /** By pair, the rate in force from each entry of `days` on; undefined before the pair's first rate. */
  readonly #inForce = new Map<string, (Ratio | undefined)[]>()
  /** By pair, filled on first use. */
  readonly #factors = new Map<string, Map<string, Factors>>()

  constructor(
    series: ReadonlyMap<string, ReadonlyMap<number, Ratio>>,
    private readonly currencies: readonly string[],
    private readonly days: Float64Array,
    readonly sha256: string,
  ) {
    for (const [pair, ofPair] of series) {
      let last: Ratio | undefined
      this.#inForce.set(
        pair,
        Array.from(days, (day) => {
          last = ofPair.get(day) ?? last
          return last
        }),
      )
    }
  }

  convert(minor: number, from: string, to: string, timeMs: number): number | undefined {
    if (from === to) return minor
    const factor = this.#factorAt(from, to, timeMs)
    return factor === undefined ? undefined : scale(minor, factor)
  }

  factor(from: string, to: string, timeMs: number): number | undefined {
    return from === to ? 1 : this.#factorAt(from, to, timeMs)?.approx
  }

  #factorAt(from: string, to: string, timeMs: number): Factor | undefined {
    const interval = lastNotAfter(this.days, Math.floor(timeMs / DAY_MS))
    if (interval < 0) return undefined
    const factors = this.#factorsOf(from, to)
    const factor = factors[interval] ?? this.#factor(from, to, interval)
    factors[interval] = factor
    return factor === "none" ? undefined : factor
  }

  #factorsOf(from: string, to: string): Factors {
    const known = this.#factors.get(from)?.get(to)
    if (known !== undefined) return known
    const factors: Factors = new Array(this.days.length).fill(undefined)
    const byTo = this.#factors.get(from) ?? new Map<string, Factors>()
    this.#factors.set(from, byTo.set(to, factors))
    return factors
  }

  #factor(from: string, to: string, interval: number): Factor | "none" {
    const ratio = this.#step(from, to, interval) ?? this.#twoSteps(from, to, interval)
    const fromExponent = currencyExponent(from)
    const toExponent = currencyExponent(to)
    if (ratio === undefined || fromExponent === undefined || toExponent === undefined) return "none"
    const num = ratio.num * 10n ** BigInt(toExponent)
    const den = ratio.den * 10n ** BigInt(fromExponent)
    return { num, den, approx: Number(num) / Number(den) }
  }

  /** A rate given for the pair, else the inverse of one. */
  #step(from: string, to: string, interval: number): Ratio | undefined {
    const given = this.#inForce.get(`${from}/${to}`)?.[interval]
    if (given !== undefined) return given
    const other = this.#inForce.get(`${to}/${from}`)?.[interval]
    return other && { num: other.den, den: other.num }
  }

  #twoSteps(from: string, to: string, interval: number): Ratio | undefined {
    for (const middle of this.currencies) {
      const first = this.#step(from, middle, interval)
      const second = first && this.#step(middle, to, interval)
      if (first && second) return { num: first.num * second.num, den: first.den * second.den }
    }
    return undefined
  }
}

/** Index of the last entry of sorted `days` that is at most `day`; -1 when all are later. */
function lastNotAfter(days: Float64Array, day: number): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (days[middle]! <= day) low = middle + 1
    else high = middle
  }
  return low - 1
}

/**
 * `minor × num / den`, rounded half to even. The product of doubles is off by less than 2^-50 of itself, so away
 * from a half it rounds as the exact one does; near a half, and for large results, integers decide.
 */
function scale(minor: number, factor: Factor): number | undefined {
  const approx = minor * factor.approx
  const error = Math.abs(approx) * 2 ** -50
  const fraction = approx - Math.floor(approx)
  // Adding zero turns the -0 of a small negative amount into 0.
  if (error < 0.01 && Math.abs(fraction - 0.5) > error) return Math.round(approx) + 0
  const exact = divideHalfEven(BigInt(minor) * factor.num, factor.den)
  const result = Number(exact)
  return Number.isSafeInteger(result) ? result : undefined
}

function divideHalfEven(num: bigint, den: bigint): bigint {
  const negative = num < 0n
  const size = negative ? -num : num
  let quotient = size / den
  const twice = (size % den) * 2n
  if (twice > den || (twice === den && quotient % 2n === 1n)) quotient++
  return negative ? -quotient : quotient
}
