// Text put together as bytes of UTF-8. What the large files say of payments is many short texts in a row: joined as
// strings they are copied several times, and every memo that is not in Latin script makes a whole line take twice the room.
import { copyPart, PART_SLACK, type Piece } from "./plain-bytes.ts"

/** Bytes after which a file hands on what it has: see `take`. */
export const FULL_LENGTH = 1 << 18

/** Up to this length a loop over the characters is faster than a call of the encoder. */
const SHORT_LENGTH = 128
/** No string takes more bytes than this for each of its UTF-16 units. */
const MAX_BYTES_PER_UNIT = 3
/** A text cannot be written by a plain copy. */
const NOT_PLAIN = -1

const encoder = new TextEncoder()

export class ByteText {
  #bytes = new Uint8Array(FULL_LENGTH)
  /** Of the same bytes. */
  #view = new DataView(this.#bytes.buffer)
  #length = 0
  /** See `turn`. */
  #other: Uint8Array<ArrayBuffer> | undefined

  get length(): number {
    return this.#length
  }

  /** See `withRoom`. */
  get bytes(): Uint8Array {
    return this.#bytes
  }

  /** Adds a text as it is; half a surrogate pair becomes U+FFFD. */
  add(text: string): void {
    this.#makeRoom(text.length * MAX_BYTES_PER_UNIT)
    const end = text.length > SHORT_LENGTH ? NOT_PLAIN : copyAscii(text, this.#bytes, this.#length)
    if (end !== NOT_PLAIN) this.#length = end
    else this.#length += encoder.encodeInto(text, this.#bytes.subarray(this.#length)).written
  }

  /** Adds a sign of ASCII. */
  addSign(code: number): void {
    this.#makeRoom(1)
    this.#bytes[this.#length++] = code
  }

  /** Adds bytes of UTF-8 as they are. */
  addBytes(bytes: Uint8Array): void {
    this.#makeRoom(bytes.length)
    for (let i = 0, at = this.#length; i < bytes.length; i++) this.#bytes[at + i] = bytes[i]!
    this.#length += bytes.length
  }

  /** Adds the bytes of UTF-8 from one place to before another, behind which there are `PART_SLACK` more. */
  addPart(source: DataView, from: number, to: number): void {
    this.#makeRoom(to - from + PART_SLACK)
    this.#length = copyPart(source, from, to, this.#view, this.#length)
  }

  addPiece({ bytes, length }: Piece): void {
    this.addPart(bytes, 0, length)
  }

  /**
   * Adds a text if it can stand as it is where signs of ASCII are `marked`, line separators are escaped, and nothing is
   * that XML cannot hold. Else nothing is added.
   */
  addUnmarked(text: string, marked: Uint8Array): boolean {
    this.#makeRoom(text.length * MAX_BYTES_PER_UNIT)
    const end = copyUnmarked(text, marked, this.#bytes, this.#length)
    if (end === NOT_PLAIN) return false
    this.#length = end
    return true
  }

  /**
   * Adds a text in quotes as JSON, on one line for any reader (see `escapeSeparators`). `jsonOf` makes the JSON of the few
   * texts that cannot stand as they are.
   */
  addQuoted(text: string, jsonOf: (text: string) => string): void {
    const start = this.#length
    this.add('"')
    if (this.addUnmarked(text, MARKED_IN_JSON)) this.add('"')
    else {
      this.cutTo(start)
      this.add(jsonOf(text))
    }
  }

  /** The bytes, with room for so many more: who writes them from `length` on says so by `cutTo`. */
  withRoom(count: number): Uint8Array {
    this.#makeRoom(count)
    return this.#bytes
  }

  /** The same for `copyPart`. */
  viewWithRoom(count: number): DataView {
    this.#makeRoom(count + PART_SLACK)
    return this.#view
  }

  /** Takes back what was added since the length was this, or takes in what was written beyond. */
  cutTo(length: number): void {
    this.#length = length
  }

  /** What is held, as long as nothing is added or cleared. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#length)
  }

  clear(): void {
    this.cutTo(0)
  }

  /** What is held, to keep; begins anew. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#length)
    this.clear()
    return taken
  }

  /**
   * What is held, good until this is asked for once again and what is held then is taken; begins anew. Two buffers take
   * turns, as the system stores one piece of a file while the next is made. For long files: where each piece is memory of
   * its own, V8 goes through all of its heap for every few dozen megabytes of them.
   */
  turn(): Uint8Array {
    const held = this.view()
    const other = this.#other ?? new Uint8Array(FULL_LENGTH)
    this.#other = this.#bytes
    this.#write(other)
    this.clear()
    return held
  }

  #makeRoom(count: number): void {
    const needed = this.#length + count
    if (needed <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    larger.set(this.view())
    this.#write(larger)
  }

  #write(bytes: Uint8Array<ArrayBuffer>): void {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer)
  }
}

/** Pieces as one. */
export function joinBytes(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    bytes.set(piece, at)
    at += piece.length
  }
  return bytes
}

/** 1 for each sign of ASCII that is a control character or one of these. */
export function markedSigns(signs: string): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) =>
    code < 0x20 || signs.includes(String.fromCharCode(code)) ? 1 : 0,
  )
}

const MARKED_IN_JSON = markedSigns('"\\')

/** Copies ASCII from `at` on; gives the end. */
function copyAscii(text: string, bytes: Uint8Array, at: number): number {
  const { length } = text
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return NOT_PLAIN
    bytes[at + i] = unit
  }
  return at + length
}

/** Copies a text with none of the marked signs, line separators, halves of pairs, U+FFFE and U+FFFF; gives the end. */
function copyUnmarked(text: string, marked: Uint8Array, bytes: Uint8Array, at: number): number {
  const { length } = text
  let to = at
  for (let i = 0; i < length; i++) {
    let code = text.charCodeAt(i)
    if (code < 0x80) {
      if (marked[code] === 1) return NOT_PLAIN
      bytes[to++] = code
      continue
    }
    if (code < 0x800) {
      if (code === 0x85) return NOT_PLAIN
      bytes[to++] = 0xc0 | (code >> 6)
    } else {
      if ((code & 0xf800) === 0xd800) {
        const low = text.charCodeAt(i + 1)
        if (code > 0xdbff || (low & 0xfc00) !== 0xdc00) return NOT_PLAIN
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00)
        i++
        bytes[to++] = 0xf0 | (code >> 18)
        bytes[to++] = 0x80 | ((code >> 12) & 0x3f)
      } else {
        if (code === 0x2028 || code === 0x2029 || code >= 0xfffe) return NOT_PLAIN
        bytes[to++] = 0xe0 | (code >> 12)
      }
      bytes[to++] = 0x80 | ((code >> 6) & 0x3f)
    }
    bytes[to++] = 0x80 | (code & 0x3f)
  }
  return to
}
