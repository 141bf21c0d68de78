// Folded texts by code against folding each text by itself.
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { foldTexts } from "../../src/engine/folded-texts.ts"
import { soughtPattern } from "../../src/engine/texts-with.ts"
import { DictionaryBuilder } from "../../src/model/dictionary.ts"
import { VeiledDictionary } from "../../src/model/veiled-dictionary.ts"
import { foldText } from "../../src/text/fold.ts"

/** Texts that are folded already, others, some that fold alike, and one of which nothing is left. */
const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 8 }),
  fc.constantFrom("tiger", "Tiger", "TIGER", "象牙", "ＡＢＣ", "\u200b", " a  b "),
)

test("each code has its text folded, in any order and time and again", () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 40 }), fc.array(fc.nat()), (texts, asked) => {
      const values = new DictionaryBuilder()
      for (const one of texts) values.add(one)
      const folded = foldTexts(values)
      const codes = Array.from({ length: values.size }, (_, code) => code)
      for (const code of [...codes, ...asked.map((one) => one % values.size), ...codes])
        expect(folded.text(code)).toBe(foldText(values.text(code)))
      expect(folded.size).toBe(values.size)
    }),
  )
})

describe("patterns in texts", () => {
  // One behind another they would make more: the texts end and begin with what patterns have, and with halves of a character.
  const signs = fc.constantFrom(..."abkK1 -象牙🙂é", "\ud83d", "\ude42", "\u200b", "\n")
  const short = fc.array(signs, { minLength: 1, maxLength: 5 }).map((some) => some.join(""))
  const patterns = fc.oneof(
    fc
      .array(fc.constantFrom("ab", "a", "象牙", "k1", "🙂"), { minLength: 1, maxLength: 3 })
      .map((some) => some.join("|")),
    fc
      .array(
        fc.constantFrom(
          "a",
          "b?",
          "(ab|k)",
          "象",
          "[ak-]",
          "1{0,2}",
          ".",
          "\\b",
          "^",
          "$",
          "🙂",
          "[k🙂]",
          " ",
          "a{2}",
        ),
        { minLength: 1, maxLength: 4 },
      )
      .map((some) => some.join("")),
    fc.constantFrom("a+", "\\p{Han}", "[^🙂]a", "[^a]🙂"),
  )

  test("are found as in each folded text by itself", () => {
    const seen = [0, 0]
    fc.assert(
      fc.property(patterns, fc.array(short, { maxLength: 600, size: "max" }), (pattern, texts) => {
        const values = new DictionaryBuilder()
        for (const one of texts) values.add(one)
        const sought = soughtPattern(pattern)
        const expected: number[] = []
        for (let code = 1; code < values.size; code++)
          if (sought.isIn(foldText(values.text(code)))) expected.push(code)
        seen[Number(expected.length > 0)]!++
        expect([...foldTexts(values).codesWith(sought)].sort((a, b) => a - b)).toEqual(expected)
      }),
      { numRuns: 300 },
    )
    expect(Math.min(...seen)).toBeGreaterThan(20)
  })

  test("of pseudonyms, in what stands behind them", () => {
    const plain = new DictionaryBuilder()
    for (const one of ["Tiger", "lion", "a tiger"]) plain.add(one)
    const veiled = new VeiledDictionary(plain, () => "told")
    expect([...foldTexts(veiled).codesWith(soughtPattern("tiger"))]).toEqual([3, 1])
    expect([...foldTexts(veiled).codesWith(soughtPattern("told"))]).toEqual([])
  })
})
