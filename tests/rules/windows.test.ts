// Windows: every grouping and measure as it is written, the node it becomes, and every way to get it wrong.
import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { parseRules } from "../../src/rules/pack.ts"
import type { Having, WindowDetection } from "../../src/rules/tree.ts"
import { placeOf, ruleWith } from "./rule-texts.ts"

const DAY = 86_400_000

const windowText = (head: string, having: string) => `window:
  ${head.replaceAll("; ", "\n  ")}
  lookback: 7d
  having: ${having}
  reason: r
`

function detection(head: string, having: string): WindowDetection {
  const found = parseRules([ruleWith(windowText(head, having))]).rules[0]!.detection
  if (found.kind !== "window") throw new Error("not a window")
  return found
}

const measures = (having: string, head = "group_by: payee") => detection(head, having).having

describe("groupings", () => {
  test.each([
    ["group_by: payer", { groupBy: "payer", subject: "payer", direction: null }],
    ["group_by: payee", { groupBy: "payee", subject: "payee", direction: null }],
    ["group_by: pair; subject: payer", { groupBy: "pair", subject: "payer", direction: null }],
    ["group_by: party; direction: in", { groupBy: "party", subject: "party", direction: "in" }],
    ["group_by: device", { groupBy: "device", subject: "holder", direction: null }],
    ["group_by: phone; direction: out", { groupBy: "phone", subject: "holder", direction: "out" }],
    ["group_by: address; direction: in", { groupBy: "address", subject: "holder", direction: "in" }],
    ["group_by: waybill; subject: payee", { groupBy: "waybill", subject: "payee", direction: null }],
  ])("%s", (head, expected) => {
    expect(detection(head, "{ count: { gte: 3 } }")).toMatchObject(expected)
  })
})

describe("measures", () => {
  test.each<[string, Having]>([
    ["median: { gte: 0.50 USD }", { measure: "median", test: { gte: 50, currency: "USD" } }],
    ["benford: { at_least: 100, gte: 0.02 }", { measure: "benford", atLeast: 100, test: { gte: 0.02 } }],
    ["idle: { of: payer, gte: 180d }", { measure: "idle", of: "payer", test: { gte: 180 * DAY } }],
    [
      "idle: { of: pair, gt: 1h, lte: 1d }",
      { measure: "idle", of: "pair", test: { gt: DAY / 24, lte: DAY } },
    ],
    [
      "repeated: { field: payee, gte: 5 }",
      { measure: "repeated", field: "payee", of: "count", test: { gte: 5 } },
    ],
    [
      "repeated: { field: attributes.shop, of: share, gt: 0.5 }",
      { measure: "repeated", field: "attributes.shop", of: "share", test: { gt: 0.5 } },
    ],
    [
      "baseline: { of: average, over: 90d, at_least: 10, gte: 3, currency: USD }",
      {
        measure: "baseline",
        of: "average",
        overMs: 90 * DAY,
        atLeast: 10,
        currency: "USD",
        test: { gte: 3 },
      },
    ],
    [
      "baseline: { of: max, over: 4w, at_least: 1, gt: 1 }",
      { measure: "baseline", of: "max", overMs: 28 * DAY, atLeast: 1, currency: null, test: { gt: 1 } },
    ],
  ])("%s", (written, expected) => {
    expect(measures(`{ ${written} }`)).toEqual([expected])
  })

  test("in by out is of money unless told, and may be by any party or shared identifier", () => {
    expect(measures("{ in_out: { gte: 0.9, lte: 1.1 } }", "group_by: party")).toEqual([
      { measure: "in_out", of: "sum", currency: null, test: { gte: 0.9, lte: 1.1 } },
    ])
    for (const group of ["device", "phone", "address"]) {
      expect(measures("{ in_out: { of: count, gte: 1 } }", `group_by: ${group}`)).toEqual([
        { measure: "in_out", of: "count", currency: null, test: { gte: 1 } },
      ])
    }
    expect(measures("{ in_out: { lt: 2, currency: CNY } }", "group_by: party")).toEqual([
      { measure: "in_out", of: "sum", currency: "CNY", test: { lt: 2 } },
    ])
  })

  test("of one kind may be several, as a list", () => {
    const written = `
    distinct: [{ field: holder, gte: 3 }, { field: day, lte: 2 }]
    repeated: [{ field: holder, of: share, lt: 0.5 }]
    share: [{ where: { channel: cash }, gte: 0.5 }, { of: sum, where: { channel: card }, lt: 0.1 }]
    baseline: [{ over: 30d, at_least: 1, gte: 2 }, { of: max, over: 90d, at_least: 1, gte: 1 }]
    age: [{ of: payee, lte: 30d }, { of: pair, lte: 1d }]
    idle: [{ of: payer, gte: 90d }]`
    expect(measures(written, "group_by: device").map(({ measure }) => measure)).toEqual([
      "distinct",
      "distinct",
      "repeated",
      "share",
      "share",
      "baseline",
      "baseline",
      "age",
      "age",
      "idle",
    ])
  })
})

describe("what is wrong is told with its place and what to write", () => {
  const COUNT = "{ count: { gte: 3 } }"
  const NO_SIDES = "write group_by party, device, phone or address, and no direction"
  const NO_HOLDER = "write group_by device, phone or address, or another field"

  test.each([
    // head, having, what the error points at, message
    ["group_by: devices", COUNT, "devices", 'RULE_INVALID: window.group_by is "devices"; write device'],
    [
      "group_by: waybill",
      COUNT,
      "window",
      "RULE_MISSING_KEY: window.subject is missing; write payer or payee",
    ],
    ["group_by: pair", COUNT, "window", "RULE_MISSING_KEY: window.subject is missing; write payer or payee"],
    [
      "group_by: device; subject: payer",
      COUNT,
      "subject",
      "RULE_INVALID: window.subject is the party that has the device when group_by is device; write no subject",
    ],
    [
      "group_by: party; subject: payer",
      COUNT,
      "subject",
      "RULE_INVALID: window.subject is the group itself when group_by is party; write no subject",
    ],
    [
      "group_by: payer; direction: in",
      COUNT,
      "direction",
      "RULE_INVALID: window.direction follows from group_by payer; write no direction",
    ],
    [
      "group_by: waybill; subject: payee; direction: in",
      COUNT,
      "direction",
      "RULE_INVALID: window.direction says nothing of a waybill; write no direction",
    ],
    [
      "group_by: payee",
      "{ in_out: { gte: 1 } }",
      "in_out",
      `RULE_INVALID: having.in_out has one side only with group_by payee; ${NO_SIDES}`,
    ],
    [
      "group_by: waybill; subject: payee",
      "{ in_out: { gte: 1 } }",
      "in_out",
      `RULE_INVALID: having.in_out has one side only with group_by waybill; ${NO_SIDES}`,
    ],
    [
      "group_by: party; direction: out",
      "{ in_out: { gte: 1 } }",
      "in_out",
      `RULE_INVALID: having.in_out has one side only with direction out; ${NO_SIDES}`,
    ],
    [
      "group_by: party",
      "{ in_out: { of: count, gte: 1, currency: USD } }",
      "currency",
      "RULE_INVALID: in_out.currency has no amounts to convert while `of` is count; write of: sum, or no currency",
    ],
    [
      "group_by: party",
      "{ distinct: { field: holder, gte: 2 } }",
      "holder, gte",
      `RULE_INVALID: distinct.field is "holder", which there is not with group_by party; ${NO_HOLDER}`,
    ],
    [
      "group_by: waybill; subject: payer",
      "{ repeated: [{ field: memo, gte: 2 }, { field: holder, gte: 2 }] }",
      "holder, gte",
      `RULE_INVALID: repeated[1].field is "holder", which there is not with group_by waybill; ${NO_HOLDER}`,
    ],
    [
      "group_by: payee",
      "{ repeated: { field: memos, gte: 2 } }",
      "memos",
      'RULE_UNKNOWN_FIELD: repeated.field is "memos"; write memo',
    ],
    [
      "group_by: payee",
      "{ repeated: { field: memo, gte: 0.5 } }",
      "0.5",
      "RULE_NOT_A_NUMBER: repeated.gte is 0.5; write a whole number, or of: share",
    ],
    [
      "group_by: payee",
      "{ repeated: { field: memo, of: share, gte: 5 } }",
      "5 } }",
      "RULE_NOT_A_NUMBER: repeated.gte is 5; write a number from 0 to 1, or of: count",
    ],
    [
      "group_by: payee",
      "{ median: { gte: 5 } }",
      "5 } }",
      "RULE_NOT_MONEY: median.gte is 5; write an amount with its currency, such as 8000 USD",
    ],
    [
      "group_by: payee",
      "{ benford: { gte: 0.02 } }",
      "benford",
      "RULE_MISSING_KEY: benford.at_least is missing; write a whole number of at least 1",
    ],
    [
      "group_by: payee",
      "{ benford: { at_least: 0, gte: 0.02 } }",
      "0, gte",
      "RULE_NOT_A_NUMBER: benford.at_least is 0; write a whole number of at least 1",
    ],
    [
      "group_by: payee",
      "{ benford: { at_least: 100, gte: 2 } }",
      "2 } }",
      "RULE_NOT_A_NUMBER: benford.gte is 2; write a number from 0 to 1",
    ],
    [
      "group_by: payee",
      "{ idle: { of: party, gte: 180d } }",
      "party, gte",
      'RULE_INVALID: idle.of is "party"; write one of payer, payee, pair',
    ],
    [
      "group_by: payee",
      "{ idle: { of: payer, gte: 180 } }",
      "180 }",
      "RULE_NOT_A_DURATION: idle.gte is 180; write a duration such as 7d, 6h or 90s",
    ],
    [
      "group_by: payee",
      "{ baseline: { of: averag, over: 90d, at_least: 1, gte: 2 } }",
      "averag",
      'RULE_INVALID: baseline.of is "averag"; write average',
    ],
    [
      "group_by: payee",
      "{ baseline: { of: count, over: 90d, at_least: 1, gte: 2, currency: USD } }",
      "currency",
      "RULE_INVALID: baseline.currency has no amounts to convert while `of` is count; write of: sum, or no currency",
    ],
    [
      "group_by: payee",
      "{ idle: 180d }",
      "180d",
      'RULE_INVALID: having.idle is "180d"; write { of: payer, gte: 180d }, or a list of such',
    ],
    [
      "group_by: payee",
      "{ age: [] }",
      "[]",
      "RULE_INVALID: having.age is empty; write a list of mappings such as { of: payee, lte: 30d }",
    ],
    [
      "group_by: payee",
      "{ share: [{ where: { channel: cash } }] }",
      "{ where",
      "RULE_MISSING_KEY: share[0] has no bound; write gte, gt, lte or lt",
    ],
    [
      "group_by: payee",
      "{ count: { gte: 1 }, idles: { of: payer } }",
      "idles",
      "RULE_UNKNOWN_KEY: idles is not a key of window.having; write idle",
    ],
  ])("%s, %s", (head, having, at, message) => {
    const rule = ruleWith(windowText(head, having))
    let told = ""
    try {
      parseRules([rule])
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      told = error.message
    }
    expect(told).toBe(`${rule.file}:${placeOf(rule.text, at)}: ${message}`)
  })
})
