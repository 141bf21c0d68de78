// Codes of a dictionary in the order of their texts, without a string for each: a million strings take long to make, and
// whoever makes them keeps them. Hot loops on the bytes of the texts.
import { type Dictionary, storedTexts } from "./dictionary.ts"
import type { StoredTexts } from "./text-bytes.ts"
import { compareText } from "./vocabulary.ts"

/** Puts codes in the order of their texts (see `compareText`), in place. */
export function sortByText(codes: Uint32Array, values: Dictionary): Uint32Array {
  const stored = storedTexts(values)
  if (stored !== undefined && codes.every((code) => isInByteOrder(stored, code))) {
    sortFrom(codes, 0, codes.length, 0, stored)
    return codes
  }
  const texts = new Map(Array.from(codes, (code) => [code, values.text(code)]))
  codes.set([...codes].sort((a, b) => compareText(texts.get(a)!, texts.get(b)!)))
  return codes
}

/** From here on the order of bytes and that of UTF-16 units part: characters of two units stand before U+E000 to U+FFFF. */
const FIRST_OUT_OF_ORDER = 0xed

function isInByteOrder({ pool, starts }: StoredTexts, code: number): boolean {
  const end = starts[code + 1]!
  for (let at = starts[code]!; at < end; at++) if (pool[at]! >= FIRST_OUT_OF_ORDER) return false
  return true
}

/** Up to so many codes are put in order one by one. */
const FEW = 12
/** Stands behind the last byte of a text. */
const END = -1

/**
 * Quicksort by one byte after another (Bentley and Sedgewick 1997): the texts of codes from `from` to before `to` are the
 * same before byte `depth`.
 */
function sortFrom(codes: Uint32Array, from: number, to: number, depth: number, texts: StoredTexts): void {
  let [first, last, at] = [from, to, depth]
  while (last - first > FEW) {
    const pivot = byteAt(texts, codes[(first + last) >>> 1]!, at)
    let [less, i, more] = [first, first, last]
    while (i < more) {
      const code = codes[i]!
      const byte = byteAt(texts, code, at)
      if (byte < pivot) {
        codes[i++] = codes[less]!
        codes[less++] = code
      } else if (byte > pivot) {
        codes[i] = codes[--more]!
        codes[more] = code
      } else i++
    }
    sortFrom(codes, first, less, at, texts)
    sortFrom(codes, more, last, at, texts)
    if (pivot === END) return
    first = less
    last = more
    at++
  }
  sortFew(codes, first, last, at, texts)
}

function sortFew(codes: Uint32Array, from: number, to: number, depth: number, texts: StoredTexts): void {
  for (let i = from + 1; i < to; i++) {
    const code = codes[i]!
    let place = i
    while (place > from && isBefore(texts, code, codes[place - 1]!, depth)) {
      codes[place] = codes[place - 1]!
      place--
    }
    codes[place] = code
  }
}

function isBefore(texts: StoredTexts, code: number, other: number, depth: number): boolean {
  for (let at = depth; ; at++) {
    const byte = byteAt(texts, code, at)
    const otherByte = byteAt(texts, other, at)
    if (byte !== otherByte) return byte < otherByte
    if (byte === END) return false
  }
}

function byteAt({ pool, starts }: StoredTexts, code: number, at: number): number {
  const place = starts[code]! + at
  return place < starts[code + 1]! ? pool[place]! : END
}
