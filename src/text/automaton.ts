// Finds many patterns in a text in one pass. Aho and Corasick, "Efficient string matching: an aid to bibliographic
// search" (CACM 18:6, 1975). The steps of all states lie interleaved in one array, found by displacement (Tarjan and
// Yao, "Storing a sparse table", CACM 22:11, 1979); failure links are followed while scanning, since resolved beforehand
// they multiply the steps of states whose tails begin many patterns, as Han characters do. Memory and time to build in
// proportion to the patterns; at most two steps a UTF-16 unit on average.
import { type AutomatonColumns, automatonColumns, type IsWordUnit, NONE } from "./build-automaton.ts"

/** Called for each occurrence: `end` is exclusive, in UTF-16 units. */
export type OnHit = (pattern: number, end: number) => void

export interface Automaton {
  /**
   * Gives every occurrence of every pattern, overlapping ones too: by end, then longest first, then by pattern index.
   * Compares UTF-16 units as they are: fold patterns and text alike beforehand.
   */
  scan(text: string, onHit: OnHit): void
}

/**
 * Patterns must not be empty; equal patterns are each reported. Given `isWordUnit`, occurrences that begin between two
 * word units may be left out, which spares most steps in scripts with spaces.
 */
export function buildAutomaton(patterns: readonly string[], isWordUnit?: IsWordUnit): Automaton {
  return automatonOf(automatonColumns(patterns, isWordUnit))
}

/** The automaton that columns were worked out for. */
export function automatonOf(columns: AutomatonColumns): Automaton {
  const { units, isWord, root, failure, base, owner, target } = columns
  const { hitState, shorterHit, firstPattern, nextSame } = columns
  const classOf = new Uint16Array(0x10000)
  for (let unitClass = 1; unitClass < units.length; unitClass++) classOf[units[unitClass]!] = unitClass

  return {
    scan(text, onHit) {
      let state = 0
      let before = 0
      for (let i = 0; i < text.length; i++) {
        const unitClass = classOf[text.charCodeAt(i)]!
        while (state !== 0 && owner[base[state]! + unitClass] !== state) state = failure[state]!
        if (state !== 0) state = target[base[state]! + unitClass]!
        else if ((isWord[before]! & isWord[unitClass]!) === 0) state = root[unitClass]!
        before = unitClass
        if (state >= 0) continue
        state = ~state
        for (let s = hitState[state]!; s !== 0; s = shorterHit[s]!) {
          for (let p = firstPattern[s]!; p !== NONE; p = nextSame[p]!) onHit(p, i + 1)
        }
      }
    },
  }
}
