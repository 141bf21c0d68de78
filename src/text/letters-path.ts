// Terms by their letters: as they are written, or written apart, doubled, disguised, without marks or in the other
// script. One automaton over skeletons proposes where; what stands there as it is written is told at once, and of
// the rest verify.ts decides.
import { automatonOf } from "./automaton.ts"
import { type AutomatonColumns, automatonColumns } from "./build-automaton.ts"
import { anew, type Keep, startsOf } from "./columns.ts"
import { type Folded, fold } from "./fold.ts"
import { letterForm } from "./letters.ts"
import { PLAIN } from "./paths.ts"
import { openPaths, type Verdict, verify, type Written, write } from "./verify.ts"
import { standsAlone } from "./word-edge.ts"

/** What is to be heard, by number. */
export interface Sought {
  text(which: number): string
  /** Paths that are taken already by the spelling itself, such as pinyin. */
  readonly taken: Int32Array
  /** Paths that may come to them, as far as the letters of the text allow. */
  readonly open: Int32Array
  /** Those that are sought here: they are spelt in letters, see `isSpeltInLetters`. */
  readonly byLetters: Int32Array
}

export interface LettersPath {
  /** Gives what is heard in a text; `which`: number of what was sought. */
  find(text: string, folded: Folded, take: (which: number, verdict: Verdict) => void): void
}

export function buildLettersPath(sought: Sought, keep: Keep = anew): LettersPath {
  const columns = keep("letters", () => lettersColumns(sought))
  const { openOf, runsOf, soughtStarts, soughtBy } = columns
  const automaton = automatonOf(columns)
  // Few terms ever come near a text: their letters, kept for all, would be most of the memory of a matcher.
  const writtenTerms = new Map<number, Written>()
  const writtenTerm = (which: number): Written => {
    const known = writtenTerms.get(which)
    if (known !== undefined) return known
    const text = sought.text(which)
    const written = write(text, fold(text))
    writtenTerms.set(which, written)
    return written
  }

  return {
    find(text, folded, take) {
      const written = write(text, folded)
      automaton.scan(written.skeleton.text, (skeleton, end) => {
        const firstRun = end - runsOf[skeleton]!
        const last = soughtStarts[skeleton + 1]!
        for (let at = soughtStarts[skeleton]!; at < last; at++) hear(soughtBy[at]!, written, firstRun, take)
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
    const taken = sought.taken[which]!
    const open = sought.open[which]!
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

type LettersColumns = AutomatonColumns & {
  /** By number of what is sought: the paths that are open to it. */
  readonly openOf: Int32Array
  /** By skeleton: its length. */
  readonly runsOf: Int32Array
  /** By skeleton: where the numbers of those that have it begin; one longer than there are. */
  readonly soughtStarts: Int32Array
  readonly soughtBy: Int32Array
}

function lettersColumns({ text, open, byLetters }: Sought): LettersColumns {
  const openOf = new Int32Array(open.length)
  const bySkeleton = new Map<string, number[]>()
  for (const which of byLetters) {
    const own = text(which)
    const { skeleton } = write(own, fold(own))
    openOf[which] = openPaths(skeleton) & open[which]!
    const same = bySkeleton.get(skeleton.text)
    if (same === undefined) bySkeleton.set(skeleton.text, [which])
    else same.push(which)
  }
  const skeletons = [...bySkeleton.keys()]
  const sought = [...bySkeleton.values()]
  return {
    ...automatonColumns(skeletons),
    openOf,
    runsOf: Int32Array.from(skeletons, ({ length }) => length),
    soughtStarts: startsOf(sought.map(({ length }) => length)),
    soughtBy: Int32Array.from(sought.flat()),
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
