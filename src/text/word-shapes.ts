// The quick look for misspelt terms: pieces of them, in words that are about as long as theirs, over the text as it is.
import type { Automaton } from "./automaton.ts"
import { ASK, DROPPED, UNCLEAR, type UnitClasses } from "./comes-up.ts"
import { DEPENDS, foldUnit, NOTHING } from "./fold.ts"
import { letterForm } from "./letters.ts"
import { foldsAsPair, isSurrogate } from "./plain-path.ts"
import { isSpacedWord } from "./word-edge.ts"

/** What must stand round a piece, by lengths alone. */
export interface WordShape {
  /** From the start of the piece to its first unit in the word. */
  readonly shift: number
  /** Letters of the word before that unit. */
  readonly before: number
  readonly length: number
  /** By how many units lengths may differ. */
  readonly slack: number
  /** The word that stands beside it; null: none is asked for. */
  readonly beside: {
    readonly isAfter: boolean
    readonly gap: number
    readonly length: number
    readonly slack: number
  } | null
}

/** Each shape once: a piece stands in many terms, most of them alike. */
export function distinctShapes(shapes: readonly WordShape[]): readonly WordShape[] {
  return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()]
}

/** How the units of a text are taken by an automaton over pieces: folded, without diacritics. */
export function pieceUnits(
  { steps, someAt }: Automaton,
  pieces: readonly string[],
  shapesOf: readonly (readonly WordShape[])[],
): UnitClasses {
  const classes = new Uint16Array(0x10000).fill(ASK)
  const isWordUnit = new Uint8Array(0x10000)
  const seen: SeenUnits = { classes, isWordUnit }
  const collapses = new Uint8Array(steps.root.length)
  const spaceClass = steps.classOf[SPACE]!
  if (spaceClass !== 0) collapses[spaceClass] = 1

  return {
    steps,
    classes,
    collapses,
    isWord: steps.isWord,
    ask(text, at) {
      const unit = text.charCodeAt(at)
      if (isSurrogate(unit)) return foldsAsPair(text, unit < 0xdc00 ? at : at - 1) ? NO_CLASS : UNCLEAR
      const folded = foldUnit(unit)
      if (folded === DEPENDS) return UNCLEAR
      classes[unit] = folded === NOTHING ? DROPPED : steps.classOf[bareUnit(folded)]!
      if (folded !== NOTHING && isSpacedWord(String.fromCharCode(folded))) isWordUnit[unit] = 1
      return classes[unit]!
    },
    mayStand(text, last, state, skipped) {
      return someAt(state, (piece) => {
        const start = last + 1 - pieces[piece]!.length
        return skipped >= start || shapesOf[piece]!.some((shape) => fits(text, start, shape, seen))
      })
    },
  }
}

const SPACE = 0x20
/** Of units that are in no piece. */
const NO_CLASS = 0

/** The unit of a letter without its diacritics, if that is one letter. */
export function bareUnit(folded: number): number {
  const form = letterForm(folded)
  return form?.kind === "latin" && form.bare.length === 1 ? form.bare.charCodeAt(0) : folded
}

/** What is known of UTF-16 units; those not met yet have the class ASK. */
interface SeenUnits {
  readonly classes: Uint16Array
  readonly isWordUnit: Uint8Array
}

/** Whether words of this shape may stand round a piece found at `start`. Yes, where that is not plain to see. */
function fits(text: string, start: number, shape: WordShape, seen: SeenUnits): boolean {
  const { shift, before, length, slack, beside } = shape
  const place = start + shift
  const wordStart = startOfWord(text, place, seen)
  const wordEnd = endOfWord(text, place, seen)
  if (wordStart === UNCLEAR || wordEnd === UNCLEAR) return true
  const movedBefore = place - wordStart - before
  const movedAfter = wordEnd - wordStart - length - movedBefore
  if (Math.abs(movedBefore) + Math.abs(movedAfter) > slack) return false
  if (beside === null) return true
  const step = beside.isAfter ? 1 : -1
  let next = beside.isAfter ? wordEnd + beside.gap : wordStart - beside.gap - 1
  // Runs of spaces are one space after folding.
  while (next >= 0 && next < text.length && text.charCodeAt(next) === SPACE) next += step
  if (next < 0 || next >= text.length) return false
  const nextStart = startOfWord(text, next, seen)
  const nextEnd = endOfWord(text, next, seen)
  if (nextStart === UNCLEAR || nextEnd === UNCLEAR) return true
  return Math.abs(nextEnd - nextStart - beside.length) <= beside.slack
}

/** Where the word at a place begins; UNCLEAR where a unit is met that may be part of it or nothing at all. */
function startOfWord(text: string, place: number, { classes, isWordUnit }: SeenUnits): number {
  let start = place
  while (start > 0 && isWordUnit[text.charCodeAt(start - 1)] === 1) start--
  return start > 0 && classes[text.charCodeAt(start - 1)]! >= ASK ? UNCLEAR : start
}

function endOfWord(text: string, place: number, { classes, isWordUnit }: SeenUnits): number {
  let end = place
  while (end < text.length && isWordUnit[text.charCodeAt(end)] === 1) end++
  return end < text.length && classes[text.charCodeAt(end)]! >= ASK ? UNCLEAR : end
}
