import { sha256 } from "@noble/hashes/sha2"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils"
import fc from "fast-check"
import { expect, test } from "vitest"
import { runningSha256, sha256Hex, stableId } from "../../src/model/hash.ts"

const byNoble = (text: string) => bytesToHex(sha256(utf8ToBytes(text)))

test("the examples of FIPS 180-4", () => {
  expect(sha256Hex("")).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
  expect(sha256Hex("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  expect(sha256Hex("a".repeat(1_000_000))).toBe(
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
  )
})

test("texts of every length about the ends of blocks, of ASCII and of others", () => {
  for (const sign of ["a", "é", "象", "😀"]) {
    for (let length = 0; length <= 200; length++) {
      const text = sign.repeat(length)
      expect(sha256Hex(text), `${length} × ${sign}`).toBe(byNoble(text))
    }
  }
})

test("any text, lone surrogates too, is hashed as @noble/hashes does", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
      expect(sha256Hex(text)).toBe(byNoble(text))
      expect(stableId("x", [text, "b"])).toBe(`x-${byNoble(`${text}\u001fb`).slice(0, 16)}`)
    }),
    { numRuns: 500 },
  )
  const halves = Array.from({ length: 20 }, (_, i) => `${"\ud83d".repeat(i % 3)}\ude00${"x".repeat(i)}`).join(
    "",
  )
  expect(sha256Hex(halves)).toBe(byNoble(halves))
})

test("long texts, also where a piece ends within a pair", () => {
  for (const start of ["", "a", "ab", "é"]) {
    const text = start + "😀象a".repeat(9000)
    expect(sha256Hex(text)).toBe(byNoble(text))
  }
})

test("pieces are hashed as the text they make, and one hash does not touch another", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme", maxLength: 300 }), { maxLength: 60 }), (pieces) => {
      const hash = runningSha256()
      for (const piece of pieces) {
        hash.add(piece)
        sha256Hex(piece)
      }
      expect(hash.done()).toBe(byNoble(pieces.join("")))
    }),
    { numRuns: 200 },
  )
})
