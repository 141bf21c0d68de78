// Which encoding a text is in, from its first bytes. Order: byte order mark, strict UTF-8 with hardly a NUL, NUL pattern
// of UTF-16 where NULs are many, UTF-8 with broken bytes, then GB18030 against Big5 by the share of frequent characters. Code ranges: GB 2312-80 (rows 1-3 symbols, rows
// 16-55 level 1 hanzi), Big5 (A140-A3BF symbols, A440-C67E level 1 hanzi).

export type EncodingGuess =
  | { readonly kind: "found"; readonly encoding: string }
  | { readonly kind: "binary" }
  | { readonly kind: "unknown" }

/** Bytes of these mean nothing without what came before, so they cannot be read in blocks. */
const STATEFUL = new Set(["iso-2022-jp", "iso-2022-kr", "iso-2022-cn"])

/** Double-byte text with a smaller share of frequent characters than this is not taken for Chinese. */
const PLAUSIBLE_SHARE = 0.5

/**
 * UTF-16 can be valid UTF-8 as well when it is nearly all ASCII, and then about half of its bytes are NULs. Where they are
 * fewer than this share they stand in the cells, as a fault of the program that wrote the file.
 */
const UTF16_NUL_SHARE = 0.25

/** Even UTF-16 that is mostly Chinese has a NUL for each digit and delimiter of a table. */
const LEAST_UTF16_NUL_SHARE = 0.05

/**
 * Guesses from a sample of the beginning. `complete`: the sample is the whole text, so a character cut off at its
 * end is a fault; otherwise it is only the end of the sample.
 */
export function guessEncoding(sample: Uint8Array, complete: boolean): EncodingGuess {
  const marked = byteOrderMark(sample)
  if (marked !== null) return { kind: "found", encoding: marked }
  const nuls = countNuls(sample)
  const isUtf8 = decodeSample(sample, "utf-8", complete) !== null
  if (isUtf8 && nuls <= sample.length * UTF16_NUL_SHARE) return { kind: "found", encoding: "utf-8" }
  if (nuls > sample.length * LEAST_UTF16_NUL_SHARE) {
    const encoding = utf16WithoutMark(sample)
    return encoding === null ? { kind: "binary" } : { kind: "found", encoding }
  }
  if (isMostlyUtf8(sample)) return { kind: "found", encoding: "utf-8" }
  const encoding = chineseEncoding(sample, complete)
  if (encoding !== null) return { kind: "found", encoding }
  return { kind: nuls > 0 && sample.some(isControlByte) ? "binary" : "unknown" }
}

/**
 * The encoding a label stands for, or null when there is none by this name. GBK and GB2312 are read as GB18030,
 * which contains them; `utf-16` is big-endian only when a mark says so.
 */
export function encodingOfLabel(label: string, sample: Uint8Array): string | null {
  const name = label.trim().toLowerCase()
  if (name === "utf-16" && byteOrderMark(sample) === "utf-16be") return "utf-16be"
  try {
    const { encoding } = new TextDecoder(name)
    if (STATEFUL.has(encoding)) return null
    return encoding === "gbk" ? "gb18030" : encoding
  } catch {
    return null
  }
}

function byteOrderMark(sample: Uint8Array): string | null {
  const [a, b, c, d] = sample
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8"
  // FF FE 00 00 would be UTF-32, which no TextDecoder reads; as UTF-16 it begins with a NUL and is found binary.
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? null : "utf-16le"
  if (a === 0xfe && b === 0xff) return "utf-16be"
  if (a === 0x84 && b === 0x31 && c === 0x95 && d === 0x33) return "gb18030"
  return null
}

/** The decoded sample, or null when it is not valid in the encoding. */
function decodeSample(sample: Uint8Array, encoding: string, complete: boolean): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(sample, { stream: !complete })
  } catch {
    return null
  }
}

/** Tables are full of ASCII (digits, delimiters, line ends): the byte order that yields more of it is the right one. */
function utf16WithoutMark(sample: Uint8Array): string | null {
  const little = asciiInUtf16(sample, "utf-16le")
  const big = asciiInUtf16(sample, "utf-16be")
  if (little === 0 && big === 0) return null
  return little >= big ? "utf-16le" : "utf-16be"
}

/** Number of ASCII characters when the sample is plausible UTF-16 text, else 0. */
function asciiInUtf16(sample: Uint8Array, encoding: string): number {
  const text = decodeSample(sample, encoding, false)
  if (text === null) return 0
  let ascii = 0
  let latin = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (isControl(code) || (code >= 0xe000 && code <= 0xf8ff) || code >= 0xfffe) return 0
    if (code < 0x7f) ascii++
    if (code < 0x100) latin++
  }
  // Nearly every NUL must be the upper half of a Latin character; elsewhere in Unicode they are rare.
  return latin * 2 >= countNuls(sample) ? ascii : 0
}

function countNuls(sample: Uint8Array): number {
  return sample.reduce((count, byte) => count + (byte === 0 ? 1 : 0), 0)
}

/** Other than a NUL, which gets into texts by itself. */
function isControlByte(byte: number): boolean {
  return byte > 0 && byte < 0x80 && isControl(byte)
}

function isControl(code: number): boolean {
  return (code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d) || (code >= 0x7f && code < 0xa0)
}

/** UTF-8 with a few broken bytes is better reported as broken UTF-8, with the line, than read as something else. */
function isMostlyUtf8(sample: Uint8Array): boolean {
  let good = 0
  let bad = 0
  for (const char of new TextDecoder("utf-8").decode(sample)) {
    if (char === "\ufffd") bad++
    else if (char > "\u007f") good++
  }
  return good > 10 * bad
}

function chineseEncoding(sample: Uint8Array, complete: boolean): string | null {
  const gb =
    decodeSample(sample, "gb18030", complete) === null ? 0 : frequentShare(sample, true, isFrequentGb)
  const big5 =
    decodeSample(sample, "big5", complete) === null ? 0 : frequentShare(sample, false, isFrequentBig5)
  if (Math.max(gb, big5) < PLAUSIBLE_SHARE) return null
  return gb >= big5 ? "gb18030" : "big5"
}

function isFrequentGb(lead: number, trail: number): boolean {
  return trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3))
}

function isFrequentBig5(lead: number, trail: number): boolean {
  if (trail < 0x40 || (trail > 0x7e && trail < 0xa1)) return false
  return (lead >= 0xa4 && lead <= 0xc5) || (lead >= 0xa1 && lead <= 0xa2) || (lead === 0xc6 && trail <= 0x7e)
}

/** Share of double-byte characters that are frequent ones; 0 when there are none. Four-byte ones do not count. */
function frequentShare(
  sample: Uint8Array,
  hasFourBytes: boolean,
  isFrequent: (lead: number, trail: number) => boolean,
): number {
  let frequent = 0
  let total = 0
  for (let i = 0; i + 1 < sample.length; ) {
    const lead = sample[i]!
    const trail = sample[i + 1]!
    if (lead < 0x80) {
      i++
    } else if (hasFourBytes && trail >= 0x30 && trail <= 0x39) {
      i += 4
    } else {
      total++
      if (isFrequent(lead, trail)) frequent++
      i += 2
    }
  }
  return total === 0 ? 0 : frequent / total
}
