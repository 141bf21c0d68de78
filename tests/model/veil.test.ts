import { createHmac, hkdfSync } from "node:crypto"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { DictionaryBuilder } from "../../src/model/dictionary.ts"
import { InputError } from "../../src/model/errors.ts"
import { createVeil, TOKEN_KINDS } from "../../src/model/veil.ts"
import { VeiledDictionary } from "../../src/model/veiled-dictionary.ts"

const KEY = new TextEncoder().encode("a key of thirty-two bytes or more, for tests")
const OTHER = new TextEncoder().encode("another key of thirty-two bytes, for tests")

describe("tokens", () => {
  test("are HMAC-SHA-256 of kind and text under a derived key, as Node's own cryptography makes them", () => {
    const derived = Buffer.from(hkdfSync("sha256", KEY, "", "moneytrail pseudonyms", 32))
    fc.assert(
      fc.property(
        fc.constantFrom(...TOKEN_KINDS),
        fc.string({ unit: "grapheme", minLength: 1 }),
        (kind, text) => {
          const mac = createHmac("sha256", derived).update(`${kind}\u001f${text}`).digest("hex")
          expect(createVeil(KEY).token(kind, text)).toBe(`${kind}-${mac.slice(0, 16)}`)
        },
      ),
    )
  })

  test("are the same in every run with the key, and others for another kind, text or key", () => {
    const tokens = [
      createVeil(KEY).token("party", "anna"),
      createVeil(KEY).token("name", "anna"),
      createVeil(KEY).token("party", "Anna"),
      createVeil(OTHER).token("party", "anna"),
    ]
    expect(new Set(tokens).size).toBe(tokens.length)
    expect(createVeil(KEY).token("party", "anna")).toBe(tokens[0])
  })

  test("leave the missing text missing, and are all told with their meaning", () => {
    const veil = createVeil(KEY)
    expect(veil.token("party", "")).toBe("")
    const [anna, phone] = [veil.token("party", "anna"), veil.token("phone", "+254 700")]
    expect(veil.meanings()).toEqual([
      { token: anna, kind: "party", text: "anna" },
      { token: phone, kind: "phone", text: "+254 700" },
    ])
  })
})

describe("a key", () => {
  const codeOf = (key: Uint8Array) => {
    try {
      createVeil(key, "case.key")
      return null
    } catch (error) {
      return error instanceof InputError ? [error.code, error.place.file, error.detail] : error
    }
  }
  test("that is empty, short or one byte repeated is refused", () => {
    expect(codeOf(new Uint8Array(0))).toEqual(["KEY_INVALID", "case.key", expect.stringContaining("empty")])
    expect(codeOf(KEY.subarray(0, 31))).toEqual([
      "KEY_INVALID",
      "case.key",
      expect.stringContaining("31 bytes"),
    ])
    expect(codeOf(new Uint8Array(64).fill(7))).toEqual(["KEY_INVALID", "case.key", expect.any(String)])
    expect(codeOf(KEY.subarray(0, 32))).toBeNull()
  })

  test("has an id that tells it from others and holds none of it", () => {
    const { keyId } = createVeil(KEY)
    expect(keyId).toMatch(/^[0-9a-f]{16}$/)
    expect(createVeil(OTHER).keyId).not.toBe(keyId)
    expect(Buffer.from(KEY).toString("hex")).not.toContain(keyId)
  })
})

test("a veiled dictionary tells tokens, finds codes by both, and compares by the plain texts", () => {
  const plain = new DictionaryBuilder()
  const codes = ["anna", "ben"].map((text) => plain.add(text))
  const veiled = new VeiledDictionary(plain, (text) => `<${text}>`)
  expect(codes.map((code) => veiled.text(code))).toEqual(["<anna>", "<ben>"])
  expect([veiled.text(0), veiled.size]).toEqual(["", 3])
  expect(["<ben>", "ben", "carl", ""].map((text) => veiled.code(text))).toEqual([2, 2, 0, 0])
  expect(VeiledDictionary.plainOf(veiled)).toBe(plain)
  expect(VeiledDictionary.plainOf(plain)).toBe(plain)
  expect(VeiledDictionary.toldAs(veiled, plain).text(1)).toBe("<anna>")
  expect(VeiledDictionary.toldAs(plain, plain)).toBe(plain)
})
