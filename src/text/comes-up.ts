// Whether any pattern may stand in a text, in one pass over the text as it is: no folded string is made. Most memos
// hold nothing and are done with here; those that may hold something are looked at again with care, so a false alarm
// costs time and nothing else.
import type { Steps } from "./automaton.ts"

/** Codes among the classes of units. What is not yet known, or depends on its neighbours, is asked for. */
export const ASK = 0xfffe
/** No unit of its own after folding: nothing changes. */
export const DROPPED = 0xffff
/** The answer that nothing can be said without folding the text. */
export const UNCLEAR = -1

/** How the units of a text are taken by an automaton. */
export interface UnitClasses {
  readonly steps: Steps
  /** By UTF-16 unit: the class of its fold in the automaton, DROPPED or ASK. */
  readonly classes: Uint16Array
  /** By class: 1 where a second unit of the class after a first says nothing more (spaces, doubled letters). */
  readonly collapses: Uint8Array
  /** By class: 1 for word units; no pattern begins right after another one. */
  readonly isWord: Uint8Array
  /** For a unit whose class is ASK: its class, DROPPED or UNCLEAR. */
  ask(text: string, at: number): number
  /**
   * Whether a pattern that ends with the unit at `last`, in this state, may stand there. `skipped`: the last place
   * before where a unit was dropped or collapsed; -1: none.
   */
  mayStand(text: string, last: number, state: number, skipped: number): boolean
}

/** Whether the text is worth a look: a pattern may stand in it, or it cannot be told so cheaply. */
export function comesUp(text: string, units: UnitClasses): boolean {
  const { classes, collapses, isWord } = units
  const { base, owner, target, root, failure } = units.steps
  let state = 0
  let before = 0
  let skipped = -1
  for (let i = 0; i < text.length; i++) {
    let unitClass = classes[text.charCodeAt(i)]!
    if (unitClass >= ASK) {
      if (unitClass === ASK) {
        const answer = units.ask(text, i)
        if (answer === UNCLEAR) return true
        unitClass = answer
      }
      if (unitClass === DROPPED) {
        skipped = i
        continue
      }
    }
    if (unitClass === before && collapses[unitClass] === 1 && (state !== 0 || skipped !== i - 1)) {
      skipped = i
      continue
    }
    while (state !== 0 && owner[base[state]! + unitClass] !== state) state = failure[state]!
    if (state !== 0) state = target[base[state]! + unitClass]!
    else if ((isWord[before]! & isWord[unitClass]!) === 0 || skipped === i - 1) state = root[unitClass]!
    before = unitClass
    // States at which patterns end are negative: one comparison, no further look-up.
    if (state >= 0) continue
    state = ~state
    if (units.mayStand(text, i, state, skipped)) return true
  }
  return false
}
