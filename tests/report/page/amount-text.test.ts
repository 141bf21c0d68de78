import fc from "fast-check"
import { expect, test } from "vitest"
import { groupAmounts, groupDigits } from "../../../src/report/page/amount-text.ts"

test("digits stand in groups of three before the decimal mark, and none is lost", () => {
  expect(groupDigits("144922.05")).toBe("144,922.05")
  expect(groupDigits("1000")).toBe("1,000")
  expect(groupDigits("999")).toBe("999")
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.nat(9999), (whole, fraction) => {
      const amount = `${whole}.${fraction}`
      const grouped = groupDigits(amount)
      expect(grouped.replaceAll(",", "")).toBe(amount)
      expect(grouped.split(".")[0]).toBe(whole.toLocaleString("en"))
    }),
  )
})

test.each([
  ["paid 8209.44 CNY on 2026-01-29", "paid 8,209.44 CNY on 2026-01-29"],
  ["25710000.00 TZS, 3050.00 USD", "25,710,000.00 TZS, 3,050.00 USD"],
  ["12345.6 USDT", "12,345.6 USDT"],
  ["付出 303144.09 CNY：全部", "付出 303,144.09 CNY：全部"],
  // No amounts: ids, days, counts, what is grouped already.
  ["u62493583 and 12345 payments in 2026", "u62493583 and 12345 payments in 2026"],
  ["p-20260129 CNY, x1234 CNY", "p-20260129 CNY, x1234 CNY"],
  ["8,209.44 CNY", "8,209.44 CNY"],
  // Somebody's own words.
  [
    'the text names ivory ("5000 CNY \\" 6000 CNY"), 7000 CNY',
    'the text names ivory ("5000 CNY \\" 6000 CNY"), 7,000 CNY',
  ],
])("amounts in a sentence are grouped: %s", (sentence, expected) => {
  expect(groupAmounts(sentence)).toBe(expected)
})
