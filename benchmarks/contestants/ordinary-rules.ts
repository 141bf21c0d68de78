// Rules on one payment, as json-rules-engine has them.
import { Engine, type RuleProperties } from "json-rules-engine"
import type { Payment } from "./ordinary-schema.ts"

export type Flags = Readonly<Record<"keyword" | "underLine" | "sale" | "parcel" | "privatePayee", boolean>>

const WORDS = [
  "象牙",
  "整牙",
  "穿山甲",
  "三白",
  "白塑料",
  "小甲",
  "鹤顶红",
  "玳瑁",
  "犀牛",
  "老虎",
  "大象",
  "虎皮",
  "sừng tê",
]
const BENIGN = [
  "象牙白",
  "象牙色",
  "虎皮鸡爪",
  "虎皮青椒",
  "小老虎",
  "玳瑁色",
  "鹤顶红茶",
  "犀牛软件",
  "大象公会",
]

const RULES: RuleProperties[] = [
  {
    conditions: { all: [{ fact: "memo", operator: "holdsWord", value: WORDS }] },
    event: { type: "keyword" },
  },
  {
    conditions: {
      all: [
        { fact: "currency", operator: "equal", value: "CNY" },
        { fact: "hundredths", operator: "greaterThanInclusive", value: 45_000_00 },
        { fact: "hundredths", operator: "lessThan", value: 50_000_00 },
      ],
    },
    event: { type: "underLine" },
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
    conditions: { all: [{ fact: "payeeCategory", operator: "equal", value: "4215" }] },
    event: { type: "parcel" },
  },
  {
    conditions: { all: [{ fact: "payeeCategory", operator: "equal", value: "" }] },
    event: { type: "privatePayee" },
  },
]

export function createRules(): (payment: Payment) => Promise<Flags> {
  const engine = new Engine(RULES)
  engine.addOperator("holdsWord", (memo: string, words: readonly string[]) => {
    if (memo === "") return false
    const told = BENIGN.reduce(
      (text, phrase) => text.replaceAll(phrase, " "),
      memo.normalize("NFKC").toLowerCase(),
    )
    return words.some((word) => told.includes(word))
  })
  return async (payment) => {
    const { events } = await engine.run(payment)
    const types = new Set(events.map(({ type }) => type))
    return {
      keyword: types.has("keyword"),
      underLine: types.has("underLine"),
      sale: types.has("sale"),
      parcel: types.has("parcel"),
      privatePayee: types.has("privatePayee"),
    }
  }
}
