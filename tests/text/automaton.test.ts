import fc from "fast-check"
import { expect, test } from "vitest"
import { buildAutomaton } from "../../src/text/automaton.ts"

function scan(patterns: readonly string[], text: string): [number, number][] {
  const hits: [number, number][] = []
  buildAutomaton(patterns).scan(text, (pattern, end) => hits.push([pattern, end]))
  return hits
}

/** Every pattern tried at every place: by end, longest first, then by index. */
function scanNaively(patterns: readonly string[], text: string): [number, number][] {
  const hits: [number, number][] = []
  for (let end = 1; end <= text.length; end++) {
    const here = patterns.flatMap((pattern, index) => (text.slice(0, end).endsWith(pattern) ? [index] : []))
    here.sort((a, b) => patterns[b]!.length - patterns[a]!.length || a - b)
    hits.push(...here.map((index): [number, number] => [index, end]))
  }
  return hits
}

test("overlapping, nested and equal patterns are all found", () => {
  const patterns = ["he", "she", "his", "hers", "he"]
  expect(scan(patterns, "ushers")).toEqual([
    [1, 4],
    [0, 4],
    [4, 4],
    [3, 6],
  ])
})

test("no patterns, no text, characters of no pattern", () => {
  expect(scan([], "abc")).toEqual([])
  expect(scan(["a"], "")).toEqual([])
  expect(scan(["a"], "\u0000\uffff老")).toEqual([])
})

test("an empty pattern is our own mistake", () => {
  expect(() => buildAutomaton(["a", ""])).toThrow("empty pattern")
})

const strings = (alphabet: readonly string[], minLength: number, maxLength: number) =>
  fc.array(fc.constantFrom(...alphabet), { minLength, maxLength }).map((units) => units.join(""))

test.each([["ab"], ["abc老"], ["ab🐅🐯"]])("finds what trying every place finds, over %s", (letters) => {
  const alphabet = [...letters]
  const patterns = fc.array(strings(alphabet, 1, 5), { maxLength: 12 })
  fc.assert(
    fc.property(patterns, strings([...alphabet, "x"], 0, 24), (some, text) => {
      expect(scan(some, text)).toEqual(scanNaively(some, text))
    }),
    { numRuns: 600 },
  )
})

test("with word units: what begins at the start of a word is found, and nothing that is not there", () => {
  const isWordUnit = (unit: number) => unit >= 0x61 && unit <= 0x7a
  const isInWord = (text: string, at: number) => isWordUnit(text.charCodeAt(at))
  const patterns = fc.array(strings([..."ab 老"], 1, 5), { maxLength: 12 })
  fc.assert(
    fc.property(patterns, strings([..."ab 老x"], 0, 24), (some, text) => {
      const found: [number, number][] = []
      buildAutomaton(some, isWordUnit).scan(text, (pattern, end) => found.push([pattern, end]))
      const all = scanNaively(some, text)
      expect(all).toEqual(expect.arrayContaining(found))
      const atStarts = all.filter(([pattern, end]) => {
        const start = end - some[pattern]!.length
        return start === 0 || !isInWord(text, start - 1) || !isInWord(text, start)
      })
      expect(found).toEqual(expect.arrayContaining(atStarts))
    }),
    { numRuns: 600 },
  )
})

test("thousands of patterns are found, each by itself", () => {
  const patterns = Array.from(
    { length: 3000 },
    (_, i) => `${String.fromCharCode(0x4e00 + (i % 1500))}${i.toString(3)}`,
  )
  const automaton = buildAutomaton(patterns)
  const lost = patterns.filter((pattern, index) => {
    let isFound = false
    automaton.scan(`x${pattern}x`, (hit, end) => {
      if (hit === index && end === pattern.length + 1) isFound = true
    })
    return !isFound
  })
  expect(lost).toEqual([])
})
