// A text in a room of its own says what it said, and lists that are alike are one.
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import fc from "fast-check"
import { expect, test } from "vitest"
import { ownText, sameLists, sameTexts } from "../../src/model/own-text.ts"

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(
    "",
    "a",
    "twelve units",
    "thirteen unit",
    "\u{1f418} begins with a pair",
    "\ud800 alone at first",
  ),
)

test("the text is the same, whatever it was made of", () => {
  fc.assert(
    fc.property(text, text, fc.nat(20), (one, other, from) => {
      const joined = one + other
      expect(ownText(joined)).toBe(joined)
      expect(ownText(joined.slice(from))).toBe(joined.slice(from))
      const same = sameTexts()
      expect([same(joined), same(one), same(joined)]).toEqual([joined, one, joined])
    }),
  )
})

test("lists of the same texts are one list", () => {
  const same = sameLists()
  const lists = [["a", "b"], ["a"], [], ["a", "b"], ["a"], []].map((list) => same(list))
  expect(lists).toEqual([["a", "b"], ["a"], [], ["a", "b"], ["a"], []])
  for (const i of [0, 1, 2]) expect(lists[i]).toBe(lists[i + 3])
})

test("what a text was cut out of is not kept with it", () => {
  setFlagsFromString("--expose-gc")
  const gc = runInNewContext("gc") as () => void
  const texts: string[] = []
  gc()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 400; i++) texts.push(ownText(`${i}`.padEnd(100_000, "x").slice(0, 20)))
  gc()
  // Cut out alone they would hold 40 MB.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(10_000_000)
  expect(texts).toHaveLength(400)
})
