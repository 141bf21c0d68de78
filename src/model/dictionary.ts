// Text in columns is stored once and referred to by a small integer: its code. The texts are kept as bytes, all in one
// array, and become strings when they are asked for: a string of its own for each of millions of texts would take
// several times the room, and most of them are never printed.
import { GrowingColumn } from "./columns.ts"
import { hashBytes, readText, roomFor, unitCount, writeText } from "./text-bytes.ts"

/** The code that every text column uses for "missing". */
export const MISSING = 0

/** In place of a code: the dictionary does not have the text yet. */
export const UNSEEN = 0xffffffff

/** Texts of a column, in order of first appearance; code 0 is "missing", the first text has code 1. */
export interface Dictionary {
  /** One more than the largest code in use; 1 when there is no text. */
  readonly size: number
  /** The text of a code; the empty string for code 0. */
  text(code: number): string
  /** The code of a text, or 0 when the dictionary does not have it (or it is empty). */
  code(text: string): number
}

/** Texts that are asked for one after another are decoded so many at a time. */
const PAGE = 256

/** Room for the bytes of the text at hand. */
let scratch = new Uint8Array(1024)

function bytesOf(text: string): number {
  if (scratch.length < roomFor(text)) scratch = new Uint8Array(roomFor(text) * 2)
  return writeText(text, scratch, 0)
}

export class DictionaryBuilder implements Dictionary {
  /** The bytes of all texts, one behind another. */
  #pool = new Uint8Array(1024)
  /** Where the text of each code begins, and the end of the last. */
  readonly #starts = new GrowingColumn(Uint32Array)
  /**
   * Open addressing: pairs of hash and code, code 0 is free; at most six tenths are in use. The hash stands beside the
   * code so that a text that is not there, and a table that grows, need not look at the texts. Empty: to be made again.
   */
  #slots = new Uint32Array(2 * 64)
  #lastText = ""
  #lastCode = MISSING
  /** Texts decoded together, from the code `#pageStart`. */
  #page: string[] = []
  #pageStart = 1
  /** Texts that were asked for out of order, in pages by code: who sorts by text asks for the same ones again. */
  readonly #kept: (string | undefined)[][] = []

  constructor() {
    // Code 0 is the empty text.
    this.#starts.push(0)
    this.#starts.push(0)
  }

  get size(): number {
    return this.#starts.length - 1
  }

  /** Code of `text`, adding it when new; the empty string is code 0. */
  add(text: string): number {
    // Columns such as currency or country repeat the text of the row before: comparing it is cheaper than hashing the
    // fresh string that a reader cut for this cell.
    if (text === this.#lastText) return this.#lastCode
    const end = bytesOf(text)
    this.#lastText = text
    this.#lastCode = this.addBytes(scratch, 0, end, hashBytes(scratch, 0, end))
    return this.#lastCode
  }

  /** Code of the text whose bytes these are, adding it when new. `hash`: as `hashBytes` gives it. */
  addBytes(bytes: Uint8Array, from: number, to: number, hash: number): number {
    if (from === to) return MISSING
    if ((this.size + 1) * 10 > this.#slots.length * 3) this.#makeSlots(Math.max(64, this.#slots.length))
    const slot = this.#slotOf(bytes, from, to, hash)
    const known = this.#slots[slot + 1]!
    if (known !== MISSING) return known
    const code = this.size
    this.#append(bytes, from, to)
    this.#slots[slot] = hash
    this.#slots[slot + 1] = code
    return code
  }

  /**
   * Codes of `count` cells: the i-th lies in `bytes` from `starts[first + i * stride]` to before `ends[…]`. An empty
   * cell is code 0, a text that is not there `UNSEEN`; `hashes` gets what `addBytes` needs for it.
   */
  findCells(
    bytes: Uint8Array,
    starts: Uint32Array,
    ends: Uint32Array,
    first: number,
    stride: number,
    count: number,
    hashes: Uint32Array,
    codes: Uint32Array,
  ): void {
    if (this.#slots.length === 0) this.#makeSlots(64)
    const slots = this.#slots
    // Hashing apart from looking up: the misses of one look-up then overlap with the next.
    for (let i = 0, cell = first; i < count; i++, cell += stride) {
      hashes[i] = hashBytes(bytes, starts[cell]!, ends[cell]!)
    }
    for (let i = 0, cell = first; i < count; i++, cell += stride) {
      const from = starts[cell]!
      const to = ends[cell]!
      if (from === to) codes[i] = MISSING
      else codes[i] = slots[this.#slotOf(bytes, from, to, hashes[i]!) + 1]! || UNSEEN
    }
  }

  /** The slot that holds the text, or the free one where it belongs. */
  #slotOf(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = (hash << 1) & mask
    for (;;) {
      const code = slots[slot + 1]!
      if (code === MISSING || (slots[slot] === hash && this.#equals(code, bytes, from, to))) return slot
      slot = (slot + 2) & mask
    }
  }

  #equals(code: number, bytes: Uint8Array, from: number, to: number): boolean {
    const pool = this.#pool
    let at = this.#starts.at(code)
    if (this.#starts.at(code + 1) - at !== to - from) return false
    for (let i = from; i < to; i++) if (pool[at++] !== bytes[i]) return false
    return true
  }

  #append(bytes: Uint8Array, from: number, to: number): void {
    const start = this.#starts.at(this.size)
    const end = start + to - from
    if (end > this.#pool.length) {
      const larger = new Uint8Array(Math.max(end, this.#pool.length * 2))
      larger.set(this.#pool)
      this.#pool = larger
    }
    const pool = this.#pool
    for (let i = from, at = start; i < to; i++) pool[at++] = bytes[i]!
    this.#starts.push(end)
  }

  /** Twice `length` of slots, filled again: from the old ones, or from the texts when these were given up. */
  #makeSlots(length: number): void {
    const old = this.#slots
    let size = length
    while (size * 3 < (this.size + 1) * 10) size *= 2
    const slots = new Uint32Array(size * 2)
    const mask = slots.length - 1
    const put = (hash: number, code: number) => {
      let slot = (hash << 1) & mask
      while (slots[slot + 1] !== MISSING) slot = (slot + 2) & mask
      slots[slot] = hash
      slots[slot + 1] = code
    }
    if (old.length > 0) {
      for (let slot = 0; slot < old.length; slot += 2) {
        if (old[slot + 1] !== MISSING) put(old[slot]!, old[slot + 1]!)
      }
    } else {
      for (let code = 1; code < this.size; code++) {
        put(hashBytes(this.#pool, this.#starts.at(code), this.#starts.at(code + 1)), code)
      }
    }
    this.#slots = slots
  }

  /** Gives up the room that only finding codes needs; it is made again when a code is asked for. */
  rest(): void {
    this.#slots = new Uint32Array(0)
  }

  text(code: number): string {
    if (!(code >= 0 && code < this.size)) throw new RangeError(`no text has code ${code}`)
    if (code === MISSING) return ""
    const inPage = code - this.#pageStart
    if (inPage >= 0 && inPage < this.#page.length) return this.#page[inPage]!
    if (inPage === this.#page.length) {
      this.#readPage(code)
      return this.#page[0]!
    }
    this.#kept[Math.floor(code / PAGE)] ??= new Array<string | undefined>(PAGE)
    const kept = this.#kept[Math.floor(code / PAGE)]!
    kept[code % PAGE] ??= readText(this.#pool, this.#starts.at(code), this.#starts.at(code + 1))
    return kept[code % PAGE]!
  }

  #readPage(first: number): void {
    const end = Math.min(this.size, first + PAGE)
    const texts = readText(this.#pool, this.#starts.at(first), this.#starts.at(end))
    const page: string[] = []
    let at = 0
    for (let code = first; code < end; code++) {
      const length = unitCount(this.#pool, this.#starts.at(code), this.#starts.at(code + 1))
      page.push(texts.slice(at, at + length))
      at += length
    }
    this.#page = page
    this.#pageStart = first
  }

  code(text: string): number {
    if (text === "") return MISSING
    if (this.#slots.length === 0) this.#makeSlots(64)
    const end = bytesOf(text)
    return this.#slots[this.#slotOf(scratch, 0, end, hashBytes(scratch, 0, end)) + 1]!
  }
}

/**
 * A dictionary that tells something else in place of its texts, such as pseudonyms. Comparing goes by `plainOf`; what is
 * told, sorted or hashed goes by `text`, so that no text of the files gets into results.
 */
export class VeiledDictionary implements Dictionary {
  readonly #plain: Dictionary
  readonly #tell: (text: string) => string
  readonly #told: string[] = []
  #codes: Map<string, number> | undefined

  constructor(plain: Dictionary, tell: (text: string) => string) {
    this.#plain = plain
    this.#tell = tell
  }

  get size(): number {
    return this.#plain.size
  }

  text(code: number): string {
    if (code === MISSING) return ""
    const known = this.#told[code]
    if (known !== undefined) return known
    const told = this.#tell(this.#plain.text(code))
    this.#told[code] = told
    return told
  }

  /** The code of what is told, or of a text of the files; of several that are told alike the first. */
  code(text: string): number {
    this.#codes ??= this.#codesOfTold()
    return this.#codes.get(text) ?? this.#plain.code(text)
  }

  #codesOfTold(): Map<string, number> {
    const codes = new Map<string, number>()
    for (let code = this.size - 1; code > MISSING; code--) codes.set(this.text(code), code)
    return codes
  }

  /** The dictionary with the texts of the files; one that is not veiled is that itself. */
  static plainOf(values: Dictionary): Dictionary {
    return values instanceof VeiledDictionary ? values.#plain : values
  }

  /** Other texts, told in the same way as those of `values`, where it is veiled. */
  static toldAs(values: Dictionary, texts: Dictionary): Dictionary {
    return values instanceof VeiledDictionary ? new VeiledDictionary(texts, values.#tell) : texts
  }
}
