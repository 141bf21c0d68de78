// The rows that findings name, against a set of them.
import fc from "fast-check"
import { expect, test } from "vitest"
import { rowsNamedOnce } from "../../src/model/named-rows.ts"

const ROWS = 100

test("each row is named once, where it is named first, whatever was asked before", () => {
  const named = rowsNamedOnce(ROWS)
  const findings = fc.array(fc.record({ rows: fc.array(fc.nat(ROWS - 1), { maxLength: 20 }) }), {
    maxLength: 6,
  })
  fc.assert(
    fc.property(findings, (some) => {
      expect(named(some)).toEqual([...new Set(some.flatMap(({ rows }) => rows))])
    }),
  )
})
