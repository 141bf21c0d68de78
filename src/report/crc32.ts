// CRC-32 as archives use it (ISO 3309, ITU-T V.42; PKWARE APPNOTE 4.4.7), eight bytes at a time.

/** Table k, entry b: what byte b does to the sum with k bytes behind it. */
const TABLES = Array.from({ length: 8 }, () => new Int32Array(256))
for (let byte = 0; byte < 256; byte++) {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  TABLES[0]![byte] = sum
}
for (let k = 1; k < 8; k++) {
  for (let byte = 0; byte < 256; byte++) {
    const before = TABLES[k - 1]![byte]!
    TABLES[k]![byte] = (before >>> 8) ^ TABLES[0]![before & 0xff]!
  }
}
const [T0, T1, T2, T3, T4, T5, T6, T7] = TABLES as [
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
  Int32Array,
]

/** Of the bytes from `from` to before `to`, behind bytes whose sum is `before`; 0: behind none. */
export function crcOf(bytes: Uint8Array, from: number, to: number, before = 0): number {
  let sum = ~before
  let at = from
  for (; at + 8 <= to; at += 8) {
    sum ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    const first = T7[sum & 0xff]! ^ T6[(sum >>> 8) & 0xff]! ^ T5[(sum >>> 16) & 0xff]! ^ T4[sum >>> 24]!
    sum = first ^ T3[bytes[at + 4]!]! ^ T2[bytes[at + 5]!]! ^ T1[bytes[at + 6]!]! ^ T0[bytes[at + 7]!]!
  }
  for (; at < to; at++) sum = (sum >>> 8) ^ T0[(sum ^ bytes[at]!) & 0xff]!
  return ~sum >>> 0
}
