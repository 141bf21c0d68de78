// Text as bytes: UTF-8, in which a lone surrogate takes three bytes of its own (WTF-8, wtf-8.codeberg.page), so that
// every string comes back as it was. Hot loops: plain functions on typed arrays.

/** Texts one behind another, in UTF-8, but for lone surrogates. To be read only, and only until one is added. */
export interface StoredTexts {
  /** All texts, and `WORD_SLACK` bytes. */
  readonly pool: Uint8Array
  /** Where the text of each code begins, and at the next place where it ends. */
  readonly starts: Uint32Array
}

/** No string takes more bytes than this for each of its UTF-16 units. */
const MAX_BYTES_PER_UNIT = 3

/** Room that surely holds the bytes of a text. */
export function roomFor(text: string): number {
  return text.length * MAX_BYTES_PER_UNIT
}

/** Writes the bytes of `text` from `at`; gives the position behind them. There must be room. */
export function writeText(text: string, bytes: Uint8Array, at: number): number {
  // V8 asks many kinds of strings for their lengths as it asks any object: at each sign that takes longer than the rest.
  const { length } = text
  let to = at
  for (let i = 0; i < length; i++) {
    let code = text.charCodeAt(i)
    if (code < 0x80) {
      bytes[to++] = code
      continue
    }
    if (code < 0x800) {
      bytes[to++] = 0xc0 | (code >> 6)
      bytes[to++] = 0x80 | (code & 0x3f)
      continue
    }
    if (isHigh(code) && isLow(text.charCodeAt(i + 1))) {
      code = 0x10000 + ((code - 0xd800) << 10) + (text.charCodeAt(++i) - 0xdc00)
      bytes[to++] = 0xf0 | (code >> 18)
      bytes[to++] = 0x80 | ((code >> 12) & 0x3f)
    } else bytes[to++] = 0xe0 | (code >> 12)
    bytes[to++] = 0x80 | ((code >> 6) & 0x3f)
    bytes[to++] = 0x80 | (code & 0x3f)
  }
  return to
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

/** NaN, which stands behind the end of a text, is none. */
function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** The text of bytes that `writeText` wrote, or of valid UTF-8. */
export function readText(bytes: Uint8Array, from: number, to: number): string {
  return readUtf8(bytes, from, to) ?? readLoneSurrogates(bytes, from, to)
}

/** The same; undefined where the text has lone surrogates. */
export function readUtf8(bytes: Uint8Array, from: number, to: number): string | undefined {
  try {
    return decoder.decode(bytes.subarray(from, to))
  } catch {
    return undefined
  }
}

/** The same unit by unit: what stands for a lone surrogate is no UTF-8, so no decoder takes it. */
function readLoneSurrogates(bytes: Uint8Array, from: number, to: number): string {
  let text = ""
  for (let at = from; at < to; ) {
    const length = lengthOfCharacter(bytes[at]!)
    const isSurrogate = bytes[at] === 0xed && bytes[at + 1]! >= 0xa0
    text += isSurrogate
      ? String.fromCharCode(0xd000 | ((bytes[at + 1]! & 0x3f) << 6) | (bytes[at + 2]! & 0x3f))
      : decoder.decode(bytes.subarray(at, at + length))
    at += length
  }
  return text
}

function lengthOfCharacter(first: number): number {
  if (first < 0x80) return 1
  if (first < 0xe0) return 2
  return first < 0xf0 ? 3 : 4
}

/** The UTF-16 unit that begins at `at`; of a character of four bytes, which is two units, any surrogate. */
export function unitAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  if (first < 0x80) return first
  const second = bytes[at + 1]! & 0x3f
  if (first < 0xe0) return ((first & 0x1f) << 6) | second
  if (first < 0xf0) return ((first & 0x0f) << 12) | (second << 6) | (bytes[at + 2]! & 0x3f)
  return 0xd800
}

/** How many bytes a unit takes that is a character, or a lone surrogate. */
export function lengthOfUnit(unit: number): number {
  if (unit < 0x80) return 1
  return unit < 0x800 ? 2 : 3
}

/** Whether bytes that `writeText` wrote are UTF-8 as everybody reads it: none of them stand for a lone surrogate. */
export function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] === 0xed && bytes[at + 1]! >= 0xa0) return false
  return true
}

/** UTF-16 units of the text that the bytes are. */
export function unitCount(bytes: Uint8Array, from: number, to: number): number {
  let count = 0
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    // Every byte that begins a character is one unit; those of four bytes are two.
    if ((byte & 0xc0) !== 0x80) count += byte >= 0xf0 ? 2 : 1
  }
  return count
}
