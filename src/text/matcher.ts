// Finds the terms of lexicons in texts as people write them: folded, as whole words where their script has words,
// and not where a benign phrase says that something else is meant.
import { compareText } from "../model/vocabulary.ts"
import { buildAutomaton } from "./automaton.ts"
import { type Folded, fold, foldText } from "./fold.ts"
import type { BenignPhrase, Lexicon, LexiconMatcher, Term, TextHit } from "./lexicon.ts"
import { standsAlone } from "./word-edge.ts"

/** A term or a benign phrase; exactly one is set. */
interface Entry {
  readonly lexicon: Lexicon
  readonly term: Term | null
  readonly benign: BenignPhrase | null
}

/** A pattern found; the span is in folded units. */
interface Occurrence {
  readonly start: number
  readonly end: number
  readonly entries: readonly Entry[]
}

const NOTHING: readonly TextHit[] = []
/** Places of one term (or phrase) that are given for a text; a memo that repeats it thousands of times says no more. */
const MAX_PLACES = 20

/**
 * A matcher over all lexicons at once. A benign phrase of one lexicon covers terms of the others too. Terms and
 * phrases of which nothing is left after folding are never found.
 */
export function buildLexiconMatcher(lexicons: readonly Lexicon[]): LexiconMatcher {
  const byPattern = new Map<string, Entry[]>()
  for (const lexicon of lexicons) {
    for (const term of lexicon.terms) addEntry(byPattern, term.text, { lexicon, term, benign: null })
    for (const benign of lexicon.benign) addEntry(byPattern, benign.text, { lexicon, term: null, benign })
  }
  const patterns = [...byPattern.keys()]
  const entries = [...byPattern.values()]
  const automaton = buildAutomaton(patterns)

  return {
    find(text) {
      const folded = foldText(text)
      let found: Occurrence[] | null = null
      automaton.scan(folded, (pattern, end) => {
        const start = end - patterns[pattern]!.length
        if (!standsAlone(folded, start, end)) return
        found ??= []
        found.push({ start, end, entries: entries[pattern]! })
      })
      return found === null ? NOTHING : toHits(found, fold(text))
    },
  }
}

function addEntry(byPattern: Map<string, Entry[]>, text: string, entry: Entry): void {
  const pattern = foldText(text)
  if (pattern === "") return
  const same = byPattern.get(pattern)
  if (same === undefined) byPattern.set(pattern, [entry])
  else same.push(entry)
}

/**
 * One pass by start, longest first: what begins earlier (or there) and reaches as far holds what comes after it. So
 * it is enough to know how far the benign phrases, and the terms of each lexicon, have reached.
 */
function toHits(found: Occurrence[], folded: Folded): readonly TextHit[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const hits: TextHit[] = []
  const phrases: TextHit[] = []
  let benignReach = 0
  const termReach = new Map<Lexicon, number>()
  const placesOf = new Map<Entry, number>()
  const give = (to: TextHit[], occurrence: Occurrence, entry: Entry) => {
    const places = placesOf.get(entry) ?? 0
    placesOf.set(entry, places + 1)
    if (places < MAX_PLACES) to.push(toHit(occurrence, entry, folded))
  }
  for (const occurrence of found) {
    const { end, entries } = occurrence
    if (entries.some((entry) => entry.benign !== null)) benignReach = Math.max(benignReach, end)
    for (const entry of entries) {
      if (entry.benign !== null) give(phrases, occurrence, entry)
      else if (benignReach < end && (termReach.get(entry.lexicon) ?? 0) < end) give(hits, occurrence, entry)
    }
    if (benignReach >= end) continue
    for (const { term, lexicon } of entries) {
      if (term !== null) termReach.set(lexicon, Math.max(termReach.get(lexicon) ?? 0, end))
    }
  }
  return hits.sort(compareHits).concat(phrases.sort(compareHits))
}

function toHit({ start, end }: Occurrence, { lexicon, term, benign }: Entry, folded: Folded): TextHit {
  return { start: folded.starts[start]!, end: folded.ends[end - 1]!, lexicon, term, benign }
}

/** By start, longest first, then text, then lexicon. */
function compareHits(a: TextHit, b: TextHit): number {
  return (
    a.start - b.start ||
    b.end - a.end ||
    compareText(textOf(a), textOf(b)) ||
    compareText(a.lexicon.id, b.lexicon.id)
  )
}

const textOf = (hit: TextHit): string => hit.term?.text ?? hit.benign?.text ?? ""
