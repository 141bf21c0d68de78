// A text is the same however it is asked for: in order, with gaps, again, and where others took its place meanwhile.
import fc from "fast-check"
import { expect, test } from "vitest"
import { roomFor, writeText } from "../../src/model/text-bytes.ts"
import { TextPages } from "../../src/model/text-pages.ts"

/** More than are kept, so that texts share a place. */
const COUNT = 20_000
const textOf = (code: number) => (code % 7 === 0 ? `象牙 ${code} \u{1f418}` : `party-of-a-long-name-${code}`)

function storeOf(texts: readonly string[]) {
  const pool = new Uint8Array(texts.reduce((room, text) => room + roomFor(text), 0))
  const starts = new Uint32Array(texts.length + 1)
  for (const [i, text] of texts.entries()) starts[i + 1] = writeText(text, pool, starts[i]!)
  return { size: texts.length, stored: () => ({ pool, starts }) }
}

// Code 0 is the empty text.
const store = storeOf(["", ...Array.from({ length: COUNT - 1 }, (_, i) => textOf(i + 1))])

/** From a code on, so many, each so many behind the one before. */
const walk = fc.record({
  from: fc.integer({ min: 1, max: COUNT - 1 }),
  count: fc.integer({ min: 1, max: 600 }),
  step: fc.constantFrom(-4096, -1, 0, 1, 2, 15, 16, 17, 4096, 8192),
})

test("texts are what they are in every order", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(walk, fc.boolean()), { maxLength: 12 }), (walks) => {
      const pages = new TextPages(store)
      for (const [{ from, count, step }, once] of walks) {
        for (let i = 0, code = from; i < count && code > 0 && code < COUNT; i++, code += step) {
          const text = once ? pages.textOnce(code) : pages.text(code)
          if (text !== textOf(code)) expect(text).toBe(textOf(code))
        }
      }
    }),
    { numRuns: 60 },
  )
})

test("after all is forgotten the texts of another store are read", () => {
  let texts = storeOf(["", "one", "two", "three"])
  const pages = new TextPages({
    get size() {
      return texts.size
    },
    stored: () => texts.stored(),
  })
  expect([3, 1, 2].map((code) => pages.text(code))).toEqual(["three", "one", "two"])
  texts = storeOf(["", "un", "deux", "trois"])
  pages.clear()
  expect([3, 1, 2].map((code) => pages.text(code))).toEqual(["trois", "un", "deux"])
})
