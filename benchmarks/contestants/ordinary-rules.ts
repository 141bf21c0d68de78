// Rules on one payment, as json-rules-engine has them. A rule that holds sends the payment on to a question.
import { Engine, type RuleProperties } from "json-rules-engine"
import { BENIGN, COURIERS, WORDS } from "./ordinary-lists.ts"
import type { Payment } from "./ordinary-schema.ts"

export const SOURCES: readonly string[] = ["CM", "TZ", "NG", "CF", "CG", "CD", "GA", "GQ", "TD"]

export const RULES: RuleProperties[] = [
  {
    conditions: { all: [{ fact: "memo", operator: "holdsWord", value: WORDS }] },
    event: { type: "wildlifeWord" },
  },
  {
    conditions: {
      all: [
        { fact: "currency", operator: "equal", value: "CNY" },
        { fact: "hundredths", operator: "greaterThanInclusive", value: 45_000_00 },
        { fact: "hundredths", operator: "lessThan", value: 50_000_00 },
      ],
    },
    event: { type: "underCnyLine" },
  },
  {
    conditions: {
      all: [
        { fact: "currency", operator: "equal", value: "USD" },
        { fact: "channel", operator: "equal", value: "cash" },
        { fact: "hundredths", operator: "greaterThanInclusive", value: 8_500_00 },
        { fact: "hundredths", operator: "lessThan", value: 10_000_00 },
      ],
    },
    event: { type: "underUsdLine" },
  },
  {
    conditions: {
      all: [
        { fact: "currency", operator: "equal", value: "CNY" },
        { fact: "hundredths", operator: "greaterThanInclusive", value: 30_00 },
        { fact: "payer", operator: "notEqual", value: "" },
      ],
    },
    event: { type: "sale" },
  },
  {
    conditions: {
      any: [
        { fact: "payeeCategory", operator: "in", value: ["4214", "4215", "9402"] },
        { fact: "payeeName", operator: "holdsName", value: COURIERS },
      ],
    },
    event: { type: "parcel" },
  },
  {
    conditions: {
      all: [
        { fact: "channel", operator: "equal", value: "cash-on-delivery" },
        { fact: "payeeCategory", operator: "equal", value: "" },
      ],
    },
    event: { type: "collected" },
  },
  {
    conditions: { all: [{ fact: "payeeCategory", operator: "equal", value: "" }] },
    event: { type: "privatePayee" },
  },
  {
    conditions: {
      all: [
        { fact: "currency", operator: "equal", value: "CNY" },
        { fact: "hundredths", operator: "greaterThanInclusive", value: 100_00 },
      ],
    },
    event: { type: "notSmall" },
  },
  {
    conditions: {
      any: [
        {
          all: [
            { fact: "payerCountry", operator: "in", value: ["CN", "HK"] },
            { fact: "payeeCountry", operator: "in", value: SOURCES },
          ],
        },
        {
          all: [
            { fact: "payerCountry", operator: "equal", value: "CN" },
            { fact: "payeeCountry", operator: "in", value: ["MM", "VN", "PH"] },
          ],
        },
        {
          all: [
            { fact: "payerCountry", operator: "in", value: ["VN", "MM", "PH"] },
            { fact: "payeeCountry", operator: "in", value: SOURCES },
          ],
        },
      ],
    },
    event: { type: "onRoute" },
  },
]

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase()
}

function holdsWord(memo: string, words: readonly string[]): boolean {
  if (memo === "") return false
  const told = BENIGN.reduce((text, phrase) => text.replaceAll(phrase, " "), folded(memo))
  return words.some((word) => told.includes(word))
}

export function holdsName(text: string, names: readonly string[]): boolean {
  const name = folded(text)
  return names.some((one) => name.includes(one))
}

/** Gives a function that says which of the rules hold for a payment. */
export function createRules(): (payment: Payment) => Promise<string[]> {
  const engine = new Engine(RULES)
  engine.addOperator("holdsWord", holdsWord)
  engine.addOperator("holdsName", holdsName)
  return async (payment) => {
    const { events } = await engine.run(payment)
    return events.map(({ type }) => type)
  }
}
