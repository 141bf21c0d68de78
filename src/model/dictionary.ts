// Text in columns is stored once and referred to by a small integer: its code. The texts are kept as bytes, all in one
// array, and become strings when they are asked for: a string of its own for each of millions of texts would take
// several times the room, and most of them are never printed.
import { type ArrayKind, sharedCopy } from "./columns.ts"
import { areFilled, MAX_GROWTH, SlotCounts } from "./slot-counts.ts"
import { BATCH_TEXTS, TextBatch } from "./text-batch.ts"
import type { StoredTexts } from "./text-bytes.ts"
import { TextPages } from "./text-pages.ts"
import { scratchBytes, writeScratch } from "./text-scratch.ts"
import {
  type ColumnCells,
  compareTexts,
  copyText,
  findCode,
  hashText,
  putAnew,
  putCode,
  type TextTable,
  WORD_SLACK,
} from "./text-table.ts"
import { type CodedCells, PLAIN_TEXT_WAYS, type TextWays } from "./text-ways.ts"

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

/** The texts of a dictionary such as another thread may read on shared memory. Nobody writes there. */
export interface SharedTexts extends StoredTexts {
  readonly size: number
}

/** Undefined where the dictionary tells something else than it keeps, as pseudonyms. */
export function storedTexts(values: Dictionary): StoredTexts | undefined {
  return values instanceof DictionaryBuilder ? values.stored() : undefined
}

/** The text of a code, which is not kept to be asked for again: as of ids, of which most are never asked for. */
export function textOnce(values: Dictionary, code: number): string {
  return values instanceof DictionaryBuilder ? values.textOnce(code) : values.text(code)
}

export class DictionaryBuilder implements Dictionary {
  #pool: Uint8Array
  /** Without slots when these were given up. */
  readonly #table: TextTable
  #ways: TextWays
  #lastText = ""
  #lastCode = MISSING
  /** See `expect`. */
  #times = 1
  readonly #slotCounts = new SlotCounts()
  readonly #texts: TextPages
  /** See `addTexts`. */
  #batch: TextBatch | undefined

  /** @param ways where its texts are kept, and how they are found */
  constructor(ways: TextWays = PLAIN_TEXT_WAYS) {
    this.#ways = ways
    this.#pool = ways.makeRoom(Uint8Array, 1024)
    this.#table = {
      size: 1,
      pool: viewOf(this.#pool),
      // Code 0 is the empty text.
      starts: ways.makeRoom(Uint32Array, 256),
      slots: new Int32Array(0),
      crowded: new Map(),
      isAscending: true,
    }
    this.#texts = new TextPages(this)
  }

  get size(): number {
    return this.#table.size
  }

  /** Code of `text`, adding it when new; the empty string is code 0. */
  add(text: string): number {
    // Columns such as currency or country repeat the text of the row before: comparing it is cheaper than hashing the
    // fresh string that a reader cut for this cell.
    if (text === this.#lastText) return this.#lastCode
    const end = writeScratch(text)
    this.#lastText = text
    this.#lastCode = this.addBytes(scratchBytes(), 0, end)
    return this.#lastCode
  }

  /**
   * Code of the text whose bytes these are, adding it when new.
   * @param bytes `WORD_SLACK` bytes lie behind `to`
   */
  addBytes(bytes: DataView, from: number, to: number): number {
    if (from === to) return MISSING
    if (this.#table.isAscending) {
      const order = this.#compareToLast(bytes, from, to)
      if (order > 0) return this.#append(bytes, from, to)
      if (order === 0) return this.size - 1
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
    if (areFilled(this.#table.slots.length, this.size)) this.#makeSlots()
    return code
  }

  /** Codes of the cells of the first `count` of `rows`: an empty cell has code 0, a text that is not there `UNSEEN`. */
  findCells(cells: ColumnCells, rows: Uint32Array, count: number, codes: Uint32Array): void {
    if (this.#table.isAscending && this.#ways.findBehind(this.#table, cells, rows, count, UNSEEN, codes))
      return
    this.#ways.findCells(this.#slotted(), cells, rows, count, UNSEEN, codes)
  }

  /** Adds texts of another dictionary: `known` gets the code here of each of the first `count` of `codes`, none of which is 0. */
  addTexts(texts: StoredTexts, codes: Uint32Array, count: number, known: Uint32Array): void {
    this.#batch ??= new TextBatch(this.#ways)
    const batch = this.#batch
    for (let from = 0; from < count; from += BATCH_TEXTS) {
      const size = Math.min(count - from, BATCH_TEXTS)
      batch.fill(texts, codes, from, from + size)
      const { cells } = batch
      this.findCells(cells, batch.rows, size, batch.codes)
      for (let i = 0; i < size; i++) {
        i = this.addRows([batch], i, size, false)
        if (i < size && batch.codes[i] === UNSEEN) {
          batch.codes[i] = this.addBytes(cells.bytes, cells.starts[i]!, cells.ends[i]!)
        }
      }
      for (let i = 0; i < size; i++) known[codes[from + i]!] = batch.codes[i]!
    }
  }

  /**
   * Gives cells of one or two columns that are `UNSEEN` their codes, as many rows of them as are quickly done: see `TextWays`.
   */
  addRows(columns: readonly CodedCells[], from: number, to: number, onlyNew: boolean): number {
    return this.#ways.addCells(this.#table, columns, from, to, onlyNew)
  }

  /** How many times the texts that are there will be there, if all goes on like this: room that grows is taken for them. */
  expect(times: number): void {
    this.#times = times
  }

  #compareToLast(bytes: DataView, from: number, to: number): number {
    const { pool, starts } = this.#table
    const start = starts[this.size - 1]!
    return compareTexts(bytes, from, to - from, pool, start, starts[this.size]! - start)
  }

  #append(bytes: DataView, from: number, to: number): number {
    const table = this.#table
    const start = table.starts[table.size]!
    const end = start + to - from
    if (end + WORD_SLACK > this.#pool.length) {
      this.#usePool(this.#larger(this.#pool, Uint8Array, Math.max(end + WORD_SLACK, this.#pool.length * 2)))
    }
    copyText(bytes, from, table.pool, start, to - from)
    if (table.size + 1 === table.starts.length) {
      table.starts = this.#larger(table.starts, Uint32Array, table.starts.length * 2)
    }
    table.starts[table.size + 1] = end
    return table.size++
  }

  #usePool(pool: Uint8Array): void {
    this.#pool = pool
    this.#table.pool = viewOf(pool)
  }

  #larger<T extends Uint8Array | Uint32Array>(values: T, kind: ArrayKind<T>, length: number): T {
    const wished = Math.ceil(values.length * Math.min(this.#times, MAX_GROWTH))
    const larger = this.#ways.makeRoom(kind, length, wished)
    larger.set(values)
    this.#ways.giveBack(values)
    return larger
  }

  /** The table with its slots, which are made when something is looked for. */
  #slotted(): TextTable {
    this.#table.isAscending = false
    if (this.#table.slots.length === 0) this.#makeSlots()
    return this.#table
  }

  #makeSlots(): void {
    const table = this.#table
    const { needed, wished } = this.#slotCounts.next(this.size, this.#times)
    this.#ways.giveBack(table.slots)
    table.slots = this.#ways.makeRoom(Int32Array, needed, wished)
    table.crowded.clear()
    for (let code = this.#ways.fillSlots(table); code < table.size; code++) putAnew(table, code)
  }

  /** Gives up the room that only finding codes needs; it is made again when a code is asked for. */
  rest(): void {
    this.#ways.giveBack(this.#table.slots)
    this.#table.slots = new Int32Array(0)
    this.#table.crowded.clear()
  }

  /** Keeps its texts in other ways from here on. */
  moveTo(ways: TextWays): void {
    if (ways === this.#ways) return
    this.#batch?.giveBack()
    this.#batch = undefined
    const table = this.#table
    const { pool, starts } = this.texts
    const { slots } = table
    const before = [this.#pool, table.starts, slots]
    this.#usePool(copyOf(pool, ways.makeRoom(Uint8Array, pool.length)))
    table.starts = copyOf(starts, ways.makeRoom(Uint32Array, starts.length))
    if (slots.length > 0) table.slots = copyOf(slots, ways.makeRoom(Int32Array, slots.length))
    for (const room of before) this.#ways.giveBack(room)
    this.#ways = ways
  }

  /** The texts so far, where they are kept: what is added later is not among them, and changes none of them. */
  get texts(): SharedTexts {
    const { starts } = this.#table
    return {
      size: this.size,
      pool: this.#pool.subarray(0, starts[this.size]! + WORD_SLACK),
      starts: starts.subarray(0, this.size + 1),
    }
  }

  /** Forgets all texts. Their room is kept: what `texts` gave is written over. */
  clear(): void {
    this.#table.size = 1
    this.#table.isAscending = true
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
    dictionary.#table.isAscending = false
    dictionary.rest()
    return dictionary
  }

  #take({ size, pool, starts }: SharedTexts): void {
    this.#table.size = size
    this.#usePool(pool)
    this.#table.starts = starts
  }

  stored(): StoredTexts {
    return { pool: this.#pool, starts: this.#table.starts }
  }

  text(code: number): string {
    return this.#has(code) ? this.#texts.text(code) : ""
  }

  /** See `TextPages`. */
  textOnce(code: number): string {
    return this.#has(code) ? this.#texts.textOnce(code) : ""
  }

  /** Whether the code is that of a text; throws for one that nothing has. */
  #has(code: number): boolean {
    if (!(code >= 0 && code < this.size)) throw new RangeError(`no text has code ${code}`)
    return code !== MISSING
  }

  code(text: string): number {
    if (text === "") return MISSING
    const end = writeScratch(text)
    const bytes = scratchBytes()
    return findCode(this.#slotted(), bytes, 0, end, hashText(bytes, 0, end))
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function copyOf<T extends Uint8Array | Uint32Array | Int32Array>(values: T, room: T): T {
  room.set(values)
  return room
}
