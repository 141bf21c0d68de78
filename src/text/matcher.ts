// Finds the terms of lexicons in texts as people write them: folded, as whole words where their script has words,
// by every path of hearing, and not where a benign phrase says that something else is meant.
import { buildGlance } from "./build-glance.ts"
import { anew, type Keep } from "./columns.ts"
import { type Folded, fold } from "./fold.ts"
import { BY_LETTERS, glanceAt, MISSPELT, SILENT } from "./glance.ts"
import { buildLettersPath } from "./letters-path.ts"
import type { Lexicon, LexiconMatcher, TextHit } from "./lexicon.ts"
import { buildSpeller } from "./misspelt.ts"
import { type Entry, type Occurrence, toHits } from "./occurrences.ts"
import { pathBit } from "./paths.ts"
import { plainScan } from "./plain-path.ts"
import { type Spellings, spellingsOf } from "./spellings.ts"

/** One way of looking through texts. */
type Path = (text: string, folded: Folded, take: (found: Occurrence) => void) => void

const NOTHING: readonly TextHit[] = []

/**
 * A matcher over all lexicons at once. A benign phrase of one lexicon covers terms of the others too. Terms and
 * phrases of which nothing is left after folding are never found. `keep`: what was kept of a matcher over the same lexicons,
 * in the same order.
 */
export function buildLexiconMatcher(lexicons: readonly Lexicon[], keep: Keep = anew): LexiconMatcher {
  const spellings = spellingsOf(lexicons, keep)
  const { count, text, terms, asTheyAre } = spellings
  const glance = buildGlance(
    () => ({
      patterns: Array.from({ length: count }, (_, at) => text(at)),
      terms: textsOf(spellings, terms),
    }),
    keep,
  )
  const byLetters = [lettersPath(spellings, keep), plainPath(spellings, asTheyAre)]
  const misspelt = misspeltPath(spellings, keep)
  return {
    find(text) {
      const answer = glanceAt(text, glance)
      if (answer === SILENT) return NOTHING
      const up = (answer & BY_LETTERS) === 0 ? [] : [...byLetters]
      if ((answer & MISSPELT) !== 0) up.push(misspelt)
      return findBy(text, up)
    },
  }
}

function findBy(text: string, paths: readonly Path[]): readonly TextHit[] {
  const folded = fold(text)
  const found: Occurrence[] = []
  for (const path of paths) path(text, folded, (occurrence) => found.push(occurrence))
  return found.length === 0 ? NOTHING : toHits(found, folded)
}

const textsOf = ({ text }: Spellings, which: Int32Array): readonly string[] => Array.from(which, text)

function plainPath(spellings: Spellings, which: Int32Array): Path {
  const { taken, entries } = spellings
  const patterns = textsOf(spellings, which)
  const scan = plainScan(patterns)
  return (_text, folded, take) =>
    scan(folded.text, (pattern, end) => {
      const start = end - patterns[pattern]!.length
      const spelling = which[pattern]!
      take({ start, end, paths: taken[spelling]!, isEmbedded: false, entries: entries(spelling) })
    })
}

function lettersPath(spellings: Spellings, keep: Keep): Path {
  const letters = buildLettersPath(spellings, keep)
  return (text, folded, take) =>
    letters.find(text, folded, (spelling, verdict) =>
      take({ ...verdict, entries: spellings.entries(spelling) }),
    )
}

/** Terms only: a phrase that is misspelt explains nothing. */
function misspeltPath({ terms, text, entries }: Spellings, keep: Keep): Path {
  const findMisspelt = buildSpeller({ count: terms.length, text: (at) => text(terms[at]!) }, { keep })
  const entriesOf: (readonly Entry[] | undefined)[] = new Array(terms.length)
  return (_text, folded, take) =>
    findMisspelt(folded.text, (at, start, end) => {
      entriesOf[at] ??= entries(terms[at]!).filter(({ term }) => term !== null)
      take({ start, end, paths: BY_MISSPELLING, isEmbedded: false, entries: entriesOf[at] })
    })
}

const BY_MISSPELLING = pathBit("misspelt")
