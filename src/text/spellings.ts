// What a matcher looks for: the terms and phrases as they are written, and Chinese terms as they are written by ear.
import { foldText } from "./fold.ts"
import type { Lexicon } from "./lexicon.ts"
import type { Entry } from "./occurrences.ts"
import { PLAIN, pathBit, SCRIPT, SPACED } from "./paths.ts"
import { type SoundPattern, soundPatterns } from "./sounds.ts"
import { toSimplified } from "./traditional.ts"

export interface Spelling {
  readonly text: string
  /** Paths that the spelling takes by itself. */
  readonly taken: number
  /** Paths that may come to them, as far as the letters of the text allow. */
  readonly open: number
  readonly entries: readonly Entry[]
}

/** Terms and phrases by what they fold to; those of which nothing is left are not there. */
export function spellingsAsWritten(lexicons: readonly Lexicon[]): readonly Spelling[] {
  const written = new Map<string, Entry[]>()
  const add = (text: string, entry: Entry) => {
    const folded = foldText(text)
    const same = written.get(folded)
    if (same === undefined) written.set(folded, [entry])
    else same.push(entry)
  }
  for (const lexicon of lexicons) {
    for (const term of lexicon.terms) add(term.text, { lexicon, term, benign: null })
    for (const benign of lexicon.benign) add(benign.text, { lexicon, term: null, benign })
  }
  written.delete("")
  return Array.from(written, ([text, entries]) => ({ text, taken: PLAIN, open: ~0, entries }))
}

/** Paths that may come to a spelling by ear: one sign of evasion is enough to make it doubtful. */
const OPEN_BY_EAR: Readonly<Record<SoundPattern["heard"], number>> = {
  pinyin: SPACED,
  // Codes: nobody parts the letters of a code.
  initials: PLAIN,
  homophone: SCRIPT,
}

/**
 * What Chinese terms may be written as by ear, other than as something that the lexicons hold. A term that a lexicon has
 * in both scripts is there once.
 */
export function spellingsByEar(
  lexicons: readonly Lexicon[],
  written: readonly Spelling[],
): readonly Spelling[] {
  const known = new Set(written.map(({ text }) => text))
  const spellings = new Map<string, { pattern: SoundPattern; entries: Entry[] }>()
  for (const lexicon of lexicons) {
    const seen = new Set<string>()
    for (const term of lexicon.terms) {
      const simplified = simplify(term.text)
      if (seen.has(simplified)) continue
      seen.add(simplified)
      for (const pattern of soundPatterns(term)) {
        if (known.has(pattern.text)) continue
        const key = `${pattern.heard} ${pattern.text}`
        const same = spellings.get(key)
        const entry = { lexicon, term, benign: null }
        if (same === undefined) spellings.set(key, { pattern, entries: [entry] })
        else same.entries.push(entry)
      }
    }
  }
  return Array.from(spellings.values(), ({ pattern: { text, heard }, entries }) => ({
    text,
    taken: pathBit(heard),
    open: OPEN_BY_EAR[heard],
    entries,
  }))
}

const simplify = (text: string): string =>
  Array.from(text, (character) =>
    character.length === 1 ? String.fromCharCode(toSimplified(character.charCodeAt(0))) : character,
  ).join("")
