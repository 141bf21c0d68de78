// How many slips of the pen are heard in a term, and in each of its words: longer ones bear more.

/** Letters of a term, in all its words, from which one edit is heard, and from which two. */
const LETTERS_FOR_ONE = 8
const LETTERS_FOR_TWO = 12
/** Letters of a word from which one edit in it is heard, and from which two. */
const WORD_LETTERS_FOR_ONE = 3
const WORD_LETTERS_FOR_TWO = 8
const LATIN_WORDS = /^[\p{Script=Latin}\p{M}]+(?:[^\p{L}\p{N}\p{M}]+[\p{Script=Latin}\p{M}]+)*$/u
const WORD = /[\p{Script=Latin}\p{M}]+/gu

/** Edits that are heard in a term; 0: none, it must stand as it is. */
export function editsOf(term: string): number {
  if (!LATIN_WORDS.test(term)) return 0
  const letters = (term.match(WORD) ?? []).join("").length
  return letters >= LETTERS_FOR_TWO ? 2 : letters >= LETTERS_FOR_ONE ? 1 : 0
}

/** Edits that are heard in one word of a term. */
export function editsOfWord({ length }: { readonly length: number }): number {
  return length >= WORD_LETTERS_FOR_TWO ? 2 : length >= WORD_LETTERS_FOR_ONE ? 1 : 0
}

/** The words of a term without diacritics, in order. */
export const wordsOf = (bareTerm: string): readonly string[] => bareTerm.match(WORD) ?? []

/** What stands between them: one less than words. */
export const separatorsOf = (bareTerm: string): readonly string[] => bareTerm.split(WORD).slice(1, -1)
