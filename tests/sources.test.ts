// Facts carry their source: no term, phrase, list, price, threshold or indicator of the shipped pack stands without one.
import { beforeAll, expect, test } from "vitest"
import { loadRules } from "../src/node.ts"
import type { RulePack } from "../src/rules/tree.ts"

let pack: RulePack
beforeAll(async () => {
  pack = await loadRules()
})

/**
 * An address, a document or law, a species list or dictionary, or a file of the pack that names its own; `memory` says that
 * there is none, and weighs less.
 */
const NAMED =
  /https?:\/\/|github:|memory|[A-Z\p{Script=Han}].{3,}|rules\/lists\/[\w-]+\.yaml|prices\.yaml|the lexicons/u
/** What stands where a source should and is none. */
const HOLLOW = /\b(?:todo|tbd|fixme|n\/a|unknown|placeholder)\b|^\W*$/i

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

test("every threshold in money says why it is what it is, and its rule names the document it rests on", () => {
  const thresholds = pack.rules.flatMap((rule) =>
    rule.params.filter(({ type }) => type === "money").map((param) => ({ rule, param })),
  )
  expect(thresholds.length).toBeGreaterThan(50)
  for (const { rule, param } of thresholds) {
    expect(param.reason.trim(), `${rule.id} ${param.name}`).not.toBe("")
    expect(withoutSource(rule.references.map((reference) => [rule.id, reference]))).toEqual([])
    expect(rule.references.length, rule.id).toBeGreaterThan(0)
  }
})

test("every rule names the documents or the indicators it comes from, every context its source", () => {
  const bare = pack.rules.filter(({ references, indicators }) => references.length + indicators.length === 0)
  expect(bare.map(({ id }) => id)).toEqual([])
  const contexts = pack.contexts.map(({ id, source }) => [id, source] as const)
  expect(withoutSource(contexts.filter(([, source]) => source?.startsWith(TO_BE_FILLED) !== true))).toEqual(
    [],
  )
})
