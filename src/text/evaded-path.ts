// The evasion paths: terms whose letters are there, but written apart, doubled, disguised, without marks or in the
// other script. One automaton over skeletons proposes, verify.ts decides.
import { type Automaton, buildAutomaton } from "./automaton.ts"
import { ASK, comesUp, DROPPED, UNCLEAR, type UnitClasses } from "./comes-up.ts"
import { DEPENDS, type Folded, fold, foldUnit, NOTHING } from "./fold.ts"
import { classLetter, letterForm } from "./letters.ts"
import { drawnLike, isLetterSign } from "./lookalikes.ts"
import { PLAIN } from "./paths.ts"
import { foldsAsPair, isSurrogate } from "./plain-path.ts"
import { isAstralLetter, isLatin } from "./skeleton.ts"
import { openPaths, type Verdict, verify, type Written, write } from "./verify.ts"
import { isSpacedWord } from "./word-edge.ts"

/** Something to be heard. */
export interface Sought {
  readonly text: string
  /** Paths that are taken already by the spelling itself, such as pinyin. */
  readonly taken: number
  /** Paths that may come to them, as far as the letters of the text allow. */
  readonly open: number
}

export interface EvadedPath {
  /** Whether something may be heard in the text (as it is, not folded). No: nothing is. */
  comesUp(text: string): boolean
  /** Gives what is heard by any path but the plain one; `which`: index of what was sought. */
  find(text: string, folded: Folded, take: (which: number, verdict: Verdict) => void): void
}

export function buildEvadedPath(sought: readonly Sought[]): EvadedPath {
  const terms: { written: Written; open: number; taken: number; which: number }[] = []
  const bySkeleton = new Map<string, number[]>()
  for (const [which, { text, taken, open: wanted }] of sought.entries()) {
    const written = write(text, fold(text))
    const open = openPaths(written.skeleton) & wanted
    const skeleton = written.skeleton.text
    if (!SPELT_IN_LETTERS.test(written.folded.text) || (open | taken) === PLAIN) continue
    const index = terms.push({ written, open, taken, which }) - 1
    const same = bySkeleton.get(skeleton)
    if (same === undefined) bySkeleton.set(skeleton, [index])
    else same.push(index)
  }
  const skeletons = [...bySkeleton.keys()]
  const termsOf = [...bySkeleton.values()]
  const automaton = buildAutomaton(skeletons)
  const units = skeletonUnits(automaton, skeletons)

  return {
    comesUp: (text) => comesUp(text, units),
    find(text, folded, take) {
      const written = write(text, folded)
      automaton.scan(written.skeleton.text, (skeleton, end) => {
        for (const index of termsOf[skeleton]!) {
          const term = terms[index]!
          const verdict = verify(term.written, term.open, written, end - skeletons[skeleton]!.length)
          if (verdict === null) continue
          const paths = verdict.paths | term.taken
          if (paths !== PLAIN) take(term.which, { ...verdict, paths })
        }
      })
    },
  }
}

/** Emoji and signs that belong to a term (🐘牙, ivory&) are not to be confused with those that part its letters. */
const SPELT_IN_LETTERS = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} '.·-]*[\p{L}\p{M}\p{N}])?$/u

/** How the units of a text are taken by an automaton over skeletons: as `skeletonOf` has them. */
function skeletonUnits({ steps, someAt }: Automaton, skeletons: readonly string[]): UnitClasses {
  const classes = new Uint16Array(0x10000).fill(ASK)
  const isWord = new Uint8Array(0x10000)
  const collapses = new Uint8Array(steps.root.length)
  const units: UnitShape = { classes, isWord, collapses }
  for (let letter = FIRST_LETTER; letter <= LAST_LETTER; letter++) {
    const letterClass = steps.classOf[letter]!
    if (letterClass !== 0 && isLatin(String.fromCharCode(letter))) collapses[letterClass] = 1
  }

  return {
    steps,
    classes,
    collapses,
    // Separators that are dropped are edges: a step after one is always tried.
    isWord: collapses,
    ask(text, at) {
      const unit = text.charCodeAt(at)
      if (isSurrogate(unit)) return isPlainSign(text, unit < 0xdc00 ? at : at - 1) ? DROPPED : UNCLEAR
      const folded = foldUnit(unit)
      if (folded === DEPENDS) return UNCLEAR
      const form = folded === NOTHING ? null : letterForm(folded)
      if (form === null && folded !== NOTHING && isLetterSign(folded)) {
        return isBetween(text, at) ? UNCLEAR : DROPPED
      }
      if (form !== null && form.bare.length > 1) return UNCLEAR
      const unitClass =
        form === null
          ? DROPPED
          : steps.classOf[classLetter(form.bare, drawnLike(unit, folded)).charCodeAt(0)]!
      classes[unit] = unitClass
      if (form !== null && isSpacedWord(String.fromCharCode(folded))) isWord[unit] = 1
      return unitClass
    },
    mayStand(text, last, state) {
      if (isInsideWord(text, last, units)) return false
      return someAt(state, (skeleton) => mayStart(text, last, skeletons[skeleton]!.length, units))
    },
  }
}

interface UnitShape {
  /** By UTF-16 unit; what is not known yet is ASK, and no word unit. */
  readonly classes: Uint16Array
  readonly isWord: Uint8Array
  /** By class. */
  readonly collapses: Uint8Array
}

/** Whether the unit that ends a match is surely followed by another letter of the same word. */
function isInsideWord(text: string, last: number, { classes, isWord }: UnitShape): boolean {
  if (last + 1 === text.length) return false
  const unit = text.charCodeAt(last)
  const next = text.charCodeAt(last + 1)
  // The run that ends the match may go on.
  return isWord[unit] === 1 && isWord[next] === 1 && classes[unit] !== classes[next]
}

/** Whether so many runs that end at `last` may begin at the start of a word; yes, where that is not plain to see. */
function mayStart(
  text: string,
  last: number,
  runs: number,
  { classes, isWord, collapses }: UnitShape,
): boolean {
  let left = runs
  let run = -1
  for (let at = last; at >= 0; at--) {
    const unitClass = classes[text.charCodeAt(at)]!
    if (unitClass === ASK) return true
    if (unitClass === DROPPED) continue
    if (unitClass !== run || collapses[unitClass] === 0) {
      if (left === 0) return false
      left--
    }
    run = unitClass
    if (left > 0) continue
    // Somewhere in the first run a word must begin.
    if (at === 0 || isWord[text.charCodeAt(at)] === 0 || isWord[text.charCodeAt(at - 1)] === 0) return true
  }
  return false
}

const FIRST_LETTER = 0x61
const LAST_LETTER = 0x7a

const isPlainSign = (text: string, at: number): boolean => foldsAsPair(text, at) && !isAstralLetter(text, at)

/** Whether something other than a space stands on both sides: then a sign may be a letter. */
function isBetween(text: string, at: number): boolean {
  return at > 0 && at + 1 < text.length && text[at - 1] !== " " && text[at + 1] !== " "
}
