// Stable short ids, the same in Node and in browsers. SHA-256: FIPS 180-4.
import { sha256 } from "@noble/hashes/sha2"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils"

/**
 * An id made from what a thing is: `prefix-` and 16 hexadecimal digits of SHA-256 over the parts.
 * Parts are joined by the unit separator U+001F, so ("a", "bc") and ("ab", "c") differ.
 */
export function stableId(prefix: string, parts: readonly string[]): string {
  return `${prefix}-${sha256Hex(parts.join("\u001f")).slice(0, 16)}`
}

/** SHA-256 of the text in UTF-8, as 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}
