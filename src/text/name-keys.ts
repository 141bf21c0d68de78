// What two names of people have in common across scripts: accents or none, either Chinese script, pinyin. Enough for a
// hint that two parties may be one, never for more: many people share a name, and most of them in pinyin.
import { MASKED_NAME, type NameKey } from "../model/person.ts"
import { foldText } from "./fold.ts"
import { READINGS, REAL_WORDS, SYLLABLES } from "./pinyin-table.ts"
import { readSounds, type Sounds } from "./sounds.ts"
import { toSimplified } from "./traditional.ts"

const HAN_NAME = /^\p{Script=Han}{2,5}$/u
const LATIN_NAME = /^[a-z' -]+$/
const MARKS = /\p{M}/gu
/** Li Wei, Wei Li, Ouyang Xiaoming, Xiao Ming Ouyang. Longer names are of people whose names are not Chinese. */
const MAX_WORDS = 4

/**
 * Characters read otherwise as a surname than elsewhere (Xiandai Hanyu Cidian, 7th edition), each with its readings as
 * a surname. Other characters of more than one reading are read in the commonest one only.
 */
const SURNAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["曾", ["zeng"]],
  ["单", ["shan"]],
  ["解", ["xie"]],
  ["仇", ["qiu"]],
  ["查", ["zha"]],
  ["区", ["ou"]],
  ["朴", ["piao", "pu"]],
  ["盖", ["ge", "gai"]],
  ["乐", ["yue", "le"]],
  ["覃", ["qin", "tan"]],
  ["翟", ["zhai"]],
  ["缪", ["miao"]],
  ["种", ["chong"]],
  ["折", ["she"]],
  ["牟", ["mou", "mu"]],
  ["谌", ["chen", "shen"]],
  ["郗", ["xi", "chi"]],
])

let shipped: Sounds | undefined

/** Names with a key in common agree, in the way the key says. No keys: no name, or one that is masked. */
export function nameKeys(name: string): readonly NameKey[] {
  const folded = foldText(name).trim()
  if (folded.length < 2 || MASKED_NAME.test(folded)) return []
  const plain = folded.normalize("NFD").replace(MARKS, "").replaceAll("đ", "d")
  const simplified = [...folded].map(simplify).join("")
  const keys: NameKey[] = [
    { how: "equal", key: folded },
    { how: "accents", key: plain },
    { how: "script", key: simplified },
  ]
  const spellings = HAN_NAME.test(simplified) ? hanSpellings([...simplified]) : latinSpellings(plain)
  return [...keys, ...[...new Set(spellings)].map((key): NameKey => ({ how: "pinyin", key }))]
}

/** Surname first, in pinyin without tones or spaces; ü as v, u and yu, as passports and keyboards have it. */
function hanSpellings(characters: readonly string[]): string[] {
  shipped ??= readSounds({ syllables: SYLLABLES, readings: READINGS, realWords: REAL_WORDS })
  const [surname = "", ...given] = characters
  const rest = given.map((character) => shipped?.syllableOf.get(character))
  if (rest.includes(undefined)) return []
  const common = shipped.syllableOf.get(surname)
  return [...(SURNAMES.get(surname) ?? []), ...(common === undefined ? [] : [common])]
    .map((syllable) => syllable + rest.join(""))
    .flatMap((pinyin) => [pinyin, pinyin.replaceAll("v", "u"), pinyin.replaceAll("v", "yu")])
}

/** The words joined, with each of them first in turn: the surname may stand first or last. */
function latinSpellings(plain: string): string[] {
  if (!LATIN_NAME.test(plain)) return []
  const words = plain
    .replaceAll("'", "")
    .split(/[ -]+/)
    .filter((word) => word !== "")
  if (words.length < 2 || words.length > MAX_WORDS) return []
  return words.map((_, first) => [...words.slice(first), ...words.slice(0, first)].join(""))
}

const simplify = (character: string): string =>
  character.length === 1 ? String.fromCharCode(toSimplified(character.charCodeAt(0))) : character
