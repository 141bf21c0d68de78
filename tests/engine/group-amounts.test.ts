// Totals of groups against sums that are added up one by one.
import fc from "fast-check"
import { expect, test } from "vitest"
import { addUpCodes, addUpGroups, type GroupAmounts, joinAmounts } from "../../src/engine/group-amounts.ts"
import { groupBySide } from "../../src/model/order.ts"

const ROWS = 12
const amounts = fc.array(fc.oneof(fc.nat({ max: 1000 }), fc.constant(Number.NaN)), {
  minLength: ROWS,
  maxLength: ROWS,
})
const currencies = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: ROWS, maxLength: ROWS })
const GROUPS = 4
const codes = fc.array(fc.nat({ max: GROUPS }), { minLength: ROWS, maxLength: ROWS })
const rows = [...Array(ROWS).keys()]

test("a group comes to the sum and the largest of its items, or to no end where one has no rate", () => {
  fc.assert(
    fc.property(amounts, currencies, codes, codes, fc.boolean(), (minor, inCurrency, payer, payee, all) => {
      const only = all ? null : { currency: Uint16Array.from(inCurrency), own: 1 }
      const known = { amounts: Float64Array.from(minor), only }
      const isRated = (row: number) => !Number.isNaN(minor[row]!) && (all || inCurrency[row] === 1)
      const expectGroup = ({ sumsAndLargest }: GroupAmounts, group: number, its: readonly number[]) => {
        const isKnown = its.every(isRated)
        const own = its.map((row) => minor[row]!)
        const [sum, largest] = sumsAndLargest.subarray(2 * group, 2 * group + 2)
        expect(sum).toBe(isKnown ? own.reduce((total, one) => total + one, 0) : Number.POSITIVE_INFINITY)
        expect(largest).toBe(isKnown ? Math.max(0, ...own) : Number.POSITIVE_INFINITY)
      }
      const bySide = rows.filter((row) => payer[row] !== 0)
      const grouping = groupBySide(Uint32Array.from(rows), Uint32Array.from(payer), GROUPS)
      const sides = [payer, payee].map((side) => Uint32Array.from(side))
      const every = Uint32Array.from(rows)
      for (let group = 0; group < GROUPS; group++) {
        const paid = bySide.filter((row) => payer[row] === group + 1)
        expectGroup(addUpGroups(grouping, known), group, paid)
        expectGroup(addUpCodes(every, sides.slice(0, 1), GROUPS, known), group, paid)
        const received = rows.filter((row) => payee[row] === group + 1)
        expectGroup(addUpCodes(every, sides, GROUPS, known), group, [...paid, ...received])
        const [ofPayers, ofPayees] = sides.map((side) => addUpCodes(every, [side], GROUPS, known))
        expectGroup(joinAmounts(ofPayers!, ofPayees!), group, [...paid, ...received])
      }
    }),
  )
})
