// Finds the terms of lexicons in texts as people write them: folded, as whole words where their script has words,
// by every path of hearing, and not where a benign phrase says that something else is meant.
import { buildGlance } from "./build-glance.ts"
import { type Folded, fold } from "./fold.ts"
import { BY_LETTERS, glanceAt, MISSPELT, SILENT } from "./glance.ts"
import { buildLettersPath, isSpeltInLetters, isToldByLetters } from "./letters-path.ts"
import type { Lexicon, LexiconMatcher, TextHit } from "./lexicon.ts"
import { buildSpeller } from "./misspelt.ts"
import { type Occurrence, toHits } from "./occurrences.ts"
import { PLAIN, pathBit } from "./paths.ts"
import { buildPlainPath } from "./plain-path.ts"
import { type Spelling, spellingsAsWritten, spellingsByEar } from "./spellings.ts"

export interface MatcherOptions {
  /** `plain`: terms are heard only as they are written. `all`, by every path, unless given. */
  readonly paths?: "plain" | "all"
}

/** One way of looking through texts. */
type Path = (text: string, folded: Folded, take: (found: Occurrence) => void) => void

const NOTHING: readonly TextHit[] = []

/**
 * A matcher over all lexicons at once. A benign phrase of one lexicon covers terms of the others too. Terms and
 * phrases of which nothing is left after folding are never found.
 */
export function buildLexiconMatcher(
  lexicons: readonly Lexicon[],
  { paths = "all" }: MatcherOptions = {},
): LexiconMatcher {
  const written = spellingsAsWritten(lexicons)
  if (paths === "plain") {
    const { comesUp, path } = plainPath(written)
    return { find: (text) => (comesUp(text) ? findBy(text, [path]) : NOTHING) }
  }
  const byEar = spellingsByEar(lexicons, written)
  const spellings = [...written, ...byEar]
  const glance = buildGlance({
    patterns: spellings.map(({ text }) => text),
    terms: written.filter(({ entries }) => entries.some(({ term }) => term !== null)).map(({ text }) => text),
  })
  const byLetters = [
    lettersPath(spellings.filter(({ text }) => isSpeltInLetters(text))),
    plainPath(
      spellings.filter(
        ({ text, open, taken }) => (open === PLAIN || taken === PLAIN) && !isToldByLetters(text),
      ),
    ).path,
  ]
  const misspelt = misspeltPath(written)
  return {
    find(text) {
      const answer = glanceAt(text, glance)
      if (answer === SILENT) return NOTHING
      const up = (answer & BY_LETTERS) === 0 ? [] : [...byLetters]
      if ((answer & MISSPELT) !== 0 && misspelt.comesUp(text)) up.push(misspelt.path)
      return up.length === 0 ? NOTHING : findBy(text, up)
    },
  }
}

function findBy(text: string, paths: readonly Path[]): readonly TextHit[] {
  const folded = fold(text)
  const found: Occurrence[] = []
  for (const path of paths) path(text, folded, (occurrence) => found.push(occurrence))
  return found.length === 0 ? NOTHING : toHits(found, folded)
}

function plainPath(spellings: readonly Spelling[]): { comesUp: (text: string) => boolean; path: Path } {
  const patterns = spellings.map(({ text }) => text)
  const plain = buildPlainPath(patterns)
  return {
    comesUp: plain.comesUp,
    path(_text, folded, take) {
      plain.scan(folded.text, (pattern, end) => {
        const start = end - patterns[pattern]!.length
        const { taken, entries } = spellings[pattern]!
        take({ start, end, paths: taken, isEmbedded: false, entries })
      })
    },
  }
}

function lettersPath(spellings: readonly Spelling[]): Path {
  const letters = buildLettersPath(spellings)
  return (text, folded, take) =>
    letters.find(text, folded, (which, verdict) => take({ ...verdict, entries: spellings[which]!.entries }))
}

/** Terms only: a phrase that is misspelt explains nothing. */
function misspeltPath(spellings: readonly Spelling[]): { comesUp: (text: string) => boolean; path: Path } {
  const terms = spellings.flatMap(({ text, entries }) => {
    const ofTerms = entries.filter(({ term }) => term !== null)
    return ofTerms.length === 0 ? [] : [{ text, entries: ofTerms }]
  })
  const speller = buildSpeller(terms.map(({ text }) => text))
  return {
    comesUp: speller.comesUp,
    path(_text, folded, take) {
      speller.find(folded.text, (term, start, end) =>
        take({ start, end, paths: BY_MISSPELLING, isEmbedded: false, entries: terms[term]!.entries }),
      )
    },
  }
}

const BY_MISSPELLING = pathBit("misspelt")
