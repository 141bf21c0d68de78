// Which of the candidates in order are not taken yet. Each that is taken points to where to look next, and what a search
// passed through points on to its end (R. E. Tarjan, 1975): searches cost little however many are taken.
import { newWords } from "../model/large-arrays.ts"

export class Untaken {
  /** By candidate + 1: 0 where it is not taken, else 1 + the place to look at next. Place 0 is never taken. */
  readonly #next: Uint32Array

  constructor(candidates: number) {
    this.#next = newWords(candidates + 1)
  }

  /** Takes the latest from `earliest` to `latest`, both included, that is not taken, other than `own`; else `latest`. */
  take(earliest: number, latest: number, own: number): number {
    let place = this.#find(latest + 1)
    if (place > 0 && place === own + 1) place = this.#find(own)
    if (place <= earliest) return latest
    this.#next[place] = place
    return place - 1
  }

  #find(place: number): number {
    const next = this.#next
    let end = place
    while (next[end] !== 0) end = next[end]! - 1
    for (let at = place; at !== end; ) {
      const after = next[at]! - 1
      next[at] = end + 1
      at = after
    }
    return end
  }
}
