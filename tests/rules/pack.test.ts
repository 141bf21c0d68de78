import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { InputError } from "../../src/model/errors.ts"
import { sha256Hex } from "../../src/model/hash.ts"
import { nearest } from "../../src/model/nearest.ts"
import { listRules } from "../../src/rules/catalogue.ts"
import { parseRules, type RuleFile } from "../../src/rules/pack.ts"
import { DEFAULT_SCORING } from "../../src/rules/scoring.ts"
import { ruleWith, WINDOW_FILE, WINDOW_RULE } from "./rule-texts.ts"

const LEXICON = `id: pangolin
title: Pangolins (Manidae)
taxon: pangolin
cites: "I (all eight species since 2017)"
terms:
  - { text: 穿山甲片, lang: zh, kind: product, ambiguity: low, source: "memory" }
  - { text: pangolin, lang: en, kind: name, ambiguity: mid, source: "https://cites.org" }
  - { text: pangolin, lang: fr, kind: name, ambiguity: mid, source: memory }
benign:
  - { text: Pangolin Editions, lang: en, why: publisher, source: memory }
  - { text: pangolin café, lang: en, why: café }
`
const LIST = `id: couriers
title: Courier brands
kind: names
source: public
date: 2026-11-21
entries:
  - 顺丰速运
  - { text: "JDL", source: "memory" }
  - "010"
`
const SCORING = readFileSync(new URL("../../rules/scoring.yaml", import.meta.url), "utf8")

const lexicon = (text = LEXICON): RuleFile => ({ file: "rules/lexicons/pangolin.yaml", text })
const list = (text = LIST): RuleFile => ({ file: "rules/lists/couriers.yaml", text })
const scoring = (text = SCORING): RuleFile => ({ file: "rules/scoring.yaml", text })
const SILENT = "match:\n  subject: payee\n  where: { channel: cash }\n  reason: r\n"

function faults(files: readonly RuleFile[]): string[] {
  try {
    parseRules(files)
    return []
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.split("\n")
  }
}

describe("what a pack holds", () => {
  const files: RuleFile[] = [
    scoring(),
    { file: WINDOW_FILE, text: WINDOW_RULE },
    list(),
    { file: "rules/velocity/a.test.yaml", text: "not: [a test" },
    { file: "rules/indicators.yaml", text: "TB-A5: whatever" },
    ruleWith(SILENT, "a"),
    lexicon(),
  ]

  test("lexicons and lists as written", () => {
    const { lexicons, lists } = parseRules(files)
    expect(lexicons.get("pangolin")).toEqual({
      id: "pangolin",
      title: "Pangolins (Manidae)",
      taxon: "pangolin",
      cites: "I (all eight species since 2017)",
      terms: [
        { text: "穿山甲片", lang: "zh", kind: "product", ambiguity: "low", source: "memory", with: [] },
        {
          text: "pangolin",
          lang: "en",
          kind: "name",
          ambiguity: "mid",
          source: "https://cites.org",
          with: [],
        },
        { text: "pangolin", lang: "fr", kind: "name", ambiguity: "mid", source: "memory", with: [] },
      ],
      benign: [
        { text: "Pangolin Editions", lang: "en", why: "publisher", source: "memory" },
        { text: "pangolin café", lang: "en", why: "café", source: null },
      ],
    })
    expect(lists.get("couriers")).toEqual({
      id: "couriers",
      title: "Courier brands",
      kind: "names",
      source: "public",
      date: "2026-11-21",
      entries: [
        { text: "顺丰速运", source: null },
        { text: "JDL", source: "memory" },
        { text: "010", source: null },
      ],
    })
  })

  test("space around words, codes and ids is no part of them", () => {
    const spaced = [
      lexicon(LEXICON.replace("穿山甲片", '" 穿山甲片 "')),
      list(LIST.replace('"010"', '" 010"')),
      ruleWith(SILENT.replace("channel: cash", 'channel: { in: ["cash "] }'), "a"),
    ]
    const { lexicons, lists, rules } = parseRules(spaced)
    expect(lexicons.get("pangolin")?.terms[0]?.text).toBe("穿山甲片")
    expect(lists.get("couriers")?.entries[2]?.text).toBe("010")
    expect(rules[0]?.detection).toMatchObject({ where: { field: "channel", values: ["cash"] } })
  })

  test("every file but tests, hashed, and the same pack in whatever order they come", () => {
    const pack = parseRules(files)
    expect(pack.files).toEqual(
      [
        "rules/indicators.yaml",
        "rules/lexicons/pangolin.yaml",
        "rules/lists/couriers.yaml",
        "rules/scoring.yaml",
        WINDOW_FILE,
        "rules/velocity/a.yaml",
      ].map((file) => ({ file, sha256: sha256Hex(files.find((other) => other.file === file)!.text) })),
    )
    expect(parseRules([...files].reverse())).toEqual(pack)
    expect(pack.rules.map(({ id }) => id)).toEqual(["a", "cash-below-us-ctr-payee"])
  })

  test("the scoring without a file is the shipped scoring", () => {
    expect(parseRules([scoring()]).scoring).toEqual(DEFAULT_SCORING)
    expect(parseRules([]).scoring).toEqual(DEFAULT_SCORING)
    const other = scoring(SCORING.replace("review: 35", "review: 40"))
    expect(parseRules([other]).scoring.points.review).toBe(40)
  })

  test("an empty pack", () => {
    expect(parseRules([])).toMatchObject({ rules: [], files: [], overrides: [], disabled: [] })
  })

  test("rows for a list of rules", () => {
    const rows = listRules(parseRules(files))
    expect(rows.map(({ id, detection, params }) => [id, detection, params.length])).toEqual([
      ["a", "match", 0],
      ["cash-below-us-ctr-payee", "window", 4],
    ])
    expect(rows[1]).toMatchObject({
      typology: "structuring",
      severity: "high",
      evidence: "flow",
      status: "stable",
    })
    expect(rows[1]).not.toHaveProperty("sha256")
  })
})

describe("RULE_FILE_TOO_LARGE", () => {
  const comment = (length: number) => `# ${"x".repeat(length - 3)}\n`

  test("for a text above 1 MB, counted in bytes, before it is parsed", () => {
    expect(faults([ruleWith(SILENT, "a"), lexicon(`${LEXICON}${comment(900_000)}`)])).toEqual([])
    expect(faults([ruleWith(SILENT, "a"), lexicon(`id: [\n${comment(1_000_000)}`)])).toEqual([
      "rules/lexicons/pangolin.yaml: RULE_FILE_TOO_LARGE: the file has 1.0 MB, at most 1 MB are read; split it; long lists belong in a CSV file beside their YAML file",
    ])
    // Of three bytes each.
    expect(faults([lexicon(`# ${"象".repeat(340_000)}\n${LEXICON}`)])[0]).toContain("RULE_FILE_TOO_LARGE")
  })

  test("for settings", () => {
    const settings = { file: "s.yaml", text: comment(1_000_001) }
    expect(() => parseRules([], { settings })).toThrow(/^s\.yaml: RULE_FILE_TOO_LARGE/)
  })
})

describe("references to lists and lexicons", () => {
  const rule = ruleWith(
    "match:\n  subject: payee\n  where:\n    payee: { in_list: courier }\n    text: { lexicon: [pangolin, pangolins] }\n  reason: r\n",
  )

  test("unknown ones, with the nearest and all that are known", () => {
    expect(faults([rule, lexicon(), list()])).toEqual([
      'rules/velocity/r.yaml:12:23: RULE_UNKNOWN_LIST: there is no list "courier"; write couriers (the lists are couriers)',
      'rules/velocity/r.yaml:13:33: RULE_UNKNOWN_LEXICON: there is no lexicon "pangolins"; write pangolin (the lexicons are pangolin)',
    ])
  })

  test("a lexicon that is wrong is told once, not again by its rules", () => {
    const uses = ruleWith("match: { subject: payee, where: { text: { lexicon: [pangolin] } }, reason: r }\n")
    expect(faults([uses, lexicon("id: [")])).toHaveLength(1)
  })
})

describe("LEXICON_INVALID, LIST_INVALID, SCORING_INVALID", () => {
  test.each([
    ["kind: product", "kind: prodct", '6:35: LEXICON_INVALID: terms[0].kind is "prodct"; write product'],
    ["text: 穿山甲片", "text: 4215", '6:13: RULE_UNQUOTED_CODE: terms[0].text is 4215; write "4215"'],
    ["text: 穿山甲片", 'text: " "', "6:13: LEXICON_INVALID: terms[0].text is blank; write text"],
    [
      ", lang: zh,",
      ", lang: Chinese,",
      '6:25: LEXICON_INVALID: terms[0].lang is "Chinese"; write a language tag',
    ],
    [
      ", lang: fr,",
      ", lang: en,",
      "8:5: LEXICON_INVALID: terms[2] (pangolin) stands here twice; write it once",
    ],
    [', source: "memory" }', " }", "6:5: LEXICON_INVALID: terms[0].source is missing; write text"],
    ["terms:", "term:", "5:1: LEXICON_INVALID: term is not a key of this file; write terms"],
    ["id: pangolin", "id: pangolins", '1:5: RULE_MISPLACED: id is "pangolins" in a file named pangolin.yaml'],
  ])("lexicon: %s → %s", (from, to, message) => {
    expect(faults([lexicon(LEXICON.replace(from, to))])[0]).toContain(
      `rules/lexicons/pangolin.yaml:${message}`,
    )
  })

  test.each([
    ['"010"', "010", '9:5: RULE_UNQUOTED_CODE: entries[2] is 010; write "010"'],
    ['"010"', "JDL", "9:5: LIST_INVALID: entries[2] (JDL) stands here twice; write it once"],
    ["kind: names", "kind: name", '3:7: LIST_INVALID: list.kind is "name"; write names'],
    ["date: 2026-11-21", "date: 2026", '5:7: LIST_INVALID: date is 2026; write a day such as "2027-01-31"'],
    ["date: 2026-11-21", "date: 21.11.2026", '5:7: LIST_INVALID: date is "21.11.2026"; write a day such as'],
    ["id: couriers", "id: courier", '1:5: RULE_MISPLACED: id is "courier"'],
  ])("list: %s → %s", (from, to, message) => {
    const found = faults([list(LIST.replace(from, to))])[0]
    expect(found).toContain(`rules/lists/couriers.yaml:${message.replace("list.kind", "kind")}`)
  })

  test.each([
    ["review: 35", "review: 135", "SCORING_INVALID: points.review is 135; write a number from 0 to 100"],
    ["high: 55", "high: 85", "SCORING_INVALID: thresholds do not rise; write review ≤ high ≤ critical"],
    [
      "benign_factor:",
      "benine_factor:",
      "SCORING_INVALID: benine_factor is not a key of this file; write benign_factor",
    ],
    ["info: 0", "info: 1", "SCORING_INVALID: thresholds.info is 1; write 0"],
  ])("scoring: %s → %s", (from, to, message) => {
    expect(SCORING).toContain(from)
    expect(faults([scoring(SCORING.replace(from, to))]).join("\n")).toMatch(
      new RegExp(`^rules/scoring\\.yaml:\\d+:\\d+: ${message}`),
    )
  })

  test("two scorings", () => {
    expect(faults([scoring(), { ...scoring(), file: "a/scoring.yaml" }])).toEqual([
      "rules/scoring.yaml: SCORING_INVALID: a/scoring.yaml is scoring too; keep one",
    ])
  })

  test("one id twice, of lexicons and of lists", () => {
    expect(faults([lexicon(), { ...lexicon(), file: "z/lexicons/pangolin.yaml" }])[0]).toContain(
      "z/lexicons/pangolin.yaml:1:5: RULE_DUPLICATE_ID",
    )
    expect(faults([list(), { ...list(), file: "z/lists/couriers.yaml" }])[0]).toContain(
      "z/lists/couriers.yaml:1:5: RULE_DUPLICATE_ID",
    )
  })
})

test.each([
  ["grup_by", ["group_by", "lookback"], "group_by"],
  ["Group-By", ["group_by"], "group_by"],
  ["ｗｉｎｄｏｗ", ["window", "match"], "window"],
  ["mmeo", ["memo", "meso"], "memo"],
  ["abc", ["xyz"], undefined],
  ["", ["a"], undefined],
  ["ab", ["ax", "aa"], "aa"],
])("nearest to %s", (word, known, expected) => {
  expect(nearest(word, known)).toBe(expected)
})
