// The evasion paths: terms whose letters are there, but written apart, doubled, disguised, without marks or in the
// other script. One automaton over skeletons proposes, verify.ts decides.
import { type Automaton, buildAutomaton } from "./automaton.ts"
import { lettersComeUp } from "./comes-up.ts"
import { DEPENDS, type Folded, fold, foldUnit, NOTHING } from "./fold.ts"
import { classLetter, letterForm } from "./letters.ts"
import { drawnLike, isLetterSign } from "./lookalikes.ts"
import { PLAIN } from "./paths.ts"
import { foldsAsPair, isSurrogate } from "./plain-path.ts"
import { isAstralLetter, isLatin } from "./skeleton.ts"
import { ASK, COLLAPSES, codeLetters, DROPPED, UNCLEAR, type UnitCodes, WORD } from "./unit-codes.ts"
import { openPaths, type Verdict, verify, type Written, write } from "./verify.ts"
import { isSpacedWord, standsAlone } from "./word-edge.ts"

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
    comesUp: (text) => lettersComeUp(text, units),
    find(text, folded, take) {
      const written = write(text, folded)
      automaton.scan(written.skeleton.text, (skeleton, end) => {
        const firstRun = end - skeletons[skeleton]!.length
        for (const index of termsOf[skeleton]!) {
          const term = terms[index]!
          if (term.taken === PLAIN && isPlain(term.written, written, firstRun)) continue
          const verdict = verify(term.written, term.open, written, firstRun)
          if (verdict === null) continue
          const paths = verdict.paths | term.taken
          if (paths !== PLAIN) take(term.which, { ...verdict, paths })
        }
      })
    },
  }
}

/** Whether a term stands as it is written where these runs begin: that is for the plain path to tell. */
function isPlain(term: Written, { folded: { text }, skeleton }: Written, firstRun: number): boolean {
  const start = skeleton.places[skeleton.runs[firstRun]!]!
  const own = term.folded.text
  return text.startsWith(own, start) && standsAlone(text, start, start + own.length)
}

/** Emoji and signs that belong to a term (🐘牙, ivory&) are not to be confused with those that part its letters. */
const SPELT_IN_LETTERS = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} '.·-]*[\p{L}\p{M}\p{N}])?$/u

/** How the units of a text are taken by an automaton over skeletons: as `skeletonOf` has them. */
function skeletonUnits({ steps, someAt }: Automaton, skeletons: readonly string[]): UnitCodes {
  const { codeOf, ...filters } = codeLetters(skeletons, steps, isWordUnit)
  const codes = new Uint16Array(0x10000).fill(ASK)

  return {
    steps,
    codes,
    ...filters,
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
      codes[unit] = form === null ? DROPPED : codeOfLetter(classLetter(form.bare, drawnLike(unit, folded)))
      return codes[unit]!
    },
    mayStand(text, last, state) {
      if (isInsideWord(text, last, codes)) return false
      return someAt(state, (skeleton) => mayStart(text, last, skeletons[skeleton]!.length, codes))
    },
  }

  function codeOfLetter(letter: string): number {
    const unit = letter.charCodeAt(0)
    return codeOf(steps.classOf[unit]!, { isWord: isWordUnit(unit), collapses: isLatin(letter) })
  }
}

const isWordUnit = (unit: number): boolean => isSpacedWord(String.fromCharCode(unit))

const isWordCode = (code: number): boolean => code < ASK && (code & WORD) !== 0

/** Whether the unit that ends a match is surely followed by another letter of the same word. */
function isInsideWord(text: string, last: number, codes: Uint16Array): boolean {
  if (last + 1 === text.length) return false
  const code = codes[text.charCodeAt(last)]!
  const next = codes[text.charCodeAt(last + 1)]!
  // The run that ends the match may go on.
  return isWordCode(code) && isWordCode(next) && code !== next
}

/** Whether so many runs that end at `last` may begin at the start of a word; yes, where that is not plain to see. */
function mayStart(text: string, last: number, runs: number, codes: Uint16Array): boolean {
  let left = runs
  let run = -1
  for (let at = last; at >= 0; at--) {
    const code = codes[text.charCodeAt(at)]!
    if (code === ASK) return true
    if (code === DROPPED) continue
    if (code !== run || (code & COLLAPSES) === 0) {
      if (left === 0) return false
      left--
    }
    run = code
    if (left > 0) continue
    // Somewhere in the first run a word must begin.
    if (at === 0 || !isWordCode(code) || !isWordCode(codes[text.charCodeAt(at - 1)]!)) return true
  }
  return false
}

const isPlainSign = (text: string, at: number): boolean => foldsAsPair(text, at) && !isAstralLetter(text, at)

/** Whether something other than a space stands on both sides: then a sign may be a letter. */
function isBetween(text: string, at: number): boolean {
  return at > 0 && at + 1 < text.length && text[at - 1] !== " " && text[at + 1] !== " "
}
