// The matcher that is kept with the package finds what the one that is built anew finds.
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { knownMatcher, matcherBytes } from "../../src/rules/known-matcher.ts"
import { knownRules } from "../../src/rules/known-rules.ts"
import { loadRules } from "../../src/rules/load-rules.ts"
import { anew, keptColumns, recordColumns } from "../../src/text/columns.ts"
import { buildLexiconMatcher, matcherByAllPaths } from "../../src/text/matcher.ts"

test("the shipped one finds the same hits in every memo of a ledger, and in terms as people disguise them", async () => {
  const { lexicons, matcher } = await loadRules()
  const own = [...lexicons.values()]
  const kept: string[] = []
  const known = matcherByAllPaths(own, (name, make) => {
    kept.push(name)
    return matcher!.keep(name, () => expect.fail(`${name} is not kept, or: ${make}`))
  })
  expect(kept.sort()).toEqual(["glance", "letters", "misspelt", "spellings"])
  const built = buildLexiconMatcher(own)
  const memos = readFileSync("fixtures/platform/payments.csv", "utf8")
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[8] ?? "")
  const terms = own.flatMap((lexicon) => lexicon.terms.slice(0, 12).map(({ text }) => text))
  const disguised = terms.flatMap((text) => [
    text,
    [...text].join("."),
    text.replace(/e/g, "3"),
    `${text.slice(0, 4)}${text.slice(5)}`,
    text.toUpperCase(),
  ])
  let found = 0
  for (const text of new Set([...memos, ...disguised])) {
    const hits = known.find(text)
    expect(hits).toEqual(built.find(text))
    for (const [at, { lexicon }] of hits.entries()) expect(lexicon).toBe(built.find(text)[at]!.lexicon)
    found += hits.length
  }
  expect(found).toBeGreaterThan(500)
})

test("it is good for the very lexicons of the build, in their order, and no others", async () => {
  const rules = (await knownRules())!
  const { lexicons } = await loadRules()
  expect(knownMatcher(rules, lexicons)).toBeDefined()
  const entries = [...lexicons]
  expect(knownMatcher(rules, new Map(entries.slice(1)))).toBeUndefined()
  expect(knownMatcher(rules, new Map([...entries.slice(1), entries[0]!]))).toBeUndefined()
  const [id, lexicon] = entries[0]!
  expect(knownMatcher(rules, new Map([[id, { ...lexicon }], ...entries.slice(1)]))).toBeUndefined()
})

test("the build writes the same bytes each time", async () => {
  const rules = (await knownRules())!
  const [[file, known]] = Object.entries(rules.lexicon) as [[string, (typeof rules.lexicon)[string]]]
  const read = { ...known.read, terms: known.read.terms.slice(0, 20) }
  const few = { ...rules, lexicon: { [file]: { ...known, read } } }
  expect(matcherBytes(few)).toEqual(matcherBytes(few))
})

test("columns are as they were recorded; others are made", () => {
  const { keep, bytes } = recordColumns()
  const columns = {
    numbers: Int32Array.of(1, -2, 2 ** 31 - 1),
    units: Uint16Array.of(65535),
    flags: new Uint8Array(0),
    text: "象\ud83d",
    count: 7,
  }
  expect(keep("a", () => columns)).toBe(columns)
  keep("b", () => ({ flags: Uint8Array.of(1, 2, 3) }))
  expect(() => keep("a", () => columns)).toThrow("there already")
  const kept = keptColumns(bytes().buffer)!
  expect(kept("a", () => expect.fail("a is kept"))).toEqual(columns)
  expect(kept("b", () => expect.fail("b is kept"))).toEqual({ flags: Uint8Array.of(1, 2, 3) })
  expect(kept("c", () => ({ count: 1 }))).toEqual({ count: 1 })
  expect(anew("a", () => columns)).toBe(columns)
})
