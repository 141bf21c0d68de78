// SHA-256 (FIPS 180-4) of texts in UTF-8, for the many ids and content hashes of a run. Most texts are a few dozen bytes:
// the work about the hash, objects and views for each, is then several times the hash. Here texts go straight into one
// block buffer, and nothing is made for them. @noble/hashes stays for keyed hashes and as the reference in the tests.

/** The first 32 bits of the fractional parts of the cube roots of the first 64 primes: FIPS 180-4, 4.2.2. */
const ROUND_CONSTANTS = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98,
  0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
  0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8,
  0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
  0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819,
  0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
  0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
  0xc67178f2,
])

/** Of the square roots of the first eight primes: 5.3.3. */
const INITIAL_STATE = Int32Array.from([
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
])

const BLOCK_BYTES = 64
/** Of the length in bits, which stands at the end of the last block. */
const LENGTH_BYTES = 8
const BUFFER_BYTES = 1 << 14
/** Code units of a text put into the buffer at once: one takes three bytes at most. */
export const PIECE_LENGTH = 1 << 12
/** Up to this length a loop over the characters is faster than a call of the encoder. */
const SHORT_LENGTH = 96

const encoder = new TextEncoder()
const schedule = new Int32Array(64)

/** One SHA-256 at a time; `begin` starts the next. */
export class TextSha256 {
  readonly #state = new Int32Array(8)
  readonly #buffer = new Uint8Array(BUFFER_BYTES)
  #filled = 0
  #bytes = 0

  constructor() {
    this.begin()
  }

  begin(): void {
    for (let i = 0; i < INITIAL_STATE.length; i++) this.#state[i] = INITIAL_STATE[i]!
    this.#filled = 0
    this.#bytes = 0
  }

  /** A lone surrogate counts as U+FFFD; no text may end within a surrogate pair. */
  add(text: string): void {
    if (text.length > PIECE_LENGTH) {
      this.#addLong(text)
      return
    }
    if (this.#filled + 3 * text.length > BUFFER_BYTES) this.#compressFull()
    if (!this.#addAscii(text)) {
      this.#filled += encoder.encodeInto(text, this.#buffer.subarray(this.#filled)).written
    }
  }

  /** Bytes of UTF-8, at most `PIECE_LENGTH`. */
  addBytes(bytes: Uint8Array, from: number, to: number): void {
    if (this.#filled + to - from > BUFFER_BYTES) this.#compressFull()
    const buffer = this.#buffer
    for (let i = from; i < to; i++) buffer[this.#filled++] = bytes[i]!
  }

  /** The hash as eight words; the next `begin` may follow. */
  finish(): Int32Array {
    const bits = (this.#bytes + this.#filled) * 8
    if (this.#filled >= BLOCK_BYTES) this.#compressFull()
    const buffer = this.#buffer
    const end = this.#filled < BLOCK_BYTES - LENGTH_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES
    // For so few bytes a loop is faster than a call.
    for (let i = this.#filled; i < end - LENGTH_BYTES; i++) buffer[i] = 0
    buffer[this.#filled] = 0x80
    writeWord(Math.floor(bits / 2 ** 32), buffer, end - LENGTH_BYTES)
    writeWord(bits, buffer, end - LENGTH_BYTES / 2)
    for (let at = 0; at < end; at += BLOCK_BYTES) compressBlock(this.#state, buffer, at)
    return this.#state
  }

  #addAscii(text: string): boolean {
    if (text.length > SHORT_LENGTH) return false
    const buffer = this.#buffer
    const start = this.#filled
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      if (unit > 0x7f) return false
      buffer[start + i] = unit
    }
    this.#filled = start + text.length
    return true
  }

  #addLong(text: string): void {
    for (let start = 0; start < text.length; ) {
      let end = Math.min(text.length, start + PIECE_LENGTH)
      // A pair stays together.
      if (end < text.length && (text.charCodeAt(end - 1) & 0xfc00) === 0xd800) end--
      this.add(text.slice(start, end))
      start = end
    }
  }

  /** Whole blocks of the buffer go into the state; what is left moves to the front. */
  #compressFull(): void {
    const whole = this.#filled - (this.#filled % BLOCK_BYTES)
    for (let at = 0; at < whole; at += BLOCK_BYTES) compressBlock(this.#state, this.#buffer, at)
    this.#buffer.copyWithin(0, whole, this.#filled)
    this.#filled -= whole
    this.#bytes += whole
  }
}

/** The lowest 32 bits, most significant byte first. */
function writeWord(word: number, bytes: Uint8Array, at: number): void {
  bytes[at] = word >>> 24
  bytes[at + 1] = word >>> 16
  bytes[at + 2] = word >>> 8
  bytes[at + 3] = word
}

/** FIPS 180-4, 6.2.2: one block of 64 bytes, from `at` on. */
function compressBlock(state: Int32Array, bytes: Uint8Array, at: number): void {
  const w = schedule
  for (let i = 0, b = at; i < 16; i++, b += 4) {
    w[i] = (bytes[b]! << 24) | (bytes[b + 1]! << 16) | (bytes[b + 2]! << 8) | bytes[b + 3]!
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!
    const y = w[i - 2]!
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[i] = (w[i - 16]! + s0 + w[i - 7]! + s1) | 0
  }
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  let e = state[4]!
  let f = state[5]!
  let g = state[6]!
  let h = state[7]!
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const choice = (e & f) ^ (~e & g)
    const t1 = (h + s1 + choice + ROUND_CONSTANTS[i]! + w[i]!) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0]! += a
  state[1]! += b
  state[2]! += c
  state[3]! += d
  state[4]! += e
  state[5]! += f
  state[6]! += g
  state[7]! += h
}

const BYTE_DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"))

/** Words as hexadecimal digits, eight each. */
export function hexOf(words: Int32Array, count: number): string {
  let text = ""
  for (let i = 0; i < count; i++) {
    const word = words[i]!
    text += BYTE_DIGITS[word >>> 24]! + BYTE_DIGITS[(word >>> 16) & 0xff]!
    text += BYTE_DIGITS[(word >>> 8) & 0xff]! + BYTE_DIGITS[word & 0xff]!
  }
  return text
}
