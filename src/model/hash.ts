// Stable short ids, hashes and keyed hashes, the same in Node and in browsers. SHA-256: FIPS 180-4; HMAC: RFC 2104;
// HKDF: RFC 5869.
import { hkdf } from "@noble/hashes/hkdf"
import { hmac } from "@noble/hashes/hmac"
import { sha256 } from "@noble/hashes/sha2"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils"
import { hexOf, PIECE_LENGTH, TextSha256 } from "./sha256.ts"

/**
 * An id made from what a thing is: `prefix-` and 16 hexadecimal digits of SHA-256 over the parts.
 * Parts are joined by the unit separator U+001F, so ("a", "bc") and ("ab", "c") differ.
 */
export function stableId(prefix: string, parts: readonly string[]): string {
  return `${prefix}-${hexOf(hashed(parts.length === 1 ? parts[0]! : parts.join("\u001f")), 2)}`
}

/** Longest texts, in bytes, that `stableWords` takes. */
export const MOST_STABLE_BYTES = PIECE_LENGTH

/** The digits of `stableId` for a text that lies in bytes of UTF-8, as two words, eight digits each; good until the next. */
export function stableWords(bytes: Uint8Array, from: number, to: number): Int32Array {
  oneText.begin()
  oneText.addBytes(bytes, from, to)
  return oneText.finish()
}

/** SHA-256 of the text in UTF-8, as 64 hexadecimal digits. */
export function sha256Hex(text: string): string {
  return hexOf(hashed(text), 8)
}

/** The same for any text. */
export function stableWordsOfText(text: string): Int32Array {
  return hashed(text)
}

const oneText = new TextSha256()

function hashed(text: string): Int32Array {
  oneText.begin()
  oneText.add(text)
  return oneText.finish()
}

/** A text hashed in pieces: `add` them in order, then ask once. */
export interface RunningHash {
  add(text: string): void
  /** 64 hexadecimal digits. */
  done(): string
}

/** SHA-256 of a text in UTF-8 that is never whole in memory. No piece may end within a surrogate pair. */
export function runningSha256(): RunningHash {
  const hash = new TextSha256()
  return {
    add: (text) => hash.add(text),
    done: () => hexOf(hash.finish(), 8),
  }
}

const SUBKEY_BYTES = 32

/** A key for one purpose, made from a key (HKDF with SHA-256, no salt): it tells nothing of that key or of others. */
export function deriveKey(key: Uint8Array, purpose: string): Uint8Array {
  return hkdf(sha256, key, undefined, utf8ToBytes(purpose), SUBKEY_BYTES)
}

/** Makes HMAC-SHA-256 of texts in UTF-8, as 64 hexadecimal digits. */
export function keyedHash(key: Uint8Array): (text: string) => string {
  const begun = hmac.create(sha256, key)
  return (text) => bytesToHex(begun.clone().update(utf8ToBytes(text)).digest())
}
