// Text in columns is stored once and referred to by a small integer: its code. The texts are kept as bytes, all in one
// array, and become strings when they are asked for: a string of its own for each of millions of texts would take
// several times the room, and most of them are never printed.
import { type ArrayKind, makeRoom, sharedCopy } from "./columns.ts"
import { roomFor, type StoredTexts, writeText } from "./text-bytes.ts"
import { TextPages } from "./text-pages.ts"
import {
  type ColumnCells,
  compareTexts,
  copyText,
  findCells,
  findCode,
  hashText,
  makeSlots,
  putCode,
  type TextTable,
  WORD_SLACK,
} from "./text-table.ts"

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

/** At most so many of ten slots are in use. */
const MAX_FILLED = 6
const FIRST_SLOTS = 64

/** The texts of a dictionary such as another thread may read on shared memory. Nobody writes there. */
export interface SharedTexts extends StoredTexts {
  readonly size: number
}

/** Undefined where the dictionary tells something else than it keeps, as pseudonyms. */
export function storedTexts(values: Dictionary): StoredTexts | undefined {
  return values instanceof DictionaryBuilder ? values.stored() : undefined
}

/** Room for the bytes of the text at hand. */
let scratch = new Uint8Array(1024)
let scratchView = new DataView(scratch.buffer)

/** Writes the bytes of the text; gives their number. */
function writeScratch(text: string): number {
  if (scratch.length < roomFor(text) + WORD_SLACK) {
    scratch = new Uint8Array((roomFor(text) + WORD_SLACK) * 2)
    scratchView = new DataView(scratch.buffer)
  }
  return writeText(text, scratch, 0)
}

export class DictionaryBuilder implements Dictionary {
  #size = 1
  #pool: Uint8Array
  /** Without slots when these were given up. */
  readonly #table: TextTable
  readonly #makeRoom: <T>(kind: ArrayKind<T>, length: number) => T
  /**
   * Each text came behind the one before (`compareTexts`), as running numbers do. Then one behind the last is new, and
   * nothing need be looked for: there are no slots.
   */
  #isAscending = true
  #lastText = ""
  #lastCode = MISSING
  readonly #texts: TextPages

  /** @param room where its texts are kept: on memory of its own when not given, else see `makeSharedRoom` */
  constructor(room: <T>(kind: ArrayKind<T>, length: number) => T = makeRoom) {
    this.#makeRoom = room
    this.#pool = room(Uint8Array, 1024)
    this.#table = {
      pool: new DataView(this.#pool.buffer),
      // Code 0 is the empty text.
      starts: room(Uint32Array, 256),
      slots: new Int32Array(0),
      crowded: new Map(),
    }
    this.#texts = new TextPages(this)
  }

  get size(): number {
    return this.#size
  }

  /** Code of `text`, adding it when new; the empty string is code 0. */
  add(text: string): number {
    // Columns such as currency or country repeat the text of the row before: comparing it is cheaper than hashing the
    // fresh string that a reader cut for this cell.
    if (text === this.#lastText) return this.#lastCode
    const end = writeScratch(text)
    this.#lastText = text
    this.#lastCode = this.addBytes(scratchView, 0, end)
    return this.#lastCode
  }

  /**
   * Code of the text whose bytes these are, adding it when new.
   * @param bytes `WORD_SLACK` bytes lie behind `to`
   */
  addBytes(bytes: DataView, from: number, to: number): number {
    if (from === to) return MISSING
    if (this.#isAscending) {
      const order = this.#compareToLast(bytes, from, to)
      if (order > 0) return this.#append(bytes, from, to)
      if (order === 0) return this.#size - 1
    }
    const hash = hashText(bytes, from, to)
    const known = findCode(this.#slotted(), bytes, from, to, hash)
    if (known !== MISSING) return known
    return this.#addNew(bytes, from, to, hash)
  }

  /** Adds a text that is not there, to the slots too. */
  #addNew(bytes: DataView, from: number, to: number, hash: number): number {
    const code = this.#append(bytes, from, to)
    putCode(this.#table, hash, code)
    if (this.#size * 10 > this.#table.slots.length * MAX_FILLED) this.#makeSlots()
    return code
  }

  /** Codes of the cells of the first `count` of `rows`: an empty cell has code 0, a text that is not there `UNSEEN`. */
  findCells(cells: ColumnCells, rows: Uint32Array, count: number, codes: Uint32Array): void {
    if (this.#isAscending && this.#areBehindLast(cells, rows, count, codes)) return
    findCells(this.#slotted(), cells, rows, count, UNSEEN, codes)
  }

  /** Adds the texts of cells, which are not empty and differ from each other, and gives their codes as `findCells` does. */
  addCells(cells: ColumnCells, rows: Uint32Array, count: number, codes: Uint32Array): void {
    this.findCells(cells, rows, count, codes)
    const { bytes, starts, ends, first, stride } = cells
    for (let i = 0; i < count; i++) {
      const row = rows[i]!
      if (codes[row] !== UNSEEN) continue
      const from = starts[first + row * stride]!
      const to = ends[first + row * stride]!
      // Who differs from all that are there need not be looked for again.
      codes[row] = this.#isAscending
        ? this.addBytes(bytes, from, to)
        : this.#addNew(bytes, from, to, hashText(bytes, from, to))
    }
  }

  /** Where no cell stands before the last text, gives the codes of all; false when one does. */
  #areBehindLast(
    { bytes, starts, ends, first, stride }: ColumnCells,
    rows: Uint32Array,
    count: number,
    codes: Uint32Array,
  ): boolean {
    for (let i = 0; i < count; i++) {
      const row = rows[i]!
      const from = starts[first + row * stride]!
      const to = ends[first + row * stride]!
      const order = from === to ? 0 : this.#compareToLast(bytes, from, to)
      if (order < 0) return false
      codes[row] = order > 0 ? UNSEEN : from === to ? MISSING : this.#size - 1
    }
    return true
  }

  #compareToLast(bytes: DataView, from: number, to: number): number {
    const { pool, starts } = this.#table
    const start = starts[this.#size - 1]!
    return compareTexts(bytes, from, to - from, pool, start, starts[this.#size]! - start)
  }

  #append(bytes: DataView, from: number, to: number): number {
    const table = this.#table
    const start = table.starts[this.#size]!
    const end = start + to - from
    if (end + WORD_SLACK > this.#pool.length) {
      const larger = this.#makeRoom(Uint8Array, Math.max(end + WORD_SLACK, this.#pool.length * 2))
      larger.set(this.#pool)
      this.#pool = larger
      table.pool = new DataView(larger.buffer)
    }
    copyText(bytes, from, table.pool, start, to - from)
    if (this.#size + 1 === table.starts.length) {
      const larger = this.#makeRoom(Uint32Array, table.starts.length * 2)
      larger.set(table.starts)
      table.starts = larger
    }
    table.starts[this.#size + 1] = end
    return this.#size++
  }

  /** The table with its slots, which are made when something is looked for. */
  #slotted(): TextTable {
    this.#isAscending = false
    if (this.#table.slots.length === 0) this.#makeSlots()
    return this.#table
  }

  #makeSlots(): void {
    let length = FIRST_SLOTS
    while (this.#size * 10 > length * MAX_FILLED) length *= 2
    makeSlots(this.#table, length, this.#size)
  }

  /** Gives up the room that only finding codes needs; it is made again when a code is asked for. */
  rest(): void {
    this.#table.slots = new Int32Array(0)
    this.#table.crowded.clear()
  }

  /** The texts so far, where they are kept: what is added later is not among them, and changes none of them. */
  get texts(): SharedTexts {
    const { starts } = this.#table
    return {
      size: this.#size,
      pool: this.#pool.subarray(0, starts[this.#size]! + WORD_SLACK),
      starts: starts.subarray(0, this.#size + 1),
    }
  }

  /** Forgets all texts. Their room is kept: what `texts` gave is written over. */
  clear(): void {
    this.#size = 1
    this.#isAscending = true
    this.#lastText = ""
    this.#lastCode = MISSING
    this.#texts.clear()
    this.rest()
  }

  /** Moves the texts to shared memory. What is added later goes to memory of its own. */
  share(): SharedTexts {
    const { size, pool, starts } = this.texts
    const shared = { size, pool: sharedCopy(pool), starts: sharedCopy(starts) }
    this.#take(shared)
    return shared
  }

  /** The dictionary that another thread shares. */
  static over(shared: SharedTexts): DictionaryBuilder {
    const dictionary = new DictionaryBuilder()
    dictionary.#take(shared)
    dictionary.#isAscending = false
    dictionary.rest()
    return dictionary
  }

  #take({ size, pool, starts }: SharedTexts): void {
    this.#size = size
    this.#pool = pool
    this.#table.pool = new DataView(pool.buffer)
    this.#table.starts = starts
  }

  stored(): StoredTexts {
    return { pool: this.#pool, starts: this.#table.starts }
  }

  text(code: number): string {
    if (!(code >= 0 && code < this.#size)) throw new RangeError(`no text has code ${code}`)
    if (code === MISSING) return ""
    return this.#texts.text(code)
  }

  code(text: string): number {
    if (text === "") return MISSING
    const end = writeScratch(text)
    return findCode(this.#slotted(), scratchView, 0, end, hashText(scratchView, 0, end))
  }
}
