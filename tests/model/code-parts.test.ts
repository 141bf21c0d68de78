// Groupings of many codes, which lie in many parts, against lists. Those of few are held against lists with the rules.
import fc from "fast-check"
import { expect, test } from "vitest"
import { groupBySide } from "../../src/model/order.ts"

const ROWS = 40
/** More than there are parts, and more than a part has room for. */
const GROUPS = 3 * 2 ** 19

// Few codes from all over, so that rows meet in one.
const code = fc.oneof(
  fc.constantFrom(0, 1, 2, 3071, 3072, 2 ** 19, GROUPS - 1, GROUPS),
  fc.integer({ min: 0, max: GROUPS }),
)
const codes = fc.array(code, { minLength: ROWS, maxLength: ROWS }).map((all) => Uint32Array.from(all))
const orders = fc.shuffledSubarray([...Array(ROWS).keys()])

test("a group has the rows of its code, in their order", () => {
  fc.assert(
    fc.property(orders, codes, (order, side) => {
      const { items, starts, groupCount } = groupBySide(Uint32Array.from(order), side, GROUPS)
      const withCode = order.filter((row) => side[row] !== 0)
      expect([groupCount, starts.length, items.length]).toEqual([GROUPS, GROUPS + 1, withCode.length])
      for (const row of withCode) {
        const its = side[row]!
        const own = order.filter((other) => side[other] === its)
        expect([...items.subarray(starts[its - 1], starts[its])]).toEqual(own)
      }
    }),
    { numRuns: 20 },
  )
})
