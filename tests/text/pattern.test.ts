// Patterns: what they find, what is wrong with a bad one, and that none takes longer than its text is long.
import fc from "fast-check"
import { RE2JS } from "re2js"
import { afterEach, describe, expect, test, vi } from "vitest"
import { expressionOfFewWays } from "../../src/text/few-ways.ts"
import { foldText } from "../../src/text/fold.ts"
import { compilePattern, patternFault } from "../../src/text/pattern.ts"

const finds = (pattern: string, text: string) => compilePattern(pattern)(foldText(text))

describe("patterns", () => {
  test.each([
    ["gold|jewel(ry|lery)", "Fine JEWELLERY", true],
    ["gold|jewel(ry|lery)", "jewels", false],
    ["GOLD", "ｇｏｌｄ ring", true],
    ["\\bno\\. ?\\d{3,}", "Invoice No.  1234", true],
    ["^invoice", "my invoice", false],
    ["象牙|犀角", "收到象牙款", true],
    ["Élan", "élan", true],
    ["strasse", "Hauptstraße 1", true],
    ["\\p{Han}{3}", "abc货款了", true],
    ["\\Qa.b", "xa.by", true],
    ["\\Qa.b", "xacby", false],
  ])("%s in %s: %s", (pattern, text, found) => {
    expect(finds(pattern, text)).toBe(found)
  })
})

test("words alone are found as the engine of patterns finds them, upper and lower case alike", () => {
  const letters = fc.constantFrom(..."abkKſsßẞéÉ象牙İıΣςσ𐐀𐐨🙂 -'&#/,")
  const word = fc.array(letters, { minLength: 1, maxLength: 4 }).map((signs) => signs.join(""))
  const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((some) => some.join("|"))
  const text = fc.array(letters, { maxLength: 30 }).map((signs) => signs.join(""))
  fc.assert(
    fc.property(words, fc.array(text, { minLength: 1, maxLength: 8 }), (pattern, texts) => {
      const twin = RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE)
      const find = compilePattern(pattern)
      for (const some of texts) expect(find(some), `${pattern} in ${some}`).toBe(twin.test(some))
    }),
    { numRuns: 500 },
  )
})

describe("patterns of few ways", () => {
  /** As texts are after folding. */
  const SIGNS = [..."abks19é象_/. -+🙂\u2028"]
  const { pattern } = fc.letrec<{ pattern: string; side: string; part: string }>((tie) => ({
    pattern: fc.array(tie("side"), { minLength: 1, maxLength: 3 }).map((sides) => sides.join("|")),
    side: fc.array(tie("part"), { minLength: 1, maxLength: 4 }).map((parts) => parts.join("")),
    part: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc
        .tuple(
          fc.constantFrom(
            "a",
            "b",
            "k",
            "S",
            "1",
            "é",
            "象",
            "🙂",
            " ",
            ".",
            "\\.",
            "\\+",
            "[ab-]",
            "[a-k1é]",
            "/",
          ),
          fc.constantFrom("", "", "?", "{2}", "{0,2}"),
        )
        .map((both) => both.join("")),
      fc.constantFrom("^", "$", "\\b"),
      fc.tuple(tie("pattern"), fc.constantFrom("", "?")).map(([of, more]) => `(${of})${more}`),
    ),
  }))
  const text = fc.string({ unit: fc.constantFrom(...SIGNS), maxLength: 12 })

  test("are found as the engine of patterns finds them", () => {
    let few = 0
    fc.assert(
      fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 12 }), (some, texts) => {
        const expression = expressionOfFewWays(some)
        if (expression === undefined) return
        few++
        const twin = RE2JS.compile(some, RE2JS.CASE_INSENSITIVE)
        for (const one of texts)
          expect(expression.test(one), `${some} in ${JSON.stringify(one)}`).toBe(twin.test(one))
      }),
      { numRuns: 2000 },
    )
    expect(few).toBeGreaterThan(400)
  })

  test.each(["a*", "a+b", "a{2,}", "(ab){2}", "(a?b)*", "(?:a)", "[^a]", "\\d", "a??", "a{900}b{900}"])(
    "%s is none of them",
    (other) => {
      expect(expressionOfFewWays(other)).toBeUndefined()
    },
  )

  test("nor is what may be read in many ways, of which all are tried where the last sign is missing", () => {
    expect(expressionOfFewWays("(a|b)(a|b)(a|b)!")).toBeDefined()
    expect(expressionOfFewWays(`${"(a|a)".repeat(9)}!`)).toBeUndefined()
    expect(expressionOfFewWays(`${"a?".repeat(9)}!`)).toBeUndefined()
    expect(expressionOfFewWays("a{0,20}a{0,20}!")).toBeUndefined()
  })
})

describe("faults", () => {
  test.each([
    ["[gold", "is no pattern: missing closing ] at [gold"],
    ["(gold", "is no pattern: missing closing ) at (gold"],
    ["gold)", "is no pattern: unexpected ) at gold)"],
    ["*gold", "is no pattern: missing argument to repetition operator at *"],
    ["a**", "is no pattern: invalid nested repetition operator at **"],
    ["[z-a]", "is no pattern: invalid character class range at z-a"],
    ["a{2,1}", "is no pattern: invalid repeat count at {2,1}"],
    ["(a)\\1", "is no pattern: invalid escape sequence at \\1"],
    ["(?=gold)", "is no pattern: invalid or unsupported Perl syntax at (?="],
    ["(?<!old)gold", "is no pattern: invalid named capture at (?<!old)gold"],
    ["a{1000}{1000}", "is no pattern: invalid nested repetition operator at {1000}{1000}"],
    ["(a{1000}){1000}", "is no pattern: invalid repeat count at {1000}"],
    ["a{1000}b{1000}", "is too large: with its repetitions written out it has 2002 steps"],
    ["(((a?){10}){10}){10}", "is too large: with its repetitions written out it has"],
    ["a".repeat(1001), "has 1001 characters, and a pattern at most 1000"],
    ["gold|", "is found in every text, because nothing at all is enough for it"],
    ["(ring)*", "is found in every text"],
    ["^|\\bx|\\B|\\b", "is found in every text"],
    ["\bgold\b", "holds the control character U+0008, as a backslash in double quotes becomes"],
    ["ｇｏｌｄ", 'holds "ｇ", which no text has after folding'],
    ["straße", 'holds "ß", which no text has after folding'],
    ["gold\u200bring", "holds the invisible character U+200B"],
    ["e\u0301lan", 'holds "e\u0301", which no text has after folding'],
  ])("%j", (pattern, say) => {
    const fault = patternFault(pattern)
    expect(fault?.say).toContain(say)
    expect(fault?.want).not.toBe("")
  })

  test.each(["^$", "^[^a]*$", "^.{0,5}$", "\\bx?\\b", "\\Bx*\\B", "\\Q*", "a{900}", "(?i)GOLD", "[一-龥]+"])(
    "%s has none",
    (pattern) => {
      expect(patternFault(pattern)).toBeUndefined()
    },
  )

  test.each([
    ["straße", '"ss" in its place'],
    ["İstanbul", '"i" in its place'],
    ["(?=gold)", "it without look-around and without names; (?: … ) makes a group"],
    ["a{1001}", "counts up to 1000 in all, the lower one first"],
  ])("of %s says how to mend it", (pattern, want) => {
    expect(patternFault(pattern)?.want).toBe(want)
  })
})

test("a pattern beyond the bounds is not run", () => {
  for (const pattern of ["a{1000}b{1000}", "a".repeat(1001)])
    expect(() => compilePattern(pattern)).toThrow("fault of its own")
})

describe("work", () => {
  afterEach(() => vi.restoreAllMocks())

  /** How often the characters of a text are read: what the time of a search is made of. */
  function readsOf(pattern: string, text: string): number {
    const isFound = compilePattern(pattern)
    const reads = [vi.spyOn(String.prototype, "charCodeAt"), vi.spyOn(String.prototype, "codePointAt")]
    isFound(text)
    const count = reads.reduce((sum, spy) => sum + spy.mock.calls.length, 0)
    vi.restoreAllMocks()
    return count
  }

  test.each([
    "(a+)+$",
    "(a|a)*$",
    "(a|aa)+$",
    "([a-z]+)*\\d",
    "a.{18}$",
    "^(a?){50}a{50}$",
    "(.*)(.*)(.*)(.*)x",
  ])("%s reads a text that almost fits a bounded number of times", (pattern) => {
    for (const length of [1_000, 2_000, 8_000]) {
      const reads = readsOf(pattern, `${"a".repeat(length)}!`)
      expect(reads).toBeGreaterThanOrEqual(0)
      expect(reads).toBeLessThanOrEqual(10 * length)
    }
  })

  test("such reads are seen", () => {
    expect(readsOf("(a+)+$", `${"a".repeat(500)}!`)).toBeGreaterThanOrEqual(500)
  })

  test("long texts are searched to their end", () => {
    const long = "memo 货款 ".repeat(200_000)
    expect(finds("gold$", `${long}gold`)).toBe(true)
    expect(finds("(a+)+$", `${"a".repeat(1_000_000)}!`)).toBe(false)
    expect(finds("[ab].{41}[cd]$", "abcd".repeat(100_000))).toBe(true)
  })
})
