// Bytes to text, in blocks, whatever the borders of the chunks. Invalid bytes end the run with their line: a
// replacement character would be a silent change of a name or a memo.
import { InputError } from "../model/errors.ts"
import { countLineEnds } from "./line-ends.ts"

/** A table has a comma, a quote or a line end long before this many bytes. */
const MAX_UNCUT_BYTES = 1 << 24

/**
 * The text of `chunks`, without a byte order mark, in at most one block per chunk and one at the end.
 * @throws InputError ENCODING_INVALID with the physical line of the first invalid byte; CELL_TOO_LONG for text that
 *   goes on and on without a mark
 */
export async function* decodeText(
  chunks: AsyncIterable<Uint8Array>,
  encoding: string,
  file: string,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  let rest: Uint8Array = new Uint8Array(0)
  let lineEnds = 0
  let previous = ""
  let isFirst = true

  // Whole characters only, so that each call starts afresh: faster than `stream` in Node, keeps ASCII at one byte
  // per character in memory, and a fault can be looked for in the block alone.
  const decodeWhole = (bytes: Uint8Array): string => {
    const decoded = decodeOrNull(decoder, bytes)
    if (decoded === null) {
      throw invalidEncoding(file, encoding, lineEnds + (lineOfInvalidByte(bytes, encoding, true) ?? 1))
    }
    const text = isFirst && decoded.charCodeAt(0) === 0xfeff ? decoded.slice(1) : decoded
    isFirst = false
    lineEnds += countLineEnds(text, previous)
    previous = text.slice(-1)
    return text
  }

  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : concatBytes([rest, chunk])
    const cut = cutWholeCharacters(bytes, rest.length, encoding, file, () => lineEnds + 1)
    // A copy, so that a few bytes do not keep a whole chunk alive.
    rest = cut.rest.slice()
    if (cut.whole.length === 0) continue
    const text = decodeWhole(cut.whole)
    if (text !== "") yield text
  }
  if (rest.length > 0) {
    const text = decodeWhole(rest)
    if (text !== "") yield text
  }
}

/**
 * A part of a text, cut where a character surely ends; at the end of the text all of `rest` is whole. Its first `uncut`
 * bytes are the `rest` of the part before: to look through them again and again takes minutes where nothing ends.
 * @throws InputError as `decodeText`, with the line that `lineHere` gives
 */
export function cutWholeCharacters(
  bytes: Uint8Array,
  uncut: number,
  encoding: string,
  file: string,
  lineHere: () => number,
): { readonly whole: Uint8Array; readonly rest: Uint8Array } {
  const end = endOfWholeCharacters(bytes, uncut, encoding)
  const rest = bytes.subarray(end)
  if (rest.length > MAX_UNCUT_BYTES) {
    const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
    const isText = decodeOrNull(decoder, rest, true) !== null
    throw isText ? uncutText(file, lineHere()) : invalidEncoding(file, encoding, lineHere())
  }
  return { whole: bytes.subarray(0, end), rest }
}

/** The blocks, and an empty last one: a text tells its end only by ending. */
export async function* markLast(
  blocks: AsyncIterable<string>,
): AsyncGenerator<{ readonly block: string; readonly isLast: boolean }> {
  for await (const block of blocks) yield { block, isLast: false }
  yield { block: "", isLast: true }
}

/**
 * Physical line, from 1, of the first byte that is not valid in the encoding; null when all are. `complete`: a
 * character cut off at the end is a fault too.
 */
export function lineOfInvalidByte(bytes: Uint8Array, encoding: string, complete: boolean): number | null {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  let lineEnds = 0
  let previous = ""
  for (let i = 0; i < bytes.length; i++) {
    const text = decodeOrNull(decoder, bytes.subarray(i, i + 1), true)
    if (text === null) return lineEnds + 1
    lineEnds += countLineEnds(text, previous)
    previous = text === "" ? previous : text.slice(-1)
  }
  return complete && decodeOrNull(decoder, new Uint8Array(0)) === null ? lineEnds + 1 : null
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

type Decoder = InstanceType<typeof TextDecoder>

function decodeOrNull(decoder: Decoder, bytes: Uint8Array, stream = false): string | null {
  try {
    // Without `stream` Node 20 reads windows-1252 as ISO 8859-1: no euro sign.
    const text = decoder.decode(bytes, { stream: stream || decoder.encoding === "windows-1252" })
    // Some decoders give these for the single bytes 80 and FF, which Big5 does not have.
    const isWrongBig5 = decoder.encoding === "big5" && (text.includes("\u0080") || text.includes("\uf8f8"))
    return isWrongBig5 ? null : text
  } catch {
    return null
  }
}

/**
 * Index behind which a character surely begins. In UTF-8, GB18030, Big5 and every other encoding we read but
 * UTF-16, a byte below 0x30 is a character of its own, never a part of a longer one.
 */
function endOfWholeCharacters(bytes: Uint8Array, uncut: number, encoding: string): number {
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const end = bytes.length & ~1
    const high = encoding === "utf-16le" ? bytes[end - 1] : bytes[end - 2]
    return high !== undefined && high >= 0xd8 && high <= 0xdb ? end - 2 : end
  }
  let end = bytes.length
  while (end > uncut && bytes[end - 1]! >= 0x30) end--
  return end > uncut ? end : 0
}

function uncutText(file: string, line: number): InputError {
  const detail = `more than ${MAX_UNCUT_BYTES} bytes follow each other without a space, comma, quote or line end; is it a table?`
  return new InputError("CELL_TOO_LONG", { file, line }, detail)
}

export function invalidEncoding(file: string, encoding: string, line: number): InputError {
  return new InputError(
    "ENCODING_INVALID",
    { file, line },
    `the file is read as ${encoding}, but this line has bytes that are not valid in it; mend the line, ` +
      "save the file again as UTF-8, or give another encoding (--encoding gb18030, big5, utf-16le, windows-1252 …)",
  )
}
