// Finds many patterns in a text in one pass. Aho and Corasick, "Efficient string matching: an aid to bibliographic
// search" (CACM 18:6, 1975). The steps of all states lie interleaved in one array, found by displacement (Tarjan and
// Yao, "Storing a sparse table", CACM 22:11, 1979); failure links are followed while scanning, since resolved beforehand
// they multiply the steps of states whose tails begin many patterns, as Han characters do. Memory and time to build in
// proportion to the patterns; at most two steps a UTF-16 unit on average.
import { type AutomatonColumns, automatonColumns, type IsWordUnit, NONE } from "./build-automaton.ts"

/** Called for each occurrence: `end` is exclusive, in UTF-16 units. */
export type OnHit = (pattern: number, end: number) => void

/**
 * The steps as arrays, for loops that bring their own classes of units. A step from a state that is not 0 is
 * `target[base[state] + class]` if `owner` there is the state, else the step from `failure[state]`; from 0 it is
 * `root[class]`, or 0 between two units of words. A state at which patterns end is given as its complement (negative).
 */
export interface Steps {
  /** By UTF-16 unit: its class, from 1; 0: in no pattern, and nobody's step. */
  readonly classOf: Uint16Array
  /** By class: 1 for units after which nothing begins with another such unit. */
  readonly isWord: Uint8Array
  readonly root: Int32Array
  readonly failure: Int32Array
  /** By state: where its row begins. */
  readonly base: Int32Array
  /** By slot (base + class): the state whose step this is; NONE: nobody's. */
  readonly owner: Int32Array
  readonly target: Int32Array
}

export interface Automaton {
  readonly steps: Steps
  /**
   * Gives every occurrence of every pattern, overlapping ones too: by end, then longest first, then by pattern index.
   * Compares UTF-16 units as they are: fold patterns and text alike beforehand.
   */
  scan(text: string, onHit: OnHit): void
  /** Whether a test holds for one of the patterns that end at a state; longest first. */
  someAt(state: number, test: (pattern: number) => boolean): boolean
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
  const steps: Steps = { classOf, isWord, root, failure, base, owner, target }

  return {
    steps,
    scan(text, onHit) {
      const { base, owner, target } = steps
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
    someAt(state, test) {
      for (let s = hitState[state]!; s !== 0; s = shorterHit[s]!) {
        for (let p = firstPattern[s]!; p !== NONE; p = nextSame[p]!) if (test(p)) return true
      }
      return false
    },
  }
}
