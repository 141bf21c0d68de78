// What a matcher looks for: the terms and phrases as they are written, and Chinese terms as they are written by ear.
import { type Columns, type Keep, startsOf } from "./columns.ts"
import { foldText } from "./fold.ts"
import { isSpeltInLetters, isToldByLetters } from "./letters-path.ts"
import type { Lexicon } from "./lexicon.ts"
import type { Entry } from "./occurrences.ts"
import { PLAIN, pathBit, SCRIPT, SPACED } from "./paths.ts"
import { type SoundPattern, soundPatterns } from "./sounds.ts"
import { toSimplified } from "./traditional.ts"
import { wordsOf } from "./words-at.ts"

/** Spellings by number; those as written come first. */
export interface Spellings {
  readonly count: number
  text(spelling: number): string
  /** Paths that a spelling takes by itself. */
  readonly taken: Int32Array
  /** Paths that may come to them, as far as the letters of the text allow. */
  readonly open: Int32Array
  /** The same ones each time. */
  entries(spelling: number): readonly Entry[]
  /** Those that a term is written as. */
  readonly terms: Int32Array
  /** Those that are spelt in letters, see `isSpeltInLetters`. */
  readonly byLetters: Int32Array
  /** Those that are looked for as they are written, since their letters do not tell them. */
  readonly asTheyAre: Int32Array
}

/** One spelling; `entries` by their numbers, see `entryAt`. */
interface Spelling {
  readonly text: string
  readonly taken: number
  readonly open: number
  readonly entries: readonly number[]
}

/** As written, and by ear. */
export function spellingsOf(lexicons: readonly Lexicon[], keep: Keep): Spellings {
  const columns = keep("spellings", () => {
    const written = asWritten(lexicons)
    return columnsOf([...written, ...writtenByEar(lexicons, written)], lexicons)
  })
  const { texts, starts, entryStarts, entryNumbers, taken, open, terms, byLetters, asTheyAre } = columns
  const entries: (readonly Entry[] | undefined)[] = new Array(taken.length)
  return {
    count: taken.length,
    text: (spelling) => texts.slice(starts[spelling], starts[spelling + 1]),
    taken,
    open,
    entries(spelling) {
      entries[spelling] ??= Array.from(
        entryNumbers.subarray(entryStarts[spelling], entryStarts[spelling + 1]),
        (number) => entryAt(number, lexicons, columns),
      )
      return entries[spelling]
    },
    terms,
    byLetters,
    asTheyAre,
  }
}

/** Texts and entries one after the other, with where each begins. */
function columnsOf(spellings: readonly Spelling[], lexicons: readonly Lexicon[]) {
  const places = placesOf(lexicons)
  const isOfTerm = ({ entries }: Spelling) =>
    entries.some((number) => entryAt(number, lexicons, places).term !== null)
  const isAsItIs = ({ text, open, taken }: Spelling) =>
    (open === PLAIN || taken === PLAIN) && !isToldByLetters(text)
  return {
    texts: spellings.map(({ text }) => text).join(""),
    starts: startsOf(spellings.map(({ text }) => text.length)),
    taken: Int32Array.from(spellings, ({ taken }) => taken),
    open: Int32Array.from(spellings, ({ open }) => open),
    entryStarts: startsOf(spellings.map(({ entries }) => entries.length)),
    entryNumbers: Int32Array.from(spellings.flatMap(({ entries }) => entries)),
    terms: numbersOf(spellings, (one) => one.taken === PLAIN && isOfTerm(one)),
    byLetters: numbersOf(spellings, ({ text }) => isSpeltInLetters(text)),
    asTheyAre: numbersOf(spellings, isAsItIs),
    ...places,
  } satisfies Columns
}

function numbersOf(spellings: readonly Spelling[], test: (spelling: Spelling) => boolean): Int32Array {
  return Int32Array.from(spellings.flatMap((spelling, number) => (test(spelling) ? [number] : [])))
}

/**
 * Terms and phrases are numbered lexicon by lexicon: its terms, then its phrases. Where those of each begin; the words of a
 * lexicon need not be at hand before one of them is found.
 */
interface EntryPlaces {
  readonly firstTerms: Int32Array
  readonly firstPhrases: Int32Array
}

function placesOf(lexicons: readonly Lexicon[]): EntryPlaces {
  const firstTerms = startsOf(lexicons.map(({ terms, benign }) => terms.length + benign.length))
  return {
    firstTerms,
    firstPhrases: Int32Array.from(lexicons, ({ terms }, at) => firstTerms[at]! + terms.length),
  }
}

function entryAt(
  number: number,
  lexicons: readonly Lexicon[],
  { firstTerms, firstPhrases }: EntryPlaces,
): Entry {
  const at = firstTerms.findLastIndex((first) => first <= number)
  const lexicon = lexicons[at]
  if (lexicon === undefined) throw new RangeError(`there is no entry ${number}`)
  const phrase = number - firstPhrases[at]!
  if (phrase >= 0) return { lexicon, term: null, benign: wordsOf(lexicon).phrase(phrase) }
  return { lexicon, term: wordsOf(lexicon).term(number - firstTerms[at]!), benign: null }
}

/** Terms and phrases by what they fold to; those of which nothing is left are not there. */
function asWritten(lexicons: readonly Lexicon[]): readonly Spelling[] {
  const written = new Map<string, number[]>()
  let number = 0
  for (const { terms, benign } of lexicons) {
    for (const { text } of [...terms, ...benign]) {
      const folded = foldText(text)
      const same = written.get(folded)
      if (same === undefined) written.set(folded, [number])
      else same.push(number)
      number++
    }
  }
  written.delete("")
  return Array.from(written, ([text, entries]) => ({ text, taken: PLAIN, open: ~0, entries }))
}

/** Paths that may come to a spelling by ear: one sign of evasion is enough to make it doubtful. */
const OPEN_BY_EAR: Readonly<Record<SoundPattern["heard"], number>> = {
  pinyin: SPACED,
  // Codes: nobody parts the letters of a code.
  initials: PLAIN,
  homophone: SCRIPT,
}

/**
 * What Chinese terms may be written as by ear, other than as something that the lexicons hold. A term that a lexicon has
 * in both scripts is there once.
 */
function writtenByEar(lexicons: readonly Lexicon[], written: readonly Spelling[]): readonly Spelling[] {
  const known = new Set(written.map(({ text }) => text))
  const spellings = new Map<string, { pattern: SoundPattern; entries: number[] }>()
  let number = 0
  for (const { terms, benign } of lexicons) {
    const seen = new Set<string>()
    for (const [at, term] of terms.entries()) {
      const simplified = simplify(term.text)
      if (seen.has(simplified)) continue
      seen.add(simplified)
      for (const pattern of soundPatterns(term)) {
        if (known.has(pattern.text)) continue
        const key = `${pattern.heard} ${pattern.text}`
        const same = spellings.get(key)
        if (same === undefined) spellings.set(key, { pattern, entries: [number + at] })
        else same.entries.push(number + at)
      }
    }
    number += terms.length + benign.length
  }
  return Array.from(spellings.values(), ({ pattern: { text, heard }, entries }) => ({
    text,
    taken: pathBit(heard),
    open: OPEN_BY_EAR[heard],
    entries,
  }))
}

const simplify = (text: string): string =>
  Array.from(text, (character) =>
    character.length === 1 ? String.fromCharCode(toSimplified(character.charCodeAt(0))) : character,
  ).join("")
