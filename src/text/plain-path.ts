// The plain path: patterns as they are written, folded, as whole words.
import { type Automaton, buildAutomaton, type OnHit } from "./automaton.ts"
import { wordsComeUp } from "./comes-up.ts"
import { DEPENDS, foldUnit, isFoldOfItself, NOTHING } from "./fold.ts"
import { ASK, codeWords, DROPPED, UNCLEAR, type WordCodes } from "./unit-codes.ts"
import { isWordUnit, standsAlone } from "./word-edge.ts"

export interface PlainPath {
  /** Whether a pattern may stand in the text (as it is, not folded). No: none does. */
  comesUp(text: string): boolean
  /** Gives every pattern that stands in a folded text as whole words. */
  scan(folded: string, onHit: OnHit): void
}

/** Patterns are folded and not empty. */
export function buildPlainPath(patterns: readonly string[]): PlainPath {
  const automaton = buildAutomaton(patterns, isWordUnit)
  // Who looks by other paths as well asks for no quick look by this one.
  let units: WordCodes | undefined
  return {
    comesUp(text) {
      units ??= plainUnits(patterns, automaton)
      return wordsComeUp(text, units)
    },
    scan(folded, onHit) {
      automaton.scan(folded, (pattern, end) => {
        if (standsAlone(folded, end - patterns[pattern]!.length, end)) onHit(pattern, end)
      })
    },
  }
}

function plainUnits(patterns: readonly string[], { steps, someAt }: Automaton): WordCodes {
  const { codeOf, ...filters } = codeWords(patterns, steps, isWordUnit)
  const codes = new Uint16Array(0x10000).fill(ASK)
  const seenInWords = new Uint8Array(0x10000)

  return {
    steps,
    codes,
    ...filters,
    ask(text, at) {
      const unit = text.charCodeAt(at)
      if (isSurrogate(unit)) {
        return foldsInPair(text, at)
          ? codeOf(steps.classOf[unit]!, { isWord: false, collapses: false })
          : UNCLEAR
      }
      const folded = foldUnit(unit)
      if (folded === DEPENDS) return UNCLEAR
      const isWord = folded !== NOTHING && isWordUnit(folded)
      if (isWord) seenInWords[unit] = 1
      codes[unit] =
        folded === NOTHING ? DROPPED : codeOf(steps.classOf[folded]!, { isWord, collapses: folded === SPACE })
      return codes[unit]!
    },
    // Units not met yet count as no word units here: at worst the text is looked at in vain.
    mayStand(text, last, state, skipped) {
      if (isWordAt(text, last, seenInWords) && isWordAt(text, last + 1, seenInWords)) return false
      return someAt(state, (pattern) => {
        const start = last + 1 - patterns[pattern]!.length
        return skipped || !isWordAt(text, start, seenInWords) || !isWordAt(text, start - 1, seenInWords)
      })
    },
  }
}

const isWordAt = (text: string, at: number, seenInWords: Uint8Array): boolean =>
  at >= 0 && at < text.length && seenInWords[text.charCodeAt(at)] === 1

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
