import { describe, expect, test } from "vitest"
import { InputError, InputErrors } from "../../src/model/errors.ts"
import { checkRules } from "../../src/rules/check.ts"
import { englishTexts, messagesFile } from "../../src/rules/messages-file.ts"
import { parseRules } from "../../src/rules/pack.ts"
import type { RuleFile } from "../../src/rules/rule-file.ts"

const RULE: RuleFile = {
  file: "rules/cash/large-cash.yaml",
  text: `id: large-cash
version: 1.0.0
title: Large cash
status: stable
typology: cash
severity: review
evidence: flow
description: Cash.
indicators: []
references: []
false_positives: []
params:
  floor: { type: money, default: 9000 USD, min: 1 USD, max: 10000 USD, reason: test }
  gap: { type: duration, default: 7d, min: 1d, max: 30d, reason: test }
match:
  subject: payee
  where: { channel: cash, amount: { gte: $floor } }
  gather: $gap
  reason: "{subject} was paid {count} times $floor or more within $gap, between {from} and {to}"
`,
}
const SEQUENCE: RuleFile = {
  file: "rules/pass-through/in-and-out.yaml",
  text: RULE.text
    .replace("large-cash", "in-and-out")
    .replace("typology: cash", "typology: pass-through")
    .replace(
      /match:[\s\S]*$/,
      `sequence:
  steps:
    - { name: in, party: payee, where: { amount: { gte: $floor } } }
    - { name: out, party: payer, within: $gap }
  repeat: { gte: 1 }
  lookback: $gap
  reason: "{subject} passed it on"
`,
    ),
}

const chinese = (rest: string, file = "rules/messages/zh-Hans.yaml"): RuleFile => ({
  file,
  text: `lang: zh-Hans\nname: 简体中文\n${rest}`,
})
const inChinese = (...files: readonly RuleFile[]) => parseRules([RULE, ...files], { lang: "zh-Hans" })
const REASON = '    reason: "{period}，{subject} 在 $gap内收款 {count} 笔，$floor 以上"\n'
const GOOD = chinese(
  `sentences:\n  duration.d: "{count} 天"\n  join.space: " "\nrules:\n  large-cash:\n    title: 大额现金\n${REASON}`,
)

function faultsOf(work: () => unknown): string[] {
  try {
    work()
  } catch (error) {
    if (error instanceof InputErrors) return error.errors.map(({ message }) => message)
    if (error instanceof InputError) return [error.message]
    throw error
  }
  return []
}

describe("a pack in a language", () => {
  test("titles, reasons and steps of rules are translated, with params and durations filled in", () => {
    const steps = '  in-and-out:\n    steps: { in: 转入, out: "" }\n'
    const pack = parseRules([RULE, SEQUENCE, { ...GOOD, text: GOOD.text + steps }], { lang: "zh-hans" })
    const [sequence, rule] = pack.rules
    expect(rule?.title).toBe("大额现金")
    expect(rule?.detection.reason).toBe("{period}，{subject} 在 7 天内收款 {count} 笔，9000 USD 以上")
    expect(sequence?.title).toBe("Large cash")
    expect(
      sequence?.detection.kind === "sequence" && sequence.detection.steps.map(({ name }) => name),
    ).toEqual(["转入", "out"])
    expect(pack.messages.lang).toBe("zh-Hans")
    expect(pack.messages.say("join.space")).toBe(" ")
    expect(pack.untranslated).toContain("rules.in-and-out.steps.out")
    expect(pack.untranslated).toContain("sentences.test.present")
    expect(pack.untranslated).not.toContain("rules.large-cash.title")
  })

  test("only the files of the language spoken are files of the pack", () => {
    const names = (lang?: string) => parseRules([RULE, GOOD], { lang }).files.map(({ file }) => file)
    expect(names()).toEqual([RULE.file])
    expect(names("zh-Hans")).toEqual([RULE.file, GOOD.file])
    expect(parseRules([RULE, GOOD]).untranslated).toEqual([])
  })

  test("files of one language are joined, and a text stands in one of them", () => {
    const own = chinese("sentences:\n  test.present: 存在\n", "mine/messages/zh-Hans.yaml")
    expect(inChinese(GOOD, own).messages.say("test.present")).toBe("存在")
    expect(
      faultsOf(() => inChinese(GOOD, chinese("rules: { large-cash: { title: 甲 } }", own.file))),
    ).toEqual([
      "rules/messages/zh-Hans.yaml:7:3: MESSAGES_INVALID: large-cash is translated in mine/messages/zh-Hans.yaml too; keep one of them",
    ])
  })
})

describe("faults are told with their place", () => {
  test("an unknown language names those that there are", () => {
    expect(faultsOf(() => parseRules([RULE, GOOD], { lang: "tlh" }))).toEqual([
      'lang: OPTION_INVALID: there are no messages in the language "tlh"; the languages are en, zh-Hans',
    ])
  })

  test.each([
    [
      "sentences: { test.presnt: 甲 }",
      "there is no sentence test.presnt; write test.present, or take it away",
    ],
    [
      "sentences: { test.not: 非 }",
      "the translation lacks {test}, unlike the English; fill in the same in both",
    ],
    ['sentences: { test.present: "{a}" }', "the translation holds {a}, unlike the English"],
    ["sentences: { test.present: [a] }", "sentences.test.present"],
    [
      `rules:\n  large-cash:\n${REASON.replace("$gap", "7d")}`,
      "the translation lacks $gap, unlike the English",
    ],
    [`rules:\n  large-cash:\n${REASON.replace("{period}", "{from}")}`, "the translation lacks {to}"],
    [
      "rules: { large-cash: { steps: { in: 转入 } } }",
      'the rule large-cash has no step or item "in"; take it away',
    ],
    ["rules: { large-cash: { name: 甲 } }", "name is not a key"],
  ])("%s", (rest, detail) => {
    const faults = faultsOf(() => inChinese(chinese(rest)))
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(/^rules\/messages\/zh-Hans\.yaml:\d+:\d+: MESSAGES_INVALID: /)
    expect(faults[0]).toContain(detail)
  })

  test("a file named otherwise than its language", () => {
    const misnamed = { ...GOOD, file: "rules/messages/zh-hans.yaml" }
    expect(faultsOf(() => inChinese(misnamed))[0]).toContain("name the file zh-Hans.yaml")
  })

  test("rules check looks at every language", () => {
    const wrong = chinese("sentences: { test.not: 非 }")
    const codes = checkRules([RULE, wrong]).errors.map(({ code }) => code)
    expect(codes).toContain("MESSAGES_INVALID")
    expect(checkRules([RULE, GOOD]).errors.map(({ code }) => code)).not.toContain("MESSAGES_INVALID")
  })

  test("a count need not stand where words say it", () => {
    const once = chinese('sentences: { counted.times: { one: "une fois", other: "{count} fois" } }')
    expect(faultsOf(() => inChinese(once))).toEqual([])
  })
})

describe("the file for a translator", () => {
  const fileOf = (files: readonly RuleFile[], lang: string, part: "all" | "rules" = "all") =>
    messagesFile(englishTexts(files, part), files, lang)
  const write = (...files: readonly RuleFile[]) => fileOf([RULE, ...files], "zh-Hans")

  test("holds every key with its English, in the forms of the language", () => {
    const begun = fileOf([RULE, SEQUENCE], "fr")
    expect(begun.missing).toHaveLength(begun.count)
    expect(begun.text).toContain('  # "present"\n  test.present: ""\n')
    expect(begun.text).toMatch(/counted\.payments: \{ one: "", (many: "", )?other: "" \}/)
    expect(begun.text).toContain('    steps:\n      # "in"\n      in: ""\n')
    expect(fileOf([RULE], "fr", "rules").missing).toEqual([
      "rules.large-cash.title",
      "rules.large-cash.reason",
    ])
  })

  test("what is filled in stays, and writing twice changes nothing", () => {
    const once = write(GOOD)
    expect(once.text).toContain('    title: "大额现金"')
    expect(once.missing).toEqual(inChinese(GOOD).untranslated.toSorted(bySection(once.missing)))
    const again = write({ ...GOOD, text: once.text })
    expect(again).toEqual(once)
  })

  test("English that has changed since is marked until the mark is taken away", () => {
    const before = write(GOOD)
    const changed = { ...RULE, text: RULE.text.replace("title: Large cash", "title: Much cash") }
    const rewrite = (text: string) => fileOf([changed, { ...GOOD, text }], "zh-Hans")
    const marked = rewrite(before.text)
    expect(marked.changed).toEqual(["rules.large-cash.title"])
    expect(marked.text).toContain('    # "Much cash"\n    # was: "Large cash"\n    title: "大额现金"')
    expect(rewrite(marked.text)).toEqual(marked)
    expect(
      rewrite(marked.text.replace(/.*# was: .*\n/g, "\n").replaceAll("\n\n    title", "\n    title")).changed,
    ).toEqual([])
  })

  test("texts that nothing says any more are kept as comments", () => {
    const gone = { ...GOOD, text: GOOD.text.replace("large-cash:", "no-such-rule:") }
    const { unused, text } = write(gone)
    expect(unused).toEqual(["rules.no-such-rule.title", "rules.no-such-rule.reason"])
    expect(text).toContain('# rules.no-such-rule.title: "大额现金"')
  })
})

function bySection(order: readonly string[]) {
  return (a: string, b: string) => order.indexOf(a) - order.indexOf(b)
}
