// The catalogue as Markdown and HTML: all that is known of a rule stands in it, and whatever a text holds stays text.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { describeRules } from "../../src/rules/catalogue.ts"
import { rulesHtml, rulesMarkdown } from "../../src/rules/catalogue-page.ts"
import { loadRulePaths } from "../../src/rules/load-rule-paths.ts"
import { parseRules } from "../../src/rules/pack.ts"
import { type Inline, pageHtml, pageMarkdown } from "../../src/rules/page.ts"
import type { RuleFile } from "../../src/rules/rule-file.ts"
import { ruleWith, WINDOW_FILE, WINDOW_RULE } from "./rule-texts.ts"

const FILES: RuleFile[] = [
  { file: WINDOW_FILE, text: `${WINDOW_RULE}blind_spots: ["cash that changes hands"]\ntags: [wallet]\n` },
  {
    file: WINDOW_FILE.replace(".yaml", ".test.yaml"),
    text: "- { name: three fire, payments: x, expect: [{ subject: a, payments: [b] }] }\n- { name: two are silent, payments: x, expect: [] }\n",
  },
  ruleWith("indicators: [XX-1]\nmatch: { subject: payee, where: { channel: cash }, reason: r }\n", "other"),
  ruleWith("match: { subject: payee, where: { channel: card }, reason: r }\n", "off"),
  {
    file: "rules/contexts/zoo.yaml",
    text: "{ id: zoo, title: a zoo or park, why: Tickets name animals., factor: 0.2, where: { memo: { matches: zoo } } }\n",
  },
  {
    file: "rules/indicators.yaml",
    text: `documents:
  - { id: d, title: Signs, publisher: FATF, year: 2021, read_in: [here] }
indicators:
  - { id: TB-A5, document: d, place: page 3, text: Under the limit., visible: partly, why: limits differ, attested: memory }
`,
  },
]
const SETTINGS = {
  file: "moneytrail.yaml",
  text: "rules: { off: { enabled: false }, cash-below-us-ctr-payee: { params: { floor: 8500 USD } } }\n",
}

describe("what the catalogue holds", () => {
  const pack = parseRules(FILES, { settings: SETTINGS })
  const catalogue = describeRules(pack, FILES)
  const rule = catalogue.rules.find(({ id }) => id === "cash-below-us-ctr-payee")!

  test("rules by id, with words, indicators, tests; and those that do not run", () => {
    expect(catalogue.rules.map(({ id }) => id)).toEqual(["cash-below-us-ctr-payee", "other"])
    expect(catalogue.notRun).toEqual([{ rule: "off", why: expect.any(String) }])
    expect(catalogue.settings).toBe("moneytrail.yaml")
    expect(rule.decides[0]!.text).toContain("moving window of 7d")
    expect(rule.indicators).toMatchObject([{ id: "TB-A5", indicator: { document: { publisher: "FATF" } } }])
    expect(rule.tests).toEqual([
      { name: "three fire", fires: true },
      { name: "two are silent", fires: false },
    ])
    expect(catalogue.rules[1]!.indicators).toEqual([{ id: "XX-1", indicator: null }])
  })

  test.each([
    ["Markdown", rulesMarkdown(catalogue).replace(/\\(?=[!-/:-@[-`{-~])/g, "")],
    ["HTML", rulesHtml(catalogue).replaceAll("&#39;", "'").replaceAll("&quot;", '"').replaceAll("&gt;", ">")],
  ])("%s says all of it", (_, text) => {
    for (const part of [
      "3 NYCRR 504.3(a)(6)",
      "Rules: 2. Settings: moneytrail.yaml.",
      "cash-below-us-ctr-payee: Cash paid in just under the US currency transaction report",
      "1.0.0",
      "stable",
      "structuring",
      "wallet",
      "Cash kept under the line, again and again.",
      "the amount is from 8500.00 USD to below 10000.00 USD",
      "Under the limit. [FATF, Signs, 2021, page 3; visible in payments: partly (limits differ); worded from memory]",
      "XX-1",
      "not among the known indicators",
      "Settings change floor.",
      "8500 USD",
      "8000 USD",
      "5000 USD",
      "Near the line.",
      "cash-intensive retailer with a filed exemption",
      "cash that changes hands",
      "31 CFR 1010.311",
      "fires: three fire",
      "stays silent: two are silent",
      "zoo: a zoo or park",
      "Tickets name animals. Factor: 0.2. Source: none stated.",
      "the memo matches the pattern “zoo”",
      WINDOW_FILE,
      rule.sha256,
      "None stated.",
    ])
      expect(text).toContain(part)
  })

  test("contents by typology lead to the rules", () => {
    const html = rulesHtml(catalogue)
    for (const [, anchor] of html.matchAll(/href="#([^"]+)"/g)) expect(html).toContain(`id="${anchor}"`)
    const markdown = rulesMarkdown(catalogue)
    for (const [, anchor] of markdown.matchAll(/\]\(#([^)]+)\)/g))
      expect(markdown).toContain(`<a id="${anchor}"></a>`)
    expect(markdown.indexOf("[structuring](#")).toBeLessThan(markdown.indexOf("[velocity](#"))
  })

  test("the same bytes whatever the order of the files", () => {
    const turned = [...FILES].reverse()
    const again = describeRules(parseRules(turned, { settings: SETTINGS }), turned)
    expect(rulesHtml(again)).toBe(rulesHtml(catalogue))
    expect(rulesMarkdown(again)).toBe(rulesMarkdown(catalogue))
  })

  test("every shipped rule is described without a gap", async () => {
    const files = await loadRulePaths()
    const shipped = describeRules(parseRules(files), files)
    expect(shipped.rules.length).toBeGreaterThan(60)
    for (const { id, decides, tests, indicators } of shipped.rules) {
      const said = decides.map(({ text, points }) => [text, ...points].join("\n")).join("\n")
      expect(said, id).not.toMatch(/undefined|null|NaN|\[object| {2}/)
      expect(tests.length, id).toBeGreaterThan(1)
      for (const { indicator } of indicators) expect(indicator, id).not.toBeNull()
    }
  })
})

const hostile = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(..."<>&\"'`*_[](){}#|\\!~-+=.:/@$ \n\tahtp1"), maxLength: 40 }),
  fc.constantFrom(
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "[a](javascript:alert(1))",
    "![a](http://a/b)",
    "https://a.b/c?d=<e>\"f'|g`h",
    "| a | b |",
    "1. a",
    "www.a.b",
    "a@b.c",
    "&lt;script&gt;",
    "\u2028# a",
  ),
)
const ADDRESS = /https?:\/\//

function pageOf(texts: readonly string[]) {
  const [a = "", b = "", c = ""] = texts
  const inlines: Inline[] = [a, { code: b }, { strong: c }, { text: a, anchor: b }]
  return {
    title: a,
    blocks: [
      { kind: "heading", level: 2, text: b, anchor: c },
      { kind: "paragraph", text: inlines },
      { kind: "list", items: [[a], [{ code: c }]] },
      { kind: "table", head: [a, b], rows: [[[b], [{ code: a }]]] },
    ],
  } as const
}

describe("text stays text", () => {
  test("HTML: only tags of the page, links only to places of it or to http(s), nothing that runs", () => {
    const plain = pageHtml(pageOf(["x", "x", "x"]))
    const shape = (html: string) =>
      [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'))
    const withoutLinks = (tags: string[]) => {
      const kept: string[] = []
      for (let i = 0; i < tags.length; i++) {
        if (tags[i] === '<a href="" rel="">') i++
        else kept.push(tags[i]!)
      }
      return kept
    }
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 3, maxLength: 3 }), (texts) => {
        const html = pageHtml(pageOf(texts))
        expect(withoutLinks(shape(html))).toEqual(shape(plain))
        for (const [, address] of html.matchAll(/href="([^"]*)"/g))
          expect(address).toMatch(/^(?:#|https?:\/\/)/)
        expect(html).not.toMatch(/<script|<img|onerror=[^&]*>/)
      }),
      { numRuns: 500 },
    )
  })

  test("Markdown: a text without addresses reads back as it was, and opens no markup of its own", () => {
    fc.assert(
      fc.property(
        hostile.filter((text) => !ADDRESS.test(text)),
        (text) => {
          const [line = "", ...more] = pageMarkdown({
            title: "",
            blocks: [{ kind: "paragraph", text: [text] }],
          }).split("\n")
          expect(more).toEqual([""])
          expect(line).not.toMatch(/(?<!\\)(?:\\\\)*[`*_{}[\]<>|~$]/)
          expect(line).not.toMatch(/^(?:[-+=#!]|\d{1,9}[.)](?:\s|$))/)
          const read = line.replace(/&#64;/g, "@").replace(/\\([!-/:-@[-`{-~])/g, "$1")
          expect(read).toBe(text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trimEnd())
        },
      ),
      { numRuns: 500 },
    )
  })

  test("Markdown: cells and rows of tables stay apart", () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 3, maxLength: 3 }), (texts) => {
        const table = pageMarkdown({ title: "", blocks: [pageOf(texts).blocks[3]] })
        const rows = table.trimEnd().split("\n")
        expect(rows).toHaveLength(3)
        for (const row of rows) expect(row.match(/(?<!\\)(?:\\\\)*\|/g)).toHaveLength(3)
      }),
      { numRuns: 300 },
    )
  })

  test("addresses become links, without the stop behind them", () => {
    const page = {
      title: "",
      blocks: [{ kind: "paragraph", text: ["see (https://a.b/c_d). Or ftp://e"] }],
    } as const
    expect(pageMarkdown(page)).toBe("see (<https://a.b/c_d>). Or ftp\\://e\n")
    expect(pageHtml(page)).toContain(
      'see (<a href="https://a.b/c_d" rel="noreferrer">https://a.b/c_d</a>). Or ftp://e',
    )
  })
})
