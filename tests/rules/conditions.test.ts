// Conditions on amounts, texts, clocks and fields, and the tree they become. What can be wrong with them stands in
// rule-faults.txt.
import { expect, test } from "vitest"
import { parseRules } from "../../src/rules/pack.ts"
import type { Condition } from "../../src/rules/tree.ts"
import { ruleWith } from "./rule-texts.ts"

/** The condition that this block becomes. */
function condition(block: string, head = ""): Condition {
  const where = block.replaceAll(/^/gm, "    ")
  const text = `${head}match:\n  subject: payee\n  where:\n${where}\n  reason: r\n`
  const found = parseRules([ruleWith(text)]).rules[0]!.detection
  if (found.kind !== "match") throw new Error("not a match")
  return found.where
}

test.each<[string, Condition]>([
  ["amount: { multiple_of: 100 CNY }", { kind: "multiple", of: { minor: 10_000, currency: "CNY" } }],
  ['amount: { ends_in: ["888", ".99"] }', { kind: "ending", endings: ["888", ".99"] }],
  [
    'amount: { gte: 500 CNY, lt: 9000 CNY, multiple_of: 0.5 CNY, ends_in: ["0.50"] }',
    {
      kind: "all",
      of: [
        { kind: "amount", test: { gte: 50_000, lt: 900_000, currency: "CNY" } },
        { kind: "multiple", of: { minor: 50, currency: "CNY" } },
        { kind: "ending", endings: ["0.50"] },
      ],
    },
  ],
  [
    "memo: { matches: gold|jewel(ry|lery) }",
    { kind: "pattern", field: "memo", pattern: "gold|jewel(ry|lery)" },
  ],
  [
    "attributes.shop: { matches: '\\bno\\. \\d+', exists: true }",
    {
      kind: "all",
      of: [
        { kind: "pattern", field: "attributes.shop", pattern: "\\bno\\. \\d+" },
        { kind: "exists", field: "attributes.shop", exists: true },
      ],
    },
  ],
  [
    'clock: { zone: Asia/Shanghai, hours: { from: "22:00", to: "06:00" }, weekdays: [sun, sat, sat] }',
    { kind: "clock", zone: "Asia/Shanghai", hours: { from: 1320, to: 360 }, weekdays: [6, 7] },
  ],
  // Without quotes, too: in YAML 1.2 this is text, not a number of seconds.
  [
    "clock: { zone: +08:00, hours: { from: 22:30, to: 24:00 } }",
    { kind: "clock", zone: "+08:00", hours: { from: 1350, to: 1440 }, weekdays: null },
  ],
  ["clock: { zone: UTC, weekdays: [mon] }", { kind: "clock", zone: "UTC", hours: null, weekdays: [1] }],
  ["same: [payer, payee]", { kind: "same", fields: ["payer", "payee"] }],
  [
    "not: { same: [payerCountry, payeeCountry] }",
    { kind: "not", of: { kind: "same", fields: ["payerCountry", "payeeCountry"] } },
  ],
  [
    "memo: tea\nsame: [memo, attributes.note]",
    {
      kind: "all",
      of: [
        { kind: "text", field: "memo", values: ["tea"] },
        { kind: "same", fields: ["memo", "attributes.note"] },
      ],
    },
  ],
])("%s", (block, expected) => {
  expect(condition(block)).toEqual(expected)
})

test("a multiple can be a param", () => {
  const head =
    "params:\n  unit: { type: money, default: 100 CNY, min: 10 CNY, max: 1000 CNY, reason: Round. }\n"
  expect(condition("amount: { multiple_of: $unit }", head)).toEqual({
    kind: "multiple",
    of: { minor: 10_000, currency: "CNY" },
  })
})
