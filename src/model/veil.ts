// Pseudonyms: keyed, stable tokens in place of what tells who somebody is. A token is HMAC-SHA-256 (RFC 2104) of the kind
// and the exact text, cut to 64 bits: the same text has the same token in every run with the key, and without the key a
// token cannot be made from a guess.
import { BYTES, checkArguments, optional, TEXT } from "./arguments.ts"
import { countOf } from "./count.ts"
import { InputError } from "./errors.ts"
import { deriveKey, keyedHash } from "./hash.ts"
import { compareText } from "./vocabulary.ts"

/** `value`: of a further column or of a party table. `payment`: the payment's own id. */
export const TOKEN_KINDS = [
  "party",
  "name",
  "device",
  "phone",
  "address",
  "waybill",
  "document",
  "payment",
  "value",
] as const
/** What a token stands for: the same text under two kinds has two tokens. */
export type TokenKind = (typeof TOKEN_KINDS)[number]

/** A token and what it stands for. */
export interface TokenMeaning {
  readonly token: string
  readonly kind: TokenKind
  readonly text: string
}

/** Makes pseudonyms with a key: the same text and key give the same token in every run. */
export interface Veil {
  /** Tells keys apart and says nothing of the key: 16 hexadecimal digits. */
  readonly keyId: string
  /** `party-0123456789abcdef`; the empty text stays. */
  token(kind: TokenKind, text: string): string
  /** Every token that was asked for, sorted. */
  meanings(): TokenMeaning[]
}

/** A shorter key could be found by trying. */
export const MIN_KEY_BYTES = 32
/** Fewer different bytes are a key that somebody typed to fill the length. */
const MIN_DIFFERENT_BYTES = 8
const ID_DIGITS = 16

/** What stands in place of text that is not shown, however long it was. */
export const MASK = "…"

/** Throws `InputError` KEY_INVALID for a key that is empty, short, or hardly more than one byte repeated. */
export function createVeil(key: Uint8Array, file?: string): Veil {
  checkArguments("createVeil", { key: [key, BYTES], file: [file, optional(TEXT)] })
  checkKey(key, file)
  const hashOf = keyedHash(deriveKey(key, "moneytrail pseudonyms"))
  const known = new Map<TokenKind, Map<string, string>>(TOKEN_KINDS.map((kind) => [kind, new Map()]))
  return {
    keyId: keyIdOf(key),
    token: (kind, text) => {
      if (text === "") return ""
      const tokens = known.get(kind)!
      const before = tokens.get(text)
      if (before !== undefined) return before
      const token = `${kind}-${hashOf(`${kind}\u001f${text}`).slice(0, ID_DIGITS)}`
      tokens.set(text, token)
      return token
    },
    meanings: () =>
      [...known]
        .flatMap(([kind, tokens]) => [...tokens].map(([text, token]) => ({ token, kind, text })))
        .sort((a, b) => compareText(a.token, b.token)),
  }
}

export function keyIdOf(key: Uint8Array): string {
  return keyedHash(deriveKey(key, "moneytrail key id"))("").slice(0, ID_DIGITS)
}

function checkKey(key: Uint8Array, file: string | undefined): void {
  const place = file === undefined ? {} : { file }
  const mend = "make one with `openssl rand -hex 32`, and keep it apart from the results"
  if (key.length < MIN_KEY_BYTES) {
    const found = key.length === 0 ? "the key is empty" : `the key has ${countOf(key.length, "byte")}`
    throw new InputError("KEY_INVALID", place, `${found}; at least ${MIN_KEY_BYTES} are needed: ${mend}`)
  }
  if (new Set(key).size < MIN_DIFFERENT_BYTES) {
    const detail = `the key repeats a few bytes, which can be guessed; ${mend}`
    throw new InputError("KEY_INVALID", place, detail)
  }
}
