// Folded texts by code against folding each text by itself.
import fc from "fast-check"
import { expect, test } from "vitest"
import { foldTexts } from "../../src/engine/folded-texts.ts"
import { DictionaryBuilder } from "../../src/model/dictionary.ts"
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
