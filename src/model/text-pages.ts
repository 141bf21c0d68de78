// Texts of a dictionary as strings, made of its bytes as they are asked for: one after another in pages, others one by one.
import { readText, type StoredTexts, unitCount } from "./text-bytes.ts"

/** Texts that are asked for one after another are decoded so many at a time. */
const PAGE = 256

interface TextStore {
  /** One more than the largest code. */
  readonly size: number
  stored(): StoredTexts
}

export class TextPages {
  /** Texts decoded together, from the code `#pageStart`. */
  #page: string[] = []
  #pageStart = 1
  /** Texts that were asked for out of order, in pages by code: who sorts by text asks for the same ones again. */
  readonly #kept: (string | undefined)[][] = []

  constructor(private readonly store: TextStore) {}

  /** The text of a code of the store, from 1. */
  text(code: number): string {
    const paged = this.#inPage(code)
    if (paged !== undefined) return paged
    this.#kept[Math.floor(code / PAGE)] ??= new Array<string | undefined>(PAGE)
    const kept = this.#kept[Math.floor(code / PAGE)]!
    const known = kept[code % PAGE]
    if (known !== undefined) return known
    const text = this.#read(code)
    kept[code % PAGE] = text
    return text
  }

  /** The same, for who asks for it once: of a few of millions of texts, nearly every page would have one that is kept. */
  textOnce(code: number): string {
    return this.#inPage(code) ?? this.#read(code)
  }

  /** Forgets what was read. */
  clear(): void {
    this.#page = []
    this.#pageStart = 1
    this.#kept.length = 0
  }

  /** Undefined where the text is asked for out of order. */
  #inPage(code: number): string | undefined {
    const inPage = code - this.#pageStart
    if (inPage >= 0 && inPage < this.#page.length) return this.#page[inPage]!
    // Who begins with the first text goes through all of them.
    if (inPage !== this.#page.length && code !== 1) return undefined
    this.#readPage(code)
    return this.#page[0]!
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
