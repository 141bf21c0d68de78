// The texts of a dictionary in the form in which they are compared. Most are folded already: only the others are kept a
// second time, as bytes, since millions of memos as strings would be most of what a run holds.
import { type Dictionary, DictionaryBuilder, storedTexts } from "../model/dictionary.ts"
import { newWords } from "../model/large-arrays.ts"
import { VeiledDictionary } from "../model/veiled-dictionary.ts"
import { foldText } from "../text/fold.ts"
import { isSurelyFolded } from "../text/fold-bytes.ts"
import { type SoughtPattern, textsWith } from "./texts-with.ts"

export interface FoldedTexts {
  /** One more than the largest code. */
  readonly size: number
  /** The text of a code, folded. Fastest for one code after another, from 1. */
  text(code: number): string
  /** Codes of the texts in which the pattern is, after folding. */
  codesWith(pattern: SoughtPattern): Iterable<number>
}

/** In place of a code: the text is its own folded form. What is never written to takes no memory. */
const ITSELF = 0
/** Nothing is left of the text. */
const EMPTY = 0xffffffff

export function foldTexts(values: Dictionary): FoldedTexts {
  const plain = VeiledDictionary.plainOf(values)
  const { size } = values
  const stored = storedTexts(plain)
  const codes = newWords(size)
  const others = new DictionaryBuilder()
  for (let code = 1; code < size; code++) {
    if (stored !== undefined && isSurelyFolded(stored.pool, stored.starts[code]!, stored.starts[code + 1]!))
      continue
    const text = plain.text(code)
    const folded = foldText(text)
    if (folded !== text) codes[code] = others.add(folded) || EMPTY
  }
  others.rest()
  const textOf = (code: number) => {
    const other = codes[code]!
    if (other === ITSELF) return plain.text(code)
    return other === EMPTY ? "" : others.text(other)
  }
  return {
    size,
    text: textOf,
    *codesWith({ isIn, anywhere }) {
      const stored = storedTexts(plain)
      if (stored === undefined || anywhere === undefined) {
        for (let code = 1; code < size; code++) if (isIn(textOf(code))) yield code
        return
      }
      for (const code of textsWith(stored, size, isIn, anywhere)) if (codes[code] === ITSELF) yield code
      const passing = new Set(textsWith(others.stored(), others.size, isIn, anywhere))
      if (passing.size > 0) for (let code = 1; code < size; code++) if (passing.has(codes[code]!)) yield code
    },
  }
}
