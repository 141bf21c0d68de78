// Texts and ids of many rows at once, held against one at a time.
import fc from "fast-check"
import { expect, test } from "vitest"
import { DictionaryBuilder } from "../../src/model/dictionary.ts"
import { idsOf } from "../../src/model/row-ids.ts"
import { textsOf } from "../../src/model/texts-of.ts"
import { tableOf } from "../helpers/table.ts"

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom("", "a", "象牙", "😀", "\ud800", "\udc00b"),
)

test("texts of codes are those that the dictionary gives one by one", () => {
  fc.assert(
    fc.property(fc.array(text), fc.array(fc.nat(20)), fc.nat(3), (texts, picks, times) => {
      const values = new DictionaryBuilder()
      const codes = [0, ...texts.map((one) => values.add(one))]
      // More than are decoded at once.
      const asked = Array.from({ length: times * 700 }, (_, i) => picks[i % picks.length] ?? i)
        .concat(picks)
        .map((pick) => codes[pick % codes.length]!)
      expect(textsOf(values, asked)).toEqual(asked.map((code) => values.text(code)))
      for (const code of asked) expect(values.textOnce(code)).toBe(values.text(code))
    }),
  )
})

test("ids of rows are those of each, own or made of the place", () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom("", "p1", "p2", "象"), { minLength: 1 }), (ids) => {
      const own = ids.map((id, i) => (id === "" ? "" : `${id}-${i}`))
      const payment = { time: 0, amountMinor: 100, currency: "CNY", payer: "a", payee: "b" }
      const table = tableOf(own.map((id) => ({ ...payment, id })))
      const rows = own.map((_, row) => row).reverse()
      expect(idsOf(table, rows)).toEqual(rows.map((row) => table.idOf(row)))
      const renamed = { ...table, idOf: (row: number) => `x${row}` }
      expect(idsOf(renamed, rows)).toEqual(rows.map((row) => `x${row}`))
    }),
  )
})
