import fc from "fast-check"
import { expect, test } from "vitest"
import { differentCodes, orderByName, otherSides } from "../../src/model/party-codes.ts"
import { compareText } from "../../src/model/vocabulary.ts"
import { tableOf } from "../helpers/table.ts"

test("different codes are those of a set, however many of all codes they are", () => {
  const column = fc.uint8Array({ minLength: 1, maxLength: 200 })
  fc.assert(
    fc.property(column, fc.constantFrom(256, 100_000), (codes, size) => {
      const column = Uint32Array.from(codes)
      const rows = [...column.keys()].filter((row) => row % 4 !== 1)
      const expected = new Set(rows.map((row) => column[row]!))
      expected.delete(0)
      expect([...differentCodes(column, rows, size)]).toEqual([...expected])
    }),
    { numRuns: 200 },
  )
})

test("parties stand in order of their names, a few of many as many of them", () => {
  const names = Array.from({ length: 400 }, (_, i) => `${"cC象é"[i % 4]}${(i * 7919) % 401}`)
  const table = tableOf(
    names.map((payer, i) => ({
      ...{ id: `p${i}`, time: i, amountMinor: 100, currency: "CNY" },
      ...{ payer, payee: "one" },
    })),
  )
  fc.assert(
    fc.property(fc.uniqueArray(fc.constantFrom(...names)), fc.constantFrom(3, 400), (chosen, most) => {
      const some = chosen.slice(0, most)
      const codes = Uint32Array.from(some, (name) => table.parties.code(name))
      const ordered = [...orderByName(table, codes)].map((code) => table.parties.text(code))
      expect(ordered).toEqual(some.toSorted(compareText))
    }),
    { numRuns: 200 },
  )
})

test("who pays and is paid stands in order of names, without the subject and nobody", () => {
  const party = fc.constantFrom("", "a", "b", "subject", "象", "é")
  fc.assert(
    fc.property(
      fc.array(fc.tuple(party, party), { minLength: 1, maxLength: 9 }),
      fc.boolean(),
      (pairs, few) => {
        const others = few
          ? Array.from({ length: 2000 }, (_, i): [string, string] => [`other ${i}`, "x"])
          : []
        const table = tableOf(
          [...pairs, ...others].map(([payer, payee], i) => ({
            ...{ id: `p${i}`, time: i, amountMinor: 100, currency: "CNY" },
            ...{ payer, payee },
          })),
        )
        const named = (side: 0 | 1) =>
          [...new Set(pairs.map((pair) => pair[side]))].filter((name) => name !== "" && name !== "subject")
        const told = otherSides(table, [...pairs.keys()], "subject").map(({ role, codes }) => [
          role,
          ...Array.from(codes, (code) => table.parties.text(code)),
        ])
        expect(told).toEqual([
          ["payee", ...named(1).sort(compareText)],
          ["payer", ...named(0).sort(compareText)],
        ])
      },
    ),
    { numRuns: 200 },
  )
})
