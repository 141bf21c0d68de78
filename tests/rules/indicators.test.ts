// The published indicators, and which of them the rules answer.
import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import type { InputError } from "../../src/model/errors.ts"
import { coverageMarkdown, coverIndicators } from "../../src/rules/coverage.ts"
import { parseRules } from "../../src/rules/pack.ts"
import { parseIndicators } from "../../src/rules/parse-indicators.ts"
import { readIndicators } from "../../src/rules/read-indicators.ts"
import type { RuleFile } from "../../src/rules/rule-file.ts"
import { ruleWith } from "./rule-texts.ts"

const SHIPPED: RuleFile = {
  file: "rules/indicators.yaml",
  text: readFileSync(new URL("../../rules/indicators.yaml", import.meta.url), "utf8"),
}
const SMALL = `documents:
  - { id: d, title: D, publisher: P, year: 2020, read_in: [here] }
  - { id: e, title: E, publisher: P, year: 2021, read_in: [here] }
indicators:
  - { id: A-1, document: d, place: p, text: one, visible: yes }
  - { id: A-2, document: d, place: p, text: two, visible: partly, why: half }
  - { id: A-3, document: e, place: p, text: three, visible: no, why: hidden, attested: memory }
`

function read(...texts: string[]) {
  const errors: InputError[] = []
  const files = texts.map((text, i) => ({
    file: i === 0 ? "rules/indicators.yaml" : `r${i}/indicators.yaml`,
    text,
  }))
  const indicators = readIndicators(files, parseIndicators, errors)
  return { indicators, errors: errors.map(({ message }) => message) }
}

describe("the shipped indicators", () => {
  const errors: InputError[] = []
  const indicators = readIndicators([SHIPPED], parseIndicators, errors)

  test("are right, and whole", () => {
    expect(errors).toEqual([])
    const families = new Map<string, number>()
    for (const id of indicators.keys()) {
      const family = id.split("-")[0]!
      families.set(family, (families.get(family) ?? 0) + 1)
    }
    expect(Object.fromEntries(families)).toEqual({
      FATF: 31,
      FIN: 7,
      FTR: 14,
      AUS: 10,
      ENV: 11,
      TB: 21,
      PML: 7,
      VA: 18,
      CN: 9,
      VN: 9,
      TX: 12,
    })
  })

  test("say what payments do not show wherever they do not show all", () => {
    for (const { id, visible, why, text, document } of indicators.values()) {
      expect(why === null, id).toBe(visible === "yes")
      expect(text, id).toMatch(/[.)]$/)
      expect(document.readIn.length, id).toBeGreaterThan(0)
    }
  })
})

describe("INDICATORS_INVALID", () => {
  test.each([
    [
      "visible: partly, why: half",
      "visible: partly",
      "6:5: INDICATORS_INVALID: indicators[1].why is missing, and visible is partly; write what payments do not show",
    ],
    [
      "visible: yes",
      "visible: maybe",
      '5:59: INDICATORS_INVALID: indicators[0].visible is "maybe"; write one of yes, partly, no',
    ],
    [
      "id: A-2",
      "id: A-1",
      '6:11: INDICATORS_INVALID: indicators[1].id is "A-1", which stands here before; write another id',
    ],
    [
      "id: e, title",
      "id: d, title",
      '3:11: INDICATORS_INVALID: documents[1].id is "d", which stands here before; write another id',
    ],
    [
      "document: e",
      "document: f",
      '7:26: INDICATORS_INVALID: indicators[2].document is "f", which is not under documents; write one of d, e',
    ],
    [
      "id: A-1",
      "id: one",
      '5:11: INDICATORS_INVALID: indicators[0].id is "one"; write letters, a hyphen, and a number, such as TB-A5',
    ],
    ["text: one", "txt: one", "5:39: INDICATORS_INVALID: txt is not a key of indicators[0]; write text"],
  ])("%s → %s", (from, to, message) => {
    expect(SMALL).toContain(from)
    expect(read(SMALL.replace(from, to)).errors[0]).toBe(`rules/indicators.yaml:${message}`)
  })

  test("an id in two files", () => {
    const { errors, indicators } = read(SMALL, SMALL)
    expect(errors[0]).toBe(
      "r1/indicators.yaml:5:11: INDICATORS_INVALID: another file has the indicator A-1; give one of them another id",
    )
    expect(indicators.size).toBe(3)
  })
})

describe("coverage", () => {
  const rule = (id: string, ids: string) =>
    ruleWith(`indicators: [${ids}]\nmatch: { subject: payee, where: { channel: cash }, reason: r }\n`, id)

  test("covered, open, or not to be seen; totals by document", () => {
    const { indicators } = read(SMALL)
    const coverage = coverIndicators(parseRules([rule("b", "A-1, A-1"), rule("a", "A-1, Z-9")]), indicators)
    expect(coverage.indicators.map(({ indicator: { id }, state, rules }) => [id, state, rules])).toEqual([
      ["A-1", "covered", ["a", "b"]],
      ["A-2", "open", []],
      ["A-3", "unseen", []],
    ])
    expect(coverage.documents.map(({ document: { id }, ...counts }) => [id, counts])).toEqual([
      ["d", { indicators: 2, covered: 1, open: 1, unseen: 0 }],
      ["e", { indicators: 1, covered: 0, open: 0, unseen: 1 }],
    ])
    expect(coverage.total).toEqual({ indicators: 3, covered: 1, open: 1, unseen: 1 })
    const markdown = coverageMarkdown(coverage)
    expect(markdown).toContain("| P: D | 2020 | 2 | 1 | 1 | 0 |")
    expect(markdown).toContain("| `A-3` | three | no: hidden | cannot be seen in payments |  |")
    expect(markdown).toContain("| `A-1` | one | yes | covered | a, b |")
  })

  test("rules that settings switch off cover nothing", () => {
    const settings = { file: "moneytrail.yaml", text: "rules: { a: { enabled: false } }\n" }
    const { indicators } = read(SMALL)
    const pack = parseRules([rule("a", "A-1"), rule("b", "A-2")], { settings })
    expect(coverIndicators(pack, indicators).total).toEqual({ indicators: 3, covered: 1, open: 1, unseen: 1 })
  })
})
