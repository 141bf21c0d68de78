// Rows by the codes of a column against rows that are looked at one by one.
import fc from "fast-check"
import { expect, test } from "vitest"
import { listRows } from "../../src/engine/bits.ts"
import { rowsAmong, rowsByCode, rowsOfCodes, rowsWithCodes } from "../../src/engine/row-sets.ts"

const MOST_CODE = 70
const code = fc.oneof(fc.nat({ max: MOST_CODE }), fc.nat({ max: 2 }))
const columns = fc.array(code, { maxLength: 100 })

test("rows that have one of the codes are found, and none that has no code", () => {
  fc.assert(
    fc.property(columns, fc.array(code), fc.boolean(), (codes, asked, isNarrow) => {
      const column = isNarrow ? Uint16Array.from(codes) : Uint32Array.from(codes)
      const wanted = codes.flatMap((code, row) => (code !== 0 && asked.includes(code) ? [row] : []))
      expect([...listRows(rowsWithCodes(column, asked, MOST_CODE + 1))]).toEqual(wanted)
      // Code 1 is looked for among others too.
      const some = listRows(rowsWithCodes(column, [...asked, 1], MOST_CODE + 1))
      expect([...listRows(rowsAmong(some, column, asked, MOST_CODE + 1))]).toEqual(wanted)
      const byCode = rowsByCode(column)
      const before = byCode.map((rows) => [...rows])
      expect([...listRows(rowsOfCodes(byCode, asked, column.length))]).toEqual(wanted)
      expect(byCode.map((rows) => [...rows])).toEqual(before)
    }),
  )
})
