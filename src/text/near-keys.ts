// Keys of terms that may be misspelt, for the glance at a text (glance.ts). Few slips of the pen (edit-distance.ts) fall
// into few words and few places, so something stands in the text as it is: of two words that stand together, one, and
// the length and an end of the other; of a word alone, its first or its last letters, or those in the middle.
import {
  AFTER_ANY,
  AFTER_FIRST,
  AFTER_FIRST_TWO,
  AFTER_LAST,
  AFTER_LAST_TWO,
  BEFORE,
  besideKey,
  END_3,
  END_4,
  edgeBesideKey,
  edgeKey,
  enoughKey,
  LONGEST,
  middleKey,
  rowOf,
  START_3,
  START_4,
  wordKey,
} from "./glance-keys.ts"
import { editsOfWord } from "./slips.ts"

/** A word as the codes of its letters. */
export type CodedWord = readonly number[]

/** What is sought for, see Glance. */
export interface NearKeys {
  readonly keys: Set<number>
  readonly heads: Int32Array
  readonly tails: Int32Array
}

/** `words`: those of a term; `edits`: slips that are heard in all of them together. */
export function addNearKeys(words: readonly CodedWord[], edits: number, to: NearKeys): void {
  const [first, second, third] = richestOf(words, 3)
  if (first === undefined) return
  if (second === undefined) addAlone(first, edits, to)
  else if (third === undefined) {
    addPair(first, second, { edits, isEnough: true }, to)
    // One slip in each is left.
    if (edits === 2 && editsOfWord(first) > 0 && editsOfWord(second) > 0) {
      if (first.length < second.length) addEdgesBeside(second, first, BEFORE, to)
      else addEdgesBeside(first, second, 0, to)
    }
  } else {
    // With one slip in each of two words the third stands as it is; where the middle does, both pairs hold a key.
    const isEnough = edits === 2 && editsOfWord(second) > 0
    addPair(first, second, { edits, isEnough }, to)
    addPair(second, third, { edits, isEnough }, to)
  }
}

/** So many words in a row, or all there are, that have most letters. */
function richestOf(words: readonly CodedWord[], count: number): readonly CodedWord[] {
  const lettersFrom = (start: number) =>
    words.slice(start, start + count).reduce((sum, { length }) => sum + length, 0)
  let best = 0
  for (let start = 1; start + count <= words.length; start++)
    if (lettersFrom(start) > lettersFrom(best)) best = start
  return words.slice(best, best + count)
}

interface PairKind {
  readonly edits: number
  readonly isEnough: boolean
}

/** Of two words that stand together one is as it is. */
function addPair(before: CodedWord, after: CodedWord, kind: PairKind, to: NearKeys): void {
  addBeside(keyOf(before), after, 0, kind, to)
  addBeside(keyOf(after), before, BEFORE, kind, to)
}

/** One slip leaves one end of the other word alone. */
function addBeside(
  word: number,
  other: CodedWord,
  side: number,
  { edits, isEnough }: PairKind,
  { keys }: NearKeys,
): void {
  const slips = Math.min(edits, editsOfWord(other))
  keys.add(word)
  for (const size of sizesRound(other, slips)) {
    if (slips === 2) add(size, [], AFTER_ANY)
    else if (other.length < 4) {
      add(size, other.slice(0, 1), AFTER_FIRST)
      add(size, other.slice(-1), AFTER_LAST)
    } else {
      for (const start of startsOf(other, 2)) add(size, start, AFTER_FIRST_TWO)
      add(size, other.slice(-2), AFTER_LAST_TWO)
    }
  }

  function add(size: number, letters: CodedWord, which: number): void {
    const key = besideKey(word, size, rowOf(letters), side + which)
    keys.add(key)
    if (isEnough) keys.add(enoughKey(key))
  }
}

const keyOf = (word: CodedWord): number =>
  wordKey(rowOf(word.slice(0, 4)), rowOf(word.slice(-4)), Math.min(word.length, LONGEST))

/** A word of eight letters or more with one slip, of twelve or more with two. */
function addAlone(word: CodedWord, slips: number, to: NearKeys): void {
  for (const edge of edgesOf(word, slips, to)) {
    to.keys.add(edge)
    to.keys.add(enoughKey(edge))
  }
  if (slips === 2) to.keys.add(middleKey(rowOf(word.slice(4, 8))))
}

/** A word of six letters or more with one slip, before or after another one with one slip. */
function addEdgesBeside(word: CodedWord, other: CodedWord, side: number, to: NearKeys): void {
  for (const edge of edgesOf(word, 1, to)) {
    to.keys.add(edge)
    for (const size of sizesRound(other, 1)) to.keys.add(edgeBesideKey(edge, size, side))
  }
}

/** Keys of the ends of a word, of which slips leave one alone; or, if they are two, the middle. */
function edgesOf(word: CodedWord, slips: number, { heads, tails }: NearKeys): number[] {
  const head = word.length < 8 ? 3 : 4
  const tail = word.length < 7 ? 3 : 4
  const edges: number[] = []
  for (const size of sizesRound(word, slips)) {
    for (const start of startsOf(word, head)) {
      edges.push(edgeKey(rowOf(start), size, head === 3 ? START_3 : START_4))
      heads[rowOf(start.slice(0, 3))]! |= 1 << size
    }
    for (const end of slips === 1 ? [word.slice(-tail)] : endsOf(word, tail)) {
      edges.push(edgeKey(rowOf(end), size, tail === 3 ? END_3 : END_4))
      tails[rowOf(end.slice(-3))]! |= 1 << size
    }
  }
  return edges
}

/** Lengths that a word may have after so many slips. */
const sizesRound = ({ length }: CodedWord, slips: number): readonly number[] =>
  Array.from({ length: 2 * slips + 1 }, (_, at) => Math.min(length - slips + at, LONGEST))

/** The first letters, also with the last of them and the one after it swapped: that slip spoils both sides. */
const startsOf = (word: CodedWord, count: number): readonly CodedWord[] => [
  word.slice(0, count),
  [...word.slice(0, count - 1), word[count]!],
]

const endsOf = (word: CodedWord, count: number): readonly CodedWord[] => [
  word.slice(-count),
  [word.at(-count - 1)!, ...word.slice(word.length - count + 1)],
]
