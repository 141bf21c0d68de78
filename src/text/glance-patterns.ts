// The keys by which the glance at a text (glance.ts) knows patterns: one for each, of how it begins, or of the whole of
// it where it is short.
import { foldUnit } from "./fold.ts"
import {
  addToOlder,
  addToRow,
  type Glance,
  LATIN,
  pairKey,
  ROW,
  rowKey,
  tripleKey,
  WORD,
} from "./glance-keys.ts"
import { filterOfKeys } from "./key-filter.ts"
import { classLetter, letterForm } from "./letters.ts"
import { isSpeltInLetters } from "./letters-path.ts"
import { drawnByFigure, drawnLike, foreignLookalikes } from "./lookalikes.ts"
import { isLatin } from "./skeleton.ts"
import { LATIN_LOOKALIKE } from "./verify.ts"
import { isSpacedWord } from "./word-edge.ts"

/** What is enough for a second look at a text, where a pattern has no key. */
export interface Signals {
  readonly characters: ReadonlySet<string>
  /** Codes of letters. */
  readonly letters: ReadonlySet<number>
}

/** Gives the code of a class letter (letters.ts). */
export type CodeOf = (letter: string) => number

/** The code of a class letter, without OTHER. */
export function codeOfLetter(letter: string, classes: ReadonlyMap<string, number>): number {
  return (classes.get(letter) ?? 0) | (isSpacedWord(letter) ? WORD : 0) | (isLatin(letter) ? LATIN : 0)
}

type PatternKeys = Pick<Glance, "unspaced" | "rows" | "wholeRows" | "figures"> & { readonly signals: Signals }

/** `codeOf` is asked for the letters of patterns before it is for any other. */
export function patternKeys(patterns: readonly string[], codeOf: CodeOf): PatternKeys {
  const read = patternReader(codeOf)
  const unspaced = new Set<number>()
  const rows = new Set<number>()
  const characters = new Set<string>()
  const alone = new Set<number>()
  let wholeRows = 0
  let figures = 1
  for (const pattern of patterns) {
    const { letters, signs, ambiguous, figures: own } = read(pattern)
    const { length } = letters
    figures = Math.max(figures, own)
    for (const letter of ambiguous) characters.add(letter)
    // Of what is spelt in letters, all else may be left out in a text.
    const sign = length < 2 && !isSpeltInLetters(pattern) ? signs.find(isTelling) : undefined
    const inRow = countInRow(letters)
    if (sign !== undefined) characters.add(sign)
    else if (length === 0) characters.add(signs[0]!)
    else if (length === 1 && inRow === 0) alone.add(letters[0]!)
    else if (inRow >= ROW) rows.add(keyOfRow(letters, ROW))
    else if (inRow === length) {
      rows.add(keyOfRow(letters, length))
      wholeRows |= 1 << (length - 1)
    } else unspaced.add(unspacedKey(letters, Math.max(1, inRow)))
  }
  const signals = { characters, letters: alone }
  return { unspaced: filterOfKeys(unspaced), rows: filterOfKeys(rows), wholeRows, figures, signals }
}

/** Signs by which innocent texts are parted: not enough for a second look. */
const COMMON_SIGNS = " '.,-/&"
const isTelling = (sign: string): boolean => !COMMON_SIGNS.includes(sign)

/** How many letters of words a pattern begins with. */
function countInRow(letters: readonly number[]): number {
  let count = 0
  while (count < letters.length && (letters[count]! & WORD) !== 0) count++
  return count
}

function keyOfRow(letters: readonly number[], length: number): number {
  let row = 0
  let older = 0
  for (let at = 0; at < length; at++) {
    older = addToOlder(older, row)
    row = addToRow(row, letters[at]!)
  }
  return rowKey(older, row, length)
}

/** Of a pattern with a letter of a script without spaces: it and the letter before it, and the next one if it is another. */
function unspacedKey(letters: readonly number[], second: number): number {
  const before = letters[second - 1]!
  const letter = letters[second]!
  const after = letters[second + 1]
  const isTriple = after !== undefined && ((letter | after) & WORD) === 0
  return isTriple ? tripleKey(before, letter, after) : pairKey(before, letter)
}

interface PatternLetters {
  /** Codes, of a run of one Latin letter the first. */
  readonly letters: readonly number[]
  /** All other characters. */
  readonly signs: readonly string[]
  /** Letters that are not read alike in all texts. */
  readonly ambiguous: readonly string[]
  /**
   * Runs with figures in a row (what parts them may be left out in a text), up to which a number in a text may be part of
   * the pattern, or of a disguise: there a word that is all figures is one figure (disguise.ts), unless it goes on in
   * a script without spaces.
   */
  readonly figures: number
}

/** A character of a pattern: codes of its letters; none: it is a sign. */
interface Reading {
  readonly codes: readonly number[]
  readonly isFigure: boolean
  readonly isAmbiguous: boolean
}

function patternReader(codeOf: CodeOf): (pattern: string) => PatternLetters {
  const readings = new Map<string, Reading>()
  return (pattern) => {
    const letters: number[] = []
    const signs: string[] = []
    const ambiguous: string[] = []
    const areFigures: boolean[] = []
    for (const character of pattern) {
      const reading = readings.get(character) ?? readCharacter(character, codeOf)
      readings.set(character, reading)
      if (reading.codes.length === 0) signs.push(character)
      if (reading.isAmbiguous) ambiguous.push(character)
      for (const code of reading.codes) {
        if (code !== letters.at(-1) || (code & LATIN) === 0) {
          letters.push(code)
          areFigures.push(reading.isFigure)
        } else if (reading.isFigure) areFigures[areFigures.length - 1] = true
      }
    }
    const isMixed = letters.some((code) => (code & WORD) === 0) && isDrawnBesideUnspaced(pattern)
    return { letters, signs, ambiguous, figures: isMixed ? Number.POSITIVE_INFINITY : longestRow(areFigures) }
  }
}

/** How many stand in a row at most. */
function longestRow(marks: readonly boolean[]): number {
  let longest = 0
  let inRow = 0
  for (const isMarked of marks) {
    inRow = isMarked ? inRow + 1 : 0
    longest = Math.max(longest, inRow)
  }
  return longest
}

function readCharacter(character: string, codeOf: CodeOf): Reading {
  const unit = character.charCodeAt(0)
  const form = character.length === 1 ? letterForm(unit) : null
  return {
    codes: Array.from(form?.bare ?? "", (bare) => codeOf(classLetter(bare, drawnLike(unit, unit)))),
    isFigure: form?.kind === "digit",
    isAmbiguous: ambiguousLetters().has(character),
  }
}

let ambiguousOnes: ReadonlySet<string> | undefined

/** Folded letters that another letter folds to which is drawn otherwise: η is drawn like n, Η like h. */
function ambiguousLetters(): ReadonlySet<string> {
  ambiguousOnes ??= new Set(
    Array.from(foreignLookalikes(), (raw) => ({ raw, folded: foldUnit(raw) }))
      .filter(({ raw, folded }) => {
        if (folded < 0) return false
        const letter = String.fromCharCode(folded)
        return classLetter(letter, drawnLike(raw, folded)) !== classLetter(letter, drawnLike(folded, folded))
      })
      .map(({ folded }) => String.fromCharCode(folded)),
  )
  return ambiguousOnes
}

/**
 * Whether figures alone may stand for Latin letters that reach to one of a script without spaces: beyond it, Latin
 * letters make them credible.
 */
function isDrawnBesideUnspaced(pattern: string): boolean {
  const forms = Array.from(pattern, (one) => letterForm(one.charCodeAt(0))).filter((form) => form !== null)
  if (forms.filter(({ kind }) => kind === "latin").length < LATIN_LOOKALIKE) return false
  const kinds = forms.map(({ kind, bare }) => {
    if (kind === "latin") return Array.from(bare).some(drawnByFigure) ? "drawn" : "other"
    return kind
  })
  return DRAWN_BESIDE_UNSPACED.test(kinds.join(" "))
}

const DRAWN_BESIDE_UNSPACED = /han( digit| drawn)* drawn|drawn (digit |drawn )*han/
