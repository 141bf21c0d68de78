// Texts as the paths of a matcher are given what they look for.
import type { Sought } from "../../src/text/letters-path.ts"
import type { Terms } from "../../src/text/misspelt-pieces.ts"

/** All of them with the same paths. */
export function sought(texts: readonly string[], taken: number, open: number): Sought {
  return {
    text: (which) => texts[which]!,
    taken: Int32Array.from(texts, () => taken),
    open: Int32Array.from(texts, () => open),
    byLetters: Int32Array.from(texts.keys()),
  }
}

export const termsOf = (texts: readonly string[]): Terms => ({
  count: texts.length,
  text: (term) => texts[term]!,
})
