// Terms by their letters: as they are written, or written apart, doubled, disguised, without marks or in the other
// script. One automaton over skeletons proposes where; what stands there as it is written is told at once, and of
// the rest verify.ts decides.
import { buildAutomaton } from "./automaton.ts"
import { type Folded, fold } from "./fold.ts"
import { letterForm } from "./letters.ts"
import { PLAIN } from "./paths.ts"
import { openPaths, type Verdict, verify, type Written, write } from "./verify.ts"
import { standsAlone } from "./word-edge.ts"

/** Something to be heard. */
export interface Sought {
  readonly text: string
  /** Paths that are taken already by the spelling itself, such as pinyin. */
  readonly taken: number
  /** Paths that may come to them, as far as the letters of the text allow. */
  readonly open: number
}

export interface LettersPath {
  /** Gives what is heard in a text; `which`: index of what was sought. */
  find(text: string, folded: Folded, take: (which: number, verdict: Verdict) => void): void
}

/** Whatever is sought is spelt in letters, see `isSpeltInLetters`. */
export function buildLettersPath(sought: readonly Sought[]): LettersPath {
  const openOf = new Int32Array(sought.length)
  const bySkeleton = new Map<string, number[]>()
  for (const [which, { text, open }] of sought.entries()) {
    const { skeleton } = write(text, fold(text))
    openOf[which] = openPaths(skeleton) & open
    const same = bySkeleton.get(skeleton.text)
    if (same === undefined) bySkeleton.set(skeleton.text, [which])
    else same.push(which)
  }
  const skeletons = [...bySkeleton.keys()]
  const soughtBy = [...bySkeleton.values()]
  const automaton = buildAutomaton(skeletons)
  // Few terms ever come near a text: their letters, kept for all, would be most of the memory of a matcher.
  const writtenTerms = new Map<number, Written>()
  const writtenTerm = (which: number): Written => {
    const { text } = sought[which]!
    const written = writtenTerms.get(which) ?? write(text, fold(text))
    writtenTerms.set(which, written)
    return written
  }

  return {
    find(text, folded, take) {
      const written = write(text, folded)
      automaton.scan(written.skeleton.text, (skeleton, end) => {
        const firstRun = end - skeletons[skeleton]!.length
        for (const which of soughtBy[skeleton]!) hear(which, written, firstRun, take)
      })
    },
  }

  function hear(
    which: number,
    text: Written,
    firstRun: number,
    take: (which: number, verdict: Verdict) => void,
  ): void {
    const term = writtenTerm(which)
    const { taken, open } = sought[which]!
    if ((taken === PLAIN || open === PLAIN) && !READ_OTHERWISE.test(term.folded.text)) {
      for (const start of plainStarts(term, text, firstRun)) {
        take(which, { paths: taken, start, end: start + term.folded.text.length, isEmbedded: false })
      }
    }
    if (open === PLAIN || (openOf[which]! | taken) === PLAIN) return
    if (taken === PLAIN && isPlain(term, text, firstRun)) return
    const verdict = verify(term, openOf[which]!, text, firstRun)
    if (verdict === null) return
    const paths = verdict.paths | taken
    if (paths !== PLAIN) take(which, { ...verdict, paths })
  }
}

/** Where a term stands as it is written, as whole words, if it begins with this run of the text. */
function plainStarts(
  term: Written,
  { folded: { text }, skeleton }: Written,
  firstRun: number,
): readonly number[] {
  const { runs, places } = skeleton
  const own = term.folded.text
  const ownRuns = term.skeleton.runs
  const before = term.skeleton.places[0]!
  const starts: number[] = []
  // The last letters of the run, if it is long enough; of a term of one run, letters anywhere in it.
  const first = runs[firstRun]!
  const last = runs[firstRun + 1]! - ownRuns[1]!
  for (let letter = ownRuns.length > 2 ? Math.max(first, last) : first; letter <= last; letter++) {
    const start = places[letter]! - before
    if (text.startsWith(own, start) && standsAlone(text, start, start + own.length)) starts.push(start)
  }
  return starts
}

/** Whether a term stands as it is written where this run begins. */
function isPlain(term: Written, { folded: { text }, skeleton }: Written, firstRun: number): boolean {
  const start = skeleton.places[skeleton.runs[firstRun]!]!
  const own = term.folded.text
  return text.startsWith(own, start) && standsAlone(text, start, start + own.length)
}

/** Emoji and signs that belong to a term (🐘牙, ivory&) are not to be confused with those that part its letters. */
const SPELT_IN_LETTERS = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} '.·-]*[\p{L}\p{M}\p{N}])?$/u

/** Whether a folded term has letters, and nothing that could be confused with what parts letters. */
export const isSpeltInLetters = (term: string): boolean =>
  SPELT_IN_LETTERS.test(term) &&
  Array.from(term).some((one) => one.length > 1 || letterForm(one.charCodeAt(0)) !== null)

/** Whether a term as it is written is told here: its letters have the same class in all texts. */
export const isToldByLetters = (term: string): boolean => isSpeltInLetters(term) && !READ_OTHERWISE.test(term)

/** Letters that may be drawn like Latin ones before folding, or join a cluster that begins with such a one (Hangul). */
const READ_OTHERWISE = /[\p{Script=Greek}\p{Script=Cyrillic}\u1160-\u11ff\ud7b0-\ud7ff]/u

/** Whether a sign may be a letter: something other than a space stands on both sides. */
export function isBetween(text: string, at: number): boolean {
  return at > 0 && at + 1 < text.length && text[at - 1] !== " " && text[at + 1] !== " "
}
