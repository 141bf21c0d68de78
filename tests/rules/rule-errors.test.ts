// Every way in which a rule file can be wrong: its code, its place, and what the message says to write.
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { faults, placeOf, ruleWith, WINDOW_FILE, WINDOW_RULE } from "./rule-texts.ts"

describe("one change to a rule", () => {
  test("the rule without a change is right", () => {
    expect(faults({ file: WINDOW_FILE, text: WINDOW_RULE })).toEqual([])
  })

  const cases = readFileSync(new URL("rule-faults.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split(" ⇒ ").map((part) => part.replaceAll("⏎", "\n")))

  test.each(cases)("%s ⇒ %s", (from = "", to = "", at = "", message = "") => {
    expect(WINDOW_RULE).toContain(from)
    const text = WINDOW_RULE.replace(from, () => to)
    const found = faults({ file: WINDOW_FILE, text })
    expect(found.join("\n")).toContain(`${WINDOW_FILE}:${placeOf(text, at)}: ${message}`)
  })

  test("a wrong param is told once, not again wherever it is used", () => {
    const text = WINDOW_RULE.replace("default: 8000 USD", "default: 8000")
    expect(faults({ file: WINDOW_FILE, text })).toHaveLength(1)
  })

  test("an unknown field brings no errors of what stands under it", () => {
    const text = WINDOW_RULE.replace("    channel: cash", "    chanel: { is: cash }")
    expect(faults({ file: WINDOW_FILE, text })).toHaveLength(1)
  })
})

describe("sequences", () => {
  const sequence = (steps: string) => ruleWith(`sequence:\n  steps:\n${steps}\n  reason: r\n`)
  const FIRST = "    - { name: sale, party: payee }"

  test.each([
    [FIRST, "11:5: RULE_INVALID: sequence.steps is too short; write a list of two to six steps"],
    [
      `${FIRST}\n    - { name: parcel, party: payer }`,
      "12:7: RULE_MISSING_KEY: steps[1].within is missing; write a duration such as 3d",
    ],
    [
      `${FIRST}\n    - { name: sale, party: payer, within: 3d }`,
      "12:15: RULE_INVALID: steps[1].name names two steps; write another name",
    ],
    [
      "    - { name: a, party: payee, within: 1d }\n    - { name: b, party: payer, within: 3d }",
      "11:32: RULE_INVALID: steps[0].within has no step before it to follow; write it on a later step",
    ],
    [
      "    - { name: a, party: payee, amount_ratio: { gte: 1 } }\n    - { name: b, party: payer, within: 3d }",
      "11:32: RULE_INVALID: steps[0].amount_ratio has no step before it to follow; write it on a later step",
    ],
    [
      `${FIRST}\n    - { name: b, party: both, within: 3d }`,
      '12:25: RULE_INVALID: steps[1].party is "both"; write one of payer, payee',
    ],
  ])("%s", (steps, message) => {
    expect(faults(sequence(steps))).toEqual([`rules/velocity/r.yaml:${message}`])
  })
})

describe("files and packs", () => {
  test("no detection, and an empty file", () => {
    expect(faults(ruleWith(""))).toEqual([
      "rules/velocity/r.yaml:1:1: RULE_DETECTION_COUNT: the file has no detection; write one of match, window, sequence, motif, network, combine",
    ])
    expect(faults({ file: "rules/velocity/r.yaml", text: "" })[0]).toMatch(
      /^rules\/velocity\/r\.yaml:1:1: RULE_INVALID: the file is empty; write a mapping with id, version/,
    )
    expect(faults({ file: "rules/velocity/r.yaml", text: "- a\n" })[0]).toMatch(
      /:1:1: RULE_INVALID: the file is a list/,
    )
  })

  test("the same id in two places", () => {
    const rule = ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n")
    expect(faults(rule, { ...rule, file: "mine/velocity/r.yaml" })).toEqual([
      'mine/velocity/r.yaml:1:5: RULE_DUPLICATE_ID: id is "r", which the rule in rules/velocity/r.yaml has; give yours another id, and disable the shipped one in the settings where yours is in its place',
    ])
    expect(faults({ ...rule, file: "a/velocity/r.yaml" }, { ...rule, file: "z/velocity/r.yaml" })).toEqual([
      'z/velocity/r.yaml:1:5: RULE_DUPLICATE_ID: id is "r", which the rule in a/velocity/r.yaml has; give one of them another id',
    ])
  })

  test("a typology that there is not says nothing of the folder", () => {
    const { file, text } = ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n")
    expect(faults({ file, text: text.replace("typology: velocity", "typology: velocty") })).toEqual([
      expect.stringMatching(/RULE_INVALID: typology is "velocty"; write velocity/),
    ])
  })

  test("a name that does not end in .yaml", () => {
    const rule = ruleWith("match: { subject: payee, where: { channel: cash }, reason: r }\n")
    expect(faults({ ...rule, file: "rules/velocity/r.yml" })).toEqual([
      "rules/velocity/r.yml: RULE_MISPLACED: the name does not end in .yaml; rename the file",
    ])
  })

  test("everything that is wrong in all files comes together, by file and line", () => {
    const text = WINDOW_RULE.replace("severity: high", "severty: high")
      .replace("lookback: $lookback", "lookback: 7 days")
      .replace("channel: cash", "payee: { in_list: courier }\n    payeeCategory: 4215\n    chanel: cash")
      .replace("gte: $floor", "gte: $flor")
      .replace("{total}", "{sum}")
    const other = ruleWith("match: { subject: buyer, where: { memo: x }, reason: r }\n", "s")
    const found = faults({ file: WINDOW_FILE, text }, other, { file: "rules/lists/l.yaml", text: "id: [\n" })
    expect(found.map((line) => line.split(" ").slice(0, 2).join(" "))).toEqual([
      "rules/lists/l.yaml:2:1: RULE_NOT_YAML:",
      `${WINDOW_FILE}:6:1: RULE_UNKNOWN_KEY:`,
      `${WINDOW_FILE}:21:13: RULE_NOT_A_DURATION:`,
      `${WINDOW_FILE}:23:23: RULE_UNKNOWN_LIST:`,
      `${WINDOW_FILE}:24:20: RULE_UNQUOTED_CODE:`,
      `${WINDOW_FILE}:25:5: RULE_UNKNOWN_FIELD:`,
      `${WINDOW_FILE}:26:20: RULE_UNKNOWN_PARAM:`,
      `${WINDOW_FILE}:31:11: RULE_INVALID:`,
      "rules/velocity/s.yaml:9:19: RULE_INVALID:",
    ])
  })

  test("what an alias repeats is told once", () => {
    const rule = ruleWith(
      "window:\n  group_by: payer\n  lookback: 1d\n  where: &w { memo: $what }\n  having: { count: { gte: 1 }, share: { where: *w, gte: 1 } }\n  reason: r\n",
    )
    expect(faults(rule).filter((line) => line.includes("RULE_UNKNOWN_PARAM: where.memo"))).toHaveLength(1)
  })
})
