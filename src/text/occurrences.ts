// Which of the things found in a text are told: benign phrases cover what lies on their span, longer terms the
// shorter ones of their lexicon, and a plain reading an odd one.
import { compareText } from "../model/vocabulary.ts"
import type { Folded } from "./fold.ts"
import type { BenignPhrase, Lexicon, Term, TextHit } from "./lexicon.ts"
import { lastPath, PLAIN, SOUNDS, SPACED } from "./paths.ts"

/** A term or a benign phrase; exactly one is set. */
export interface Entry {
  readonly lexicon: Lexicon
  readonly term: Term | null
  readonly benign: BenignPhrase | null
}

/** Something found; the span is in folded units. */
export interface Occurrence {
  readonly start: number
  readonly end: number
  /** By which paths. */
  readonly paths: number
  /** Whether signs part its letters while both ends touch other letters of a script without spaces. */
  readonly isEmbedded: boolean
  readonly entries: readonly Entry[]
}

/** Places of one term (or phrase) that are given for a text; a memo that repeats it thousands of times says no more. */
const MAX_PLACES = 20

/**
 * One pass by start, longest first: what begins earlier (or there) and reaches as far holds what comes after it. So
 * it is enough to know how far the benign phrases, and the terms of each lexicon, have reached. On the same span the
 * plainest comes first, so that it stays alone. What is written by ear hides nothing that is heard by its letters.
 */
export function toHits(found: readonly Occurrence[], folded: Folded): readonly TextHit[] {
  const [first] = found
  // What is alone is covered by nothing; in most texts that hold a word it is.
  if (found.length === 1 && first!.entries.length === 1) return [toHit(first!, first!.entries[0]!, folded)]
  const heard = withoutLoosePhrases(withoutCrossing(found, folded.text.length), folded.text)
  const inOrder = heard.sort(compareOccurrences)
  const hits: TextHit[] = []
  const phrases: TextHit[] = []
  let benignReach = 0
  let letterReach = 0
  const termReach = new Map<Lexicon, number>()
  const soundReach = new Map<Lexicon, number>()
  const placesOf = new Map<Entry, number>()
  const give = (to: TextHit[], occurrence: Occurrence, entry: Entry) => {
    const places = placesOf.get(entry) ?? 0
    placesOf.set(entry, places + 1)
    if (places < MAX_PLACES) to.push(toHit(occurrence, entry, folded))
  }
  for (const occurrence of inOrder) {
    const { end, entries } = occurrence
    const isSound = (occurrence.paths & SOUNDS) !== 0
    const reach = isSound ? soundReach : termReach
    for (const entry of entries) if (entry.benign !== null) give(phrases, occurrence, entry)
    if (entries.some(({ benign }) => benign !== null)) benignReach = Math.max(benignReach, end)
    if (benignReach >= end || (isSound && letterReach >= end)) continue
    const open = entries.filter(({ term, lexicon }) => term !== null && (reach.get(lexicon) ?? 0) < end)
    for (const entry of open) give(hits, occurrence, entry)
    for (const { lexicon } of open) reach.set(lexicon, end)
    if (!isSound && open.length > 0) letterReach = Math.max(letterReach, end)
  }
  return hits.sort(compareHits).concat(phrases.sort(compareHits))
}

/** By start, longest first, plainest first; a phrase before a term. */
function compareOccurrences(a: Occurrence, b: Occurrence): number {
  return a.start - b.start || b.end - a.end || a.paths - b.paths || Number(isTerm(a)) - Number(isTerm(b))
}

const isTerm = ({ entries }: Occurrence): boolean => entries.every(({ benign }) => benign === null)

/**
 * Letters that are read plainly are not read otherwise together with letters outside: 象牙 is not heard in 大象-牙膏,
 * nor anything by ear. Where one end of a term stands free, it may still be meant.
 */
function withoutCrossing(found: readonly Occurrence[], length: number): Occurrence[] {
  const isDoubtful = ({ paths, isEmbedded }: Occurrence) => isEmbedded || (paths & SOUNDS) !== 0
  if (!found.some(isDoubtful)) return [...found]
  // By place: the earliest start of a plain one that ends there, and the furthest end of one that starts there.
  const earliest = new Int32Array(length + 1).fill(length)
  const furthest = new Int32Array(length + 1)
  for (const { start, end, paths } of found) {
    if (paths !== PLAIN) continue
    earliest[end] = Math.min(earliest[end]!, start)
    furthest[start] = Math.max(furthest[start]!, end)
  }
  const crosses = ({ start, end }: Occurrence) => {
    for (let at = start + 1; at < end; at++) if (earliest[at]! < start || furthest[at]! > end) return true
    return false
  }
  return found.filter((occurrence) => !isDoubtful(occurrence) || !crosses(occurrence))
}

const ONE_APART = /^(?:\P{L}+\p{Script=Han}|\p{Script=Han}\P{L}+)$/u

/**
 * One Han letter that stands apart from a term written whole makes no phrase with it: 象牙糖 is a sweet, 象牙 糖 35g may be
 * what a seller writes to be taken for one.
 */
function withoutLoosePhrases(found: Occurrence[], text: string): Occurrence[] {
  const isParted = (one: Occurrence) =>
    (one.paths & SPACED) !== 0 && one.entries.every(({ benign }) => benign !== null)
  if (!found.some(isParted)) return found
  // Of terms written whole: where those end that start at a place, and where those start that end there.
  const endsOf = new Map<number, Set<number>>()
  const startsOf = new Map<number, Set<number>>()
  for (const { start, end, paths, entries } of found) {
    if (paths !== PLAIN || entries.every(({ term }) => term === null)) continue
    endsOf.set(start, (endsOf.get(start) ?? new Set()).add(end))
    startsOf.set(end, (startsOf.get(end) ?? new Set()).add(start))
  }
  const isLoose = ({ start, end }: Occurrence) =>
    [...(endsOf.get(start) ?? [])].some((inner) => ONE_APART.test(text.slice(inner, end))) ||
    [...(startsOf.get(end) ?? [])].some((inner) => ONE_APART.test(text.slice(start, inner)))
  return found.filter((one) => !isParted(one) || !isLoose(one))
}

function toHit({ start, end, paths }: Occurrence, { lexicon, term, benign }: Entry, folded: Folded): TextHit {
  const heard = lastPath(paths)
  return { start: folded.starts[start]!, end: folded.ends[end - 1]!, lexicon, term, benign, heard }
}

/** By start, longest first, then text, then lexicon, then the plainest. */
function compareHits(a: TextHit, b: TextHit): number {
  return (
    a.start - b.start ||
    b.end - a.end ||
    compareText(textOf(a), textOf(b)) ||
    compareText(a.lexicon.id, b.lexicon.id)
  )
}

const textOf = (hit: TextHit): string => hit.term?.text ?? hit.benign?.text ?? ""
