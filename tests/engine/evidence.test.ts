// What findings say of conditions: what is looked at, the test in words, and the values that were seen.
import fc from "fast-check"
import { expect, test } from "vitest"
import { type ConditionMasks, evaluateCondition } from "../../src/engine/condition.ts"
import { createEngineContext } from "../../src/engine/context.ts"
import { observeConditions } from "../../src/engine/evidence.ts"
import { ENGLISH } from "../../src/model/messages.ts"
import { VeiledDictionary } from "../../src/model/veiled-dictionary.ts"
import { compareText } from "../../src/model/vocabulary.ts"
import type { Condition } from "../../src/rules/tree.ts"
import { packOf, type TestPayment, tableOf } from "../helpers/table.ts"

const not = (of: Condition): Condition => ({ kind: "not", of })

const payment = (
  id: string,
  time: string,
  amountMinor: number,
  currency: string,
  text: TestPayment["text"] = {},
): TestPayment => ({
  id,
  time: Date.parse(time),
  amountMinor,
  currency,
  payer: "a",
  payee: id === "p1" ? "a" : "b",
  text,
})

const TABLE = tableOf(
  [
    payment("p1", "2024-03-01T15:30Z", 188_800, "CNY", {
      memo: "Gold ring",
      payerCountry: "NO",
      payeeCountry: "no",
    }),
    payment("p2", "2024-03-02T22:00Z", 88_800, "CNY", {
      memo: "JEWELLERY",
      payerCountry: "NO",
      payeeCountry: "CN",
    }),
    payment("p3", "2024-03-03T10:00Z", 5_000, "USD", { memo: "tea" }),
    payment("p4", "2024-03-03T10:00:30Z", 100_000, "CNY"),
  ],
  ["memo", "payerCountry", "payeeCountry"],
)

function observe(where: Condition): readonly string[] {
  const context = createEngineContext(TABLE, packOf())
  const masks: ConditionMasks = new Map()
  evaluateCondition(context, where, masks)
  const results = observeConditions(context, where, [0, 1, 2, 3], masks)
  return results.map(({ measure, threshold, observed }) => `${measure} | ${threshold} | ${observed}`)
}

const hours = { from: 22 * 60, to: 6 * 60 + 5 }

test.each<[Condition, string]>([
  [
    { kind: "multiple", of: { minor: 100_00, currency: "CNY" } },
    "amount | a multiple of 100.00 CNY | 1000.00 CNY",
  ],
  [
    not({ kind: "multiple", of: { minor: 100_00, currency: "CNY" } }),
    "amount | not a multiple of 100.00 CNY | 888.00 CNY, 1888.00 CNY, 50.00 USD",
  ],
  [{ kind: "ending", endings: ["888", ".99"] }, "amount | ending in 888 or .99 | 888.00 CNY, 1888.00 CNY"],
  [
    { kind: "pattern", field: "memo", pattern: "gold|jewel(ry|lery)" },
    "memo | matching gold|jewel(ry|lery) | Gold ring, JEWELLERY",
  ],
  [not({ kind: "pattern", field: "memo", pattern: "gold|jewel" }), "memo | not matching gold|jewel | tea"],
  [
    { kind: "clock", zone: "Asia/Shanghai", hours, weekdays: null },
    "local time | from 22:00 to before 06:05 in Asia/Shanghai | 2024-03-01 23:30 Fri, 2024-03-03 06:00 Sun",
  ],
  [
    { kind: "clock", zone: "Asia/Shanghai", hours, weekdays: [6, 7] },
    "local time | from 22:00 to before 06:05 on Sat, Sun in Asia/Shanghai | 2024-03-03 06:00 Sun",
  ],
  [
    not({ kind: "clock", zone: "+08:00", hours: null, weekdays: [5] }),
    "local time | not on Fri in +08:00 | 2024-03-03 06:00 Sun, 2024-03-03 18:00 Sun",
  ],
  [{ kind: "same", fields: ["payer", "payee"] }, "payer and payee | the same | a"],
  [not({ kind: "same", fields: ["payer", "payee"] }), "payer and payee | different | a and b"],
  [
    not({ kind: "same", fields: ["payerCountry", "payeeCountry"] }),
    "payerCountry and payeeCountry | different | NO and CN",
  ],
])("%j", (where, words) => {
  expect(observe(where)).toEqual([words])
})

test("texts that are the same after folding are both shown", () => {
  expect(observe({ kind: "same", fields: ["payerCountry", "payeeCountry"] })).toEqual([
    "payerCountry and payeeCountry | the same | NO and no",
  ])
})

/** Those of many bytes among them, of which the order is not that of the texts. */
const memo = fc.oneof(
  fc.string({ maxLength: 3, unit: fc.constantFrom("a", "b", "é", "象", "\u{ffee}", "🐅") }),
)

test("of many values the first by text are listed, and the rest is counted; those told alike are one", () => {
  fc.assert(
    fc.property(fc.array(memo, { minLength: 1, maxLength: 30 }), fc.boolean(), (memos, areVeiled) => {
      const plain = tableOf(
        memos.map((text, i) =>
          payment(`p${i}`, "2024-03-01T15:30Z", 1, "CNY", text === "" ? {} : { memo: text }),
        ),
        ["memo"],
      )
      const tell = (text: string) => (areVeiled ? `${text.length}` : text)
      const { codes, values } = plain.text.get("memo")!
      const told = areVeiled ? new VeiledDictionary(values, tell) : values
      const table = Object.create(plain, { text: { value: new Map([["memo", { codes, values: told }]]) } })
      const context = createEngineContext(table, packOf())
      const where: Condition = { kind: "exists", field: "memo", exists: true }
      const masks: ConditionMasks = new Map()
      evaluateCondition(context, where, masks)
      const results = observeConditions(context, where, [...memos.keys()], masks)
      const different = [...new Set(memos.filter((text) => text !== "").map(tell))].sort(compareText)
      const first = different.slice(0, 5).join(", ")
      const rest = different.length - 5
      const expected = rest > 0 ? ENGLISH.say("list.more", { list: first, count: rest }) : first
      expect(results.map(({ observed }) => observed)).toEqual(different.length === 0 ? [] : [expected])
    }),
  )
})
