// The matcher that is kept with the package finds what the one that is built anew finds.
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { matcherBytes } from "../../src/rules/known-matcher.ts"
import { knownRules } from "../../src/rules/known-rules.ts"
import { listedNames } from "../../src/rules/listed-names.ts"
import { loadRules } from "../../src/rules/load-rules.ts"
import { anew, keptColumns, recordColumns } from "../../src/text/columns.ts"
import { buildLexiconMatcher } from "../../src/text/matcher.ts"
import { buildNameMatcher } from "../../src/text/names.ts"
import { wordsOf } from "../../src/text/words-at.ts"
import { tableOf } from "../helpers/table.ts"
import { firstName } from "../text/first-name.ts"

test("the shipped one finds the same hits in every memo of a ledger, and in terms as people disguise them", async () => {
  const { lexicons, matcher } = await loadRules()
  const own = [...lexicons.values()]
  const kept: string[] = []
  const known = buildLexiconMatcher(own, (name, make) => {
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

test("that over names finds the same in every name and memo of a ledger, and is built anew for other names", async () => {
  const { lists, matcher } = await loadRules()
  const names = [...listedNames(lists).keys()]
  expect(names.length).toBeGreaterThan(500)
  const texts = new Set(readFileSync("fixtures/platform/payments.csv", "utf8").split(/[,\n]/))
  for (const some of [names, names.slice(1), [...names, "sled dogs express"]]) {
    const known = buildNameMatcher(some, matcher!.keep)
    const built = buildNameMatcher(some)
    for (const text of [...texts, "By Sled Dogs Express", ...some])
      expect(firstName(known, text)).toBe(firstName(built, text))
  }
  const made: string[] = []
  buildNameMatcher(names, (name, make) =>
    matcher!.keep(name, () => expect.fail(`${name} is not kept, or: ${make}`)),
  )
  buildNameMatcher(names.slice(1), (name, make) => {
    made.push(name)
    return make()
  })
  expect(made).toEqual(["names"])
})

test("where the lexicons are not those of the build, in their order, the matcher is built of them", async () => {
  const { lexicons, ...pack } = await loadRules()
  const known = [...lexicons]
  const [id, { terms, ...lexicon }] = known[0]!
  const changed = { ...lexicon, terms: terms.map((term) => ({ ...term, text: `${term.text} xyz` })) }
  const few = new Map([[id, changed], known[1]!])
  const text = { memo: changed.terms[0]!.text }
  const payment = { id: "p", time: 0, amountMinor: 100, currency: "USD", payer: "a", payee: "b", text }
  const table = tableOf([payment], ["memo"])
  const context = createEngineContext(table, { ...pack, lexicons: few })
  const memo = context.table.text.get("memo")!.values
  const hits = [...context.textHits(memo).values()].flat()
  expect(hits.some(({ lexicon: of, term }) => of === changed && term === changed.terms[0])).toBe(true)
})

test("words that are read one by one are those of their lists, the same objects each time", async () => {
  const { lexicons } = await loadRules()
  for (const lexicon of lexicons.values()) {
    const words = wordsOf(lexicon)
    // Before the lists are read, and after.
    const alone = [words.term(0), words.term(40 % lexicon.terms.length)]
    expect(alone[0]).toBe(lexicon.terms[0])
    expect(alone[1]).toBe(lexicon.terms[40 % lexicon.terms.length])
    for (const [at, term] of lexicon.terms.entries()) expect(words.term(at)).toBe(term)
    for (const [at, phrase] of lexicon.benign.entries()) expect(words.phrase(at)).toBe(phrase)
  }
})

test("of another lexicon, those of its own lists", async () => {
  const [shipped] = (await loadRules()).lexicons.values()
  const own = { ...shipped!, terms: shipped!.terms.slice(1), benign: shipped!.benign.slice(1) }
  expect(wordsOf(own).term(0)).toBe(own.terms[0])
  expect(wordsOf(own).phrase(0)).toBe(own.benign[0])
})

test("the build writes the same bytes each time", async () => {
  const rules = (await knownRules())!
  const [[file, known]] = Object.entries(rules.lexicon) as [[string, (typeof rules.lexicon)[string]]]
  const read = { ...known.read, terms: known.read.terms.slice(0, 20) }
  const few = { ...rules, lexicon: { [file]: { ...known, read } } }
  const lists = new Map([...(await loadRules()).lists].slice(0, 4))
  expect(listedNames(lists).size).toBeGreaterThan(20)
  expect(matcherBytes(few, lists)).toEqual(matcherBytes(few, lists))
})

test("columns are as they were recorded; others are made", () => {
  const { keep, bytes } = recordColumns()
  const columns = {
    numbers: Int32Array.of(1, -2, 2 ** 31 - 1),
    units: Uint16Array.of(65535),
    flags: new Uint8Array(0),
    text: "象\ud83d",
    long: "\ufeff象牙 ivory 😀".repeat(300),
    longWithHalves: "象\ud83d".repeat(1000),
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
