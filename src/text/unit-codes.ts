// How the units of a text are told to the quick look at it (comes-up.ts): a code for each, and filters of how patterns
// begin.
import { assert } from "../model/errors.ts"
import type { IsWordUnit, Steps } from "./automaton.ts"

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
  /** How patterns begin: with which two units, the first of which is none of a word, */
  readonly pairs: Int32Array
  /** or with which word, or which four units of words. */
  readonly words: Int32Array
  /** By how much hashes are shifted to the right to be places in the filters. */
  readonly shift: number
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
export interface PatternCodes extends Pick<UnitCodes, "pairs" | "words" | "shift"> {
  codeOf(unitClass: number, traits: UnitTraits): number
}

/** For `wordsComeUp`: patterns are whole words. */
export function codeWords(patterns: readonly string[], steps: Steps, isWord: IsWordUnit): PatternCodes {
  const { singles, pairs, words, shift, codes } = prepare(patterns, steps, isWord)
  for (const pattern of codes) {
    if ((pattern[0]! & WORD) !== 0) {
      const end = pattern.findIndex((code) => (code & WORD) === 0)
      setBit(words, shift, hashWord(pattern.slice(0, end < 0 ? pattern.length : end).reduce(addToWord, 0)))
    } else if (pattern.length === 1) singles[classIn(pattern[0]!)] = 1
    else setBit(pairs, shift, hashPair(pattern[0]!, pattern[1]!))
  }
  return { pairs, words, shift, codeOf: coder(singles) }
}

/** For `lettersComeUp`: the letters of patterns may stand apart. */
export function codeLetters(patterns: readonly string[], steps: Steps, isWord: IsWordUnit): PatternCodes {
  const { singles, pairs, words, shift, codes } = prepare(patterns, steps, isWord)
  for (const pattern of codes) {
    const end = pattern.findIndex((code) => (code & WORD) === 0)
    const inRow = end < 0 ? pattern.length : end
    if (inRow >= 4) setBit(words, shift, hashRow(pattern.slice(0, 4).reduce(addToRow, 0)))
    else if (inRow === pattern.length || pattern.length === 1) singles[classIn(pattern[0]!)] = 1
    else setBit(pairs, shift, hashPair(pattern[Math.max(0, inRow - 1)]!, pattern[Math.max(1, inRow)]!))
  }
  return { pairs, words, shift, codeOf: coder(singles) }
}

function prepare(patterns: readonly string[], { classOf, root }: Steps, isWord: IsWordUnit) {
  assert(root.length < CLASS - 1, "more different units in patterns than codes have room for")
  const codeAt = (unit: number) => classOf[unit]! | (isWord(unit) ? WORD : 0)
  const wanted = Math.ceil(Math.log2(patterns.length * ROOM + 1))
  const bits = Math.min(FILTER_BITS.most, Math.max(FILTER_BITS.least, wanted))
  return {
    singles: new Uint8Array(root.length),
    pairs: new Int32Array(1 << (bits - 5)),
    words: new Int32Array(1 << (bits - 5)),
    shift: 32 - bits,
    codes: patterns.map((pattern) =>
      Array.from({ length: pattern.length }, (_, at) => codeAt(pattern.charCodeAt(at))),
    ),
  }
}

const coder =
  (singles: Uint8Array) =>
  (unitClass: number, { isWord, collapses }: UnitTraits): number =>
    unitClass | (isWord ? WORD : 0) | (collapses ? COLLAPSES : 0) | (singles[unitClass] === 1 ? SINGLE : 0)

export const classIn = (code: number): number => code & CLASS

/** Bits of a filter for each pattern: so few are set that hardly one is met by chance. */
const ROOM = 32
const FILTER_BITS = { least: 10, most: 20 }
/** Odd, with bits all over (D. Knuth, TAOCP 3, 6.4: 2^32 over the golden ratio; the other by trial). */
const SCATTER = 0x9e3779b1
const SCATTER_WORD = 0x85ebca6b

function setBit(filter: Int32Array, shift: number, hash: number): void {
  const bit = hash >>> shift
  filter[bit >>> 5]! |= 1 << bit
}

/** Whether the bit of a hash is set: its upper bits say which. */
export const isIn = (filter: Int32Array, shift: number, hash: number): boolean =>
  ((filter[hash >>> (shift + 5)]! >>> (hash >>> shift)) & 1) !== 0

export const hashPair = (first: number, second: number): number =>
  Math.imul((classIn(first) << CLASS_BITS) | classIn(second), SCATTER)

/** The hash of a word, unit by unit, from 0. */
export const addToWord = (word: number, code: number): number =>
  Math.imul(word ^ classIn(code), SCATTER_WORD) ^ (word >>> 15)
export const hashWord = (word: number): number => Math.imul(word, SCATTER)

/** The last four units in a row, six bits of each. */
export const addToRow = (row: number, code: number): number => ((row << 6) | (code & 63)) & 0xffffff
export const hashRow = (row: number): number => Math.imul(row, SCATTER)
