// Texts and parties of the report by number: written once, referred to often. Numbers are given in the order of first
// use, which does not depend on the order of rows.
import type { PartyColumns, PartyIndex, TextIndex } from "../page/report-data.ts"

/** Gives texts their numbers; the empty text is 0. */
export class TextIndexer {
  readonly #texts: string[] = [""]
  readonly #numbers = new Map<string, TextIndex>([["", 0]])

  add(text: string): TextIndex {
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    const number = this.#texts.length
    this.#texts.push(text)
    this.#numbers.set(text, number)
    return number
  }

  done(): readonly string[] {
    return this.#texts
  }
}

/** Gives parties their numbers; nobody, the empty id, is -1. */
export class PartyIndexer {
  readonly #ids: string[] = []
  readonly #numbers = new Map<string, PartyIndex>()

  add(party: string): PartyIndex {
    if (party === "") return -1
    const known = this.#numbers.get(party)
    if (known !== undefined) return known
    const number = this.#ids.length
    this.#ids.push(party)
    this.#numbers.set(party, number)
    return number
  }

  get ids(): readonly string[] {
    return this.#ids
  }

  has(party: string): boolean {
    return this.#numbers.has(party)
  }

  /** `names`: by id; a party without one has the empty name. */
  done(names: ReadonlyMap<string, string>): PartyColumns {
    return { id: this.#ids, name: this.#ids.map((id) => names.get(id) ?? "") }
  }
}
