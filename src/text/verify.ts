// Whether a stretch of a text is a term, and by which paths: its letters, what stands between them, and the rules of
// each path.
import { areAllApart, isDisguiseCredible } from "./disguise.ts"
import type { Folded } from "./fold.ts"
import { letterForm } from "./letters.ts"
import { ACCENTS, LOOKALIKE, REPEATED, SCRIPT, SPACED } from "./paths.ts"
import { isDisguised, NOT_IT, readLetter, readRun } from "./runs.ts"
import { ALL_APART, EDGES, judgeGap, NEVER, ODD, SAME } from "./separators.ts"
import { type Letter, type Skeleton, skeletonOf } from "./skeleton.ts"
import { isUnspacedAt, isUnspacedBefore, isWordEdge, joinsWord } from "./word-edge.ts"

/** A text with its skeleton: a term, or a text that is searched. */
export interface Written {
  readonly original: string
  readonly folded: Folded
  readonly skeleton: Skeleton
}

export const write = (original: string, folded: Folded): Written => ({
  original,
  folded,
  skeleton: skeletonOf(original, folded),
})

/** Letters that a term needs before it is heard by a path: shorter ones are in too many innocent texts. */
const LATIN_SPACED = 5
const HAN_SPACED = 2
const LATIN_BARE = 5
export const LATIN_LOOKALIKE = 4
const LATIN_REPEATED = 5
/** The same for letters of other scripts with spaces. */
const OTHER_SPACED = 5
const OTHER_BARE = 5

/** The paths by which a term of these letters may be heard. */
export function openPaths({ letters }: Skeleton): number {
  const latin = letters.filter(({ kind }) => kind === "latin").length
  const han = letters.filter(({ kind }) => kind === "han").length
  const other = letters.filter(({ kind }) => kind === "other").length
  return (
    (han > 0 ? SCRIPT : 0) |
    (latin >= LATIN_BARE || other >= OTHER_BARE ? ACCENTS : 0) |
    (latin >= LATIN_LOOKALIKE ? LOOKALIKE : 0) |
    (latin >= LATIN_SPACED || han >= HAN_SPACED || other >= OTHER_SPACED ? SPACED : 0) |
    (latin >= LATIN_REPEATED ? REPEATED : 0)
  )
}

export interface Verdict {
  readonly paths: number
  /** Span in folded units. */
  readonly start: number
  readonly end: number
  /** Whether signs part its letters while both ends touch other letters of a script without spaces. */
  readonly isEmbedded: boolean
}

/**
 * The plainest reading of a text's runs, from `firstRun` on, as a term; null: none, or only by paths that are not
 * open. A run of letters at either end is taken whole, or from one of its gaps on.
 */
export function verify(term: Written, open: number, text: Written, firstRun: number): Verdict | null {
  const { runs, places } = text.skeleton
  const own = term.skeleton.runs
  const lastRun = firstRun + own.length - 2
  const starts = breaks(places, runs[firstRun + 1]! - own[1]!, runs[firstRun]!, -1)
  const ends = breaks(places, runs[lastRun]! + own.at(-1)! - own.at(-2)!, runs[lastRun + 1]!, 1)
  let best: Verdict | null = null
  for (const start of starts) {
    for (const end of ends) {
      if (start >= end) continue
      const verdict = readStretch(term, open, text, { start, end, firstRun, lastRun })
      if (verdict !== null && (best === null || verdict.paths < best.paths)) best = verdict
    }
  }
  return best
}

/** Breaks that are tried in a run; of a longer row of single letters, those nearest to as many as the term has. */
const MOST_BREAKS = 4

/**
 * Where a run may begin (`step` -1) or end (1), from as many letters as the term has (`from`) to all of them (`to`): at
 * the last, and where something parts its letters.
 */
function breaks(places: readonly number[], from: number, to: number, step: 1 | -1): readonly number[] {
  const found: number[] = [to]
  for (let at = from; (to - at) * step > 0 && found.length <= MOST_BREAKS; at += step) {
    if (places[at]! - places[at - 1]! !== 1) found.push(at)
  }
  return found
}

interface Stretch {
  /** Letters of the text, end exclusive. */
  readonly start: number
  readonly end: number
  readonly firstRun: number
  readonly lastRun: number
}

function readStretch(term: Written, open: number, text: Written, stretch: Stretch): Verdict | null {
  const { letters, places } = text.skeleton
  const { start, end } = stretch
  const folded = text.folded.text
  // Half a ligature is no end.
  if (places[start - 1] === places[start] || places[end - 1] === places[end]) return null
  const from = places[start]!
  const last = places[end - 1]! + 1
  const to = letters[end - 1]!.kind === "han" ? last : skipMarks(folded, last)
  if (!isWordEdge(folded, from) || !endsWord(folded, last, to) || touchesSign(text.skeleton, start, end))
    return null
  const read = readLetters(term, text, stretch)
  if (read === null) return null
  const asks = judgeGaps(term, text, stretch)
  if (asks === NEVER) return null
  const paths = asks === SAME && to === last ? read.paths : read.paths | SPACED
  if ((paths & ~open) !== 0) return null
  const matched = { letters: letters.slice(start, end), places: places.slice(start, end) }
  if (!isDisguiseCredible(matched, read.disguised)) return null
  if ((asks & ALL_APART) === ALL_APART && !areAllApart(matched)) return null
  const touchesBefore = isUnspacedBefore(folded, from)
  const touchesAfter = isUnspacedAt(folded, to)
  if ((asks & EDGES) === EDGES && touchesAfter && !areManyApart(matched)) return null
  return { paths, start: from, end: to, isEmbedded: (asks & ODD) === ODD && touchesBefore && touchesAfter }
}

/** Whether a word ends at `last`, or after the marks that follow, at `to`. */
const endsWord = (text: string, last: number, to: number): boolean =>
  to === last ? isWordEdge(text, last) : !joinsWord(text, to)

/** Whether a sign that counts as a letter of the same word stands right before or after. */
function touchesSign({ letters, places }: Skeleton, start: number, end: number): boolean {
  const isSignAt = (k: number, place: number) => letters[k]?.kind === "sign" && places[k] === place
  return isSignAt(start - 1, places[start]! - 1) || isSignAt(end, places[end - 1]! + 1)
}

/**
 * Whether three letters or more stand one by one, as nobody writes who ends a word and begins the next. Of two letters the
 * second must end there: 上次的象 牙 谢谢, and not 象 牙膏.
 */
function areManyApart(matched: Pick<Skeleton, "letters" | "places">): boolean {
  return matched.letters.length >= LETTERS_APART && areAllApart(matched)
}

const LETTERS_APART = 3

/** Marks that belong to no letter after folding (strokes through a word) stay with the letter before them. */
function skipMarks(text: string, at: number): number {
  let end = at
  while (end < text.length && MARK.test(text[end]!) && letterForm(text.charCodeAt(end)) === null) end++
  return end
}

const MARK = /^\p{M}$/u

interface ReadLetters {
  readonly paths: number
  /** Indexes, from the first letter of the stretch, of those that only look like the term's. */
  readonly disguised: readonly number[]
}

function readLetters(term: Written, text: Written, stretch: Stretch): ReadLetters | null {
  const disguised: number[] = []
  let paths = 0
  for (let run = stretch.firstRun; run <= stretch.lastRun; run++) {
    const own = ownRun(term, run - stretch.firstRun)
    const [start, end] = runSpan(text, stretch, run)
    const letters = text.skeleton.letters.slice(start, end)
    const isOne = letters.length === 1 && own.length === 1
    const read = isOne ? readLetter(letters[0]!, own[0]!) : readRun(letters, own)
    if (read === NOT_IT) return null
    paths |= letters.length > own.length ? read | REPEATED : read
    if ((read & LOOKALIKE) === 0) continue
    for (const [k, letter] of letters.entries())
      if (isDisguised(letter, own)) disguised.push(start + k - stretch.start)
  }
  return { paths, disguised }
}

function ownRun({ skeleton: { letters, runs } }: Written, run: number): readonly Letter[] {
  return letters.slice(runs[run], runs[run + 1])
}

function runSpan({ skeleton: { runs } }: Written, stretch: Stretch, run: number): readonly [number, number] {
  return [
    run === stretch.firstRun ? stretch.start : runs[run]!,
    run === stretch.lastRun ? stretch.end : runs[run + 1]!,
  ]
}

/** What the gaps between the letters of a stretch ask for, all together; NEVER: one of them parts words. */
function judgeGaps(term: Written, text: Written, stretch: Stretch): number {
  const { letters, places } = text.skeleton
  const { starts, ends } = text.folded
  let asks = SAME
  for (let run = stretch.firstRun; run <= stretch.lastRun; run++) {
    const [start, end] = runSpan(text, stretch, run)
    const ownStart = term.skeleton.runs[run - stretch.firstRun]!
    const ownEnd = term.skeleton.runs[run - stretch.firstRun + 1]!
    const isLonger = end - start > ownEnd - ownStart
    for (let k = start; k < end && k + 1 < stretch.end; k++) {
      // Of a run that is longer than the term's, only the gap after it has a counterpart.
      const ownAt = k === end - 1 ? ownEnd - 1 : isLonger ? -1 : ownStart + k - start
      if (isJoined(text, k) && (ownAt < 0 || isJoined(term, ownAt))) continue
      const asked = judgeGap({
        gap: gapAfter(text, k),
        own: ownAt < 0 ? "" : gapAfter(term, ownAt),
        raw: text.original.slice(ends[places[k]!], starts[places[k + 1]!]),
        isUnspaced: letters[k]!.kind === "han" && letters[k + 1]!.kind === "han",
      })
      if (asked === NEVER) return NEVER
      asks |= asked
    }
  }
  return asks
}

/** Whether nothing stands between a letter and the next. */
const isJoined = ({ skeleton: { places } }: Written, k: number): boolean => places[k + 1]! - places[k]! <= 1

/** What stands between a letter and the next; nothing in the middle of a ligature. */
const gapAfter = ({ folded, skeleton: { places } }: Written, k: number): string =>
  folded.text.slice(places[k]! + 1, places[k + 1]!)
