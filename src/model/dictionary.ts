// Text in columns is stored once and referred to by a small integer: its code.

/** The code that every text column uses for "missing". */
export const MISSING = 0

/** Texts of a column, in order of first appearance; code 0 is "missing", the first text has code 1. */
export interface Dictionary {
  /** One more than the largest code in use; 1 when there is no text. */
  readonly size: number
  /** The text of a code; the empty string for code 0. */
  text(code: number): string
  /** The code of a text, or 0 when the dictionary does not have it (or it is empty). */
  code(text: string): number
}

export class DictionaryBuilder implements Dictionary {
  readonly #texts: string[] = [""]
  readonly #codes = new Map<string, number>()
  #lastText = ""
  #lastCode = MISSING

  get size(): number {
    return this.#texts.length
  }

  /** Code of `text`, adding it when new; the empty string is code 0. */
  add(text: string): number {
    // Columns such as currency or country repeat the text of the row before: comparing it is cheaper than hashing the
    // fresh string that a reader cut for this cell.
    if (text === this.#lastText) return this.#lastCode
    this.#lastText = text
    this.#lastCode = text === "" ? MISSING : (this.#codes.get(text) ?? this.#append(text))
    return this.#lastCode
  }

  #append(text: string): number {
    const code = this.#texts.length
    this.#texts.push(text)
    this.#codes.set(text, code)
    return code
  }

  text(code: number): string {
    const text = this.#texts[code]
    if (text === undefined) throw new RangeError(`no text has code ${code}`)
    return text
  }

  code(text: string): number {
    return this.#codes.get(text) ?? MISSING
  }
}
