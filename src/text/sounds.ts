// Chinese terms as they are written by ear: in pinyin without tones (xiangya), by the initials of its syllables, and
// with one character replaced by another that sounds the same. All of them are weak signs.
//
// Characters and readings: pinyin-table.ts. A term is read as a whole word where that is known, else character by
// character, each in its commonest reading.
import { foldText } from "./fold.ts"
import type { Hearing, Term } from "./lexicon.ts"
import { READINGS, REAL_WORDS, SYLLABLES } from "./pinyin-table.ts"
import { toSimplified } from "./traditional.ts"

export interface SoundPattern {
  /** In simplified characters, or in letters without spaces. */
  readonly text: string
  readonly heard: Extract<Hearing, "pinyin" | "initials" | "homophone">
}

/** What pinyin-table.ts holds, as text; the generator reads its own. */
export interface SoundTables {
  /** A line for each syllable: its letters, a space, its common characters, a slash, the others. */
  readonly syllables: string
  /** A line for each word that is not read as its characters are alone: the word, then its syllables. */
  readonly readings: string
  /** Words, separated by white space, that no homophone pattern may be. */
  readonly realWords: string
}

/** How characters and words sound. */
export interface Sounds {
  readonly syllableOf: ReadonlyMap<string, string>
  readonly commonOf: ReadonlyMap<string, readonly string[]>
  readonly readings: ReadonlyMap<string, readonly string[]>
  readonly realWords: ReadonlySet<string>
}

const HAN_TERM = /^\p{Script=Han}{2,12}$/u
const MIN_PINYIN_LETTERS = 5
/** Codes of two or three letters mean too many things. */
const MIN_INITIALS = 4
/** Function words: a pair with one of them arises wherever two words meet, so none stands in for another character. */
const FUNCTION_CHARACTERS = new Set(
  "的地得了着过们吗吧呢啊呀嘛么之其与及和或又也都还就才是在有不没这那哪我你他她它",
)

let shipped: Sounds | undefined

/**
 * What a Chinese term of two to six characters may be written as by ear; none for other terms. Both scripts give
 * the same patterns. A pattern may be another term: that is for the caller to sort out, who knows the lexicons.
 */
export function soundPatterns(term: Term): readonly SoundPattern[] {
  shipped ??= readSounds({ syllables: SYLLABLES, readings: READINGS, realWords: REAL_WORDS })
  return patternsOf(term, shipped)
}

export function readSounds({ syllables, readings, realWords }: SoundTables): Sounds {
  const syllableOf = new Map<string, string>()
  const commonOf = new Map<string, readonly string[]>()
  for (const line of linesOf(syllables)) {
    const [syllable = "", characters = ""] = line.split(" ")
    const [common = "", others = ""] = characters.split("/")
    commonOf.set(
      syllable,
      [...common].filter((character) => !FUNCTION_CHARACTERS.has(character)),
    )
    for (const character of common + others) syllableOf.set(character, syllable)
  }
  const words = linesOf(readings).map((line) => {
    const [word = "", ...read] = line.split(" ")
    return [word, read] as const
  })
  return {
    syllableOf,
    commonOf,
    readings: new Map(words),
    realWords: new Set(realWords.split(/\s+/)),
  }
}

export function patternsOf({ text, lang }: Pick<Term, "text" | "lang">, sounds: Sounds): SoundPattern[] {
  const folded = foldText(text)
  if (!/^zh\b/.test(lang) || !HAN_TERM.test(folded)) return []
  const word = Array.from(folded, simplify)
  const read = readWord(word, sounds)
  if (read === null) return []
  const patterns: SoundPattern[] = []
  const pinyin = read.join("")
  // Where a keyboard has no ü, it is written v, or u.
  for (const spelling of new Set([pinyin, pinyin.replaceAll("v", "u")])) {
    if (spelling.length >= MIN_PINYIN_LETTERS) patterns.push({ text: spelling, heard: "pinyin" })
  }
  if (word.length >= MIN_INITIALS) {
    patterns.push({ text: read.map((syllable) => syllable[0]).join(""), heard: "initials" })
  }
  return patterns.concat(homophones(word, read, sounds))
}

/** The syllables of a word in simplified characters; null when one of them is in no table. */
function readWord(word: readonly string[], { readings, syllableOf }: Sounds): readonly string[] | null {
  const asWord = readings.get(word.join(""))
  if (asWord !== undefined) return asWord
  const read = word.map((character) => syllableOf.get(character))
  return read.every((syllable) => syllable !== undefined) ? read : null
}

/** The word with one character replaced by a common one of the same syllable, whatever the tone. */
function homophones(word: readonly string[], read: readonly string[], sounds: Sounds): SoundPattern[] {
  return word.flatMap((character, at) => {
    const alike = sounds.commonOf.get(read[at]!) ?? []
    return alike
      .filter((other) => other !== character)
      .map((other) => word.with(at, other).join(""))
      .filter((text) => !sounds.realWords.has(text))
      .map((text) => ({ text, heard: "homophone" as const }))
  })
}

const simplify = (character: string): string =>
  character.length === 1 ? String.fromCharCode(toSimplified(character.charCodeAt(0))) : character

const linesOf = (table: string): string[] => table.split("\n").filter((line) => line !== "")
