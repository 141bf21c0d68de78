// Which texts of a dictionary have a pattern. Most have not: hundreds of them, one behind another, are looked through as one
// text, and only those that something is found in by themselves.
import { readText, readUtf8, type StoredTexts, unitCount } from "../model/text-bytes.ts"
import { compilePattern, patternAnywhere, type TextPattern } from "../text/pattern.ts"

/** A pattern as it is looked for. */
export interface SoughtPattern {
  readonly isIn: TextPattern
  /** See `patternAnywhere`. */
  readonly anywhere: RegExp | undefined
}

export function soughtPattern(pattern: string): SoughtPattern {
  return { isIn: compilePattern(pattern), anywhere: patternAnywhere(pattern) }
}

/** Texts that are looked through as one. */
const PAGE = 256

/** Codes of the texts, of codes below `size`, that have the pattern as they are, ascending. */
export function* textsWith(
  stored: StoredTexts,
  size: number,
  isIn: TextPattern,
  anywhere: RegExp,
): Generator<number> {
  const { pool, starts } = stored
  for (let first = 1; first < size; first += PAGE) {
    const end = Math.min(size, first + PAGE)
    const page = readUtf8(pool, starts[first]!, starts[end]!)
    if (page !== undefined) yield* textsOfPage(page, stored, first, isIn, anywhere)
    else
      for (let code = first; code < end; code++)
        if (isIn(readText(pool, starts[code]!, starts[code + 1]!))) yield code
  }
}

/** `page`: the texts from code `first` on. */
function* textsOfPage(
  page: string,
  { pool, starts }: StoredTexts,
  first: number,
  isIn: TextPattern,
  anywhere: RegExp,
): Generator<number> {
  // The text of `code` begins at `start`.
  let code = first
  let start = 0
  for (;;) {
    anywhere.lastIndex = start
    const found = anywhere.exec(page)
    if (found === null) return
    const foundEnd = found.index + found[0].length
    while (start < foundEnd) {
      const end = start + unitCount(pool, starts[code]!, starts[code + 1]!)
      if (end > found.index && isIn(page.slice(start, end))) yield code
      start = end
      code++
    }
  }
}
