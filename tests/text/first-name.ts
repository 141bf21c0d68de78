// One name of those that stand in a text.
import { foldText } from "../../src/text/fold.ts"
import type { NameMatcher } from "../../src/text/lexicon.ts"

/** The entry of the name that begins first, of those the longest; -1: none stands there. */
export function firstName(matcher: NameMatcher, text: string): number {
  const found: { readonly entry: number; readonly start: number; readonly end: number }[] = []
  matcher.eachIn(foldText(text), (entry, start, end) => found.push({ entry, start, end }))
  return found.sort((a, b) => a.start - b.start || b.end - a.end)[0]?.entry ?? -1
}
