// DEFLATE (RFC 1951) in JavaScript, so that the same content gives the same bytes everywhere: what zlib makes differs with
// its version and the processor. Each block has codes of its own.
import { BitWriter, CODE_SHIFT, type Codes } from "./deflate-bits.ts"
import {
  DISTANCE_COUNT,
  distanceSymbol,
  END_OF_BLOCK,
  LENGTH_SYMBOL,
  LITERAL_COUNT,
} from "./deflate-symbols.ts"
import { codeLengths, codesOf } from "./huffman.ts"
import { findMatches, LENGTH_SHIFT, moveSlots, NOWHERE, SLOT_COUNT, WINDOW } from "./matches.ts"

/** Bytes that one block tells. */
const BLOCK_BYTES = 1 << 17
/** Of the memory that they stand in, one block behind another: what was told last is moved to its front when it is full. */
const MEMORY_BYTES = 1 << 20

/** A stream that is given its bytes in pieces; where they are cut makes no difference. One at a time; `begin` starts the next. */
export class Deflater {
  readonly #bytes = new Uint8Array(MEMORY_BYTES)
  readonly #view = new DataView(this.#bytes.buffer)
  readonly #slots = new Int32Array(SLOT_COUNT).fill(NOWHERE)
  readonly #tokens = new Uint32Array(BLOCK_BYTES)
  readonly #bits = new BitWriter()
  /** Bytes of `#bytes` that are told already, and those that are there. */
  #told = 0
  #filled = 0

  begin(): void {
    this.#slots.fill(NOWHERE)
    this.#told = 0
    this.#filled = 0
  }

  add(piece: Uint8Array): void {
    for (let at = 0; at < piece.length; ) {
      if (this.#filled === this.#told + BLOCK_BYTES) this.#tellBlock(false)
      const end = Math.min(piece.length, at + this.#told + BLOCK_BYTES - this.#filled)
      this.#bytes.set(piece.subarray(at, end), this.#filled)
      this.#filled += end - at
      at = end
    }
  }

  end(): void {
    this.#tellBlock(true)
    this.#bits.end()
  }

  /** What has been made since this was asked last. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#bits.take()
  }

  #tellBlock(isLast: boolean): void {
    const count = findMatches(this.#view, this.#told, this.#filled, this.#slots, this.#tokens)
    writeBlock(this.#tokens.subarray(0, count), isLast, this.#bits)
    if (this.#filled + BLOCK_BYTES > MEMORY_BYTES) {
      const moved = this.#filled - WINDOW
      this.#bytes.copyWithin(0, moved, this.#filled)
      moveSlots(this.#slots, moved)
      this.#filled = WINDOW
    }
    this.#told = this.#filled
  }
}

/** No code is longer; those of code lengths have a limit of their own. */
const MOST_BITS = 15
const MOST_BITS_OF_LENGTHS = 7
/** No symbol and what stands behind it take more, nor a length of a code. */
const MOST_BYTES_A_TOKEN = 6
const DYNAMIC_CODES = 2

function writeBlock(tokens: Uint32Array, isLast: boolean, bits: BitWriter): void {
  const { literals, distances } = countSymbols(tokens)
  const literalLengths = codeLengths(literals, MOST_BITS)
  const distanceLengths = codeLengths(distances, MOST_BITS)
  bits.makeRoom((tokens.length + LITERAL_COUNT + DISTANCE_COUNT) * MOST_BYTES_A_TOKEN)
  bits.add(isLast ? 1 : 0, 1)
  bits.add(DYNAMIC_CODES, 2)
  writeLengths(literalLengths, distanceLengths, bits)
  bits.addTokens(tokens, withLengths(literalLengths), withLengths(distanceLengths))
}

function countSymbols(tokens: Uint32Array): { literals: Uint32Array; distances: Uint32Array } {
  const literals = new Uint32Array(LITERAL_COUNT)
  const distances = new Uint32Array(DISTANCE_COUNT)
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!
    const length = token >>> LENGTH_SHIFT
    if (length === 0) literals[token]!++
    else {
      literals[END_OF_BLOCK + 1 + LENGTH_SYMBOL[length]!]!++
      distances[distanceSymbol(token & 0xffff)]!++
    }
  }
  literals[END_OF_BLOCK] = 1
  return { literals, distances }
}

function withLengths(lengths: Uint8Array): Codes {
  const codes = codesOf(lengths)
  return Uint32Array.from(lengths, (length, symbol) => (codes[symbol]! << CODE_SHIFT) | length)
}

/** The order in which the lengths of the codes of code lengths stand: RFC 1951, 3.2.7. */
const LENGTHS_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
const FEWEST_LITERALS = 257

/** The lengths of both alphabets, themselves by codes. */
function writeLengths(literals: Uint8Array, distances: Uint8Array, bits: BitWriter): void {
  const literalCount = Math.max(FEWEST_LITERALS, countUsed(literals))
  const distanceCount = Math.max(1, countUsed(distances))
  const runs = runsOf([...literals.subarray(0, literalCount), ...distances.subarray(0, distanceCount)])
  const counts = new Uint32Array(LENGTHS_ORDER.length)
  for (const { symbol } of runs) counts[symbol]!++
  const lengths = codeLengths(counts, MOST_BITS_OF_LENGTHS)
  const codes = withLengths(lengths)
  const told = LENGTHS_ORDER.findLastIndex((symbol) => lengths[symbol] !== 0) + 1
  bits.add(literalCount - FEWEST_LITERALS, 5)
  bits.add(distanceCount - 1, 5)
  bits.add(told - 4, 4)
  for (const symbol of LENGTHS_ORDER.slice(0, told)) bits.add(lengths[symbol]!, 3)
  for (const { symbol, extra, extraBits } of runs) {
    bits.addCode(codes[symbol]!)
    bits.add(extra, extraBits)
  }
}

function countUsed(lengths: Uint8Array): number {
  return lengths.findLastIndex((length) => length !== 0) + 1
}

interface Run {
  readonly symbol: number
  readonly extra: number
  readonly extraBits: number
}

/** 16: the length before again, 3 to 6 times; 17 and 18: 0, 3 to 10 and 11 to 138 times. */
function runsOf(lengths: readonly number[]): Run[] {
  const runs: Run[] = []
  const one = (symbol: number): Run => ({ symbol, extra: 0, extraBits: 0 })
  for (let at = 0; at < lengths.length; ) {
    const length = lengths[at]!
    let end = at + 1
    while (lengths[end] === length) end++
    let left = end - at
    if (length !== 0) {
      runs.push(one(length))
      left--
    }
    while (left >= 3) {
      const most = length !== 0 ? 6 : left < 11 ? 10 : 138
      const taken = Math.min(left, most)
      if (length !== 0) runs.push({ symbol: 16, extra: taken - 3, extraBits: 2 })
      else if (most === 10) runs.push({ symbol: 17, extra: taken - 3, extraBits: 3 })
      else runs.push({ symbol: 18, extra: taken - 11, extraBits: 7 })
      left -= taken
    }
    while (left-- > 0) runs.push(one(length))
    at = end
  }
  return runs
}
