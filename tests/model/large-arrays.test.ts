// Arrays on memory that V8 does not count are arrays like any other.
import { expect, test } from "vitest"
import { copyWords, newFlags, newNumbers, newWords } from "../../src/model/large-arrays.ts"

test.each([0, 1, 5_000, 100_000])("arrays of %i are empty at first, and copies are apart", (length) => {
  for (const make of [newWords, newNumbers, newFlags]) {
    const array = make(length)
    expect(array.length).toBe(length)
    expect(array.every((value) => value === 0)).toBe(true)
  }
  const words = newWords(length).fill(7)
  const copy = copyWords(words)
  expect(copy).toEqual(words)
  words.fill(8)
  expect(copy.every((value) => value === 7)).toBe(true)
})

test("large ones are on memory that threads may share, small ones are not", () => {
  expect(newWords(100_000).buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(newFlags(100).buffer).toBeInstanceOf(ArrayBuffer)
})
