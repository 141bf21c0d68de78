import fc from "fast-check"
import { expect, test } from "vitest"
import { maskText } from "../src/mask-texts.ts"

/** The slow twin: a flag for each unit, then runs of hidden units become one mask. */
function naive(text: string, spans: readonly { start: number; end: number }[]): string {
  const units = text
    .split("")
    .map((unit, i) => (spans.some((span) => span.start <= i && i < span.end) ? unit : null))
  return units.map((unit, i) => (unit !== null ? unit : i === 0 || units[i - 1] !== null ? "…" : "")).join("")
}

const cases = fc.string({ minLength: 1, maxLength: 30 }).chain((text) =>
  fc.record({
    text: fc.constant(text),
    spans: fc.array(
      fc
        .tuple(fc.nat(text.length - 1), fc.integer({ min: 1, max: 6 }))
        .map(([start, length]) => ({ start, end: Math.min(text.length, start + length) })),
      { maxLength: 5 },
    ),
  }),
)

test("what is hidden is one mask wherever and however long it is, and shown spans stand where they are said to", () => {
  fc.assert(
    fc.property(cases, ({ text, spans }) => {
      const masked = maskText(text, spans)
      expect(masked.text).toBe(naive(text, spans))
      for (const { start, end } of spans) {
        const at = masked.placeOf(start)
        expect(masked.text.slice(at, at + end - start)).toBe(text.slice(start, end))
      }
    }),
    { numRuns: 1000 },
  )
})

test("a memo shows the word and nothing of what stands around it", () => {
  const memo = "谢谢张伟 象牙手镯 138"
  const start = memo.indexOf("象牙")
  expect(maskText(memo, [{ start, end: start + 2 }]).text).toBe("…象牙…")
  expect(maskText(memo, []).text).toBe("…")
})
