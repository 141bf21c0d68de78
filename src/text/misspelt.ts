// Long Latin terms written with a letter or two wrong.
//
// A term is cut into one piece more than edits are allowed, so one piece at least stands in the text unchanged
// (S. Wu and U. Manber, "Fast text searching allowing errors", CACM 35:10, 1992). All pieces are searched for at once,
// and only round a piece are words compared.
import { buildAutomaton } from "./automaton.ts"
import { lettersComeUp } from "./comes-up.ts"
import { distanceOf } from "./edit-distance.ts"
import { NEAR_WORDS } from "./near-words-table.ts"
import { standsAlone } from "./word-edge.ts"
import {
  bareUnit,
  distinctShapes,
  lettersOf,
  type PieceShape,
  pieceUnits,
  type WordShape,
} from "./word-shapes.ts"

/** `term` is the index among the terms given; the span is in UTF-16 units of the text, end exclusive. */
export type OnMisspelt = (term: number, start: number, end: number) => void

export interface Speller {
  /** Whether a misspelt term may stand in the text (as it is, not folded). No: none does. */
  comesUp(text: string): boolean
  /**
   * Looks through a folded text; diacritics say nothing. Gives each place once, in no particular order. Spans are whole words, as many as the term has, with what stands
   * between the term's words between them.
   */
  find(folded: string, onHit: OnMisspelt): void
}

/** Letters of a term, in all its words, from which one edit is heard, and from which two. */
const LETTERS_FOR_ONE = 8
const LETTERS_FOR_TWO = 12
/** Letters of a word from which one edit in it is heard, and from which two. */
const WORD_LETTERS_FOR_ONE = 3
const WORD_LETTERS_FOR_TWO = 8
/** Words of three letters and more that leave no doubt when they stand unchanged: clouded leotard skin. */
const KEPT_WORDS = 2
const LATIN_WORDS = /^[\p{Script=Latin}\p{M}]+(?:[^\p{L}\p{N}\p{M}]+[\p{Script=Latin}\p{M}]+)*$/u
const WORD = /[\p{Script=Latin}\p{M}]+/gu
const DIGIT = /\p{N}/u

/** A term as its words and what stands between them: one separator less than words. */
interface Target {
  readonly term: number
  readonly words: readonly string[]
  readonly separators: readonly string[]
  readonly edits: number
}

/** Where a piece belongs: its first letter, `shift` units after its start, is in this word of the target. */
interface Anchor {
  readonly target: Target
  readonly word: number
  readonly shift: number
  /** Letters of that word before it. */
  readonly before: number
}

/** Edits that are heard in a term; 0: none, it must stand as it is. */
export function editsOf(term: string): number {
  if (!LATIN_WORDS.test(term)) return 0
  const letters = (term.match(WORD) ?? []).join("").length
  return letters >= LETTERS_FOR_TWO ? 2 : letters >= LETTERS_FOR_ONE ? 1 : 0
}

/** Edits that are heard in one word of a term. */
export function editsOfWord(word: string): number {
  return word.length >= WORD_LETTERS_FOR_TWO ? 2 : word.length >= WORD_LETTERS_FOR_ONE ? 1 : 0
}

/**
 * Terms must be folded; those that are too short or not Latin are never found. What equals one of the terms is none misspelt, nor is a text whose changed words are
 * all real words (rhino corn), unless they are other forms of number (rhino horns) or two words stand unchanged.
 */
export function buildSpeller(terms: readonly string[], realWords = shippedWords()): Speller {
  const bareTerms = terms.map(withoutMarks)
  const asWritten = new Set(bareTerms)
  const anchors = new Map<string, Anchor[]>()
  for (const [term, text] of bareTerms.entries()) {
    const edits = editsOf(text)
    if (edits === 0) continue
    const target = { term, words: text.match(WORD) ?? [], separators: separatorsOf(text), edits }
    for (const [piece, start] of piecesOf(text, edits)) {
      const same = anchors.get(piece)
      const anchor = anchorOf(target, text, start)
      if (same === undefined) anchors.set(piece, [anchor])
      else same.push(anchor)
    }
  }
  const pieces = [...anchors.keys()]
  const anchorsOf = [...anchors.values()]
  const automaton = buildAutomaton(pieces)
  const shapesOf = anchorsOf.map((some) => distinctShapes(some.map(shapeOf)))
  const units = pieceUnits(automaton, pieces, shapesOf)

  return {
    comesUp: (text) => lettersComeUp(text, units, true),
    find(folded, onHit) {
      const text = withoutMarks(folded)
      let given: Set<string> | undefined
      automaton.scan(text, (piece, end) => {
        for (const { target, word, shift } of anchorsOf[piece]!) {
          const span = spanAt(text, end - pieces[piece]!.length + shift, target, word)
          if (span === null || !isMisspelt(text, span, target, realWords)) continue
          const start = span[0]!
          const last = span.at(-1)!
          if (asWritten.has(text.slice(start, last))) continue
          given ??= new Set()
          const place = `${target.term} ${start} ${last}`
          if (given.has(place)) continue
          given.add(place)
          onHit(target.term, start, last)
        }
      })
    },
  }
}

/** The shape of the words round a piece: its own, and the next one of the term, or the one before the last. */
function shapeOf({ target: { words, separators, edits }, word, shift, before }: Anchor): PieceShape {
  const wordShape = (one: string): WordShape => ({
    length: one.length,
    letters: lettersOf(one),
    slack: Math.min(edits, editsOfWord(one)),
  })
  const isAfter = word < words.length - 1
  const other = isAfter ? words[word + 1] : words[word - 1]
  const gap = (isAfter ? separators[word] : separators[word - 1])?.length ?? 0
  const beside = other === undefined ? null : { ...wordShape(other), isAfter, gap }
  return { ...wordShape(words[word]!), shift, before, beside }
}

/** The text with each letter of one unit without its diacritics; places stay as they are. */
export function withoutMarks(folded: string): string {
  if (ASCII.test(folded)) return folded
  let bare = ""
  for (let at = 0; at < folded.length; at++) bare += String.fromCharCode(bareUnit(folded.charCodeAt(at)))
  return bare
}

const ASCII = /^[\0-\x7f]*$/

let nearWords: ReadonlySet<string> | undefined

function shippedWords(): ReadonlySet<string> {
  nearWords ??= new Set(NEAR_WORDS.split(/\s+/))
  return nearWords
}

/**
 * The pieces of a term with their starts. Two letters swapped where two pieces meet spoil both of them with one edit:
 * so each piece is searched for with the first letter of the next one as its last, too.
 */
function piecesOf(text: string, edits: number): [piece: string, start: number][] {
  const cuts = [0, ...bestCuts(text, edits), text.length]
  return cuts.slice(1).flatMap((end, at): [string, number][] => {
    const start = cuts[at]!
    const piece = text.slice(start, end)
    return end === text.length
      ? [[piece, start]]
      : [
          [piece, start],
          [piece.slice(0, -1) + text[end], start],
        ]
  })
}

/** Shorter pieces stand in every other text. */
const SHORTEST_PIECE = 4

/** Where to cut a term once or twice, so that the poorest piece has most letters of words that are not short. */
function bestCuts(text: string, edits: number): number[] {
  const before = [0]
  for (const part of text.split(WORD_EDGE)) {
    for (const _ of part) before.push(before.at(-1)! + (editsOfWord(part) > 0 ? 1 : 0))
  }
  const lettersIn = (start: number, end: number) => before[end]! - before[start]!
  let best: number[] = []
  let most = -1
  for (let first = SHORTEST_PIECE; first <= text.length - SHORTEST_PIECE; first++) {
    for (const second of edits === 1
      ? [text.length]
      : range(first + SHORTEST_PIECE, text.length - SHORTEST_PIECE)) {
      const rest = second === text.length ? [] : [lettersIn(second, text.length)]
      const least = Math.min(lettersIn(0, first), lettersIn(first, second), ...rest)
      if (least <= most) continue
      most = least
      best = edits === 1 ? [first] : [first, second]
    }
  }
  return best
}

/** Between a letter and what is none. */
const WORD_EDGE = /(?<=[\p{L}\p{M}])(?=[^\p{L}\p{M}])|(?<=[^\p{L}\p{M}])(?=[\p{L}\p{M}])/u

const range = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at)

function separatorsOf(text: string): string[] {
  return text.split(WORD).slice(1, -1)
}

function anchorOf(target: Target, text: string, start: number): Anchor {
  let end = 0
  for (const [word, letters] of target.words.entries()) {
    const from = end
    end = from + letters.length
    if (start < end)
      return { target, word, shift: Math.max(0, from - start), before: Math.max(0, start - from) }
    end += target.separators[word]?.length ?? 0
  }
  const word = target.words.length - 1
  return { target, word, shift: text.length - 1 - start, before: target.words[word]!.length - 1 }
}

/**
 * Starts and ends, in turns, of the words of the text that stand where those of the target would, if the word at
 * `place` were the one of index `word`. Null where other signs stand between them, or lengths are too far apart.
 */
function spanAt(text: string, place: number, { words, separators }: Target, word: number): number[] | null {
  const span: number[] = new Array(2 * words.length)
  const put = (at: number, start: number, end: number): boolean => {
    span[2 * at] = start
    span[2 * at + 1] = end
    return Math.abs(end - start - words[at]!.length) <= editsOfWord(words[at]!)
  }
  if (!put(word, wordStart(text, place), wordEnd(text, place + 1))) return null
  for (let at = word - 1; at >= 0; at--) {
    const end = span[2 * at + 2]! - separators[at]!.length
    if (end < 1 || !text.startsWith(separators[at]!, end)) return null
    if (!put(at, wordStart(text, end - 1), end)) return null
  }
  for (let at = word + 1; at < words.length; at++) {
    const separatorStart = span[2 * at - 1]!
    if (!text.startsWith(separators[at - 1]!, separatorStart)) return null
    const start = separatorStart + separators[at - 1]!.length
    if (start === text.length || !put(at, start, wordEnd(text, start + 1))) return null
  }
  return span
}

/** The nearest place before (or at) this one that is not inside a word. */
function wordStart(text: string, place: number): number {
  let start = place
  while (!standsAlone(text, start, start)) start--
  return start
}

/** The nearest place after (or at) this one that is not inside a word. */
function wordEnd(text: string, place: number): number {
  let end = place
  while (!standsAlone(text, end, end)) end++
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
    const written = text.slice(span[2 * at], span[2 * at + 1])
    if (written === word) {
      if (editsOfWord(word) > 0) kept++
      continue
    }
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
