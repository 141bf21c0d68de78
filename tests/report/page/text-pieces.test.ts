import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  codePointName,
  excerpts,
  markedPieces,
  type Span,
  splitHidden,
} from "../../../src/report/page/text-pieces.ts"

const text = fc.string({ unit: "binary", maxLength: 60 })
const spans = fc.array(
  fc.tuple(fc.nat(70), fc.nat(20)).map(([start, length]): Span => ({ start, end: start + length })),
  { maxLength: 6 },
)

describe("marked pieces", () => {
  test("are the text, each character marked where some span covers it", () => {
    fc.assert(
      fc.property(text, spans, fc.nat(60), fc.nat(60), (any, marks, a, b) => {
        const from = Math.min(a, b, any.length)
        const to = Math.min(Math.max(a, b), any.length)
        const pieces = markedPieces(any, marks, from, to)
        expect(pieces.map((piece) => piece.text).join("")).toBe(any.slice(from, to))
        const marked = pieces.flatMap((piece) =>
          Array.from({ length: piece.text.length }, () => piece.marked),
        )
        const expected = Array.from({ length: to - from }, (_, i) =>
          marks.some(({ start, end }) => start <= from + i && from + i < end),
        )
        expect(marked).toEqual(expected)
      }),
    )
  })
})

describe("excerpts", () => {
  const long = fc
    .array(fc.constantFrom("a", "牙", "😀"), { minLength: 280, maxLength: 900 })
    .map((parts) => parts.join(""))
  const marks = fc.array(
    fc.nat(900).map((start): Span => ({ start, end: start + 2 })),
    { maxLength: 4 },
  )

  test("of a short text are the whole of it", () => {
    fc.assert(
      fc.property(text, spans, (any, some) => {
        expect(excerpts(any, some)).toEqual([{ start: 0, end: any.length }])
      }),
    )
  })

  test("of a long one are in order and apart, hold its head and every mark, and cut no pair in two", () => {
    fc.assert(
      fc.property(long, marks, (any, some) => {
        const inside = some.filter(({ end }) => end <= any.length)
        const parts = excerpts(any, inside)
        expect(parts[0]?.start).toBe(0)
        parts.forEach(({ start, end }, i) => {
          expect(start).toBeGreaterThanOrEqual(parts[i - 1]?.end ?? 0)
          expect(end).toBeLessThanOrEqual(any.length)
          expect(any.slice(start, end)).not.toMatch(/\p{Cs}/u)
        })
        for (const mark of inside)
          expect(parts.some(({ start, end }) => start <= mark.start && mark.end <= end)).toBe(true)
      }),
    )
  })
})

describe("hidden characters", () => {
  test("are told apart from text, and nothing is lost", () => {
    fc.assert(
      fc.property(text, (any) => {
        const parts = splitHidden(any)
        expect(parts.join("")).toBe(any)
        expect(parts.length % 2).toBe(1)
        for (const [i, part] of parts.entries())
          if (i % 2 === 0)
            expect(part).not.toMatch(/[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u)
      }),
    )
  })

  test.each([
    ["a\u202eb", ["a", "\u202e", "b"]],
    ["象\u200d牙", ["象", "\u200d", "牙"]],
    ["👩\u200d👧", ["👩\u200d👧"]],
    ["x\n", ["x", "\n", ""]],
    ["\ud800", ["", "\ud800", ""]],
    ["plain", ["plain"]],
  ])("%j", (any, parts) => {
    expect(splitHidden(any)).toEqual(parts)
  })

  test("have names", () => {
    expect(codePointName("\u202e")).toBe("U+202E")
    expect(codePointName("\0")).toBe("U+0000")
  })
})
