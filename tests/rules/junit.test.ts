// JUnit XML is read back by a strict reader of elements, attributes and text, so that nothing but well-formed XML passes.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { ruleTestsJunit } from "../../src/rules/junit.ts"
import type { RuleTestResult } from "../../src/rules/rule-test.ts"

interface Element {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: (Element | string)[]
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }
const CHARACTERS = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u

/** Text with its references resolved; XML wants them for & and <, and for > after ]]. */
function resolve(text: string): string {
  expect(text).not.toMatch(/<|\]\]>|&(?!(?:amp|lt|gt|quot|apos|#\d+);)/)
  return text.replace(/&(#?)(\w+);/g, (_, mark: string, name: string) =>
    mark === "#" ? String.fromCodePoint(Number(name)) : ENTITIES[name]!,
  )
}

function readXml(xml: string): Element {
  expect(xml).toMatch(CHARACTERS)
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n'
  expect(xml.startsWith(head)).toBe(true)
  const root: Element = { name: "", attributes: {}, children: [] }
  const open = [root]
  for (const [, text, tag] of xml.slice(head.length).matchAll(/([^<]*)(<[^<>]*>)?/g)) {
    const at = open.at(-1)!
    if (text !== undefined && text.trim() !== "") at.children.push(resolve(text))
    if (tag === undefined) continue
    const closing = /^<\/(\w+)>$/.exec(tag)
    if (closing !== null) {
      expect(open.pop()!.name).toBe(closing[1])
      continue
    }
    const shape = /^<(\w+)((?: \w+="[^"<]*")*)(\/?)>$/.exec(tag)
    expect(shape, tag).not.toBeNull()
    const [, name = "", attributes = "", empty] = shape!
    const pairs = [...attributes.matchAll(/ (\w+)="([^"]*)"/g)].map(([, key, value]) => [
      key!,
      resolve(value!),
    ])
    expect(new Set(pairs.map(([key]) => key)).size).toBe(pairs.length)
    const element: Element = { name, attributes: Object.fromEntries(pairs), children: [] }
    at.children.push(element)
    if (empty === "") open.push(element)
  }
  expect(open).toEqual([root])
  expect(root.children).toHaveLength(1)
  return root.children[0] as Element
}

function result(rule: string, name: string, diff: string, file = "rules/a/a.test.yaml"): RuleTestResult {
  return {
    rule,
    case: name,
    place: { file, line: 3, column: 9 },
    passed: diff === "",
    expected: [],
    found: [],
    diff,
  }
}

describe("JUnit XML", () => {
  test("suites by file, cases, failures with their diff, and no times", () => {
    const xml = ruleTestsJunit([
      result("a", "fires", ""),
      result("a", "silent", "- chen: p1\n+ lin: <p2>"),
      result("b", "fires", "", "rules/b/b.test.yaml"),
    ])
    expect(xml).not.toContain("time")
    const suites = readXml(xml)
    expect(suites.attributes).toEqual({
      name: "moneytrail rules",
      tests: "3",
      failures: "1",
      errors: "0",
      skipped: "0",
    })
    expect(suites.children.map((suite) => (suite as Element).attributes["name"])).toEqual([
      "rules/a/a.test.yaml",
      "rules/b/b.test.yaml",
    ])
    const [first] = suites.children as Element[]
    expect(first!.children).toEqual([
      {
        name: "testcase",
        attributes: { classname: "a", name: "fires", file: "rules/a/a.test.yaml", line: "3" },
        children: [],
      },
      {
        name: "testcase",
        attributes: { classname: "a", name: "silent", file: "rules/a/a.test.yaml", line: "3" },
        children: [
          {
            name: "failure",
            attributes: { message: "rules/a/a.test.yaml:3:9: - chen: p1" },
            children: ["- chen: p1\n+ lin: <p2>"],
          },
        ],
      },
    ])
  })

  test("whatever names and diffs hold, it is well-formed and reads back as it was", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("]]>", "</testcase>", '" x="', "&amp;", "<!--", "\u0000\ud800", "a\nb\tc", "\ufffe"),
    )
    fc.assert(
      fc.property(hostile, hostile, hostile, (rule, name, diff) => {
        const suites = readXml(ruleTestsJunit([result(rule, name, diff)]))
        const testcase = (suites.children[0] as Element).children[0] as Element
        const held = (text: string) =>
          [...text].map((character) => (CHARACTERS.test(character) ? character : "\ufffd")).join("")
        expect(testcase.attributes["classname"]).toBe(held(rule))
        expect(testcase.attributes["name"]).toBe(held(name))
        const failure = testcase.children[0] as Element | undefined
        if (diff !== "" && diff.trim() !== "") expect(failure!.children).toEqual([held(diff)])
      }),
      { numRuns: 500 },
    )
  })
})
