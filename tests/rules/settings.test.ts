import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { sha256Hex } from "../../src/model/hash.ts"
import { parseRules } from "../../src/rules/pack.ts"
import { ruleWith, WINDOW_FILE, WINDOW_RULE } from "./rule-texts.ts"

const FILES = [
  { file: WINDOW_FILE, text: WINDOW_RULE },
  ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n", "any-cash"),
]

function withSettings(text: string) {
  return parseRules(FILES, { settings: { file: "moneytrail.yaml", text } })
}

function faults(text: string): string[] {
  try {
    withSettings(text)
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.split("\n")
  }
}

test("values in force: in the tree, in the reason, in the list of overrides", () => {
  const pack = withSettings(
    "rules:\n  cash-below-us-ctr-payee: { params: { floor: 8500.50 USD, times: 4, lookback: 14d } }\n",
  )
  const rule = pack.rules.find(({ id }) => id === "cash-below-us-ctr-payee")
  expect(rule?.detection).toMatchObject({
    lookbackMs: 14 * 86_400_000,
    where: { of: [{ test: { gte: 850_050, lt: 1_000_000, currency: "USD" } }, {}] },
    having: [{ test: { gte: 4 } }, {}, {}],
  })
  expect(rule?.detection.reason).toContain("each time from 8500.50 USD to under 10000 USD within 14 days")
  expect(rule?.params[0]).toMatchObject({ default: "8000 USD", value: "8500.50 USD" })
  expect(pack.overrides).toEqual([
    { rule: "cash-below-us-ctr-payee", param: "floor", default: "8000 USD", value: "8500.50 USD" },
    { rule: "cash-below-us-ctr-payee", param: "lookback", default: "7d", value: "14d" },
    { rule: "cash-below-us-ctr-payee", param: "times", default: "3", value: "4" },
  ])
})

test("a value equal to the default overrides nothing, however it is written", () => {
  const pack = withSettings(
    "rules: { cash-below-us-ctr-payee: { params: { floor: 8000.00 USD, lookback: 1w } } }\n",
  )
  expect(pack.overrides).toEqual([])
})

test("a rule switched off does not run and is listed; its file still counts", () => {
  const pack = withSettings("rules: { any-cash: { enabled: false } }\n")
  expect(pack.rules.map(({ id }) => id)).toEqual(["cash-below-us-ctr-payee"])
  expect(pack.disabled).toEqual(["any-cash"])
  expect(pack.files.map(({ file }) => file)).toContain("rules/velocity/any-cash.yaml")
})

test.each(["", "# nothing yet\n", "rules: {}\n"])("settings that change nothing: %j", (text) => {
  const settings = { file: "moneytrail.yaml", sha256: sha256Hex(text) }
  expect(withSettings(text)).toEqual({ ...parseRules(FILES), settings })
})

describe("what settings can get wrong, with its place", () => {
  const RULE = "rules:\n  cash-below-us-ctr-payee:\n    params:\n      "
  test.each([
    [
      `${RULE}floor: 4000 USD\n`,
      "4:14: RULE_PARAM_OUT_OF_RANGE: floor is 4000 USD; write a value from 5000 USD to 10000 USD",
    ],
    [`${RULE}times: 51\n`, "4:14: RULE_PARAM_OUT_OF_RANGE: times is 51; write a value from 2 to 50"],
    [
      `${RULE}lookback: 12h\n`,
      "4:17: RULE_PARAM_OUT_OF_RANGE: lookback is 12h; write a value from 1d to 30d",
    ],
    [
      `${RULE}floor: 8000 EUR\n`,
      "4:14: RULE_PARAM_OUT_OF_RANGE: floor is 8000 EUR; write an amount in the currency of its default, 8000 USD",
    ],
    [
      `${RULE}floor: 8500\n`,
      "4:14: RULE_NOT_MONEY: params.floor is 8500; write an amount with its currency, such as 8000 USD",
    ],
    [`${RULE}times: "4"\n`, '4:14: RULE_NOT_A_NUMBER: params.times is "4"; write 4'],
    [`${RULE}lookback: 9 days\n`, '4:17: RULE_NOT_A_DURATION: params.lookback is "9 days"; write 9d'],
    [`${RULE}flor: 8500 USD\n`, "4:7: RULE_UNKNOWN_PARAM: flor is not a param of the rule; write floor"],
    [
      "rules: { any-cash: { params: { floor: 1 USD } } }\n",
      "1:32: RULE_UNKNOWN_PARAM: floor is not a param of the rule; take it away, the rule has none",
    ],
    [
      "rules: { any-cahs: {} }\n",
      '1:10: SETTINGS_INVALID: there is no rule "any-cahs"; write any-cash (the rules are any-cash, cash-below-us-ctr-payee)',
    ],
    [
      "rules: { any-cash: { enable: false } }\n",
      "1:22: SETTINGS_INVALID: enable is not a key of rules.any-cash; write enabled",
    ],
    [
      "rules: { any-cash: { enabled: no } }\n",
      '1:31: SETTINGS_INVALID: any-cash.enabled is "no"; write true or false',
    ],
    [
      "rules: [any-cash]\n",
      "1:8: SETTINGS_INVALID: rules is a list; write a mapping of rule ids to their settings",
    ],
    [
      `${RULE}floor: [1]\n`,
      "4:14: SETTINGS_INVALID: params.floor is a list; write a value such as 8500 USD, 7d, 3 or 0.9",
    ],
    ["rules: {\n", "2:1: RULE_NOT_YAML:"],
  ])("%j", (text, message) => {
    const found = faults(text)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(`moneytrail.yaml:${message}`)
  })

  test("__proto__ is no rule and harms nothing", () => {
    expect(faults("rules: { __proto__: { enabled: false }, constructor: {} }\n").join("\n")).toMatch(
      /there is no rule "constructor"/,
    )
    expect("enabled" in {}).toBe(false)
  })
})
