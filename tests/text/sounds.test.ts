// Chinese terms by ear, held against pinyin-pro and against the shipped lexicons.
import { readdirSync, readFileSync } from "node:fs"
import { Converter } from "opencc-js/t2cn"
import { pinyin } from "pinyin-pro"
import { describe, expect, test } from "vitest"
import { parse } from "yaml"
import type { Lexicon, Term } from "../../src/text/lexicon.ts"
import { READINGS, REAL_WORDS, SYLLABLES } from "../../src/text/pinyin-table.ts"
import { patternsOf, readSounds, type SoundPattern, soundPatterns } from "../../src/text/sounds.ts"

const FOLDER = new URL("../../rules/lexicons/", import.meta.url)
const convert = Converter({ from: "t", to: "cn" })
/** One for one: 手鍊 becomes 手炼 here, whereas as a word it is 手链. */
const simplify = (text: string) => Array.from(text, convert).join("")
const RENEW = "run src/text/write-tables.ts again"

/** Level 1 of GB/T 2312-1980: rows 16 to 55. */
const COMMON = new Set(
  Array.from({ length: 40 * 94 }, (_, at) =>
    new TextDecoder("gb2312").decode(Uint8Array.of(0xb0 + Math.floor(at / 94), 0xa1 + (at % 94))),
  ),
)

const lexicons = readdirSync(FOLDER).map(
  (name) => parse(readFileSync(new URL(name, FOLDER), "utf8"), { version: "1.2" }) as Lexicon,
)
const chinese = lexicons
  .flatMap(({ terms }) => terms)
  .filter(({ text, lang }) => lang.startsWith("zh") && /^\p{Script=Han}{2,6}$/u.test(text))

const readAloud = (word: string) => pinyin(word, { toneType: "none", type: "array", v: true })

function term(text: string, lang = "zh-Hans"): Term {
  return { text, lang, kind: "product", ambiguity: "low", source: "test", with: [] }
}
const heard = (patterns: readonly SoundPattern[], how: SoundPattern["heard"]) =>
  patterns.filter((pattern) => pattern.heard === how).map(({ text }) => text)

describe("shipped terms", () => {
  test("each Chinese term has patterns, its pinyin as pinyin-pro reads the word", () => {
    expect(chinese.length).toBeGreaterThan(300)
    for (const one of chinese) {
      const word = simplify(one.text)
      const letters = readAloud(word).join("")
      const patterns = soundPatterns(one)
      expect(patterns, `${one.text}: ${RENEW}`).not.toEqual([])
      if (letters.length >= 5) expect(heard(patterns, "pinyin"), `${one.text}: ${RENEW}`).toContain(letters)
    }
  })

  test("homophones sound the same, differ in one common character and are no word", () => {
    const { syllableOf } = readSounds({ syllables: SYLLABLES, readings: READINGS, realWords: "" })
    const words = new Set(REAL_WORDS.split(/\s+/))
    const replacements = new Set<string>()
    for (const one of chinese) {
      const word = [...simplify(one.text)]
      const syllables = readAloud(word.join(""))
      for (const text of heard(soundPatterns(one), "homophone")) {
        const other = [...text]
        const places = word.flatMap((character, at) => (character === other[at] ? [] : [at]))
        if (places.length !== 1 || other.length !== word.length) expect(text).toBe(one.text)
        const at = places[0]!
        if (syllableOf.get(other[at]!) !== syllables[at]) expect(text).toBe(`${syllables[at]} at ${at}`)
        replacements.add(other[at]!)
        if (words.has(text)) expect(text).toBe("no word")
      }
    }
    expect([...replacements].filter((character) => !COMMON.has(character))).toEqual([])
  })

  test("both scripts give the same", () => {
    for (const one of chinese.filter(({ lang }) => lang === "zh-Hant")) {
      expect(soundPatterns(one)).toEqual(soundPatterns(term(simplify(one.text))))
    }
  })

  test("the patterns of all lexicons stay few enough for one automaton", () => {
    const texts = new Set(chinese.flatMap(soundPatterns).map(({ text }) => text))
    expect(texts.size).toBeGreaterThan(5_000)
    expect(texts.size).toBeLessThan(40_000)
  })
})

test("a term of four characters is heard in three ways", () => {
  const patterns = soundPatterns(term("象牙手串"))
  expect(heard(patterns, "pinyin")).toEqual(["xiangyashouchuan"])
  expect(heard(patterns, "initials")).toEqual(["xysc"])
  const alike = heard(patterns, "homophone")
  expect(alike).toContain("象芽手串")
  expect(alike).toContain("像牙手串")
  expect(alike).not.toContain("象牙手串")
  expect(alike).not.toContain("像芽手串")
})

test("short terms have neither initials nor a pinyin that is too short", () => {
  expect(heard(soundPatterns(term("虎骨")), "pinyin")).toEqual([])
  expect(heard(soundPatterns(term("象牙")), "pinyin")).toEqual(["xiangya"])
  expect(heard(soundPatterns(term("穿山甲")), "initials")).toEqual([])
})

test("ü is written v or u", () => {
  expect(heard(soundPatterns(term("绿海龟")), "pinyin")).toEqual(["lvhaigui", "luhaigui"])
})

test("homophones that are words, or hold a function word, are left out", () => {
  const alike = heard(soundPatterns(term("象牙")), "homophone")
  expect(alike).toContain("向牙")
  expect(alike).not.toContain("镶牙")
  expect(alike.filter((text) => text.includes("呀"))).toEqual([])
})

test.each([
  ["ivory", "en"],
  ["象", "zh"],
  ["象牙", "ja"],
  ["象牙X", "zh"],
  ["象牙手串手镯吊坠把件摆件章料", "zh"],
  ["𠀋牙", "zh"],
])("%s (%s) has no patterns", (text, lang) => {
  expect(soundPatterns(term(text, lang))).toEqual([])
})

test("a word is read as a whole where the table knows it", () => {
  const sounds = readSounds({
    syllables: "can 参餐/\nhai 海/嗨\nshen 身深/",
    readings: "海参 hai shen",
    realWords: "海深",
  })
  expect(patternsOf({ text: "海参", lang: "zh" }, sounds)).toEqual([
    { text: "haishen", heard: "pinyin" },
    { text: "海身", heard: "homophone" },
  ])
  expect(patternsOf({ text: "餐海", lang: "zh" }, sounds).map(({ text }) => text)).toEqual(["canhai", "参海"])
})
