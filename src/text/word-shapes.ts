// The quick look for misspelt terms: pieces of them, in words that are about as long as theirs and of about the same
// letters, over the text as it is.
import type { Automaton } from "./automaton.ts"
import { DEPENDS, foldUnit, NOTHING } from "./fold.ts"
import type { HashFilter } from "./hash-filter.ts"
import { letterForm } from "./letters.ts"
import { foldsAsPair, isSurrogate } from "./plain-path.ts"
import { ASK, codeOfUnit, DROPPED, NO_CLASS, UNCLEAR, type UnitCodes } from "./unit-codes.ts"
import { isSpacedWord } from "./word-edge.ts"

/** What may be misspelt as a word, as far as lengths and letters tell. */
export interface WordShape {
  readonly length: number
  /** A bit for each letter, see `lettersOf`. */
  readonly letters: number
  /** Edits that are allowed: by so many units may lengths differ, so many letters may be missing, and others be there. */
  readonly slack: number
}

/** What must stand round a piece. */
export interface PieceShape extends WordShape {
  /** From the start of the piece to its first unit in the word. */
  readonly shift: number
  /** Letters of the word before that unit. */
  readonly before: number
  /** The word that stands beside it; null: none is asked for. */
  readonly beside: (WordShape & { readonly isAfter: boolean; readonly gap: number }) | null
}

/** The letters of a word without diacritics, or of the one that stands there in a text, a bit for each. */
export function lettersOf(text: string, start = 0, end = text.length): number {
  let letters = 0
  for (let at = start; at < end; at++) letters |= 1 << letterOf(text.charCodeAt(at))
  return letters
}

/** Whether letters are nearly those of a word: an edit takes away one at most, and brings in one at most. */
export const areNear = (letters: number, own: number, slack: number): boolean =>
  countBits(own & ~letters) <= slack && countBits(letters & ~own) <= slack

/** Number of a letter: a is 1, z is 26; all others OTHER. */
const letterOf = (bare: number): number => (bare >= 0x61 && bare <= 0x7a ? bare - 0x60 : OTHER)
const OTHER = 27

/** Each shape once: a piece stands in many terms, most of them alike. */
export function distinctShapes(shapes: readonly PieceShape[]): readonly PieceShape[] {
  return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()]
}

/** What the quick look asks for of pieces, by their numbers. */
interface Pieces {
  readonly lengths: Int32Array
  /** With which four units they begin. */
  readonly words: HashFilter
  shapesOf(piece: number): readonly PieceShape[]
}

/** How the units of a text are taken by an automaton over pieces: folded, without diacritics. */
export function pieceUnits({ steps, someAt }: Automaton, { lengths, words, shapesOf }: Pieces): UnitCodes {
  // Spaces are part of pieces: all units are taken alike.
  const isWord = true
  const codes = new Uint16Array(0x10000).fill(ASK)
  const letters = new Uint8Array(0x10000)
  const seen: SeenUnits = { codes, letters }

  return {
    steps,
    codes,
    words,
    ask(text, at) {
      const unit = text.charCodeAt(at)
      if (isSurrogate(unit))
        return foldsAsPair(text, unit < 0xdc00 ? at : at - 1)
          ? codeOfUnit(NO_CLASS, { isWord, collapses: false })
          : UNCLEAR
      const folded = foldUnit(unit)
      if (folded === DEPENDS) return UNCLEAR
      codes[unit] =
        folded === NOTHING
          ? DROPPED
          : codeOfUnit(steps.classOf[bareUnit(folded)]!, { isWord, collapses: folded === SPACE })
      if (folded !== NOTHING && isSpacedWord(String.fromCharCode(folded)))
        letters[unit] = letterOf(bareUnit(folded))
      return codes[unit]!
    },
    mayStand(text, last, state, skipped) {
      return someAt(state, (piece) => {
        const start = last + 1 - lengths[piece]!
        return skipped || shapesOf(piece).some((shape) => fits(text, start, shape, seen))
      })
    },
  }
}

const SPACE = 0x20

/** The unit of a letter without its diacritics, if that is one letter. */
export function bareUnit(folded: number): number {
  if (folded < 0x80) return folded
  bareUnits[folded] ||= makeBare(folded)
  return bareUnits[folded]!
}

/** By folded unit; 0: not yet known. */
const bareUnits = new Uint16Array(0x10000)

function makeBare(folded: number): number {
  const form = letterForm(folded)
  return form?.kind === "latin" && form.bare.length === 1 ? form.bare.charCodeAt(0) : folded
}

/** What is known of UTF-16 units. */
interface SeenUnits {
  /** ASK for those not met yet. */
  readonly codes: Uint16Array
  /** Number of the letter; 0: no part of a word. */
  readonly letters: Uint8Array
}

/** Whether words of this shape may stand round a piece found at `start`. Yes, where that is not plain to see. */
function fits(text: string, start: number, shape: PieceShape, seen: SeenUnits): boolean {
  const place = start + shape.shift
  const wordStart = startOfWord(text, place, seen)
  const wordEnd = endOfWord(text, place, seen)
  if (wordStart === UNCLEAR || wordEnd === UNCLEAR) return true
  const movedBefore = place - wordStart - shape.before
  const movedAfter = wordEnd - wordStart - shape.length - movedBefore
  if (Math.abs(movedBefore) + Math.abs(movedAfter) > shape.slack) return false
  if (!hasLetters(text, wordStart, wordEnd, shape, seen)) return false
  const { beside } = shape
  if (beside === null) return true
  const step = beside.isAfter ? 1 : -1
  let next = beside.isAfter ? wordEnd + beside.gap : wordStart - beside.gap - 1
  // Runs of spaces are one space after folding.
  while (next >= 0 && next < text.length && text.charCodeAt(next) === SPACE) next += step
  if (next < 0 || next >= text.length) return false
  const nextStart = startOfWord(text, next, seen)
  const nextEnd = endOfWord(text, next, seen)
  if (nextStart === UNCLEAR || nextEnd === UNCLEAR) return true
  return (
    Math.abs(nextEnd - nextStart - beside.length) <= beside.slack &&
    hasLetters(text, nextStart, nextEnd, beside, seen)
  )
}

/** Where the word at a place begins; UNCLEAR where a unit is met that may be part of it or nothing at all. */
function startOfWord(text: string, place: number, { codes, letters }: SeenUnits): number {
  let start = place
  while (start > 0 && letters[text.charCodeAt(start - 1)] !== 0) start--
  return start > 0 && codes[text.charCodeAt(start - 1)]! >= ASK ? UNCLEAR : start
}

function endOfWord(text: string, place: number, { codes, letters }: SeenUnits): number {
  let end = place
  while (end < text.length && letters[text.charCodeAt(end)] !== 0) end++
  return end < text.length && codes[text.charCodeAt(end)]! >= ASK ? UNCLEAR : end
}

/** Whether a word has nearly the letters of a shape. */
function hasLetters(text: string, start: number, end: number, shape: WordShape, seen: SeenUnits): boolean {
  let letters = 0
  for (let at = start; at < end; at++) letters |= 1 << seen.letters[text.charCodeAt(at)]!
  return areNear(letters, shape.letters, shape.slack)
}

function countBits(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count++
  return count
}
