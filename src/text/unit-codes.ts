// How the units of a text are told to the quick look at it (comes-up.ts): a code for each, and filters of how patterns
// begin.
import { assert } from "../model/errors.ts"
import type { Steps } from "./automaton.ts"
import type { IsWordUnit } from "./build-automaton.ts"
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
  /** With which word patterns begin, or with which four units. */
  readonly words: HashFilter
  /** For a unit whose code is ASK: its code, DROPPED or UNCLEAR. */
  ask(text: string, at: number): number
  /**
   * Whether a pattern that ends with the unit at `last`, in this state, may stand there. `skipped`: whether a unit was
   * dropped or collapsed in it.
   */
  mayStand(text: string, last: number, state: number, skipped: boolean): boolean
}

export interface WordCodes extends UnitCodes {
  /** With which two units patterns begin, if not with a word. */
  readonly pairs: HashFilter
}

/** What a unit is to an automaton, apart from its class. */
export interface UnitTraits {
  readonly isWord: boolean
  readonly collapses: boolean
}

/** Filters of patterns over the classes of an automaton, and the codes of its classes. */
interface PatternCodes extends Pick<WordCodes, "words" | "pairs"> {
  codeOf(unitClass: number, traits: UnitTraits): number
}

/** For `wordsComeUp`: patterns are whole words. */
export function codeWords(patterns: readonly string[], steps: Steps, isWord: IsWordUnit): PatternCodes {
  const codeAt = coderOfUnits(steps, isWord)
  const singles = new Uint8Array(steps.root.length)
  const pairs = new Set<number>()
  const words = new Set<number>()
  for (const pattern of patterns) {
    const first = codeAt(pattern, 0)
    if ((first & WORD) !== 0) {
      let word = 0
      for (let at = 0, code = first; (code & WORD) !== 0; code = codeAt(pattern, ++at)) {
        word = addToWord(word, code)
      }
      words.add(hashWord(word))
    } else if (pattern.length === 1) singles[classIn(first)] = 1
    else pairs.add(hashPair(first, codeAt(pattern, 1)))
  }
  return { pairs: filterOf(pairs), words: filterOf(words), codeOf: coder(singles) }
}

/** For `piecesComeUp`: all units are taken alike. */
export function filterOfPieces(
  pieces: readonly string[],
  steps: Pick<Steps, "classOf" | "root">,
): HashFilter {
  const codeAt = coderOfUnits(steps, () => true)
  const words = new Set<number>()
  for (const piece of pieces) {
    assert(piece.length >= ROW, "a piece is too short to be looked for")
    let row = 0
    for (let at = 0; at < ROW; at++) row = addToRow(row, codeAt(piece, at))
    words.add(hashRow(row))
  }
  return filterOf(words)
}

/** The code of a unit of which no pattern is made alone. */
export const codeOfUnit = (unitClass: number, { isWord, collapses }: UnitTraits): number =>
  unitClass | (isWord ? WORD : 0) | (collapses ? COLLAPSES : 0)

/** Units by which a piece is looked for. */
export const ROW = 4

/** The code of a unit of a pattern, each worked out once; 0 past its end, which is no unit of a word. */
function coderOfUnits(
  { classOf, root }: Pick<Steps, "classOf" | "root">,
  isWord: IsWordUnit,
): (pattern: string, at: number) => number {
  assert(root.length < CLASS - 1, "more different units in patterns than codes have room for")
  const codes = new Uint16Array(root.length)
  return (pattern, at) => {
    if (at >= pattern.length) return 0
    const unit = pattern.charCodeAt(at)
    const unitClass = classOf[unit]!
    if (codes[unitClass] === 0) codes[unitClass] = unitClass | (isWord(unit) ? WORD : 0)
    return codes[unitClass]!
  }
}

const coder =
  (singles: Uint8Array) =>
  (unitClass: number, traits: UnitTraits): number =>
    codeOfUnit(unitClass, traits) | (singles[unitClass] === 1 ? SINGLE : 0)

/** The class of units that are in no pattern. */
export const NO_CLASS = 0

export const classIn = (code: number): number => code & CLASS

export const hashPair = (first: number, second: number): number =>
  scatter((classIn(first) << CLASS_BITS) | classIn(second))

/** The hash of a word, unit by unit, from 0: each turned by five bits, so that the units of a short word lie side by side. */
export const addToWord = (word: number, code: number): number => ((word << 5) | (word >>> 27)) ^ classIn(code)
export const hashWord = scatter

/** The last four units in a row, six bits of each. */
export const addToRow = (row: number, code: number): number => ((row << 6) | (code & 63)) & 0xffffff
export const hashRow = scatter
