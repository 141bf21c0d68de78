// Faults of a pack beyond what parsing finds: errors, and warnings of what may be meant but seldom is.
import { describe, expect, test } from "vitest"
import { checkRules } from "../../src/rules/check.ts"
import type { RuleFile } from "../../src/rules/rule-file.ts"
import { placeOf, ruleWith } from "./rule-texts.ts"

const TESTS: RuleFile = {
  file: "rules/velocity/r.test.yaml",
  text: "- { name: a, payments: x, expect: [{ subject: a, payments: [b] }] }\n- { name: b, payments: x, expect: [] }\n",
}
const INDICATORS: RuleFile = {
  file: "rules/indicators.yaml",
  text: `documents:
  - { id: d, title: D, publisher: P, year: 2020, read_in: [here] }
indicators:
  - { id: TB-A5, document: d, place: p, text: under the limit, visible: yes }
  - { id: TB-D4, document: d, place: p, text: phantom goods, visible: no, why: goods are elsewhere }
`,
}

function check(rule: RuleFile, ...more: RuleFile[]) {
  const { errors, warnings } = checkRules([rule, TESTS, ...more])
  return { errors: errors.map(({ message }) => message), warnings: warnings.map(({ message }) => message) }
}

/** A rule on amounts from `floor` to under a line, with a param as given. */
function amounts(param: string, upper = "10000 USD", more = ""): RuleFile {
  return ruleWith(`params:
  floor: ${param}
${more}match:
  subject: payee
  where: { amount: { gte: $floor, lt: ${upper} } }
  reason: r
`)
}

describe("params", () => {
  test("bounds between which the rule fires are right", () => {
    const rule = amounts("{ type: money, default: 8000 USD, min: 1 USD, max: 9999 USD, reason: x }")
    expect(check(rule)).toEqual({ errors: [], warnings: [] })
  })

  test("RULE_PARAM_OUT_OF_RANGE: a bound with which the rule cannot fire", () => {
    const rule = amounts("{ type: money, default: 8000 USD, min: 1 USD, max: 10000 USD, reason: x }")
    expect(check(rule)).toEqual({
      errors: [],
      warnings: [
        `rules/velocity/r.yaml:${placeOf(rule.text, "10000 USD, reason")}: RULE_PARAM_OUT_OF_RANGE: with floor at its max of 10000 USD the rule cannot fire: where.amount can never hold: its lower bound is not below its upper bound; write bounds with room between them; write a max with which it can`,
      ],
    })
  })

  test("a bound outside of what the language allows there is one as well", () => {
    const rule = ruleWith(`params:
  part: { type: ratio, default: 0.9, min: 0.1, max: 2, reason: x }
window:
  group_by: payee
  lookback: 1d
  having: { share: { where: { channel: cash }, gte: $part } }
  reason: r
`)
    expect(check(rule).warnings).toEqual([
      `rules/velocity/r.yaml:${placeOf(rule.text, "2, reason")}: RULE_PARAM_OUT_OF_RANGE: with part at its max of 2 the rule cannot fire: share.gte is $part (2); write a number from 0 to 1; write a max with which it can`,
    ])
  })

  test("two params that hold each other within bounds may be moved together", () => {
    const line = "  line: { type: money, default: 10000 USD, min: 100 USD, max: 20000 USD, reason: x }\n"
    const rule = amounts(
      "{ type: money, default: 8000 USD, min: 50 USD, max: 10000 USD, reason: x }",
      "$line",
      line,
    )
    expect(check(rule).warnings).toEqual([])
    const apart = amounts(
      "{ type: money, default: 8000 USD, min: 500 USD, max: 10000 USD, reason: x }",
      "$line",
      line,
    )
    expect(check(apart).warnings).toEqual([
      expect.stringContaining(
        "RULE_PARAM_OUT_OF_RANGE: with line at its min of 100 USD the rule cannot fire",
      ),
    ])
  })

  test("RULE_UNBOUNDED_PARAM: neither min nor max, or one of them", () => {
    const none = amounts("{ type: money, default: 8000 USD, reason: x }")
    expect(check(none).warnings).toEqual([
      "rules/velocity/r.yaml:10:3: RULE_UNBOUNDED_PARAM: the param floor has no min and no max; write how far settings may move it",
    ])
    const oneOnly = amounts("{ type: money, default: 8000 USD, min: 1 USD, reason: x }")
    expect(check(oneOnly).warnings[0]).toContain("the param floor has no max; write")
  })

  test("RULE_MIXED_CURRENCIES: an amount in a currency that nothing else is in", () => {
    const params = "{ type: money, default: 8000 USD, min: 1 USD, max: 9000 USD, reason: x }"
    const mixed = (where: string) =>
      ruleWith(`params:
  floor: ${params}
window:
  group_by: payee
  lookback: 1d
  where: { amount: { gte: $floor }${where} }
  having: { sum: { gte: 50000 CNY } }
  reason: r
`)
    expect(check(mixed("")).warnings).toEqual([
      "rules/velocity/r.yaml:10:34: RULE_MIXED_CURRENCIES: the param floor is in USD, which nothing else in the rule is (CNY); write it in one of these, or name USD in a condition",
    ])
    expect(check(mixed(", currency: { in: [USD, CNY] }")).warnings).toEqual([])
    expect(check(mixed(", payerName: USD")).warnings).toHaveLength(1)
  })
})

describe("reach", () => {
  const never = ruleWith(
    "match: { subject: payee, where: { all: [{ currency: USD }, { currency: CNY }] }, reason: r }\n",
  )

  test("RULE_UNREACHABLE: a rule that can never fire", () => {
    const { errors, warnings } = check(never)
    expect(errors.length).toBeGreaterThan(0)
    for (const error of errors)
      expect(error).toMatch(
        /^rules\/velocity\/r\.yaml:9:1: RULE_UNREACHABLE: the rule can never fire with the values in force: ./,
      )
    expect(warnings).toEqual([])
  })

  test("RULE_UNREACHABLE: payments that could never count beside matched ones", () => {
    const also = "{ all: [{ currency: USD }, { currency: CNY }] }"
    const { errors } = check(
      ruleWith(`match: { subject: payee, where: { channel: cash }, also: ${also}, reason: r }\n`),
    )
    expect(errors).toEqual([
      expect.stringMatching(
        /^rules\/velocity\/r\.yaml:9:\d+: RULE_UNREACHABLE: no payment can pass also with the values in force: ./,
      ),
    ])
  })

  test("suppressions in settings that name rules which there are not hide nothing, which is told", () => {
    const rule = amounts("{ type: money, default: 8000 USD, min: 1 USD, max: 9999 USD, reason: x }")
    const entry = (id: string) => `  - { party: anna, rule: ${id}, by: B, reason: x, until: "2027-01-31" }\n`
    const settings = { file: "s.yaml", text: `suppressions:\n${entry("r")}${entry("rr")}` }
    const { errors, warnings } = checkRules([rule, TESTS], { settings })
    expect([...errors, ...warnings].map(({ message }) => message)).toEqual([
      's.yaml:3:26: SETTINGS_INVALID: there is no rule "rr", so that the suppression hides nothing; write r (the rules are r)',
    ])
  })

  test("settings are checked with the rules, and count", () => {
    const rule = amounts("{ type: money, default: 8000 USD, min: 1 USD, max: 9999 USD, reason: x }")
    const settings = { file: "moneytrail.yaml", text: "rules: { r: { params: { floor: 99999 USD } } }\n" }
    const { errors } = checkRules([rule, TESTS], { settings })
    expect(errors.map(({ message }) => message)).toEqual([
      "moneytrail.yaml:1:32: RULE_PARAM_OUT_OF_RANGE: floor is 99999 USD; write a value from 1 USD to 9999 USD",
    ])
  })
})

describe("indicators", () => {
  const rule = (ids: string) =>
    ruleWith(`indicators: [${ids}]\nmatch: { subject: payee, where: { channel: cash }, reason: r }\n`)

  test("known ones are right, and all are where no indicators are at hand", () => {
    expect(check(rule("TB-A5"), INDICATORS)).toEqual({ errors: [], warnings: [] })
    expect(check(rule("whatever"))).toEqual({ errors: [], warnings: [] })
  })

  test("RULE_UNKNOWN_INDICATOR, with the nearest", () => {
    expect(check(rule("TB-A5, TB-A6, mine"), INDICATORS).errors).toEqual([
      'rules/velocity/r.yaml:9:21: RULE_UNKNOWN_INDICATOR: there is no indicator "TB-A6"; write TB-A5',
      'rules/velocity/r.yaml:9:28: RULE_UNKNOWN_INDICATOR: there is no indicator "mine"; name one of indicators.yaml, or add it there',
    ])
  })

  test("a warning for one that payments cannot show", () => {
    expect(check(rule("TB-D4"), INDICATORS)).toEqual({
      errors: [],
      warnings: [
        "rules/velocity/r.yaml:9:14: RULE_INVALID: indicators.yaml says that payments cannot show TB-D4 (goods are elsewhere); take it away, or mend it there",
      ],
    })
  })
})

describe("lists that extend others", () => {
  const list = (id: string, more: string): RuleFile => ({
    file: `rules/lists/${id}.yaml`,
    text: `id: ${id}\ntitle: T\nkind: names\nsource: here\ndate: "2026-01-01"\n${more}entries: [a${id}]\n`,
  })
  const naming = (id: string) =>
    ruleWith(`match:
  subject: payee
  where: { payeeName: { in_list: ${id} } }
  reason: r
`)
  const lists = [list("base", ""), list("mine", "extends: base\n")]

  test("a rule that names the extension would miss the rest", () => {
    const rule = naming("mine")
    expect(check(rule, ...lists)).toEqual({
      errors: [],
      warnings: [
        `rules/velocity/r.yaml:${placeOf(rule.text, "mine }")}: RULE_INVALID: the list mine holds its own entries only: extends adds them to base; write base, which has both`,
      ],
    })
  })

  test("a rule that names the base is right", () => {
    expect(check(naming("base"), ...lists)).toEqual({ errors: [], warnings: [] })
  })
})

describe("files that are no rules", () => {
  test("a list out of its folder is asked for no tests", () => {
    const stray = {
      file: "rules/chain/stray.yaml",
      text: 'id: stray\ntitle: T\nkind: names\nsource: here\ndate: "2026-01-01"\nentries: [a]\n',
    }
    expect(
      check(ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n"), stray).errors,
    ).toEqual([
      "rules/chain/stray.yaml:1:1: RULE_MISPLACED: the file is a list and not in a folder called lists; move it to lists/",
    ])
  })

  test("nor is a rule whose name does not end in .yaml", () => {
    const rule = ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n")
    const { errors } = checkRules([{ ...rule, file: "rules/velocity/r.yml" }])
    expect(errors.map(({ code }) => code)).toEqual(["RULE_MISPLACED"])
  })
})
