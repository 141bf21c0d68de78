// How the units of a text are told to the quick look at it (comes-up.ts): a code for each, and filters of how patterns
// begin.
import { assert } from "../model/errors.ts"
import type { IsWordUnit, Steps } from "./automaton.ts"
import { filterOf, type HashFilter, scatter } from "./hash-filter.ts"

const CLASS_BITS = 13
const CLASS = (1 << CLASS_BITS) - 1
/** A code is a class of the automaton, with flags. No pattern begins between two units of words. */
export const WORD = 1 << 13
/** A second unit of the class after a first says nothing more (spaces, doubled letters). */
export const COLLAPSES = 1 << 14
/** From here on codes are looked at apart: a pattern may be this unit alone, or the code is one of the next two. */
export const SINGLE = 1 << 15
/** What is not yet known, or depends on its neighbours, is asked for. */
export const ASK = 0xfffe
/** No unit of its own after folding: nothing changes. */
export const DROPPED = 0xffff
/** The answer that nothing can be said without folding the text. */
export const UNCLEAR = -1

/** How the units of a text are taken by an automaton. */
export interface UnitCodes {
  readonly steps: Steps
  /** By UTF-16 unit: the class of its fold in the automaton, with flags; DROPPED or ASK. */
  readonly codes: Uint16Array
  /** How patterns begin: with which two units, of which one at least is none of a word, */
  readonly pairs: HashFilter
  /** or with which word, or which four units of words. */
  readonly words: HashFilter
  /** For a unit whose code is ASK: its code, DROPPED or UNCLEAR. */
  ask(text: string, at: number): number
  /**
   * Whether a pattern that ends with the unit at `last`, in this state, may stand there. `skipped`: whether a unit was
   * dropped or collapsed in it.
   */
  mayStand(text: string, last: number, state: number, skipped: boolean): boolean
}

/** What a unit is to an automaton, apart from its class. */
export interface UnitTraits {
  readonly isWord: boolean
  readonly collapses: boolean
}

/** Filters of patterns over the classes of an automaton, and the codes of its classes. */
export interface PatternCodes extends Pick<UnitCodes, "pairs" | "words"> {
  codeOf(unitClass: number, traits: UnitTraits): number
}

/** For `wordsComeUp`: patterns are whole words. */
export function codeWords(patterns: readonly string[], steps: Steps, isWord: IsWordUnit): PatternCodes {
  const codes = toCodes(patterns, steps, isWord)
  const singles = new Uint8Array(steps.root.length)
  const pairs = new Set<number>()
  const words = new Set<number>()
  for (const pattern of codes) {
    if ((pattern[0]! & WORD) !== 0) {
      const end = pattern.findIndex((code) => (code & WORD) === 0)
      words.add(hashWord(pattern.slice(0, end < 0 ? pattern.length : end).reduce(addToWord, 0)))
    } else if (pattern.length === 1) singles[classIn(pattern[0]!)] = 1
    else pairs.add(hashPair(pattern[0]!, pattern[1]!))
  }
  return { pairs: filterOf(pairs), words: filterOf(words), codeOf: coder(singles) }
}

/** For `lettersComeUp`: the letters of patterns may stand apart. */
export function codeLetters(patterns: readonly string[], steps: Steps, isWord: IsWordUnit): PatternCodes {
  const codes = toCodes(patterns, steps, isWord)
  const singles = new Uint8Array(steps.root.length)
  const pairs = new Set<number>()
  const words = new Set<number>()
  for (const pattern of codes) {
    const end = pattern.findIndex((code) => (code & WORD) === 0)
    const inRow = end < 0 ? pattern.length : end
    if (inRow >= 4) words.add(hashRow(pattern.slice(0, 4).reduce(addToRow, 0)))
    else if (inRow === pattern.length || pattern.length === 1) singles[classIn(pattern[0]!)] = 1
    else {
      const second = Math.max(1, inRow)
      pairs.add(hashPair(pattern[second - 1]!, pattern[second]!))
    }
  }
  return { pairs: filterOf(pairs), words: filterOf(words), codeOf: coder(singles) }
}

function toCodes(
  patterns: readonly string[],
  { classOf, root }: Steps,
  isWord: IsWordUnit,
): readonly (readonly number[])[] {
  assert(root.length < CLASS - 1, "more different units in patterns than codes have room for")
  const codeAt = (unit: number) => classOf[unit]! | (isWord(unit) ? WORD : 0)
  return patterns.map((pattern) =>
    Array.from({ length: pattern.length }, (_, at) => codeAt(pattern.charCodeAt(at))),
  )
}

const coder =
  (singles: Uint8Array) =>
  (unitClass: number, { isWord, collapses }: UnitTraits): number =>
    unitClass | (isWord ? WORD : 0) | (collapses ? COLLAPSES : 0) | (singles[unitClass] === 1 ? SINGLE : 0)

/** The class of units that are in no pattern. */
export const NO_CLASS = 0

export const classIn = (code: number): number => code & CLASS

export const hashPair = (first: number, second: number): number =>
  scatter((classIn(first) << CLASS_BITS) | classIn(second))

/** The hash of a word, unit by unit, from 0. */
export const addToWord = (word: number, code: number): number => scatter(word ^ classIn(code)) ^ (word >>> 15)
export const hashWord = scatter

/** The last four units in a row, six bits of each. */
export const addToRow = (row: number, code: number): number => ((row << 6) | (code & 63)) & 0xffffff
export const hashRow = scatter
