// Texts of many codes at once: to decode a text of ten bytes takes most of its time to call the decoder.
import { type Dictionary, storedTexts } from "./dictionary.ts"
import { readText, type StoredTexts, unitCount } from "./text-bytes.ts"

/** Decoded together. */
const TEXTS_AT_ONCE = 1024

/** In the order of the codes. None is kept to be asked for again. */
export function textsOf(values: Dictionary, codes: ArrayLike<number>): string[] {
  const stored = storedTexts(values)
  const texts: string[] = []
  for (let from = 0; from < codes.length; from += TEXTS_AT_ONCE) {
    const to = Math.min(codes.length, from + TEXTS_AT_ONCE)
    if (stored !== undefined) readTogether(stored, codes, from, to, texts)
    else for (let i = from; i < to; i++) texts.push(values.text(codes[i]!))
  }
  return texts
}

/** A hot loop. The empty text of code 0 lies at no place, and takes no bytes. */
function readTogether(
  { pool, starts }: StoredTexts,
  codes: ArrayLike<number>,
  from: number,
  to: number,
  texts: string[],
): void {
  let size = 0
  for (let i = from; i < to; i++) size += starts[codes[i]! + 1]! - starts[codes[i]!]!
  const bytes = new Uint8Array(size)
  let end = 0
  for (let i = from; i < to; i++) {
    const behind = starts[codes[i]! + 1]!
    for (let at = starts[codes[i]!]!; at < behind; at++) bytes[end++] = pool[at]!
  }
  const all = readText(bytes, 0, end)
  let at = 0
  for (let i = from; i < to; i++) {
    const start = starts[codes[i]!]!
    const length = unitCount(pool, start, starts[codes[i]! + 1]!)
    texts.push(all.slice(at, at + length))
    at += length
  }
}
