// Texts of a dictionary as strings, made of its bytes as they are asked for: one after another in pages, others one by one.
import { readText, type StoredTexts, unitCount } from "./text-bytes.ts"

/** Texts that are asked for one after another are decoded so many at a time. */
const PAGE = 256
/** Who leaves out fewer than so many goes on one after another still: as who asks for most texts of a column. */
const GAP = 16
/** Texts that were asked for out of order and are kept: who sorts by text asks for the same ones again. A power of two. */
const KEPT = 4096

interface TextStore {
  /** One more than the largest code. */
  readonly size: number
  stored(): StoredTexts
}

export class TextPages {
  /** Texts decoded together, from the code `#pageStart`. */
  #page: string[] = []
  #pageStart = 1
  /** By the last digits of the code, the last text that was asked for, and its code. Made when there is one. */
  #kept: string[] = []
  #keptCodes = new Uint32Array(0)

  constructor(private readonly store: TextStore) {}

  /** The text of a code of the store, from 1. */
  text(code: number): string {
    const paged = this.#inPage(code)
    if (paged !== undefined) return paged
    const place = code & (KEPT - 1)
    if (this.#keptCodes[place] === code) return this.#kept[place]!
    return this.#keep(place, code)
  }

  /** The same, for who asks for it once. */
  textOnce(code: number): string {
    return this.#inPage(code) ?? this.#read(code)
  }

  /** Forgets what was read. */
  clear(): void {
    this.#page = []
    this.#pageStart = 1
    this.#kept = []
    this.#keptCodes = new Uint32Array(0)
  }

  /** Undefined where the text is asked for out of order. */
  #inPage(code: number): string | undefined {
    const inPage = code - this.#pageStart
    if (inPage >= 0 && inPage < this.#page.length) return this.#page[inPage]!
    const behind = inPage - this.#page.length
    // Who begins with the first text goes through all of them.
    if ((behind < 0 || behind >= GAP) && code !== 1) return undefined
    this.#readPage(code)
    return this.#page[0]!
  }

  #keep(place: number, code: number): string {
    if (this.#keptCodes.length === 0) {
      this.#keptCodes = new Uint32Array(KEPT)
      this.#kept = new Array<string>(KEPT).fill("")
    }
    const text = this.#read(code)
    this.#kept[place] = text
    this.#keptCodes[place] = code
    return text
  }

  #read(code: number): string {
    const { pool, starts } = this.store.stored()
    return readText(pool, starts[code]!, starts[code + 1]!)
  }

  #readPage(first: number): void {
    const { pool, starts } = this.store.stored()
    const end = Math.min(this.store.size, first + PAGE)
    const texts = readText(pool, starts[first]!, starts[end]!)
    const page: string[] = []
    let at = 0
    for (let code = first; code < end; code++) {
      const length = unitCount(pool, starts[code]!, starts[code + 1]!)
      page.push(texts.slice(at, at + length))
      at += length
    }
    this.#page = page
    this.#pageStart = first
  }
}
