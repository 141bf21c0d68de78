// Pieces of terms that may be misspelt (misspelt.ts): of which terms each is, and what stands round it there.
import { type AutomatonColumns, automatonColumns } from "./build-automaton.ts"
import { startsOf } from "./columns.ts"
import { piecesOf } from "./pieces.ts"
import { editsOf, editsOfWord, separatorsOf, wordsOf } from "./slips.ts"
import { bareUnit, lettersOf, type WordShape } from "./word-shapes.ts"

/** Terms by number. */
export interface Terms {
  readonly count: number
  text(term: number): string
}

/** A term as its words and what stands between them: one separator less than words. */
export interface Target {
  readonly term: number
  readonly words: readonly string[]
  readonly separators: readonly string[]
  readonly edits: number
  /** Without diacritics. */
  readonly text: string
}

/** Where a piece belongs: its first letter, `shift` units after its start, is in this word of the target. */
export interface Anchor {
  readonly target: Target
  readonly word: number
  readonly shift: number
  readonly shape: WordShape
}

export type PieceColumns = AutomatonColumns & {
  /** By piece: its length. */
  readonly lengths: Int32Array
  /** By piece: where the terms that it is of begin; one longer than there are. */
  readonly anchorStarts: Int32Array
  readonly anchorTerms: Int32Array
  /** Where in the term it begins. */
  readonly anchorPlaces: Int32Array
}

export function pieceColumns({ count, text }: Terms): PieceColumns {
  const anchors = new Map<string, { readonly term: number; readonly place: number }[]>()
  for (let term = 0; term < count; term++) {
    const bare = withoutMarks(text(term))
    const edits = editsOf(bare)
    if (edits === 0) continue
    for (const [piece, place] of piecesOf(bare, edits)) {
      const same = anchors.get(piece)
      if (same === undefined) anchors.set(piece, [{ term, place }])
      else same.push({ term, place })
    }
  }
  const pieces = [...anchors.keys()]
  const ofPieces = [...anchors.values()]
  return {
    ...automatonColumns(pieces),
    lengths: Int32Array.from(pieces, ({ length }) => length),
    anchorStarts: startsOf(ofPieces.map(({ length }) => length)),
    anchorTerms: Int32Array.from(ofPieces.flatMap((some) => some.map(({ term }) => term))),
    anchorPlaces: Int32Array.from(ofPieces.flatMap((some) => some.map(({ place }) => place))),
  }
}

/** Where pieces belong, worked out for those that come up: in order of where their words begin. */
export function anchorsIn(
  { anchorStarts, anchorTerms, anchorPlaces }: PieceColumns,
  { text }: Terms,
): (piece: number) => readonly Anchor[] {
  const targetOf = oncePerNumber((term): Target => {
    const bare = withoutMarks(text(term))
    return { term, text: bare, words: wordsOf(bare), separators: separatorsOf(bare), edits: editsOf(bare) }
  })
  return oncePerNumber((piece) => {
    const anchors: Anchor[] = []
    for (let at = anchorStarts[piece]!; at < anchorStarts[piece + 1]!; at++)
      anchors.push(anchorOf(targetOf(anchorTerms[at]!), anchorPlaces[at]!))
    return anchors.sort((a, b) => a.shift - b.shift)
  })
}

function oncePerNumber<T extends object>(make: (number: number) => T): (number: number) => T {
  const made: (T | undefined)[] = []
  return (number) => {
    made[number] ??= make(number)
    return made[number]
  }
}

function anchorOf(target: Target, start: number): Anchor {
  const place = placeOf(target, start)
  return { target, ...place, shape: wordShape(target, place.word) }
}

/** In which word of a target the first letter of a piece is. */
function placeOf({ words, separators, text }: Target, start: number): Pick<Anchor, "word" | "shift"> {
  let end = 0
  for (const [word, letters] of words.entries()) {
    const from = end
    end = from + letters.length
    if (start < end) return { word, shift: Math.max(0, from - start) }
    end += separators[word]?.length ?? 0
  }
  return { word: words.length - 1, shift: text.length - 1 - start }
}

function wordShape({ words, edits }: Target, at: number): WordShape {
  const word = words[at]!
  return { length: word.length, letters: lettersOf(word), slack: Math.min(edits, editsOfWord(word)) }
}

/** The text with each letter of one unit without its diacritics; places stay as they are. */
export function withoutMarks(folded: string): string {
  let bare = ""
  let done = 0
  for (let at = 0; at < folded.length; at++) {
    const unit = folded.charCodeAt(at)
    const own = bareUnit(unit)
    if (own === unit) continue
    bare += folded.slice(done, at) + String.fromCharCode(own)
    done = at + 1
  }
  return done === 0 ? folded : bare + folded.slice(done)
}
