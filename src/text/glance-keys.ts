// What the glance at a text (glance.ts) knows of units and patterns: codes of units, and keys, which are hashes of a
// few letters.
import { type KeyFilter, mix } from "./key-filter.ts"

/** A code is the class of a letter, with flags. */
export const CLASS = (1 << 13) - 1
/** Part of a word that has spaces round it. */
export const WORD = 1 << 13
/** Written once where it is doubled. */
export const LATIN = 1 << 14
/** With WORD: a figure. Without: no letter, but one of the next four. */
export const OTHER = 1 << 15
/** Separates letters. */
export const GAP = OTHER + 0
/** Nothing at all. */
export const INVISIBLE = OTHER + 1
/** Nothing can be said without folding the text, or a pattern may be this unit alone. */
export const UNCLEAR = OTHER + 2
/** Not yet known, or depends on what stands beside it. */
export const ASK = OTHER + 3

export interface Glance {
  /** By UTF-16 unit. */
  readonly codes: Uint16Array
  /** The code of a unit whose code is ASK; not ASK. */
  ask(text: string, at: number): number
  /** Keys of patterns that begin with a letter of a script without spaces, or go on with one early. */
  readonly unspaced: KeyFilter
  /** Keys of patterns that begin with letters of words, */
  readonly rows: KeyFilter
  /** and a bit for each length of those that are no longer than a row: the lowest for one letter. */
  readonly wholeRows: number
  /** Figures in a row that patterns have at most: a number of more is in none, nor in a disguise of one. */
  readonly figures: number
  /** Keys of words, and parts and pairs of words, that tell of terms that may be misspelt, */
  readonly near: KeyFilter
  /** and by the first three letters, and the last three, of those parts: a bit for each length of their words. */
  readonly heads: Int32Array
  readonly tails: Int32Array
  /**
   * Room for what is known of the last word: its key, length (0: there is none), first and last letters, whether other
   * words are sought beside it, whether it holds a key with the one before it, and which edges are sought in it.
   */
  readonly last: Int32Array
}

/** Letters of words by which a longer pattern is known. */
export const ROW = 10
export const LETTER_BITS = 5
export const LETTER = (1 << LETTER_BITS) - 1
/** Letters that one number has room for. */
const HALF_ROW = 6

/** The last letters in a row, LETTER_BITS of the class of each: in `row` the last six, in `older` those before. */
export const rowKey = (older: number, row: number, length: number): number =>
  length <= HALF_ROW
    ? mix(lastOf(row, length) + Math.imul(length, SALT))
    : mix((row & ALL) ^ Math.imul((lastOf(older, length - HALF_ROW) << 4) + length, SALT))

/** What `older` becomes when a letter is put to the row. */
export const addToOlder = (older: number, row: number): number =>
  (older << LETTER_BITS) | ((row >>> OLDEST) & LETTER)

const lastOf = (row: number, length: number): number => row & ((1 << (length * LETTER_BITS)) - 1)
const ALL = (1 << (HALF_ROW * LETTER_BITS)) - 1
const OLDEST = (HALF_ROW - 1) * LETTER_BITS

export const addToRow = (row: number, code: number): number => (row << LETTER_BITS) | (code & LETTER)

/** A row of up to six letters, given by their codes. */
export const rowOf = (letters: readonly number[]): number => letters.reduce(addToRow, 0)

/** Two letters, one after the other. */
export const pairKey = (first: number, second: number): number => mix(pair(first, second))

export const tripleKey = (first: number, second: number, third: number): number =>
  mix(Math.imul(pair(first, second), SALT) ^ (third & CLASS))

const pair = (first: number, second: number): number => ((first & CLASS) << 13) | (second & CLASS)

/** Odd, with bits all over (MurmurHash3, A. Appleby). */
const SALT = 0xc2b2ae35

/** Lengths of words are told apart up to here. */
export const LONGEST = 31

/** A word: its first and last letters (four, or as many as it has) and its length. */
export const wordKey = (first: number, last: number, length: number): number =>
  mix(Math.imul(first, SALT) ^ (last + (length << 24)))

/** The letters at one end of a word of some length. */
export const edgeKey = (row: number, length: number, edge: number): number =>
  mix(row + (length << 20) + (edge << 26))

/** Edges: how many letters of which end. */
export const START_3 = 0
export const START_4 = 1
export const END_3 = 2
export const END_4 = 3
export const EDGE_COUNT = 4

/** A word with an edge, and the length of the one beside it. */
export const edgeBesideKey = (edge: number, length: number, side: number): number =>
  mix(edge ^ ((side << 5) | length))

/** Four letters in the middle of a word. */
export const middleKey = (row: number): number => mix(row + (MIDDLE << 26))
const MIDDLE = EDGE_COUNT
/** The first letter of a middle stands from here to there in a text. */
export const MIDDLE_FROM = 3
export const MIDDLE_TO = 5

/** A word beside another (`word`: its key) that stands as it is: its length, and letters at one end. */
export const besideKey = (word: number, length: number, letters: number, side: number): number =>
  mix(word ^ ((side << 15) | (length << 10) | letters))

/** Sides: whether the word stands before or after the other, and which letters of it are given; none: any may be there. */
export const AFTER_ANY = 0
export const AFTER_FIRST = 1
export const AFTER_LAST = 2
export const AFTER_FIRST_TWO = 3
export const AFTER_LAST_TWO = 4
/** How much more it is where the word stands before the other. */
export const BEFORE = 5

/** Added for two words that are enough by themselves: others count where the next two hold a key as well. */
export const enoughKey = (key: number): number => mix(key ^ SALT)

/** Places in what is known of the last word, see Glance. */
export const KEY = 0
export const SIZE = 1
export const HEAD = 2
export const TAIL = 3
export const ANCHOR = 4
export const PAIR = 5
export const EDGES = 6
export const LAST_SIZE = 7
