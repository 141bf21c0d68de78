import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { narrowCodes } from "../../src/model/row-codes.ts"

describe("narrowCodes", () => {
  test("keeps every code, in as few bytes as the number of texts asks for", () => {
    const sized = fc
      .constantFrom(1, 2, 255, 256, 257, 65_535, 65_536, 65_537, 1_000_000)
      .chain((size) => fc.tuple(fc.constant(size), fc.array(fc.nat(size - 1), { minLength: 1 })))
    fc.assert(
      fc.property(sized, ([size, codes]) => {
        const given = Uint32Array.from([...codes, size - 1])
        const narrow = narrowCodes(given, size, codes.length)
        expect([...narrow]).toEqual([...given])
        expect(narrow.BYTES_PER_ELEMENT).toBe(size <= 256 ? 1 : size <= 65_536 ? 2 : 4)
      }),
    )
  })

  test("leaves those of fewer payments as they are", () => {
    const codes = Uint32Array.of(1, 0, 1)
    expect(narrowCodes(codes, 2, 3)).toBe(codes)
    expect(narrowCodes(codes, 2)).toBe(codes)
  })
})
