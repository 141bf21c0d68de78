// CRC-32 as archives use it (ISO 3309, ITU-T V.42; PKWARE APPNOTE 4.4.7), four bytes at a time.

/** Row k, entry b: what byte b does to the sum with k bytes behind it. */
const TABLES = [0, 1, 2, 3].map(() => new Int32Array(256))
for (let byte = 0; byte < 256; byte++) {
  let sum = byte
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1
  TABLES[0]![byte] = sum
}
for (let byte = 0; byte < 256; byte++) {
  for (let k = 1; k < 4; k++) {
    const before = TABLES[k - 1]![byte]!
    TABLES[k]![byte] = (before >>> 8) ^ TABLES[0]![before & 0xff]!
  }
}
const [ONE, TWO, THREE, FOUR] = TABLES as [Int32Array, Int32Array, Int32Array, Int32Array]

/** Of the bytes from `from` to before `to`, behind bytes whose sum is `before`; 0: behind none. */
export function crcOf(bytes: Uint8Array, from: number, to: number, before = 0): number {
  let sum = ~before
  let at = from
  for (; at + 4 <= to; at += 4) {
    sum ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
    sum = FOUR[sum & 0xff]! ^ THREE[(sum >>> 8) & 0xff]! ^ TWO[(sum >>> 16) & 0xff]! ^ ONE[sum >>> 24]!
  }
  for (; at < to; at++) sum = (sum >>> 8) ^ ONE[(sum ^ bytes[at]!) & 0xff]!
  return ~sum >>> 0
}
