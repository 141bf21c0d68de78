// The chain of a manifest: one SHA-256 over all that a run rests on and all that it wrote. FIPS 180-4.
// Needs Node.
import { createHash } from "node:crypto"

/** Stands where the chain will stand, while it is worked out. */
const BLANK = "0".repeat(64)
const CHAIN = /\n {2}"chain": "([0-9a-f]{64})"\n\}\n$/

/**
 * JSON of a manifest with `chain` as its last key: the SHA-256 of this very text with 64 zeros in place of the chain. As
 * the manifest holds the SHA-256 of every input, rule file, list, lexicon, settings and other given file, the parameters
 * and the SHA-256 of every output, no byte of any of these can change, and none of the manifest, without another chain.
 */
export function sealManifest(manifest: object): string {
  const blank = `${JSON.stringify({ ...manifest, chain: BLANK }, null, 2)}\n`
  const at = blank.lastIndexOf(BLANK)
  return blank.slice(0, at) + sha256Hex(blank) + blank.slice(at + BLANK.length)
}

/** The chain that a manifest's bytes state, and the one they come to; null: they do not end as a manifest does. */
export function chainOf(bytes: Uint8Array): { readonly stated: string; readonly found: string } | null {
  // The end is ASCII, whatever the bytes before it are.
  const tail = new TextDecoder("latin1").decode(bytes.subarray(-TAIL_LENGTH))
  const match = CHAIN.exec(tail)
  const stated = match?.[1]
  if (match === null || stated === undefined) return null
  const at = bytes.length - tail.length + match.index + match[0].indexOf(stated)
  const blank = Uint8Array.from(bytes)
  blank.fill("0".charCodeAt(0), at, at + stated.length)
  return { stated, found: sha256Hex(blank) }
}

const TAIL_LENGTH = 128

const sha256Hex = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex")
