// Words of lexicons one by one. Of a shipped lexicon most words stand in no text: to read them all for the few that do takes
// a fiftieth of a small run.
import type { BenignPhrase, Lexicon, Term } from "./lexicon.ts"

/** By their places in `terms` and `benign` of a lexicon: the same objects as there, each time. */
export interface WordsAt {
  term(at: number): Term
  phrase(at: number): BenignPhrase
}

const noted = new WeakMap<Lexicon, WordsAt>()

/** For lexicons whose lists are read only when they are asked for. */
export function noteWords(lexicon: Lexicon, words: WordsAt): void {
  noted.set(lexicon, words)
}

export function wordsOf(lexicon: Lexicon): WordsAt {
  return noted.get(lexicon) ?? { term: (at) => lexicon.terms[at]!, phrase: (at) => lexicon.benign[at]! }
}
