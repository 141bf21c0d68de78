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
