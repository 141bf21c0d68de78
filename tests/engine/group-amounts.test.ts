// Totals of groups against sums that are added up one by one.
import fc from "fast-check"
import { expect, test } from "vitest"
import { addUpGroups } from "../../src/engine/group-amounts.ts"

const ROWS = 12
const amounts = fc.array(fc.oneof(fc.nat({ max: 1000 }), fc.constant(Number.NaN)), {
  minLength: ROWS,
  maxLength: ROWS,
})
const currencies = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: ROWS, maxLength: ROWS })
const groups = fc.array(fc.array(fc.nat({ max: ROWS - 1 }), { maxLength: 5 }), { maxLength: 5 })

test("a group comes to the sum and the largest of its items, or to no end where one has no rate", () => {
  fc.assert(
    fc.property(
      amounts,
      currencies,
      groups,
      fc.boolean(),
      fc.boolean(),
      (minor, codes, rows, areLegs, all) => {
        const items = rows.map((group) => group.map((row, i) => (areLegs ? row * 2 + (i % 2) : row)))
        const starts = items.map((_, g) => items.slice(0, g).flat().length)
        const grouping = {
          items: Uint32Array.from(items.flat()),
          starts: Uint32Array.of(...starts, items.flat().length),
          groupCount: items.length,
        }
        const only = all ? null : { currency: Uint16Array.from(codes), own: 1 }
        const { sums, largest } = addUpGroups(grouping, areLegs, Float64Array.from(minor), only)
        const isRated = (row: number) => !Number.isNaN(minor[row]!) && (all || codes[row] === 1)
        for (const [g, group] of rows.entries()) {
          const its = group.map((row) => minor[row]!)
          const isKnown = group.every(isRated)
          expect(sums[g]).toBe(isKnown ? its.reduce((sum, one) => sum + one, 0) : Number.POSITIVE_INFINITY)
          expect(largest[g]).toBe(isKnown ? Math.max(0, ...its) : Number.POSITIVE_INFINITY)
        }
      },
    ),
  )
})
