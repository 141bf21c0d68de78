// The texts of a dictionary in the form in which they are compared. Most are folded already: only the others are kept a
// second time, as bytes, since millions of memos as strings would be most of what a run holds.
import { type Dictionary, DictionaryBuilder } from "../model/dictionary.ts"
import { VeiledDictionary } from "../model/veiled-dictionary.ts"
import { foldText } from "../text/fold.ts"

export interface FoldedTexts {
  /** One more than the largest code. */
  readonly size: number
  /** The text of a code, folded. Fastest for one code after another, from 1. */
  text(code: number): string
}

/** In place of a code: the text is its own folded form. */
const ITSELF = 0xffffffff

export function foldTexts(values: Dictionary): FoldedTexts {
  const plain = VeiledDictionary.plainOf(values)
  const { size } = values
  const codes = new Uint32Array(size)
  const others = new DictionaryBuilder()
  for (let code = 1; code < size; code++) {
    const text = plain.text(code)
    const folded = foldText(text)
    codes[code] = folded === text ? ITSELF : others.add(folded)
  }
  others.rest()
  return {
    size,
    text: (code) => (codes[code] === ITSELF ? plain.text(code) : others.text(codes[code]!)),
  }
}
