import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { currencyCode, currencyExponent } from "../../src/model/currencies.ts"
import { formatMinor, parseAmount, parseMoneyLiteral, plainMinor } from "../../src/model/money.ts"

/** The slow twin: BigInt over the digits of plain decimal text. */
function slowMinor(text: string, exponent: number): { minor: bigint; rounded: boolean } {
  const [, sign, whole = "", fraction = ""] = /^(-?)(\d*)\.?(\d*)$/.exec(text)!
  const scale = 10n ** BigInt(fraction.length)
  const scaled = BigInt(whole + fraction || "0") * 10n ** BigInt(exponent)
  const rest = scaled % scale
  let minor = scaled / scale
  if (rest * 2n > scale || (rest * 2n === scale && minor % 2n === 1n)) minor++
  return { minor: sign === "-" ? -minor : minor, rounded: rest !== 0n }
}

const codes = fc.constantFrom("JPY", "CNY", "KWD", "CLF", "USDT", "BTC")
const decimals = fc
  .tuple(
    fc.constantFrom("", "-"),
    fc.stringMatching(/^\d{1,18}$/),
    fc.option(fc.stringMatching(/^\d{1,12}$/)),
  )
  .map(([sign, whole, fraction]) => `${sign}${whole}${fraction === null ? "" : `.${fraction}`}`)

describe("currencies", () => {
  test("exponents are those of ISO 4217, also where Intl has others", () => {
    const expected = {
      IDR: 2,
      LAK: 2,
      MMK: 2,
      PKR: 2,
      COP: 2,
      IQD: 3,
      HUF: 2,
      JPY: 0,
      VND: 0,
      KWD: 3,
      CLF: 4,
      UYW: 4,
    }
    for (const [code, exponent] of Object.entries(expected))
      expect([code, currencyExponent(code)]).toEqual([code, exponent])
    expect(currencyExponent("BTC")).toBe(8)
    expect(currencyExponent("ETH")).toBe(8)
    expect(currencyExponent("XXX")).toBeUndefined()
    expect(currencyExponent("__proto__")).toBeUndefined()
  })

  test.each([
    ["cny", "CNY"],
    [" rmb ", "CNY"],
    ["人民币", "CNY"],
    ["人民幣", "CNY"],
    ["ＵＳＤ", "USD"],
    ["US Dollar", "USD"],
    ["UK pounds", "GBP"],
    ["港币", "HKD"],
    ["Bitcoin", "BTC"],
    ["rupee", undefined],
    ["dollar", undefined],
    ["", undefined],
  ])("%j is %s", (text, code) => expect(currencyCode(text)).toBe(code))
})

describe("parseAmount", () => {
  test("agrees with integers of any size on plain decimals", () => {
    fc.assert(
      fc.property(decimals, codes, (text, code) => {
        const parsed = parseAmount(text, code, ".")
        const slow = slowMinor(text, currencyExponent(code)!)
        const isSafe = slow.minor <= Number.MAX_SAFE_INTEGER && slow.minor >= -Number.MAX_SAFE_INTEGER
        expect(parsed).toEqual(
          isSafe
            ? { ok: true, minor: Number(slow.minor), rounded: slow.rounded }
            : { ok: false, code: "AMOUNT_TOO_LARGE" },
        )
      }),
      { numRuns: 2000 },
    )
  })

  test("the fast path agrees with the full parser or declines", () => {
    fc.assert(
      fc.property(decimals, fc.constantFrom(0, 2, 3, 8), (text, exponent) => {
        const fast = plainMinor(text, exponent)
        if (fast >= 0) expect(BigInt(fast)).toBe(slowMinor(text, exponent).minor)
      }),
      { numRuns: 1000 },
    )
    expect(plainMinor("1234.50", 2)).toBe(123450)
    for (const text of ["", ".5", "5.", "1.2.3", "-1", "1e3", "1,2", " 1"])
      expect(plainMinor(text, 2)).toBe(-1)
  })

  test("reads grouped text as the plain text it came from", () => {
    const grouped = fc.tuple(
      fc.integer({ min: 0, max: 9_999_999_999 }),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom(
        [",", "."],
        [" ", ","],
        [".", ","],
        ["'", "."],
        ["’", "."],
        ["\u00a0", ","],
        ["\u202f", ","],
      ),
    )
    fc.assert(
      fc.property(grouped, fc.constantFrom(".", ","), ([whole, cents, [group, mark]], decimal) => {
        const text = String(whole).replace(/\B(?=(\d{3})+$)/g, group!) + mark + String(cents).padStart(2, "0")
        const minor = whole * 100 + cents
        expect(parseAmount(text, "CNY", decimal as "." | ",")).toEqual({ ok: true, minor, rounded: false })
      }),
    )
  })

  test.each([
    ["1,234", 123400],
    ["1,23", 123],
    ["0,500", 50],
    ["1,234,567", 123456700],
    ["1.234.567", 123456700],
    ["12,34,567.8", 123456780],
    ["¥28.16", 2816],
    ["￥ 28.16", 2816],
    ["１，２３４．５０", 123450],
    ["28.16元", 2816],
    ["CNY 28.16", 2816],
    ["28.16 rmb", 2816],
    ["-28.16", -2816],
    ["−28.16", -2816],
    ["28.16-", -2816],
    ["(28.16)", -2816],
    ["-¥28.16", -2816],
    ["+5", 500],
    [".5", 50],
    ["5.", 500],
    ["-0.00", 0],
    ["1.0E7", 1000000000],
    ["1e-2", 1],
  ])("%j is %d fen", (text, minor) => expect(parseAmount(text, "CNY")).toMatchObject({ ok: true, minor }))

  test("with a decimal comma a lone point before three digits groups", () => {
    expect(parseAmount("1.234", "EUR", ",")).toEqual({ ok: true, minor: 123400, rounded: false })
    expect(parseAmount("1,234", "EUR", ",")).toEqual({ ok: true, minor: 123, rounded: true })
    expect(parseAmount("19999,", "EUR", ",")).toEqual({ ok: true, minor: 1999900, rounded: false })
    expect(parseAmount("1234.50", "EUR", ",")).toEqual({ ok: true, minor: 123450, rounded: false })
  })

  test.each([
    "",
    "abc",
    "$5",
    "USD 5",
    "5 USD 5",
    "131.77(已退款89.84)",
    "5²",
    "½",
    "--1",
    "-(1)",
    "(1",
    "1,2345",
    "1,23,4",
    "1 2",
    "0x10",
    "1_000",
    "NaN",
    "Infinity",
    `(${" ".repeat(100_000)}!`,
  ])("%.20j is no amount in CNY", (text) => {
    expect(parseAmount(text, "CNY")).toEqual({ ok: false, code: "AMOUNT_INVALID" })
  })

  test("rounds half to even, and says so only when the value changed", () => {
    expect(parseAmount("0.005", "USD")).toEqual({ ok: true, minor: 0, rounded: true })
    expect(parseAmount("0.015", "USD")).toEqual({ ok: true, minor: 2, rounded: true })
    expect(parseAmount("0.0150001", "USD")).toEqual({ ok: true, minor: 2, rounded: true })
    expect(parseAmount("12.5000", "USD")).toEqual({ ok: true, minor: 1250, rounded: false })
    expect(parseAmount("100.00", "JPY")).toEqual({ ok: true, minor: 100, rounded: false })
  })

  test("a point before three digits that may be thousands is refused, unless it is said what it is", () => {
    const invalid = { ok: false, code: "AMOUNT_INVALID" }
    for (const [text, currency] of [
      ["500.000", "VND"],
      ["1.234", "JPY"],
      ["500.000", "IDR"],
      ["12.500", "USD"],
      ["USD 12.500", "USD"],
    ] as const)
      expect(parseAmount(text, currency)).toEqual(invalid)
    expect(parseAmount("500.000", "VND", ",")).toEqual({ ok: true, minor: 500_000, rounded: false })
    expect(parseAmount("500.000", "VND", ".")).toEqual({ ok: true, minor: 500, rounded: false })
    // These cannot be thousands, or are rounded and thus counted.
    expect(parseAmount("0.500", "USD")).toEqual({ ok: true, minor: 50, rounded: false })
    expect(parseAmount("1234.500", "USD")).toEqual({ ok: true, minor: 123_450, rounded: false })
    expect(parseAmount("1,234.500", "USD")).toEqual({ ok: true, minor: 123_450, rounded: false })
    expect(parseAmount("12.345", "USD")).toEqual({ ok: true, minor: 1234, rounded: true })
    expect(parseAmount("1.500", "KWD")).toEqual({ ok: true, minor: 1500, rounded: false })
    expect(parseAmount("1.500e3", "USD")).toEqual({ ok: true, minor: 150_000, rounded: false })
  })

  test("an unknown currency is told apart", () => {
    expect(parseAmount("1", "ZZZ")).toEqual({ ok: false, code: "CURRENCY_UNKNOWN" })
  })
})

describe("formatMinor and parseMoneyLiteral", () => {
  test("what is written is read back", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), codes, (minor, code) => {
        const text = formatMinor(minor, code)
        expect(formatMinor(BigInt(minor), code)).toBe(text)
        expect(parseAmount(text, code)).toEqual({ ok: true, minor: minor + 0, rounded: false })
        expect(parseMoneyLiteral(`${text} ${code}`)).toEqual({ minor: minor + 0, currency: code })
      }),
    )
  })

  test("decimals are those of the currency", () => {
    expect(formatMinor(5, "USD")).toBe("0.05")
    expect(formatMinor(-5, "USD")).toBe("-0.05")
    expect(formatMinor(1250, "JPY")).toBe("1250")
    expect(formatMinor(12345678901234567890n, "CNY")).toBe("123456789012345678.90")
    expect(() => formatMinor(1, "ZZZ")).toThrow("fault of its own")
  })

  test.each([
    "8000.505 USD",
    "9_000 USD",
    "8000USD",
    "8,000 USD",
    "8000",
    "USD 8000",
    "1 ZZZ",
    "1.5 JPY",
    "",
  ])("%j is no literal", (text) => expect(parseMoneyLiteral(text)).toBeUndefined())

  test("a literal is money", () => {
    expect(parseMoneyLiteral("8000.50 USD")).toEqual({ minor: 800050, currency: "USD" })
    expect(parseMoneyLiteral("50000 JPY")).toEqual({ minor: 50000, currency: "JPY" })
  })
})
