// Facts carry their source: no term, phrase, list, price, threshold or indicator of the shipped pack stands without one.
import { beforeAll, expect, test } from "vitest"
import { loadRules } from "../src/node.ts"
import type { RulePack } from "../src/rules/tree.ts"

let pack: RulePack
beforeAll(async () => {
  pack = await loadRules()
})

/**
 * An address or repository, a document with its year, a law or standard, or a file of the pack that names its own; `memory`
 * says that there is none, and weighs less.
 */
const NAMED =
  /https?:\/\/|github:|\bmemory\b|\b(?:19|20)\d\d\b|\d+ CFR|\bISO \d|\bCITES\b|E\.164|rules\/lists\/[\w-]+\.yaml|prices\.yaml|the lexicons/u
/** What stands where a source should and is none. */
const HOLLOW = /\b(?:todo|tbd|fixme|n\/a|unknown|placeholder)\b|^\W*$/i
/** Work left to the reader, where a fact should stand. */
const NOTE = /\b(?:verify|check|confirm|look up)\b|\?/i

/**
 * What the default of a parameter may rest on: a source, a document that the rule refers to, the words of its indicator, or
 * nothing, which is said.
 */
const OWN_CHOICE = /\bour own choice\b/i
const BY_REFERENCE = /see the references|Tazama publishes|Regulation \(EU\)|Recommendation \d/
const BY_INDICATOR = /as the indicator says|the indicator names|the source says/i

/** Of lists that an institution fills with its own parties. */
const TO_BE_FILLED = "none:"

const withoutSource = (of: readonly (readonly [what: string, source: string | null])[]): string[] =>
  of.flatMap(([what, source]) =>
    source !== null && NAMED.test(source) && !HOLLOW.test(source) ? [] : [`${what}: ${source}`],
  )

test("every term and every phrase of a lexicon names its source", () => {
  const facts = [...pack.lexicons.values()].flatMap(({ id, terms, benign }) =>
    [...terms, ...benign].map(({ text, source }) => [`${id} ${text}`, source] as const),
  )
  expect(facts.length).toBeGreaterThan(10_000)
  expect(withoutSource(facts)).toEqual([])
})

test("every list, and every entry that differs from its list, names its source", () => {
  const facts = [...pack.lists.values()].flatMap(({ id, source, entries }) => [
    [id, source] as const,
    ...entries.map((entry) => [`${id} ${entry.text}`, entry.source ?? source] as const),
  ])
  expect(withoutSource(facts.filter(([, source]) => !source.startsWith(TO_BE_FILLED)))).toEqual([])
})

test("every price names its source, its place and its year", () => {
  expect(pack.prices.length).toBeGreaterThan(50)
  expect(
    withoutSource(pack.prices.map(({ taxon, product, source }) => [`${taxon} ${product}`, source])),
  ).toEqual([])
  for (const { place, firstYear, lastYear } of pack.prices) {
    expect(place.trim()).not.toBe("")
    expect(firstYear).toBeGreaterThan(1980)
    expect(lastYear).toBeGreaterThanOrEqual(firstYear)
  }
})

test("every appendix of a lexicon is a fact, and where it is of a year, sourced", () => {
  const taxa = [...pack.lexicons.values()].filter(({ taxon }) => taxon !== "")
  expect(taxa.length).toBeGreaterThan(20)
  for (const { id, cites } of taxa) {
    expect(cites, id).toMatch(/\bI{1,3}\b|not listed/)
    expect(cites.replaceAll(/https?:\S+/g, ""), id).not.toMatch(NOTE)
    if (/CoP20|from May/.test(cites)) expect(cites, id).toContain("http")
  }
})

const TYPES = ["money", "count", "duration", "ratio"] as const

test("every default of a parameter says what it rests on, or that it is our own choice", () => {
  const params = pack.rules.flatMap((rule) => rule.params.map((param) => ({ rule, param })))
  for (const kind of TYPES)
    expect(params.filter(({ param }) => param.type === kind).length).toBeGreaterThan(50)
  const baseless = params.filter(({ rule, param: { reason } }) => {
    if (HOLLOW.test(reason)) return true
    if (OWN_CHOICE.test(reason) || NAMED.test(reason)) return false
    if (BY_REFERENCE.test(reason)) return rule.references.length === 0
    return !BY_INDICATOR.test(reason) || rule.indicators.length === 0
  })
  expect(baseless.map(({ rule, param }) => `${rule.id} ${param.name}: ${param.reason}`)).toEqual([])
})

test("the test of reasons lets none pass that names nothing", () => {
  for (const bare of [
    "A month of use.",
    "The line as published.",
    "Once is a favour; three times is a service.",
  ])
    expect([bare, NAMED.test(bare) || OWN_CHOICE.test(bare) || BY_REFERENCE.test(bare)]).toEqual([
      bare,
      false,
    ])
})

test("every reference of a rule with a threshold names a document that can be found", () => {
  const references = pack.rules.flatMap(({ id, references: named }) =>
    named.map((reference) => [id, reference] as const),
  )
  expect(withoutSource(references)).toEqual([])
  const bare = pack.rules.filter(({ params, references: named }) => params.length > 0 && named.length === 0)
  expect(bare.map(({ id }) => id)).toEqual([])
})

test("every rule names the documents or the indicators it comes from, every context its source", () => {
  const bare = pack.rules.filter(({ references, indicators }) => references.length + indicators.length === 0)
  expect(bare.map(({ id }) => id)).toEqual([])
  const contexts = pack.contexts.map(({ id, source }) => [id, source] as const)
  expect(withoutSource(contexts.filter(([, source]) => source?.startsWith(TO_BE_FILLED) !== true))).toEqual(
    [],
  )
})
