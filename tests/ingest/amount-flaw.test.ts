// What is said of texts that are no amount.
import { expect, test } from "vitest"
import { amountFlaw } from "../../src/ingest/amount-flaw.ts"
import { parseAmount } from "../../src/model/money.ts"

test.each([
  ["abc", "CNY", "has no digits; write it as 1234.50"],
  ["-", "CNY", "has no digits; write it as 1234.50"],
  ["½", "CNY", "has no digits"],
  ["1_000", "CNY", "holds more than an amount"],
  ["￥５００．０００元", "CNY", "more than one sign"],
  ["12.500", "USD", 'could be 12.50 or 12500.00 USD; say in a mapping which, with decimal: "." or ","'],
  ["500.000", "VND", "could be 500 or 500000 VND; say in a mapping which"],
  ["USD 12.500", "USD", "could be 12.50 or 12500.00 USD"],
  ["--1", "CNY", "has more than one minus, or half a pair of brackets; write it as -1234.50"],
  ["-(1)", "CNY", "has more than one minus"],
  ["(1", "CNY", "half a pair of brackets"],
  ["$5", "CNY", '"$" does not stand for CNY; mend the currency of the row, or write it as 1234.50'],
  ["USD 5", "CNY", '"USD" does not stand for CNY'],
  ["5 USD 5", "USD", "holds more than an amount; write it as 1234.50"],
  ["CNY 5 RMB", "CNY", "has more than one sign or word beside the digits"],
  [
    "1,2345",
    "CNY",
    "its points, commas or spaces part no groups of thousands and decimals; write it as 1234.50",
  ],
  ["1.2.3", "CNY", "its points, commas or spaces part no groups"],
  ["1 2", "CNY", "its points, commas or spaces part no groups"],
  ["131.77(已退款89.84)", "CNY", "holds more than an amount"],
])("%j in %s", (text, currency, said) => {
  expect(parseAmount(text, currency)).toEqual({ ok: false, code: "AMOUNT_INVALID" })
  expect(amountFlaw(text, currency)).toContain(said)
})
