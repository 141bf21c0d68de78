// The key of pseudonyms, and the map by which its owner finds the way back. Needs Node.
import { createCipheriv, createDecipheriv } from "node:crypto"
import { chmod, open, readFile, rename, rm } from "node:fs/promises"
import { dirname } from "node:path"
import { BYTES, checkArguments, having, listOf, TEXT, TEXTS } from "./model/arguments.ts"
import { InputError } from "./model/errors.ts"
import { deriveKey, keyedHash } from "./model/hash.ts"
import { createVeil, keyIdOf, type TokenMeaning, type Veil } from "./model/veil.ts"
import { asSoleWriter } from "./report/sole-writer.ts"
import { attempt, ownWriter } from "./report/staged-files.ts"
import { writeInTurn } from "./report/write-in-turn.ts"

const FIRST_LINE = /^moneytrail pseudonym map 1 key ([0-9a-f]{16}) nonce ([0-9a-f]{24}) tag ([0-9a-f]{32})\n/
const FIRST_LINE_LENGTH = 150
const CIPHER = "aes-256-gcm"
const NONCE_DIGITS = 24
/** Read and written by the owner alone. */
const OWNER_ONLY = 0o600

/**
 * The bytes of a key file; line ends behind them are not part of the key.
 *
 * Throws `InputError` FILE_NOT_FOUND, FILE_NOT_READABLE. What a key must be is checked by `createVeil`.
 */
export async function readKey(file: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw unreadable(file, error, "key")
  })
  let end = bytes.length
  while (end > 0 && (bytes[end - 1] === 0x0a || bytes[end - 1] === 0x0d)) end--
  return Uint8Array.from(bytes.subarray(0, end))
}

/** The pseudonyms of a key file. Throws `InputError` KEY_INVALID, and as `readKey`. */
export async function readVeil(file: string): Promise<Veil> {
  return createVeil(await readKey(file), file)
}

const MEANING = having("what a token stands for, as `meanings` of pseudonyms tells", "token")

/**
 * Writes what tokens stand for, encrypted with the key (AES-256-GCM, NIST SP 800-38D; the key of the cipher is derived by
 * HKDF), readable and writable by the owner only. Tokens that a map of the same key at this path holds already stay in it.
 * The nonce is made from the content, so that the same content gives the same bytes and no other content has its nonce.
 *
 * Throws `InputError` as `readPseudonymMap` for a file that stands there and is no map of this key, OUTPUT_NOT_WRITABLE,
 * OUTPUT_BUSY.
 */
export async function writePseudonymMap(
  file: string,
  key: Uint8Array,
  meanings: readonly TokenMeaning[],
): Promise<void> {
  checkArguments("writePseudonymMap", {
    file: [file, TEXT],
    key: [key, BYTES],
    meanings: [meanings, listOf(MEANING)],
  })
  // What another call or process adds meanwhile would be lost with its tokens.
  await writeInTurn(file, undefined, () =>
    asSoleWriter(dirname(file), undefined, () => addMeanings(file, key, meanings)),
  )
}

async function addMeanings(file: string, key: Uint8Array, meanings: readonly TokenMeaning[]): Promise<void> {
  const before = await readPseudonymMap(file, key).catch((error: unknown) => {
    if (error instanceof InputError && error.code === "FILE_NOT_FOUND") return new Map<string, TokenMeaning>()
    throw error
  })
  const all = new Map([...before, ...meanings.map((meaning) => [meaning.token, meaning] as const)])
  const text = JSON.stringify([...all.keys()].sort().map((token) => all.get(token)))
  const nonce = keyedHash(deriveKey(key, "moneytrail map nonce"))(text).slice(0, NONCE_DIGITS)
  const cipher = createCipheriv(CIPHER, deriveKey(key, "moneytrail map"), Buffer.from(nonce, "hex"))
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()])
  const tag = cipher.getAuthTag().toString("hex")
  const head = `moneytrail pseudonym map 1 key ${keyIdOf(key)} nonce ${nonce} tag ${tag}\n`
  await writeForOwner(file, Buffer.concat([Buffer.from(head), sealed]))
}

/** Under a temporary name first: a map that was there stays whole whatever happens. */
async function writeForOwner(file: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${file}.partial-${ownWriter()}`
  await rm(temporary, { force: true })
  const handle = await attempt(file, open(temporary, "wx", OWNER_ONLY))
  try {
    await attempt(file, handle.writeFile(bytes))
    await handle.close()
    await attempt(file, chmod(temporary, OWNER_ONLY))
    await attempt(file, rename(temporary, file))
  } catch (error) {
    await handle.close().catch(() => undefined)
    await rm(temporary, { force: true })
    throw error
  }
}

/**
 * What the tokens of a map stand for, by token.
 *
 * Throws `InputError`: FILE_NOT_FOUND, FILE_NOT_READABLE; PSEUDONYM_MAP_INVALID for a file that is no map, or one that was
 * changed; KEY_INVALID for another key.
 */
export async function readPseudonymMap(
  file: string,
  key: Uint8Array,
): Promise<ReadonlyMap<string, TokenMeaning>> {
  checkArguments("readPseudonymMap", { file: [file, TEXT], key: [key, BYTES] })
  const bytes = await readFile(file).catch((error: unknown) => {
    throw unreadable(file, error, "map of pseudonyms")
  })
  const head = FIRST_LINE.exec(bytes.subarray(0, FIRST_LINE_LENGTH).toString("latin1"))
  const [line, keyId, nonce, tag] = head ?? []
  if (line === undefined || nonce === undefined || tag === undefined) {
    const detail =
      "this is no map of pseudonyms; name the file that `moneytrail screen --pseudonym-map` wrote"
    throw new InputError("PSEUDONYM_MAP_INVALID", { file }, detail)
  }
  if (keyId !== keyIdOf(key)) {
    const detail = `the map was written with the key ${keyId}, and the key given is ${keyIdOf(key)}; give the other`
    throw new InputError("KEY_INVALID", { file }, detail)
  }
  const text = decrypt(bytes.subarray(line.length), key, nonce, tag)
  if (text === null) {
    throw new InputError("PSEUDONYM_MAP_INVALID", { file }, "the map was changed or cut; take a copy of it")
  }
  const meanings = JSON.parse(text) as TokenMeaning[]
  return new Map(meanings.map((meaning) => [meaning.token, meaning]))
}

/** Null: the bytes are not those that the tag was made for. */
function decrypt(sealed: Uint8Array, key: Uint8Array, nonce: string, tag: string): string | null {
  const decipher = createDecipheriv(CIPHER, deriveKey(key, "moneytrail map"), Buffer.from(nonce, "hex"))
  decipher.setAuthTag(Buffer.from(tag, "hex"))
  const opened = decipher.update(sealed)
  try {
    return Buffer.concat([opened, decipher.final()]).toString("utf8")
  } catch {
    return null
  }
}

/**
 * What tokens stand for, in their order.
 *
 * Throws `InputError` TOKEN_NOT_FOUND for one that the map does not have, and as `readPseudonymMap`.
 */
export async function revealTokens(
  tokens: readonly string[],
  file: string,
  key: Uint8Array,
): Promise<readonly TokenMeaning[]> {
  checkArguments("revealTokens", { tokens: [tokens, TEXTS] })
  const map = await readPseudonymMap(file, key)
  return tokens.map((token) => {
    const meaning = map.get(token)
    if (meaning !== undefined) return meaning
    const detail = `the map has no token "${token}"; tokens are such as party-0123456789abcdef, written whole`
    throw new InputError("TOKEN_NOT_FOUND", { file }, detail)
  })
}

function unreadable(file: string, error: unknown, what: string): InputError {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "ENOENT" || code === "ENOTDIR")
    return new InputError("FILE_NOT_FOUND", { file }, `there is no such ${what} file; check the path`)
  return new InputError(
    "FILE_NOT_READABLE",
    { file },
    `the ${what} cannot be read (${code || String(error)})`,
  )
}
