// Texts of a dictionary as values of FollowTheMoney, straight from their bytes where these can stand as they are.
import { type Dictionary, storedTexts } from "../model/dictionary.ts"
import type { ByteText } from "./byte-text.ts"
import { valueText } from "./ftm-entity.ts"
import { copyPlain, markedBytes, NOT_PLAIN } from "./plain-bytes.ts"

/** Adds the text of a code, in quotes: see `valueText`. */
export type AddValue = (code: number, text: ByteText) => void

const MARKED_IN_JSON = markedBytes('"\\')
const QUOTE = 34

export function valuesOf(values: Dictionary): AddValue {
  const addText: AddValue = (code, text) => text.add(valueText(values.text(code)))
  const stored = storedTexts(values)
  if (stored === undefined) return addText
  const { pool, starts } = stored
  return (code, text) => {
    const [from, to] = [starts[code]!, starts[code + 1]!]
    const bytes = text.withRoom(to - from + 2)
    const at = text.length
    const end = copyPlain(pool, from, to, MARKED_IN_JSON, bytes, at + 1)
    if (end === NOT_PLAIN) return addText(code, text)
    bytes[at] = QUOTE
    bytes[end] = QUOTE
    text.cutTo(end + 1)
  }
}
