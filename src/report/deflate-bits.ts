// The bits of a stream of DEFLATE (RFC 1951, 3.1.1): from the lowest bit of each byte on.
import {
  DISTANCE_BASE,
  DISTANCE_EXTRA,
  distanceSymbol,
  END_OF_BLOCK,
  LENGTH_BASE,
  LENGTH_EXTRA,
  LENGTH_SYMBOL,
} from "./deflate-symbols.ts"
import { LENGTH_SHIFT } from "./matches.ts"

/** Codes of an alphabet, each with its length in the lowest four bits. */
export type Codes = Uint32Array
export const CODE_SHIFT = 4
const LENGTH_MASK = (1 << CODE_SHIFT) - 1

export class BitWriter {
  #bytes = new Uint8Array(1 << 16)
  #length = 0
  /** Bits that do not fill a byte yet. */
  #held = 0
  #heldCount = 0

  /** Makes room for so many bytes, and for what is held. */
  makeRoom(bytes: number): void {
    const needed = this.#length + bytes + 4
    if (needed <= this.#bytes.length) return
    const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2))
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }

  /** Adds up to 16 bits, for which there is room. */
  add(bits: number, count: number): void {
    this.#held |= bits << this.#heldCount
    this.#heldCount += count
    while (this.#heldCount >= 8) {
      this.#bytes[this.#length++] = this.#held
      this.#held >>>= 8
      this.#heldCount -= 8
    }
  }

  /** Adds a symbol by its code. */
  addCode(code: number): void {
    this.add(code >>> CODE_SHIFT, code & LENGTH_MASK)
  }

  /**
   * Adds what tokens tell, and the end of their block: see `findMatches`. There must be room. A hot loop: what is held is
   * written two bytes at a time.
   */
  addTokens(tokens: Uint32Array, literals: Codes, distances: Codes): void {
    const bytes = this.#bytes
    let at = this.#length
    let held = this.#held
    let count = this.#heldCount
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i]!
      const length = token >>> LENGTH_SHIFT
      const symbol = LENGTH_SYMBOL[length]!
      const first = literals[length === 0 ? token : END_OF_BLOCK + 1 + symbol]!
      held |= (first >>> CODE_SHIFT) << count
      count += first & LENGTH_MASK
      if (count >= 16) {
        bytes[at++] = held
        bytes[at++] = held >>> 8
        held >>>= 16
        count -= 16
      }
      if (length === 0) continue
      held |= (length - LENGTH_BASE[symbol]!) << count
      count += LENGTH_EXTRA[symbol]!
      const distance = token & 0xffff
      const far = distanceSymbol(distance)
      if (count >= 16) {
        bytes[at++] = held
        bytes[at++] = held >>> 8
        held >>>= 16
        count -= 16
      }
      const second = distances[far]!
      held |= (second >>> CODE_SHIFT) << count
      count += second & LENGTH_MASK
      if (count >= 16) {
        bytes[at++] = held
        bytes[at++] = held >>> 8
        held >>>= 16
        count -= 16
      }
      held |= (distance - DISTANCE_BASE[far]!) << count
      count += DISTANCE_EXTRA[far]!
      if (count >= 16) {
        bytes[at++] = held
        bytes[at++] = held >>> 8
        held >>>= 16
        count -= 16
      }
    }
    this.#length = at
    this.#held = held
    this.#heldCount = count
    this.addCode(literals[END_OF_BLOCK]!)
  }

  /** Fills the last byte. */
  end(): void {
    this.makeRoom(1)
    this.add(0, 7)
    this.#heldCount = 0
    this.#held = 0
  }

  /** The whole bytes since this was asked last. */
  take(): Uint8Array<ArrayBuffer> {
    const taken = this.#bytes.slice(0, this.#length)
    this.#length = 0
    return taken
  }
}
