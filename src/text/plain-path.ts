// The plain path: patterns as they are written, folded, as whole words.
import { buildAutomaton, type OnHit } from "./automaton.ts"
import { ASK, comesUp, DROPPED, UNCLEAR, type UnitClasses } from "./comes-up.ts"
import { DEPENDS, foldUnit, isFoldOfItself, NOTHING } from "./fold.ts"
import { isSpacedWord, standsAlone } from "./word-edge.ts"

export interface PlainPath {
  /** Whether a pattern may stand in the text (as it is, not folded). No: none does. */
  comesUp(text: string): boolean
  /** Gives every pattern that stands in a folded text as whole words. */
  scan(folded: string, onHit: OnHit): void
}

/** Patterns are folded and not empty. */
export function buildPlainPath(patterns: readonly string[]): PlainPath {
  const automaton = buildAutomaton(patterns, (unit) => isSpacedWord(String.fromCharCode(unit)))
  const units = plainUnits(patterns, automaton)
  return {
    comesUp: (text) => comesUp(text, units),
    scan(folded, onHit) {
      automaton.scan(folded, (pattern, end) => {
        if (standsAlone(folded, end - patterns[pattern]!.length, end)) onHit(pattern, end)
      })
    },
  }
}

function plainUnits(
  patterns: readonly string[],
  { steps, someAt }: ReturnType<typeof buildAutomaton>,
): UnitClasses {
  const classes = new Uint16Array(0x10000).fill(ASK)
  const isWordUnit = new Uint8Array(0x10000)
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
      if (isSurrogate(unit)) return foldsInPair(text, at) ? steps.classOf[unit]! : UNCLEAR
      const folded = foldUnit(unit)
      if (folded === DEPENDS) return UNCLEAR
      const unitClass = folded === NOTHING ? DROPPED : steps.classOf[folded]!
      classes[unit] = unitClass
      if (folded !== NOTHING && isSpacedWord(String.fromCharCode(folded))) isWordUnit[unit] = 1
      return unitClass
    },
    // Units not met yet count as no word units here: at worst the text is looked at in vain.
    mayStand(text, last, state, skipped) {
      const isWordAt = (at: number) => at >= 0 && at < text.length && isWordUnit[text.charCodeAt(at)] === 1
      if (isWordAt(last) && isWordAt(last + 1)) return false
      return someAt(state, (pattern) => {
        const start = last + 1 - patterns[pattern]!.length
        return skipped >= start || !isWordAt(start) || !isWordAt(start - 1)
      })
    },
  }
}

const SPACE = 0x20

export const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff

/** Whether the surrogate at `at` is half of a character that folds to itself. */
function foldsInPair(text: string, at: number): boolean {
  const high = text.charCodeAt(at) < 0xdc00 ? at : at - 1
  return foldsAsPair(text, high)
}

/** By code point less 0x10000, for the two planes that people write in: 0 not yet known, 1 folds to itself, 2 does not. */
const pairFolds = new Uint8Array(0x20000)

/** Whether a pair of surrogates begins at `at` whose character folds to itself. */
export function foldsAsPair(text: string, at: number): boolean {
  const index = (text.codePointAt(at) ?? 0) - 0x10000
  if (index < 0 || index >= pairFolds.length) return false
  if (pairFolds[index] === 0) pairFolds[index] = isFoldOfItself(String.fromCodePoint(index + 0x10000)) ? 1 : 2
  return pairFolds[index] === 1
}
