// Groupings of many codes, which are made part by part, against lists.
import fc from "fast-check"
import { expect, test } from "vitest"
import { MANY_CODES } from "../../src/model/code-parts.ts"
import { groupByParty, groupBySide } from "../../src/model/order.ts"

const ROWS = 40
const GROUPS = 3 * MANY_CODES

// Few codes from all over, so that rows meet in one.
const code = fc.oneof(
  fc.constantFrom(0, 1, 2, 3071, 3072, MANY_CODES, GROUPS - 1, GROUPS),
  fc.integer({ min: 0, max: GROUPS }),
)
const codes = fc.array(code, { minLength: ROWS, maxLength: ROWS }).map((all) => Uint32Array.from(all))
const orders = fc.shuffledSubarray([...Array(ROWS).keys()])

test("a group has the items of its code, in their order", () => {
  fc.assert(
    fc.property(orders, codes, codes, (order, payer, payee) => {
      const rows = Uint32Array.from(order)
      const legs = order.flatMap((row) => [
        { item: 2 * row, its: payer[row]! },
        { item: 2 * row + 1, its: payee[row]! },
      ])
      const single = order.map((row) => ({ item: row, its: payer[row]! }))
      for (const [grouping, all] of [
        [groupBySide(rows, payer, GROUPS), single],
        [groupByParty(rows, payer, payee, GROUPS), legs],
      ] as const) {
        const { items, starts, groupCount } = grouping
        expect([groupCount, starts.length, items.length]).toEqual([
          GROUPS,
          GROUPS + 1,
          all.filter(({ its }) => its !== 0).length,
        ])
        for (const { its } of all) {
          if (its === 0) continue
          const own = all.filter((other) => other.its === its).map(({ item }) => item)
          expect([...items.subarray(starts[its - 1], starts[its])]).toEqual(own)
        }
      }
    }),
    { numRuns: 20 },
  )
})
