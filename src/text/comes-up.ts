// Whether any pattern may stand in a text, in one pass over the text as it is: no folded string is made. Most memos
// hold nothing and are done with here; those that may hold something are looked at again with care, so a false alarm
// costs time and nothing else.
//
// Each step of an automaton waits for the one before, and which way it goes is hard to foretell. So the units are only
// hashed, and looked up in filters of how patterns begin; where one may begin, the automaton walks from there.

import { isIn } from "./hash-filter.ts"
import {
  ASK,
  addToRow,
  addToWord,
  COLLAPSES,
  classIn,
  DROPPED,
  hashPair,
  hashRow,
  hashWord,
  NO_CLASS,
  ROW,
  SINGLE,
  UNCLEAR,
  type UnitCodes,
  WORD,
  type WordCodes,
} from "./unit-codes.ts"

/** Patterns that are whole words: one that begins with a word begins where the text has that very word. */
export function wordsComeUp(text: string, units: WordCodes): boolean {
  const { codes } = units
  const { bits: pairs, shift: pairShift } = units.pairs
  const { bits: words, shift: wordShift } = units.words
  const end = text.length
  let before = 0
  let beforeAt = 0
  for (let i = 0; i < end; i++) {
    let code = codes[text.charCodeAt(i)]!
    if (code >= SINGLE) {
      if (code === ASK) code = units.ask(text, i)
      if (code === UNCLEAR) return true
      if (code === DROPPED) continue
      if (code >= SINGLE && walk(text, i, units)) return true
    }
    if ((code & COLLAPSES) !== 0 && code === before) continue
    if (isIn(pairs, pairShift, hashPair(before, code)) && walk(text, beforeAt, units)) return true
    before = code
    beforeAt = i
    if ((code & WORD) === 0) continue
    let word = addToWord(0, code)
    for (i++; i < end; i++) {
      code = codes[text.charCodeAt(i)]!
      // One question for most letters of a word.
      if ((code & (WORD | SINGLE)) !== WORD) {
        if (code === ASK) code = units.ask(text, i)
        if (code === UNCLEAR) return true
        if (code === DROPPED) continue
        if ((code & WORD) === 0) break
      }
      word = addToWord(word, code)
    }
    // The unit after the word is looked at next.
    i--
    if (isIn(words, wordShift, hashWord(word)) && walk(text, beforeAt, units)) return true
  }
  return false
}

/** Pieces of words, four units or longer: one begins where its first four stand in a row. */
export function piecesComeUp(text: string, units: UnitCodes): boolean {
  const { codes } = units
  const { bits, shift } = units.words
  const end = text.length
  let before = 0
  // The last four units in a row, how many they are, and where they are.
  let row = 0
  let inRow = 0
  let at0 = 0
  let at1 = 0
  let at2 = 0
  let at3 = 0
  for (let i = 0; i < end; i++) {
    let code = codes[text.charCodeAt(i)]!
    if (code >= ASK) {
      if (code === ASK) code = units.ask(text, i)
      if (code === UNCLEAR) return true
      if (code === DROPPED) continue
    }
    if (code === before && (code & COLLAPSES) !== 0) continue
    before = code
    if (classIn(code) === NO_CLASS) {
      // Nothing goes on past it.
      inRow = 0
      continue
    }
    at3 = at2
    at2 = at1
    at1 = at0
    at0 = i
    inRow++
    row = addToRow(row, code)
    if (inRow >= ROW && isIn(bits, shift, hashRow(row)) && walk(text, at3, units)) return true
  }
  return false
}

/** Whether a pattern may stand in the text that begins with the unit at `start`. */
function walk(text: string, start: number, units: UnitCodes): boolean {
  const { codes } = units
  const { base, owner, target, root } = units.steps
  let state = 0
  let before = -1
  let skipped = false
  for (let i = start; i < text.length; i++) {
    let code = codes[text.charCodeAt(i)]!
    if (code === ASK) code = units.ask(text, i)
    if (code === UNCLEAR) return true
    if (code === DROPPED || (code === before && (code & COLLAPSES) !== 0)) {
      skipped = true
      continue
    }
    before = code
    const unitClass = classIn(code)
    if (state === 0) state = root[unitClass]!
    else state = owner[base[state]! + unitClass] === state ? target[base[state]! + unitClass]! : 0
    if (state === 0) return false
    if (state > 0) continue
    state = ~state
    if (units.mayStand(text, i, state, skipped)) return true
  }
  return false
}
