// A dictionary for results under pseudonyms.
import { type Dictionary, MISSING } from "./dictionary.ts"

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
