// How sellers write a word so that a filter does not see it. Written without the matcher, with libraries of its own (OpenCC,
// pinyin-pro), so that the measure does not hear with the ears it tests. Each form gives the term disguised, or null where
// the form does not apply to it: squashed forms need five Latin letters or two Han characters, misspellings eight letters,
// initials four characters.
import { Converter as toTraditional } from "opencc-js/cn2t"
import { Converter as toSimplified } from "opencc-js/t2cn"
import { pinyin } from "pinyin-pro"
import type { Random } from "../../fixtures/generator/rng.ts"

export type Evasion = (term: string, random: Random) => string | null

const LATIN_WORD = /^[\p{Script=Latin}\p{M}' ’-]+$/u
const HAN_WORD = /^\p{Script=Han}+$/u
const LETTER = /\p{L}/u
const EMOJI = ["🔥", "✨", "💎", "🌟"]

const lettersOf = (term: string): string[] => [...term.normalize("NFC")].filter((one) => LETTER.test(one))
const isLatin = (term: string): boolean => LATIN_WORD.test(term)
const isHan = (term: string): boolean => HAN_WORD.test(term)
const maySquash = (term: string): boolean =>
  (isLatin(term) && lettersOf(term).length >= 5) || (isHan(term) && [...term].length >= 2)

const simplified = toSimplified({ from: "t", to: "cn" })
const traditional = toTraditional({ from: "cn", to: "t" })

export const EVASIONS: Readonly<Record<string, Evasion>> = {
  plain: (term) => term,
  "capitals, full width": (term) =>
    isLatin(term)
      ? term.toUpperCase().replace(/[A-Z]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
      : null,
  "other Chinese script": (term) => {
    if (!isHan(term)) return null
    return [traditional(term), simplified(term)].find((other) => other !== term) ?? null
  },
  "without diacritics": (term) => {
    const bare = stripped(term)
    return isLatin(term) && bare !== term && lettersOf(term).length >= 5 ? bare : null
  },
  "Cyrillic or Greek letters": (term, random) => swapOne(term, random, LOOK_ALIKE),
  "digits for letters": (term, random) => swapOne(term, random, DIGITS),
  "spaces between": (term) => (maySquash(term) ? lettersOf(term).join(" ") : null),
  "signs between": (term, random) =>
    maySquash(term) ? lettersOf(term).join(random.pick([".", "-", "*", "_", "·", "/"])) : null,
  "an emoji inside": (term, random) => {
    if (!maySquash(term)) return null
    const letters = lettersOf(term)
    const at = random.int(1, letters.length - 1)
    return [...letters.slice(0, at), random.pick(EMOJI), ...letters.slice(at)].join("")
  },
  "words joined": (term) => {
    const letters = lettersOf(term)
    return isLatin(term) && term.includes(" ") && letters.length >= 5 ? letters.join("") : null
  },
  "letters repeated": (term, random) => {
    if (!isLatin(term) || lettersOf(term).length < 5) return null
    const at = letterPlace(term, random)
    return term.slice(0, at) + term.charAt(at).repeat(3) + term.slice(at + 1)
  },
  "a letter wrong": (term, random) =>
    isLatin(term) && lettersOf(term).length >= 8 ? misspelt(term, random) : null,
  pinyin: (term) => {
    if (!isHan(term) || [...term].length < 2) return null
    const spelt = syllables(simplified(term)).join("")
    return spelt.length >= 5 ? spelt : null
  },
  "initials of pinyin": (term) =>
    isHan(term) && [...term].length >= 4
      ? syllables(simplified(term))
          .map((one) => one[0])
          .join("")
      : null,
  "a character that sounds alike": (term, random) => {
    if (!isHan(term) || [...term].length < 2) return null
    const characters = [...simplified(term)]
    const at = random.int(0, characters.length - 1)
    const alike = soundAlikes(syllables(characters.join(""))[at]!, characters[at]!)
    return alike.length === 0 ? null : characters.with(at, random.pick(alike)).join("")
  },
}

/** Unicode confusables (UTS 39) of the letters that have one. */
const LOOK_ALIKE: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  i: "і",
  j: "ј",
  o: "ο",
  p: "р",
  s: "ѕ",
  x: "х",
  y: "у",
  v: "ν",
}
const DIGITS: Readonly<Record<string, string>> = { a: "4", e: "3", i: "1", o: "0", s: "5" }

/** One letter inside a word of at least four, both neighbours Latin letters. */
function swapOne(term: string, random: Random, swaps: Readonly<Record<string, string>>): string | null {
  if (!isLatin(term) || lettersOf(term).length < 5) return null
  const places = [...term.matchAll(/(?<=\p{Script=Latin})\p{Script=Latin}(?=\p{Script=Latin})/gu)]
    .filter(([letter]) => swaps[letter.toLowerCase()] !== undefined)
    .map(({ index }) => index)
  if (places.length === 0) return null
  const at = random.pick(places)
  return term.slice(0, at) + swaps[term.charAt(at).toLowerCase()] + term.slice(at + 1)
}

const stripped = (term: string): string =>
  term
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .replace(/œ/g, "oe")
    .normalize("NFC")

function letterPlace(term: string, random: Random): number {
  const places = [...term].flatMap((one, at) => (LETTER.test(one) ? [at] : []))
  return random.pick(places)
}

/** A letter left out, doubled by another, replaced, or swapped with the next; the first letter of a word stays. */
function misspelt(term: string, random: Random): string | null {
  const places = [...term.matchAll(/(?<=[a-z])[a-z](?=[a-z])/g)].map(({ index }) => index)
  if (places.length === 0) return null
  const at = random.pick(places)
  const letter = term.charAt(at)
  const other = random.pick([..."aeioulnrst"].filter((one) => one !== letter))
  const next = term.charAt(at + 1)
  const ways = [
    term.slice(0, at) + term.slice(at + 1),
    term.slice(0, at) + other + term.slice(at),
    term.slice(0, at) + other + term.slice(at + 1),
    ...(next === letter ? [] : [term.slice(0, at) + next + letter + term.slice(at + 2)]),
  ]
  return random.pick(ways)
}

const syllables = (han: string): string[] => pinyin(han, { toneType: "none", type: "array", v: true })

/** The 3,755 common characters of GB/T 2312-1980, level 1, by sound. */
const COMMON = new Map<string, string[]>()
for (let row = 0xb0; row <= 0xd7; row++) {
  for (let cell = 0xa1; cell <= 0xfe; cell++) {
    const character = new TextDecoder("gb2312").decode(Uint8Array.of(row, cell))
    if (!/^\p{Script=Han}$/u.test(character)) continue
    const sound = syllables(character)[0]!
    COMMON.set(sound, [...(COMMON.get(sound) ?? []), character])
  }
}

const soundAlikes = (sound: string, character: string): string[] =>
  (COMMON.get(sound) ?? []).filter((other) => other !== character)
