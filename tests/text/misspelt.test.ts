// Misspelt terms, held against a search of every run of words.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { distanceOf } from "../../src/text/edit-distance.ts"
import { foldText } from "../../src/text/fold.ts"
import { buildSpeller } from "../../src/text/misspelt.ts"
import { editsOf, editsOfWord } from "../../src/text/slips.ts"
import { termsOf } from "./sought.ts"

const NO_WORDS: ReadonlySet<string> = new Set()

interface Place {
  readonly term: string
  readonly text: string
  readonly start: number
}

function findAll(terms: readonly string[], text: string, realWords?: ReadonlySet<string>): Place[] {
  const found: Place[] = []
  const findMisspelt = buildSpeller(termsOf(terms), { realWords })
  const folded = foldText(text)
  findMisspelt(folded, (term, start, end) => {
    found.push({ term: terms[term]!, text: folded.slice(start, end), start })
  })
  return found.sort((a, b) => a.start - b.start || (a.term < b.term ? -1 : a.term > b.term ? 1 : 0))
}
const texts = (found: readonly Place[]) => found.map(({ text }) => text)

describe("distance", () => {
  test.each([
    ["pangolin", "pangolin", 0],
    ["pangolin", "pangolni", 1],
    ["pangolin", "pangoli", 1],
    ["pangolin", "panggolin", 1],
    ["pangolin", "bangolin", 1],
    ["ca", "abc", 3],
    ["", "abc", 3],
  ])("%s and %s: %i", (a, b, expected) => {
    expect(distanceOf(a, b)).toBe(expected)
    expect(distanceOf(b, a)).toBe(expected)
  })

  test("is the least cost of all ways to edit, from the definition", () => {
    const least = (a: string, b: string): number => {
      if (a === "" || b === "") return a.length + b.length
      const ways = [
        least(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
        least(a.slice(1), b) + 1,
        least(a, b.slice(1)) + 1,
      ]
      if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) {
        ways.push(least(a.slice(2), b.slice(2)) + 1)
      }
      return Math.min(...ways)
    }
    const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 4 })
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distanceOf(a, b)).toBe(least(a, b))
      }),
    )
  })
})

/** Every run of as many words as the term has, compared word by word. */
function findSlowly(terms: readonly string[], text: string, realWords: ReadonlySet<string>): Place[] {
  const words = [...text.matchAll(/[a-z0-9]+/g)]
  return terms.flatMap((term) => {
    const own = term.match(/[a-z]+/g) ?? []
    return words.flatMap((first, from): Place[] => {
      const run = words.slice(from, from + own.length).map(([word]) => word)
      const start = first.index
      const written = run.join(" ")
      if (run.length < own.length || !text.startsWith(written, start) || terms.includes(written)) return []
      const distances = own.map((word, at) => distanceOf(word, run[at]!))
      const all = distances.reduce((sum, distance) => sum + distance, 0)
      const kept = own.filter((word, at) => distances[at] === 0 && word.length >= 3)
      const changed = run.filter((_, at) => distances[at]! > 0)
      const isWrong =
        all > 0 &&
        all <= editsOf(term) &&
        own.every((word, at) => distances[at]! <= editsOfWord(word)) &&
        !changed.some((word) => /[0-9]/.test(word)) &&
        (kept.length >= 2 ||
          !changed.every((word, at) => {
            const before = own.filter((_, index) => distances[index]! > 0)[at]!
            const number = ["s", "es", "x"].some((end) => word === before + end || before === word + end)
            return realWords.has(word) && !number
          }))
      return isWrong ? [{ term, text: written, start }] : []
    })
  })
}

test("finds what a search of every run of words finds", () => {
  const letters = fc.constantFrom("a", "b", "e", "s")
  const word = fc.string({ unit: letters, minLength: 2, maxLength: 13 })
  const term = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "))
  const scenario = fc
    .array(term, { minLength: 1, maxLength: 4 })
    .chain((terms) => fc.tuple(fc.constant(terms), textAround(terms), fc.array(word, { maxLength: 3 })))
  let found = 0
  fc.assert(
    fc.property(scenario, ([terms, text, real]) => {
      const unique = [...new Set(terms)]
      const realWords = new Set([...real, ...(text.match(/[a-z]+/g) ?? []).slice(0, 1)])
      const expected = findSlowly(unique, text, realWords).sort(
        (a, b) => a.start - b.start || (a.term < b.term ? -1 : a.term > b.term ? 1 : 0),
      )
      found += expected.length
      expect(findAll(unique, text, realWords)).toEqual(expected)
    }),
    { numRuns: 500, seed: 4 },
  )
  expect(found).toBeGreaterThan(150)
})

/** Terms with up to three edits, between words and signs. */
function textAround(terms: readonly string[]): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(40),
    how: fc.constantFrom("insert", "delete", "replace", "swap"),
    letter: fc.constantFrom("a", "b", "e", "x", "7"),
  })
  const edited = fc.tuple(fc.constantFrom(...terms), fc.array(edit, { maxLength: 3 })).map(([term, edits]) =>
    edits.reduce((text, { at, how, letter }) => {
      const place = at % text.length
      const [before, one, after] = [text.slice(0, place), text[place] ?? "", text.slice(place + 1)]
      if (one === " " || text.length < 3) return text
      if (how === "insert") return before + letter + one + after
      if (how === "delete") return before + after
      if (how === "replace") return before + letter + after
      return after === "" || after[0] === " " ? text : before + after[0] + one + after.slice(1)
    }, term),
  )
  const part = fc.oneof({ weight: 4, arbitrary: edited }, fc.constantFrom("ab", "xx", "a b", "鱗", ""))
  const between = fc.constantFrom(" ", ",", "- ", "", "鱗")
  return fc
    .array(fc.tuple(part, between), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.flat().join("").replace(/ +/g, " "))
}

const TERMS = ["pangolin", "rhino horn", "rhinoceros horn", "loxodonta africana", "tiger bone", "ivory"]

test.each([
  ["2 pangloin for anna", ["pangloin"]],
  ["bangolin", ["bangolin"]],
  ["pangolins", ["pangolins"]],
  ["pangolin", []],
  ["xpangolinx", []],
  ["pangolin7", []],
  ["panqolin鳞片", ["panqolin"]],
  ["rhino hron", ["rhino hron"]],
  ["rihno horn", ["rihno horn"]],
  ["rihno hron", []],
  ["rhinocerus hron", ["rhinocerus hron"]],
  ["rinocerous hron", []],
  ["rhino, hron", []],
  ["rhino\thron", ["rhino hron"]],
  ["rhino   Hron", ["rhino hron"]],
  ["rh\u200bino hron", ["rhino hron"]],
  ["páng\u200boiln", ["pángoiln"]],
  ["pa\u0301ngoiln", ["pángoiln"]],
  ["𝓹𝓪𝓷𝓰𝓸𝓲𝓵𝓷 🐾", ["pangoiln"]],
  ["loxodnota afrikana", ["loxodnota afrikana"]],
  ["ivroy", []],
  ["hron", []],
])("%j: %j", (text, expected) => {
  expect(texts(findAll(TERMS, text, NO_WORDS))).toEqual(expected)
})

describe("real words", () => {
  test.each([
    ["tiger zone", []],
    ["rhino corn", []],
    ["tiger bond", []],
    ["tiger bones", ["tiger bones"]],
    ["tigr bone", ["tigr bone"]],
    ["pangolins", ["pangolins"]],
  ])("%j: %j", (text, expected) => {
    expect(texts(findAll(TERMS, text))).toEqual(expected)
  })

  test("two words unchanged leave no doubt", () => {
    const real = new Set(["leotard"])
    expect(texts(findAll(["clouded leopard skin"], "clouded leotard skin", real))).toEqual([
      "clouded leotard skin",
    ])
    expect(findAll(["leopard skin"], "leotard skin", real)).toEqual([])
  })

  test("one changed word that is no word is enough", () => {
    const real = new Set(["corn"])
    expect(texts(findAll(["rhinoceros horn"], "rhinoceros corn", real))).toEqual([])
    expect(texts(findAll(["rhinoceros horn"], "rhinocerus corn", real))).toEqual(["rhinocerus corn"])
  })
})

test("what is another term is not this one misspelt", () => {
  expect(findAll(["ivory carving", "ivory carvings"], "ivory carvings, ivory carving", NO_WORDS)).toEqual([])
})

test("terms that are short or not Latin are never found", () => {
  expect(["ivory", "象牙手串象牙手串象牙", "слоновая кость", "meno ya 12 tembo"].map(editsOf)).toEqual([
    0, 0, 0, 0,
  ])
  expect(["pangolin", "rhino horn", "chui-milia", "meno ya ndovu", "ng'amba wa bahari"].map(editsOf)).toEqual(
    [1, 1, 1, 1, 2],
  )
  expect(["ya", "cao", "pangolin"].map(editsOfWord)).toEqual([0, 1, 2])
})
