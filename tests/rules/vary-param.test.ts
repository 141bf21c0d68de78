import { describe, expect, test } from "vitest"
import { parseRules } from "../../src/rules/pack.ts"
import { parseSweep, varyParam } from "../../src/rules/vary-param.ts"
import { WINDOW_FILE, WINDOW_RULE } from "./rule-texts.ts"

const FILES = [{ file: WINDOW_FILE, text: WINDOW_RULE }]
const PACK = parseRules(FILES)
const ID = "cash-below-us-ctr-payee"
const valuesOf = (steps: string) => parseSweep(`${ID}.${steps}`, PACK).values

describe("a sweep", () => {
  test.each([
    [
      "floor=5000 USD:6000 USD:500 USD",
      ["5000.00 USD", "5500.00 USD", "6000.00 USD"],
      [500_000, 550_000, 600_000],
    ],
    ["lookback=1d:4d:36h", ["1d", "60h", "4d"], [86_400_000, 216_000_000, 345_600_000]],
    ["times=2:9:3", ["2", "5", "8"], [2, 5, 8]],
    ["part=0.5:0.8:0.1", ["0.5", "0.6", "0.7", "0.8"], [0.5, 0.6, 0.7, 0.8]],
    ["part=0.7:0.75:0.025", ["0.7", "0.725", "0.75"], [0.7, 0.725, 0.75]],
    ["times=3:3:1", ["3"], [3]],
  ])("%s", (steps, texts, places) => {
    expect(valuesOf(steps).map(({ text }) => text)).toEqual(texts)
    expect(valuesOf(steps).map(({ at }) => at)).toEqual(places)
  })

  test.each([
    ["times=2:9", "OPTION_INVALID", "is no sweep; write RULE.PARAM=from:to:step"],
    ["times=9:2:1", "OPTION_INVALID", "9 is above 2"],
    ["times=2:9:0", "OPTION_INVALID", "the step 0 leads nowhere"],
    ["times=2.5:9:1", "OPTION_INVALID", '"2.5" is no value of times; write a whole number'],
    ["floor=5000 EUR:6000 EUR:500 EUR", "OPTION_INVALID", "write an amount in USD"],
    ["floor=5000:6000:500", "OPTION_INVALID", "write an amount in USD"],
    ["lookback=1:9:1", "OPTION_INVALID", "write a duration"],
    ["times=1:9:1", "RULE_PARAM_OUT_OF_RANGE", "times takes values from 2 to 50"],
    ["lookback=1d:60d:1d", "RULE_PARAM_OUT_OF_RANGE", "from 1d to 30d"],
    ["part=0.5:1.5:0.1", "RULE_PARAM_OUT_OF_RANGE", "from 0.5 to 1"],
    ["lookback=1d:30d:1m", "OPTION_INVALID", "1000 are the most"],
    ["flor=1:2:1", "RULE_UNKNOWN_PARAM", "its params are floor, lookback, times, part"],
  ])("%s is refused", (steps, code, words) => {
    expect(() => valuesOf(steps)).toThrow(words)
    expect(() => valuesOf(steps)).toThrow(expect.objectContaining({ code }))
  })

  test("a rule that there is not", () => {
    expect(() => parseSweep("cash-below-us-ctr-paye.times=2:3:1", PACK)).toThrow(`did you mean ${ID}?`)
    expect(() => parseSweep("other.times=2:3:1", PACK)).toThrow(
      expect.objectContaining({ code: "RULE_UNKNOWN_RULE" }),
    )
  })
})

describe("varyParam", () => {
  const settings = { file: "moneytrail.yaml", text: `rules:\n  ${ID}: { params: { times: 5 } }\n` }

  test("changes one value and leaves the others as settings have them", () => {
    const rule = parseRules(FILES, { settings }).rules[0]!
    const varied = varyParam(FILES, rule, "floor", "9000.00 USD")
    const wanted = { ...settings, text: settings.text.replace("times: 5", "times: 5, floor: 9000.00 USD") }
    expect(varied).toEqual(parseRules(FILES, { settings: wanted }).rules[0])
    expect(varied.params.map(({ value }) => value)).toEqual(["9000.00 USD", "7d", "5", "0.9"])
  })

  test("a value with which the rule makes no sense is told", () => {
    const rule = PACK.rules[0]!
    expect(() => varyParam(FILES, rule, "floor", "10000 USD")).toThrow("can never hold")
  })
})
