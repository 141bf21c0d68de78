import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { currencyExponent } from "../../src/model/currencies.ts"
import { InputError } from "../../src/model/errors.ts"
import { createRateTable, type ExchangeRate } from "../../src/model/rates.ts"
import { DAY_MS } from "../../src/model/time.ts"

const day = (n: number) => new Date(n * DAY_MS).toISOString().slice(0, 10)

type Ratio = readonly [bigint, bigint]

/** The slow twin: walks all rates for every question. */
function slowConvert(
  rates: readonly ExchangeRate[],
  minor: number,
  from: string,
  to: string,
  timeMs: number,
) {
  if (from === to) return minor
  const today = day(Math.floor(timeMs / DAY_MS))
  const given = (a: string, b: string): Ratio | undefined => {
    const known = rates.filter((rate) => rate.from === a && rate.to === b && rate.date <= today)
    const last = known.sort((x, y) => (x.date < y.date ? -1 : 1)).at(-1)
    if (last === undefined) return undefined
    const [whole = "", fraction = ""] = last.rate.split(".")
    return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)]
  }
  const step = (a: string, b: string): Ratio | undefined => {
    const direct = given(a, b)
    const inverse = given(b, a)
    return direct ?? (inverse && [inverse[1], inverse[0]])
  }
  let ratio = step(from, to)
  for (const middle of [...new Set(rates.flatMap((rate) => [rate.from, rate.to]))].sort()) {
    const first = step(from, middle)
    const second = step(middle, to)
    if (ratio === undefined && first && second) ratio = [first[0] * second[0], first[1] * second[1]]
  }
  if (ratio === undefined) return undefined
  const num = BigInt(minor) * ratio[0] * 10n ** BigInt(currencyExponent(to)!)
  const den = ratio[1] * 10n ** BigInt(currencyExponent(from)!)
  let quotient = num / den
  const twice = (num % den) * 2n
  if (twice > den || (twice === den && quotient % 2n === 1n)) quotient++
  return quotient > Number.MAX_SAFE_INTEGER ? undefined : Number(quotient)
}

const codes = fc.constantFrom("USD", "CNY", "JPY", "KWD", "BTC", "EUR")
const rate = fc.record({
  date: fc.integer({ min: 100, max: 110 }).map(day),
  from: codes,
  to: codes,
  rate: fc.oneof(
    fc.constantFrom("1", "0.5", "2", "7.25", "0.125", "0.0000001", "150000000"),
    fc.tuple(fc.integer({ min: 0, max: 9999 }), fc.stringMatching(/^\d{1,6}[1-9]$/)).map((p) => p.join(".")),
  ),
})
const rateLists = fc
  .uniqueArray(rate, { maxLength: 12, selector: ({ date, from, to }) => `${date}${from}${to}` })
  .map((rates) => rates.filter(({ from, to }) => from !== to))

describe("createRateTable", () => {
  test("converts as exact fractions do, whatever the order of rates", () => {
    fc.assert(
      fc.property(
        rateLists,
        fc.array(
          fc.tuple(
            fc.oneof(fc.nat(1000), fc.maxSafeInteger().map(Math.abs)),
            codes,
            codes,
            fc.integer({ min: 98, max: 112 }),
          ),
          {
            maxLength: 8,
          },
        ),
        (rates, questions) => {
          const table = createRateTable(rates)
          const reversed = createRateTable([...rates].reverse())
          for (const [minor, from, to, n] of questions) {
            const time = n * DAY_MS + 5
            const expected = slowConvert(rates, minor, from, to, time)
            expect(table.convert(minor, from, to, time)).toBe(expected)
            expect(reversed.convert(minor, from, to, time)).toBe(expected)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  test("the latest rate not after the UTC day of the payment applies", () => {
    const table = createRateTable([
      { date: "2024-03-01", from: "USD", to: "CNY", rate: "7" },
      { date: "2024-03-05", from: "USD", to: "CNY", rate: "8" },
    ])
    const at = (text: string) => table.convert(100, "USD", "CNY", Date.parse(text))
    expect(at("2024-02-29T23:59:59Z")).toBeUndefined()
    expect(at("2024-03-01T00:00:00Z")).toBe(700)
    expect(at("2024-03-04T23:59:59Z")).toBe(700)
    expect(at("2024-03-05T00:00:00Z")).toBe(800)
    expect(table.convert(700, "CNY", "USD", Date.parse("2024-03-02"))).toBe(100)
    expect(table.convert(1, "EUR", "CNY", Date.parse("2024-03-02"))).toBeUndefined()
    expect(table.convert(5, "EUR", "EUR", 0)).toBe(5)
  })

  test("one step through the alphabetically first common currency", () => {
    const date = "2024-03-01"
    const table = createRateTable([
      { date, from: "EUR", to: "USD", rate: "2" },
      { date, from: "EUR", to: "CNY", rate: "10" },
      { date, from: "USD", to: "HKD", rate: "7" },
      { date, from: "CNY", to: "HKD", rate: "1.1" },
    ])
    expect(table.convert(100, "EUR", "HKD", Date.parse(date))).toBe(1100)
    expect(table.convert(100, "HKD", "EUR", Date.parse(date))).toBe(9)
  })

  test.each([
    [{ date: "01/03/2024", from: "USD", to: "CNY", rate: "7" }, "date"],
    [{ date: "2024-02-30", from: "USD", to: "CNY", rate: "7" }, "date"],
    [{ date: "2024-03-01", from: "ZZZ", to: "CNY", rate: "7" }, "from"],
    [{ date: "2024-03-01", from: "USD", to: "__proto__", rate: "7" }, "to"],
    [{ date: "2024-03-01", from: "USD", to: "USD", rate: "1" }, "both"],
    [{ date: "2024-03-01", from: "USD", to: "CNY", rate: "0" }, "rate"],
    [{ date: "2024-03-01", from: "USD", to: "CNY", rate: "-7" }, "rate"],
    [{ date: "2024-03-01", from: "USD", to: "CNY", rate: "7,2" }, "rate"],
    [{ date: "2024-03-01", from: "USD", to: "CNY", rate: "1".repeat(40) }, "rate"],
  ])("refuses %j", (wrong, word) => {
    let failure: unknown
    try {
      createRateTable([wrong])
    } catch (error) {
      failure = error
    }
    expect(failure).toBeInstanceOf(InputError)
    expect(failure).toMatchObject({ code: "RATES_INVALID", detail: expect.stringContaining(word) })
  })

  test("refuses two rates for one pair and day", () => {
    const one = { date: "2024-03-01", from: "USD", to: "CNY", rate: "7" }
    expect(() => createRateTable([one, { ...one, rate: "7.1" }])).toThrow("RATES_INVALID")
  })
})
