// Measures of a window in plain words, for the catalogue of rules.
import { countOf } from "../model/count.ts"
import { unreachable } from "../model/errors.ts"
import { formatDuration } from "../model/time.ts"
import { boundsText, describeCondition, fieldText, moneyText } from "./describe-conditions.ts"
import type { DistinctField, Having } from "./tree.ts"

/** A measure with its bounds as a clause without a full stop. */
export function describeHaving(having: Having): string {
  switch (having.measure) {
    case "count":
      return `the number of payments is ${boundsText(having.test, String)}`
    case "sum":
    case "min":
    case "max":
    case "average":
    case "median":
      return `${AMOUNTS[having.measure]} is ${boundsText(having.test, moneyText(having.test.currency))}`
    case "distinct":
      return `the number of different ${pluralText(having.field)} is ${boundsText(having.test, String)}`
    case "spread":
      return `the spread of amounts, (greatest − least) ÷ average${inCurrency(having.currency)}, is ${boundsText(having.test, String)}`
    case "share": {
      const of = having.of === "count" ? "payments" : "the sum"
      return `the share of ${of} for which ${describeCondition(having.where)}${inCurrency(having.currency)} is ${boundsText(having.test, String)}`
    }
    case "baseline":
      return baselineText(having)
    case "age":
      return `the time since the first payment of ${whoText(having.of)} is ${boundsText(having.test, formatDuration)}`
    case "idle":
      return `the longest silence of ${whoText(having.of)} that one of the payments ended is ${boundsText(having.test, formatDuration)}`
    case "in_out": {
      const what = having.of === "count" ? "the number of payments in" : "the sum that came in"
      const by = having.of === "count" ? "the number out" : "the sum that went out"
      return `${what}, divided by ${by}${inCurrency(having.currency)}, is ${boundsText(having.test, String)}`
    }
    case "benford":
      return `the mean absolute deviation of first digits from Benford's law is ${boundsText(having.test, String)}, with at least ${countOf(having.atLeast, "amount")}`
    case "repeated": {
      const what = having.of === "count" ? "the number of payments" : "the share of payments"
      return `${what} with the most common ${singularText(having.field)} is ${boundsText(having.test, String)}`
    }
    default:
      return unreachable(having)
  }
}

const AMOUNTS = {
  sum: "the sum of amounts",
  min: "the least amount",
  max: "the greatest amount",
  average: "the average amount",
  median: "the median amount",
} as const

function baselineText(having: Extract<Having, { measure: "baseline" }>): string {
  const { of, overMs, atLeast, currency, test } = having
  const what = of === "count" ? "number of payments" : `${of === "max" ? "greatest" : of} amount`
  const perLength = of === "count" || of === "sum" ? ", taken for the length of the window" : ""
  const named = of === "sum" ? "sum of amounts" : what
  return `the ${named}${inCurrency(currency)} is ${boundsText(test, String)} times that of the ${formatDuration(overMs)} before the window${perLength}, with at least ${countOf(atLeast, "payment")} there`
}

function whoText(of: "payer" | "payee" | "pair"): string {
  return of === "pair" ? "the payer to the payee" : `the ${of}`
}

function inCurrency(currency: string | null): string {
  return currency === null ? "" : ` (in ${currency})`
}

const PLURALS: Readonly<Record<string, string>> = {
  payer: "payers",
  payee: "payees",
  counterparty: "counterparties",
  holder: "holders",
  amount: "amounts",
  currency: "currencies",
  day: "days (UTC)",
}

function pluralText(field: DistinctField): string {
  return PLURALS[field] ?? `values of ${textField(field)}`
}

function singularText(field: DistinctField): string {
  return PLURALS[field] === undefined ? `value of ${textField(field)}` : field
}

/** Only text fields have no plural of their own. */
function textField(field: DistinctField): string {
  switch (field) {
    case "counterparty":
    case "holder":
    case "amount":
    case "currency":
    case "day":
      return field
    default:
      return fieldText(field)
  }
}
