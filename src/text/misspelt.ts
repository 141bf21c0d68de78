// Long Latin terms written with a letter or two wrong.
//
// A term is cut into one piece more than edits are allowed, so one piece at least stands in the text unchanged
// (S. Wu and U. Manber, "Fast text searching allowing errors", CACM 35:10, 1992). All pieces are searched for at once,
// and only round a piece are words compared.
import { automatonOf } from "./automaton.ts"
import { anew, type Keep } from "./columns.ts"
import { distanceOf } from "./edit-distance.ts"
import {
  type Anchor,
  anchorsIn,
  pieceColumns,
  type Target,
  type Terms,
  withoutMarks,
} from "./misspelt-pieces.ts"
import { NEAR_WORDS } from "./near-words-table.ts"
import { editsOfWord } from "./slips.ts"
import { isWordEdge } from "./word-edge.ts"
import { areNear, lettersOf } from "./word-shapes.ts"

/** `term` is the index among the terms given; the span is in UTF-16 units of the text, end exclusive. */
export type OnMisspelt = (term: number, start: number, end: number) => void

/**
 * Looks through a folded text; diacritics say nothing. Gives each place once, in no particular order. Spans are whole words,
 * as many as the term has, with what stands between the term's words between them.
 */
export type Speller = (folded: string, onHit: OnMisspelt) => void

/** Words of three letters and more that leave no doubt when they stand unchanged: clouded leotard skin. */
const KEPT_WORDS = 2
const DIGIT = /\p{N}/u

interface SpellerOptions {
  /** Words that are no slips of others; those that are shipped, unless given. */
  readonly realWords?: ReadonlySet<string> | undefined
  readonly keep?: Keep
}

/**
 * Terms must be folded; those that are too short or not Latin are never found. What equals one of the terms is none misspelt, nor is a text whose changed words are
 * all real words (rhino corn), unless they are other forms of number (rhino horns) or two words stand unchanged.
 */
export function buildSpeller(terms: Terms, { realWords, keep = anew }: SpellerOptions = {}): Speller {
  const columns = keep("misspelt", () => pieceColumns(terms))
  const { lengths } = columns
  const automaton = automatonOf(columns)
  const anchorsOf = anchorsIn(columns, terms)
  let asWritten: ReadonlySet<string> | undefined

  return (folded, onHit) => {
    const text = withoutMarks(folded)
    let given: Set<string> | undefined
    // The word that was looked at last: pieces of many terms are in one.
    let from = 0
    let to = 0
    let letters = 0
    automaton.scan(text, (piece, end) => {
      const start = end - lengths[piece]!
      let shift = -1
      for (const anchor of anchorsOf(piece)) {
        if (anchor.shift !== shift) {
          shift = anchor.shift
          const place = start + shift
          if (place < from || place >= to) {
            from = wordStart(text, place)
            to = wordEnd(text, place + 1)
            letters = lettersOf(text, from, to)
          }
        }
        // Many terms share a piece: most are told apart by the lengths and letters of one word.
        const { length, letters: own, slack } = anchor.shape
        if (Math.abs(to - from - length) > slack || !areNear(letters, own, slack)) continue
        if (!isParted(text, from, to, anchor)) continue
        const span = spanAt(text, from, to, anchor)
        if (span === null || !isMisspelt(text, span, anchor.target, realWords ?? shippedWords())) continue
        give(text, anchor.target.term, span[0]!, span.at(-1)!)
      }
    })

    function give(text: string, term: number, first: number, last: number): void {
      asWritten ??= new Set(Array.from({ length: terms.count }, (_, at) => withoutMarks(terms.text(at))))
      if (asWritten.has(text.slice(first, last))) return
      given ??= new Set()
      const place = `${term} ${first} ${last}`
      if (given.has(place)) return
      given.add(place)
      onHit(term, first, last)
    }
  }
}

/** Whether what stands beside a word parts it from others as it does in the target. */
function isParted(text: string, from: number, to: number, { target: { separators }, word }: Anchor): boolean {
  const before = word === 0 ? "" : separators[word - 1]!
  return text.startsWith(before, from - before.length) && text.startsWith(separators[word] ?? "", to)
}

let nearWords: ReadonlySet<string> | undefined

function shippedWords(): ReadonlySet<string> {
  nearWords ??= new Set(NEAR_WORDS.split(/\s+/))
  return nearWords
}

/**
 * Starts and ends, in turns, of the words of the text that stand where those of the target would, if the word from `from` to `to`
 * were that of the anchor. Null where other signs stand between them, or lengths are too far apart.
 */
function spanAt(text: string, from: number, to: number, { target, word }: Anchor): number[] | null {
  const { words, separators } = target
  const span: number[] = new Array(2 * words.length)
  span[2 * word] = from
  span[2 * word + 1] = to
  for (let at = word - 1; at >= 0; at--) {
    const end = span[2 * at + 2]! - separators[at]!.length
    if (end < 1 || !text.startsWith(separators[at]!, end)) return null
    span[2 * at] = wordStart(text, end - 1)
    span[2 * at + 1] = end
  }
  for (let at = word + 1; at < words.length; at++) {
    const separatorStart = span[2 * at - 1]!
    if (!text.startsWith(separators[at - 1]!, separatorStart)) return null
    const start = separatorStart + separators[at - 1]!.length
    if (start === text.length) return null
    span[2 * at] = start
    span[2 * at + 1] = wordEnd(text, start + 1)
  }
  return span.every((start, at) => at % 2 === 1 || isNearLength(span[at + 1]! - start, words[at >> 1]!))
    ? span
    : null
}

const isNearLength = (length: number, word: string): boolean =>
  Math.abs(length - word.length) <= editsOfWord(word)

/** The nearest place before (or at) this one that is not inside a word. */
function wordStart(text: string, place: number): number {
  let start = place
  while (!isWordEdge(text, start)) start--
  return start
}

/** The nearest place after (or at) this one that is not inside a word. */
function wordEnd(text: string, place: number): number {
  let end = place
  while (!isWordEdge(text, end)) end++
  return end
}

function isMisspelt(
  text: string,
  span: readonly number[],
  { words, edits }: Target,
  realWords: ReadonlySet<string>,
): boolean {
  let all = 0
  let isReal = true
  let kept = 0
  for (const [at, word] of words.entries()) {
    const start = span[2 * at]!
    const end = span[2 * at + 1]!
    if (end - start === word.length && text.startsWith(word, start)) {
      if (editsOfWord(word) > 0) kept++
      continue
    }
    const written = text.slice(start, end)
    // A digit is no slip of a letter: more often it is part of a number or a name.
    if (DIGIT.test(written)) return false
    const distance = distanceOf(word, written)
    all += distance
    if (distance > editsOfWord(word) || all > edits) return false
    if (!realWords.has(written) || differsInNumber(word, written)) isReal = false
  }
  return all > 0 && (!isReal || kept >= KEPT_WORDS)
}

function differsInNumber(word: string, written: string): boolean {
  const [short, long] = word.length < written.length ? [word, written] : [written, word]
  return long === `${short}s` || long === `${short}es` || long === `${short}x`
}
