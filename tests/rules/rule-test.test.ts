// Rule tests run over a screening of our own making, so that this room is tested without the engine: every payee of
// payments that reach the count of the rule is a finding.
import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import type { Finding } from "../../src/model/finding.ts"
import { checkRules } from "../../src/rules/check.ts"
import type { RuleFile } from "../../src/rules/rule-file.ts"
import { runRuleTests, type ScreenCase } from "../../src/rules/rule-test.ts"
import { ruleWith } from "./rule-texts.ts"

const RULE = ruleWith(`params:
  times: { type: count, default: 2, min: 1, max: 5, reason: x }
window:
  group_by: payee
  lookback: 1d
  having: { count: { gte: $times } }
  reason: r
`)
const TEST_FILE = "rules/velocity/r.test.yaml"
const PAYMENTS = "  payments: |\n    id,payee,memo\n    p1,chen,象牙\n    p2,chen,tea\n    p3,lin,tea\n"

const screenCase: ScreenCase = (pack, csv, timezone) => {
  if (timezone === "Nowhere") throw new InputError("OPTION_INVALID", {}, "there is no such zone")
  const { detection, id } = pack.rules[0]!
  if (detection.kind !== "window" || detection.having[0]?.measure !== "count") throw new Error("another rule")
  const least = detection.having[0].test.gte ?? 0
  const rows = csv
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
  const payees = [...new Set(rows.map(([, payee]) => payee!))]
  const findings = payees.flatMap((subject) => {
    const own = rows.filter(([, payee]) => payee === subject)
    return own.length < least ? [] : [finding(id, subject, own)]
  })
  return { findings, networks: [] }
}

function finding(rule: string, subject: string, rows: readonly string[][]): Finding {
  const [payments, memos] = [0, 2].map((column) => rows.map((row) => row[column]!)) as [string[], string[]]
  const match = {
    payment: "",
    field: "memo",
    start: 0,
    end: 0,
    term: "",
    lexicon: "",
    taxon: "",
    lang: "",
    source: "",
    heard: "plain" as const,
  }
  return {
    id: "f",
    rule,
    ruleVersion: "1.0.0",
    typology: "velocity",
    severity: "review",
    evidence: "timing",
    subject,
    role: "payee",
    parties: [],
    payments: payments.reverse(),
    from: "",
    to: "",
    measures: {},
    conditions: [],
    matches: memos.map((text) => ({
      ...match,
      text,
      kind: text === "tea" ? "benign" : "name",
      ambiguity: "low",
    })),
    contexts: [],
    indicators: [],
    reason: `${subject} was paid`,
    places: [],
    rows: [],
  }
}

function run(text: string, files: readonly RuleFile[] = [RULE]) {
  return runRuleTests([...files, { file: TEST_FILE, text }], screenCase)
}

describe("running", () => {
  test("exactly the findings that are expected, with params of the case", async () => {
    const results = await run(`
- name: two payments fire
${PAYMENTS}  expect:
    - { subject: chen, payments: [p2, p1] }
- name: one is enough when the case says so
  params: { times: 1 }
${PAYMENTS}  expect:
    - { subject: lin, payments: [p3], matches: [] }
    - { subject: chen, payments: [p1, p2], matches: [象牙] }
- name: three are too many
  params: { times: 3 }
${PAYMENTS}  expect: []
`)
    expect(results.map(({ passed, diff }) => [passed, diff])).toEqual([
      [true, ""],
      [true, ""],
      [true, ""],
    ])
    expect(results[1]).toMatchObject({
      rule: "r",
      case: "one is enough when the case says so",
      place: { file: TEST_FILE, line: 10, column: 9 },
      found: [
        { subject: "chen", payments: ["p1", "p2"], matches: ["象牙"] },
        { subject: "lin", payments: ["p3"], matches: [] },
      ],
    })
  })

  test.each([
    ["expect: []", "+ chen: p1, p2 (象牙): chen was paid"],
    [
      "expect: [{ subject: chen, payments: [p1] }]",
      "- chen: p1\n  nearest: besides with payment p2\n+ chen: p1, p2 (象牙): chen was paid",
    ],
    [
      "expect: [{ subject: chen, payments: [p1, p3] }]",
      "- chen: p1, p3\n  nearest: without payment p3; besides with payment p2\n+ chen: p1, p2 (象牙): chen was paid",
    ],
    ["expect: [{ subject: lin, payments: [p1, p2] }]", "- lin: p1, p2\n+ chen: p1, p2 (象牙): chen was paid"],
    [
      "expect: [{ subject: chen, payments: [p1, p2], matches: [虎骨] }]",
      "- chen: p1, p2 (虎骨)\n  nearest: without word 虎骨; besides with word 象牙\n+ chen: p1, p2 (象牙): chen was paid",
    ],
    [
      "expect: [{ subject: chen, payments: [p1, p2], reason: chen was late }]",
      "- chen: p1, p2: chen was late\n  nearest: the reason is: chen was paid\n+ chen: p1, p2 (象牙): chen was paid",
    ],
    [
      "expect: [{ subject: chen, payments: [p1, p2] }, { subject: chen, payments: [p1, p2], matches: [象牙] }]",
      "- chen: p1, p2",
    ],
    ["timezone: Nowhere\n  expect: []", "could not run: OPTION_INVALID: there is no such zone"],
  ])("a case that fails says how: %s", async (expected, diff) => {
    const [result] = await run(`- name: n\n${PAYMENTS}  ${expected}\n`)
    expect(result).toMatchObject({ passed: false, diff })
  })

  test("a fault of ours is not a failed case", async () => {
    const broken = () => {
      throw new Error("a fault")
    }
    const files = [RULE, { file: TEST_FILE, text: `- name: n\n${PAYMENTS}  expect: []\n` }]
    await expect(runRuleTests(files, broken)).rejects.toThrow("a fault")
  })
})

const FIRING = `- name: fires\n${PAYMENTS}  expect: [{ subject: chen, payments: [p1, p2] }]\n`
const SILENT = `- name: silent\n${PAYMENTS}  expect: []\n`

describe("rules that speak of others", () => {
  const match = (id: string, typology: string): RuleFile => ({
    file: `rules/${typology}/${id}.yaml`,
    text: ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n", id).text.replace(
      "typology: velocity",
      `typology: ${typology}`,
    ),
  })
  const combine: RuleFile = {
    file: "rules/composite/c.yaml",
    text: ruleWith(
      "combine:\n  within: 30d\n  of:\n    - { name: a, rules: [a] }\n    - { name: cash, typologies: [cash] }\n  reason: r\n",
      "c",
    ).text.replace("typology: velocity", "typology: composite"),
  }
  const network: RuleFile = {
    file: "rules/seller-network/n.yaml",
    text: ruleWith("network: { having: { members: { gte: 2 } }, reason: r }\n", "n").text.replace(
      "typology: velocity",
      "typology: seller-network",
    ),
  }
  const others = [match("a", "velocity"), match("b", "cash"), match("x", "velocity")]
  const tests = (rule: RuleFile, expect: string): RuleFile => ({
    file: rule.file.replace(".yaml", ".test.yaml"),
    text: `- name: n\n${PAYMENTS}  expect: ${expect}\n`,
  })

  test("a combine rule runs with the rules it may mean, and only its own findings count", async () => {
    const ran: string[][] = []
    const [result] = await runRuleTests(
      [...others, network, combine, tests(combine, "[{ subject: chen, payments: [p1] }]")],
      ({ rules }) => {
        ran.push(rules.map(({ id }) => id))
        const rows = [["p1", "chen", "tea"]]
        return { findings: [finding("a", "lin", rows), finding("c", "chen", rows)], networks: [] }
      },
    )
    expect(ran).toEqual([["a", "b", "c"]])
    expect(result).toMatchObject({ passed: true, rule: "c" })
  })

  test("a network rule runs with the whole pack, and its network is told by its members", async () => {
    const ran: string[][] = []
    const networkOf = (...parties: string[]) => ({
      id: "n-1",
      members: parties.map((party) => {
        return {
          party,
          name: "",
          role: "mule" as const,
          score: 0,
          why: "",
          person: null,
          suspicion: 0,
          path: [],
          steps: [],
        }
      }),
    })
    const screenNetwork: ScreenCase = ({ rules }) => {
      ran.push(rules.map(({ id }) => id))
      return { findings: [finding("n", "n-1", [["p1", "", "tea"]])], networks: [networkOf("lin", "chen")] }
    }
    const run = (expected: string) =>
      runRuleTests([...others, network, combine, tests(network, expected)], screenNetwork)
    const [right] = await run("[{ members: [chen, lin], payments: [p1] }]")
    expect(right).toMatchObject({ passed: true, found: [{ subject: "n-1", members: ["chen", "lin"] }] })
    expect(ran).toEqual([["a", "b", "c", "n", "x"]])
    const [wrong] = await run("[{ members: [chen, wu], payments: [p1] }]")
    expect(wrong!.diff).toBe(
      "- network of chen, wu: p1\n  nearest: without member wu; besides with member lin\n+ network of chen, lin: p1: n-1 was paid",
    )
  })
})

describe("RULE_TEST_INVALID and what else a test file can get wrong, with its place", () => {
  test.each([
    ["- name: n\n  payments: x\n", "1:3: RULE_TEST_INVALID: [0].expect is missing; write a list of findings"],
    ["name: n\n", "1:1: RULE_TEST_INVALID: the file is a mapping; write a list of test cases"],
    ["[]\n", "1:1: RULE_TEST_INVALID: the file is empty; write a list of test cases"],
    [
      `- name: n\n${PAYMENTS}  expect: [{ payments: [a] }]\n`,
      "7:12: RULE_TEST_INVALID: expect[0] says not whom it is about; write subject: <party id>, or members: [ … ] of a network",
    ],
    [
      `- name: n\n${PAYMENTS}  expect: [{ subject: a, members: [b], payments: [a] }]\n`,
      "7:12: RULE_TEST_INVALID: expect[0] names both a subject and members; write",
    ],
    [SILENT + SILENT, "8:9: RULE_TEST_INVALID: [1].name names two cases; write another name"],
    [
      `- name: n\n${PAYMENTS}  expect: [{ subject: 12, payments: [a] }]\n`,
      '7:23: RULE_UNQUOTED_CODE: expect[0].subject is 12; write "12"',
    ],
    [
      `- name: n\n${PAYMENTS}  expect: [{ subject: a, payments: [] }]\n`,
      "7:36: RULE_TEST_INVALID: expect[0].payments is empty; write",
    ],
    [
      `- name: n\n  param: {}\n${PAYMENTS}  expect: []\n`,
      "2:3: RULE_TEST_INVALID: param is not a key of [0]; write params",
    ],
    [
      `- name: n\n  params: { times: 9 }\n${PAYMENTS}  expect: []\n`,
      "2:20: RULE_PARAM_OUT_OF_RANGE: times is 9; write a value from 1 to 5",
    ],
    [
      `- name: n\n  params: { time: 2 }\n${PAYMENTS}  expect: []\n`,
      "2:13: RULE_UNKNOWN_PARAM: time is not a param of the rule; write times",
    ],
    ["- [\n", "2:1: RULE_NOT_YAML"],
  ])("%j", async (text, message) => {
    await expect(run(text)).rejects.toThrow(`${TEST_FILE}:${message}`)
    expect(
      checkRules([RULE, { file: TEST_FILE, text }])
        .errors.map((error) => error.message)
        .join("\n"),
    ).toContain(`${TEST_FILE}:${message}`)
  })

  test("tests without their rule", async () => {
    await expect(run(SILENT, [])).rejects.toThrow(
      `${TEST_FILE}:1:1: RULE_TEST_INVALID: there is no rule rules/velocity/r.yaml for these tests`,
    )
  })
})

describe("checking a pack", () => {
  const check = (...files: RuleFile[]) => checkRules(files).errors.map(({ message }) => message)
  const tests = (text: string): RuleFile => ({ file: TEST_FILE, text })

  test("a rule with a firing and a silent case is in order", () => {
    expect(check(RULE, tests(FIRING + SILENT))).toEqual([])
  })

  test("RULE_WITHOUT_TESTS", () => {
    expect(check(RULE)).toEqual([
      "rules/velocity/r.yaml:1:1: RULE_WITHOUT_TESTS: the rule has no tests; write rules/velocity/r.test.yaml with a case that fires and one that stays silent",
    ])
    expect(check(RULE, tests(FIRING))).toEqual([
      `${TEST_FILE}:1:1: RULE_WITHOUT_TESTS: the tests lack a case that must stay silent (expect: []); write one`,
    ])
    expect(check(RULE, tests(SILENT))).toEqual([
      `${TEST_FILE}:1:1: RULE_WITHOUT_TESTS: the tests lack a case with a finding; write one`,
    ])
  })

  test("a param that acts on nothing", () => {
    const idle = {
      ...RULE,
      text: RULE.text.replace("{ gte: $times }", "{ gte: 2 }").replace("reason: r", "reason: $times"),
    }
    expect(check(idle, tests(FIRING + SILENT))).toEqual([
      "rules/velocity/r.yaml:10:3: RULE_INVALID: the param times is used nowhere; write $times where it acts, or take it away",
    ])
  })

  test("what is wrong with rules and with tests comes together", () => {
    const wrong = { ...RULE, text: RULE.text.replace("severity: review", "severity: low") }
    expect(check(wrong, tests(FIRING))).toEqual([
      expect.stringContaining("r.test.yaml:1:1: RULE_WITHOUT_TESTS"),
      expect.stringContaining('r.yaml:6:11: RULE_INVALID: severity is "low"'),
    ])
  })
})
