// Finds the terms of lexicons in texts as people write them: folded, as whole words where their script has words,
// by every path of hearing, and not where a benign phrase says that something else is meant.
import { buildEvadedPath } from "./evaded-path.ts"
import { fold } from "./fold.ts"
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
interface Path {
  /** Whether something may be found in a text (as it is). No: nothing is. */
  comesUp(text: string): boolean
  find(text: string, folded: ReturnType<typeof fold>, take: (found: Occurrence) => void): void
}

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
    const plain = [plainPath(written)]
    return { find: (text) => findBy(text, plain) }
  }
  const byEar = spellingsByEar(lexicons, written)
  const all = [
    plainPath([...written, ...byEar.filter(({ open }) => open === PLAIN)]),
    evadedPath([...written, ...byEar.filter(({ open }) => open !== PLAIN)]),
    misspeltPath(written),
  ]
  return { find: (text) => findBy(text, all) }
}

function findBy(text: string, paths: readonly Path[]): readonly TextHit[] {
  let up: Path[] | undefined
  for (let at = 0; at < paths.length; at++) {
    const path = paths[at]!
    if (!path.comesUp(text)) continue
    up ??= []
    up.push(path)
  }
  if (up === undefined) return NOTHING
  const folded = fold(text)
  const found: Occurrence[] = []
  for (const path of up) path.find(text, folded, (occurrence) => found.push(occurrence))
  return found.length === 0 ? NOTHING : toHits(found, folded)
}

function plainPath(spellings: readonly Spelling[]): Path {
  const patterns = spellings.map(({ text }) => text)
  const plain = buildPlainPath(patterns)
  return {
    comesUp: plain.comesUp,
    find(_text, folded, take) {
      plain.scan(folded.text, (pattern, end) => {
        const start = end - patterns[pattern]!.length
        const { taken, entries } = spellings[pattern]!
        take({ start, end, paths: taken, isEmbedded: false, entries })
      })
    },
  }
}

function evadedPath(spellings: readonly Spelling[]): Path {
  const evaded = buildEvadedPath(spellings)
  return {
    comesUp: evaded.comesUp,
    find(text, folded, take) {
      evaded.find(text, folded, (which, verdict) => take({ ...verdict, entries: spellings[which]!.entries }))
    },
  }
}

/** Terms only: a phrase that is misspelt explains nothing. */
function misspeltPath(spellings: readonly Spelling[]): Path {
  const terms = spellings.flatMap(({ text, entries }) => {
    const ofTerms = entries.filter(({ term }) => term !== null)
    return ofTerms.length === 0 ? [] : [{ text, entries: ofTerms }]
  })
  const speller = buildSpeller(terms.map(({ text }) => text))
  return {
    comesUp: speller.comesUp,
    find(_text, folded, take) {
      speller.find(folded.text, (term, start, end) =>
        take({ start, end, paths: MISSPELT, isEmbedded: false, entries: terms[term]!.entries }),
      )
    },
  }
}

const MISSPELT = pathBit("misspelt")
