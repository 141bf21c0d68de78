// A quick look whether one of many words may begin in a text: by its first two UTF-16 units, hashed. An automaton
// takes a step for each unit that rests on the one before; here each unit is looked up by itself, and most texts are done
// with, as bytes and not yet folded. A false alarm costs time and nothing else.
import { lengthOfUnit, unitAt } from "../model/text-bytes.ts"
import { foldUnit } from "./fold.ts"
import { filterOfKeys, holdsKey, mix } from "./key-filter.ts"
import { isWordUnit } from "./word-edge.ts"

/** Traits of a unit: a word begins with it, */
const BEGINS = 1
/** is this unit alone, */
const IS_ALL = 2
/** or cannot begin behind it with such a unit again. */
const WORD = 4

/**
 * Of a text as a dictionary keeps it. False: none of the words stands in the text after folding; within a spaced word none
 * does. True where folding does more than to put one unit in place of another.
 */
type MayHold = (bytes: Uint8Array, from: number, to: number) => boolean

/** The words must be folded, and begin with no white space. */
export function mayHoldWord(words: Iterable<string>): MayHold {
  const traits = new Uint8Array(0x10000)
  for (let unit = 0; unit < LATIN_END; unit++) if (isWordUnit(unit)) traits[unit] = WORD
  const pairs = new Set<number>()
  for (const word of words) {
    const first = word.charCodeAt(0)
    traits[first]! |= word.length === 1 ? IS_ALL : BEGINS
    if (word.length > 1) pairs.add(pairKey(first, word.charCodeAt(1)))
  }
  const { rows, shift } = filterOfKeys(pairs)
  return (bytes, from, to) => mayBegin(bytes, from, to, traits, rows, shift)
}

/** Of other scripts it is not worth while to tell words apart here. */
const LATIN_END = 0x250

const pairKey = (first: number, second: number): number => mix((first << 16) | second)

/** White space may stand here that folding takes away: behind a space, where no word begins and none is told by it. */
function mayBegin(
  bytes: Uint8Array,
  from: number,
  to: number,
  traits: Uint8Array,
  rows: Int32Array,
  shift: number,
): boolean {
  let before = 0
  let begun = NONE
  let unit = 0
  for (let at = from; at < to; at += lengthOfUnit(unit)) {
    unit = unitAt(bytes, at)
    const folded = foldUnit(unit)
    if (folded < 0) return true
    if (begun !== NONE && holdsKey(rows, shift, pairKey(begun, folded))) return true
    const its = traits[folded]!
    // One question, which is seldom answered with yes: digits begin words, and hardly ever inside a number.
    const begins = its & (BEGINS | IS_ALL) & (((its & before & WORD) >> 2) - 1)
    begun = NONE
    if (begins !== 0) {
      if ((begins & IS_ALL) !== 0) return true
      begun = folded
    }
    before = its
  }
  return false
}

const NONE = -1
