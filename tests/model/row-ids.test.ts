import fc from "fast-check"
import { expect, test } from "vitest"
import { MISSING } from "../../src/model/dictionary.ts"
import { idCodeOf, rowOfId } from "../../src/model/row-ids.ts"

test("the row of an id and the id of a row, wherever rows without one stand", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (hasId) => {
      const rows = hasId.flatMap((has, row) => (has ? [row] : []))
      const without = Uint32Array.from(hasId.flatMap((has, row) => (has ? [] : [row])))
      expect(rows.map((_, i) => rowOfId(without, i + 1))).toEqual(rows)
      let code = MISSING
      expect(hasId.map((_, row) => idCodeOf(without, row))).toEqual(
        hasId.map((has) => (has ? ++code : MISSING)),
      )
    }),
  )
})
