// DEFLATE (RFC 1951) of bytes that come in pieces. A manifest names the hash of what is packed here, so it has to be the
// same bytes everywhere: what zlib makes depends on its version and on the processor. And the package that makes workbooks
// packs a tenth as fast. One candidate a hash and the fixed codes of the standard: for rows of XML, which repeat
// themselves, a third larger than zlib at its fastest.
import { crcOf } from "./crc32.ts"

/** How far back a match may lie: 2. */
const WINDOW = 1 << 15
const MIN_MATCH = 4
const MAX_MATCH = 258
const HASH_BITS = 16
const END_OF_BLOCK = 256

/** Bytes that are packed at a time: with fewer, moving the window would take longer than packing. */
const PIECE_LENGTH = 1 << 19

/** Packed bytes, with what an archive says of the bytes before they were packed. */
export interface Packed {
  readonly bytes: Uint8Array
  readonly size: number
  readonly crc: number
}

export function deflate(pieces: Iterable<Uint8Array>): Packed {
  const state: State = {
    bytes: new Uint8Array(WINDOW + PIECE_LENGTH),
    last: new Int32Array(1 << HASH_BITS).fill(-WINDOW),
    out: new Uint8Array(1 << 16),
    written: 0,
    bits: 0,
    bitCount: 0,
  }
  // A last block, of fixed codes: 3.2.3.
  put(state, 0b011, 3)
  let [size, crc, kept, filled] = [0, 0, 0, 0]
  const packFilled = () => {
    crc = crcOf(state.bytes, kept, filled, crc)
    size += filled - kept
    makeRoom(state, filled - kept)
    packBytes(state, kept, filled)
    kept = keepWindow(state, filled)
    filled = kept
  }
  for (const piece of pieces) {
    for (let start = 0; start < piece.length; ) {
      const part = piece.subarray(start, start + state.bytes.length - filled)
      state.bytes.set(part, filled)
      filled += part.length
      start += part.length
      if (filled === state.bytes.length) packFilled()
    }
  }
  packFilled()
  makeRoom(state, 0)
  put(state, LITERAL_CODES[END_OF_BLOCK]!, 7)
  put(state, 0, 7)
  return { bytes: state.out.slice(0, state.written), size, crc }
}

interface State {
  /** What was packed last, as far as matches reach back, then what is to be packed. */
  readonly bytes: Uint8Array
  /** Where four bytes of a hash stood last. */
  readonly last: Int32Array
  out: Uint8Array
  written: number
  /** Bits that make no byte yet, fewer than eight, the first one lowest. */
  bits: number
  bitCount: number
}

/** No byte takes more than nine bits. */
function makeRoom(state: State, count: number): void {
  const needed = state.written + count + (count >> 3) + 16
  if (needed <= state.out.length) return
  const larger = new Uint8Array(Math.max(needed, state.out.length * 2))
  larger.set(state.out)
  state.out = larger
}

/** Moves the window to the front; gives its length. */
function keepWindow({ bytes, last }: State, end: number): number {
  const shift = end - WINDOW
  if (shift <= 0) return end
  bytes.copyWithin(0, shift, end)
  for (let i = 0; i < last.length; i++) last[i] = Math.max(last[i]! - shift, -WINDOW)
  return WINDOW
}

/** At most 24 bits. */
function put(state: State, value: number, count: number): void {
  state.bits |= value << state.bitCount
  state.bitCount += count
  while (state.bitCount >= 8) {
    state.out[state.written++] = state.bits
    state.bits >>>= 8
    state.bitCount -= 8
  }
}

/** The hot loop: every byte of every sheet goes through it. It has the state in variables of its own and makes nothing. */
function packBytes(state: State, from: number, to: number): void {
  const { bytes, last, out } = state
  let { written, bits, bitCount } = state
  for (let at = from; at < to; ) {
    let length = 0
    let distance = 0
    if (at + MIN_MATCH <= to) {
      const four = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
      const slot = Math.imul(four, 0x9e3779b1) >>> (32 - HASH_BITS)
      const before = last[slot]!
      last[slot] = at
      distance = at - before
      if (before >= 0 && distance <= WINDOW) {
        const most = Math.min(MAX_MATCH, to - at)
        while (length < most && bytes[before + length] === bytes[at + length]) length++
      }
    }
    if (length < MIN_MATCH) {
      const byte = bytes[at++]!
      bits |= LITERAL_CODES[byte]! << bitCount
      bitCount += byte < 144 ? 8 : 9
    } else {
      bits |= LENGTH_CODES[length]! << bitCount
      bitCount += LENGTH_BITS[length]!
      while (bitCount >= 8) {
        out[written++] = bits
        bits >>>= 8
        bitCount -= 8
      }
      const code = distance <= 256 ? NEAR_CODES[distance]! : FAR_CODES[(distance - 1) >>> 7]!
      bits |= (DISTANCE_CODES[code]! | ((distance - DISTANCE_BASES[code]!) << 5)) << bitCount
      bitCount += 5 + DISTANCE_EXTRAS[code]!
      at += length
    }
    while (bitCount >= 8) {
      out[written++] = bits
      bits >>>= 8
      bitCount -= 8
    }
  }
  state.written = written
  state.bits = bits
  state.bitCount = bitCount
}

/** Codes are sent highest bit first, all else lowest bit first: 3.1.1. */
function reversed(code: number, count: number): number {
  let result = 0
  for (let i = 0; i < count; i++) result |= ((code >>> i) & 1) << (count - 1 - i)
  return result
}

/** Fixed codes of literals and lengths: 3.2.6. */
const LITERAL_CODES = Int32Array.from({ length: 286 }, (_, symbol) => {
  if (symbol < 144) return reversed(0x30 + symbol, 8)
  if (symbol < 256) return reversed(0x190 + symbol - 144, 9)
  return symbol < 280 ? reversed(symbol - 256, 7) : reversed(0xc0 + symbol - 280, 8)
})

/** Shortest length, or distance, of each code, with its extra bits: 3.2.5. */
const LENGTH_BASES = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
]
const LENGTH_EXTRAS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
const DISTANCE_EXTRAS = Uint8Array.from({ length: 30 }, (_, code) => Math.max(0, (code >> 1) - 1))
const DISTANCE_BASES = Int32Array.from({ length: 30 }, (_, code) =>
  code < 2 ? code + 1 : 1 + ((2 + (code & 1)) << DISTANCE_EXTRAS[code]!),
)
const DISTANCE_CODES = Int32Array.from({ length: 30 }, (_, code) => reversed(code, 5))

/** By length, its code with the extra bits behind it, and the number of bits of both. */
const LENGTH_CODES = new Int32Array(MAX_MATCH + 1)
const LENGTH_BITS = new Uint8Array(MAX_MATCH + 1)
for (let length = 3; length <= MAX_MATCH; length++) {
  const code = LENGTH_BASES.findLastIndex((base) => base <= length)
  const bits = code < 23 ? 7 : 8
  LENGTH_CODES[length] = LITERAL_CODES[257 + code]! | ((length - LENGTH_BASES[code]!) << bits)
  LENGTH_BITS[length] = bits + LENGTH_EXTRAS[code]!
}

/** Code of each distance to 256, and of those beyond by their 128s: each such code begins at the start of a 128. */
const NEAR_CODES = Uint8Array.from({ length: 257 }, (_, distance) => codeOfDistance(distance))
const FAR_CODES = Uint8Array.from({ length: 256 }, (_, part) => codeOfDistance(part * 128 + 1))

function codeOfDistance(distance: number): number {
  return DISTANCE_BASES.findLastIndex((base) => base <= distance)
}
