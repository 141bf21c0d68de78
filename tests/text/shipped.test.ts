// The shipped lexicons and lists, held against the matchers that use them.
import { readdirSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { parse } from "yaml"
import { lexiconSchema } from "../../src/rules/schema-files.ts"
import { foldText } from "../../src/text/fold.ts"
import type { Lexicon, TextHit } from "../../src/text/lexicon.ts"
import { AMBIGUITIES, TERM_KINDS } from "../../src/text/lexicon.ts"
import { buildLexiconMatcher } from "../../src/text/matcher.ts"
import { buildNameMatcher } from "../../src/text/names.ts"
import { firstName } from "./first-name.ts"

const FOLDER = new URL("../../rules/", import.meta.url)

function readAll<T>(folder: string): { name: string; content: T }[] {
  const names = readdirSync(new URL(`${folder}/`, FOLDER)).sort()
  return names.map((name) => ({
    name,
    content: parse(readFileSync(new URL(`${folder}/${name}`, FOLDER), "utf8"), { version: "1.2" }) as T,
  }))
}

/** Read as rules are: what benign entries stand for is written out. */
const lexiconFiles = readAll<unknown>("lexicons").map(({ name, content }) => {
  const lexicon: Lexicon = lexiconSchema.parse(content)
  return { name, content: lexicon }
})
const lexicons = lexiconFiles.map(({ content }) => content)
const withoutBenign = buildLexiconMatcher(lexicons.map((lexicon) => ({ ...lexicon, benign: [] })))
const matcher = buildLexiconMatcher(lexicons)

interface ListFile {
  readonly id: string
  readonly kind: "names" | "codes"
  readonly entries: readonly (string | { readonly text: string })[]
}
const listFiles = readAll<ListFile>("lists")
const textsOf = (list: ListFile) =>
  list.entries.map((entry) => (typeof entry === "string" ? entry : entry.text))

/** What phrases say that hold no term and only stand beside one. */
const LAWFUL = "lawful context"
const terms = (hits: readonly TextHit[]) => hits.filter((hit) => hit.term !== null)

/** Lexicons that stand for no taxon. */
const GENERAL = ["craft-words", "subject-words", "trade-words"]

test("every taxon is there, in every language", () => {
  const taxa = lexicons.filter(({ id }) => !GENERAL.includes(id))
  expect(taxa.map(({ id }) => id)).toEqual([
    "abalone",
    "bear",
    "eel",
    "elephant",
    "fish-maw",
    "great-apes-and-primates",
    "grey-parrot",
    "hawksbill-turtle",
    "helmeted-hornbill",
    "hippopotamus",
    "leopard",
    "lion",
    "lovebird",
    "musk-deer-and-other-ungulates",
    "other-aquatic",
    "other-big-cats",
    "other-birds",
    "other-hornbills",
    "other-reptiles",
    "pangolin",
    "rhinoceros",
    "rosewood-and-timber",
    "saiga-antelope",
    "seahorse",
    "sharks-and-rays",
    "shoebill",
    "tiger",
    "totoaba",
    "turtles-and-tortoises",
  ])
  for (const { id, terms: some } of taxa) {
    const languages = new Set(some.map(({ lang }) => lang))
    expect([...languages], id).toEqual(expect.arrayContaining(["en", "fr", "sw", "vi", "zh-Hans", "zh-Hant"]))
  }
  for (const { id, taxon } of lexicons) expect(taxon === "", id).toBe(GENERAL.includes(id))
})

test("files are named after their ids, entries are whole", () => {
  for (const { name, content } of [...lexiconFiles, ...listFiles]) expect(name).toBe(`${content.id}.yaml`)
  for (const { id, terms: some, benign } of lexicons) {
    for (const term of some) {
      expect(TERM_KINDS, `${id} ${term.text}`).toContain(term.kind)
      expect(AMBIGUITIES, `${id} ${term.text}`).toContain(term.ambiguity)
      expect(term.source, `${id} ${term.text}`).not.toBe("")
    }
    for (const phrase of benign) {
      expect(phrase.why && phrase.source, `${id} ${phrase.text}`).toBeTruthy()
    }
  }
})

test("no term stands twice in a lexicon, no phrase twice at all, no phrase is a term", () => {
  const repeated = (texts: readonly string[]) => {
    const folded = texts.map(foldText)
    return texts.filter((_, index) => folded.indexOf(folded[index]!) !== index)
  }
  for (const { id, terms: some } of lexicons) expect(repeated(some.map(({ text }) => text)), id).toEqual([])
  expect(repeated(lexicons.flatMap(({ benign }) => benign.map(({ text }) => text)))).toEqual([])
  const allTerms = new Set(lexicons.flatMap(({ terms: some }) => some.map(({ text }) => foldText(text))))
  const phrases = lexicons.flatMap(({ benign }) => benign.map(({ text }) => text))
  expect(phrases.filter((text) => allTerms.has(foldText(text)))).toEqual([])
})

test("terms attested nowhere count only beside another sign", () => {
  const unverified = lexicons.flatMap(({ terms: some }) =>
    some.filter(({ source }) => source.startsWith("memory-UNVERIFIED")),
  )
  expect(unverified.length).toBeGreaterThan(100)
  expect(unverified.filter(({ ambiguity }) => ambiguity !== "high")).toEqual([])
})

test("each term is found in a sentence of its own", () => {
  const lost = lexicons.flatMap(({ id, terms: some }) =>
    some.filter(({ text }) => {
      const hits = matcher.find(`x ${text} y`)
      return !hits.some((hit) => hit.lexicon.id === id && hit.term?.text === text && hit.start === 2)
    }),
  )
  expect(lost.map(({ text }) => text)).toEqual([])
})

test("each benign phrase silences a term of its lexicon and leaves no clear term", () => {
  for (const { id, benign } of lexicons) {
    for (const { text, why } of benign) {
      if (why === LAWFUL) continue
      const before = terms(withoutBenign.find(text))
      expect(
        before.some((hit) => hit.lexicon.id === id),
        `${id}: ${text} holds no term`,
      ).toBe(true)
      expect(
        terms(matcher.find(text)).map((hit) => hit.term!.text),
        `${id}: ${text}`,
      ).toEqual([])
    }
  }
})

test("words of lawful dealings cover nothing and are given beside a term", () => {
  const phrases = lexicons.flatMap(({ benign }) => benign.filter(({ why }) => why === LAWFUL))
  expect(phrases.length).toBeGreaterThan(20)
  for (const { text } of phrases) {
    expect(terms(withoutBenign.find(text)), text).toEqual([])
    const hits = matcher.find(`${text} 穿山甲片`)
    expect(terms(hits).map((hit) => hit.term!.text)).toContain("穿山甲片")
    expect(hits.map((hit) => hit.benign?.text)).toContain(text)
  }
})

test.each([
  ["Tiger Beer x 2, thanks", []],
  ["TIGER　BALM 万金油", []],
  ["Rhino 3D licence for Elephant & Castle office", []],
  ["象牙白口红 另有真象牙手串", ["真象牙", "象牙手串"]],
  ["小老虎奶粉 老虎机", []],
  ["小象牙科 洗牙", []],
  ["西班牙料理", []],
  ["báo cáo tài chính, thông báo", []],
  ["Vol Air Côte d'Ivoire", []],
  ["bia Tembo na Ndovu Special Malt", []],
  ["vảy tê tê 2kg", ["vảy tê tê"]],
  ["CAO HỔ CỐT nguyên chất".normalize("NFD"), ["cao hổ cốt nguyên chất"]],
  ["meno ya tembo", ["meno ya tembo"]],
  ["pointes d’ivoire brut", ["pointes d'ivoire", "ivoire brut"]],
  ["穿\u200b山甲片 到付", ["穿山甲片"]],
  ["玳瑁手鐲", ["玳瑁手鐲"]],
  ["ｒｈｉｎｏ　ｈｏｒｎ", ["rhino horn"]],
])("%j holds the terms of taxa %j", (text, expected) => {
  const ofTaxa = terms(matcher.find(text)).filter(({ lexicon }) => lexicon.taxon !== "")
  expect(ofTaxa.map((hit) => hit.term!.text)).toEqual(expected)
})

test("lists: no entry twice; every name is found where it stands", () => {
  expect(listFiles.map(({ content }) => content.id)).toEqual(
    expect.arrayContaining([
      "courier-categories",
      "couriers",
      "hub-categories",
      "iwt-destination-countries",
      "iwt-source-countries",
      "iwt-transit-countries",
      "public-hubs",
    ]),
  )
  for (const { content } of listFiles) {
    const texts = textsOf(content)
    expect(new Set(texts.map(foldText)).size, content.id).toBe(texts.length)
    if (content.kind === "codes") continue
    const names = buildNameMatcher(texts)
    for (const [index, text] of texts.entries()) expect(firstName(names, `- ${text} -`), text).toBe(index)
  }
})

test.each([
  ["顺丰速运(深圳)有限公司", "顺丰速运"],
  ["上海圆通速递有限公司", "圆通速递"],
  ["STO Express Co. Ltd", "STO Express"],
  ["申通地铁集团", null],
  ["德邦证券", null],
  ["中国邮政储蓄银行", null],
  ["SFO Airport Parking", null],
  ["Wells Fargo Bank", null],
])("courier of %j: %j", (payee, expected) => {
  const texts = textsOf(listFiles.find(({ content }) => content.id === "couriers")!.content)
  expect(texts[firstName(buildNameMatcher(texts), payee)] ?? null).toBe(expected)
})
