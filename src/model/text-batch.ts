// Texts on their way into a dictionary: copied side by side to where its ways see them, so that a kernel can find and add
// many at once.
import type { StoredTexts } from "./text-bytes.ts"
import { copyText, WORD_SLACK } from "./text-table.ts"
import type { CodedCells, TextWays } from "./text-ways.ts"

/** At most so many texts: all that they lead to stays in the processor's cache. */
export const BATCH_TEXTS = 1024

const FIRST_BYTES = 1 << 15

export class TextBatch implements CodedCells {
  readonly codes: Uint32Array
  /** Of all texts, each its number. */
  readonly rows: Uint32Array
  readonly #places: Uint32Array
  readonly #ends: Uint32Array
  #bytes: Uint8Array
  #view: DataView

  constructor(private readonly ways: TextWays) {
    this.codes = ways.makeRoom(Uint32Array, BATCH_TEXTS)
    this.rows = ways.makeRoom(Uint32Array, BATCH_TEXTS)
    for (let i = 0; i < BATCH_TEXTS; i++) this.rows[i] = i
    // Each text ends where the next one begins.
    this.#places = ways.makeRoom(Uint32Array, BATCH_TEXTS + 1)
    this.#ends = this.#places.subarray(1)
    this.#bytes = ways.makeRoom(Uint8Array, FIRST_BYTES)
    this.#view = viewOf(this.#bytes)
  }

  get cells(): CodedCells["cells"] {
    return { bytes: this.#view, starts: this.#places, ends: this.#ends, first: 0, stride: 1 }
  }

  /** Takes the texts of codes from `from` to before `to` of `codes`, no more than `BATCH_TEXTS`, in place of those before. */
  fill({ pool, starts }: StoredTexts, codes: Uint32Array, from: number, to: number): void {
    const places = this.#places
    for (let i = from, end = 0; i < to; i++) {
      end += starts[codes[i]! + 1]! - starts[codes[i]!]!
      places[i - from + 1] = end
    }
    this.#makeRoomFor(places[to - from]! + WORD_SLACK)
    const bytes = viewOf(pool)
    for (let i = 0; i < to - from; i++) {
      copyText(bytes, starts[codes[from + i]!]!, this.#view, places[i]!, places[i + 1]! - places[i]!)
    }
  }

  #makeRoomFor(length: number): void {
    if (length <= this.#bytes.length) return
    this.ways.giveBack(this.#bytes)
    this.#bytes = this.ways.makeRoom(Uint8Array, length * 2)
    this.#view = viewOf(this.#bytes)
  }

  /** Its room can be used for others. */
  giveBack(): void {
    for (const room of [this.codes, this.rows, this.#places, this.#bytes]) this.ways.giveBack(room)
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
