// Totals of groups against sums that are added up one by one.
import fc from "fast-check"
import { expect, test } from "vitest"
import { addSums, groupsWithOneOf, sumsOfGroups } from "../../src/engine/group-amounts.ts"

const ROWS = 12
const amounts = fc.array(fc.oneof(fc.nat({ max: 1000 }), fc.constant(Number.NaN)), {
  minLength: ROWS,
  maxLength: ROWS,
})
const currencies = fc.array(fc.integer({ min: 1, max: 2 }), { minLength: ROWS, maxLength: ROWS })
const GROUPS = 4
const codes = fc.array(fc.nat({ max: GROUPS }), { minLength: ROWS, maxLength: ROWS })
const every = [...Array(ROWS).keys()]
const chosen = fc.subarray(every).map((rows) => Uint32Array.from(rows))
const bound = fc.oneof(fc.nat({ max: 1000 }), fc.constant(0.5))

test("a group comes to the sum of its items and has one of enough, or may have where one has no rate", () => {
  fc.assert(
    fc.property(
      fc.record({ minor: amounts, inCurrency: currencies, payer: codes, payee: codes, rows: chosen }),
      fc.boolean(),
      bound,
      ({ minor, inCurrency, payer, payee, rows }, all, enough) => {
        const only = all ? null : { currency: Uint16Array.from(inCurrency), own: 1 }
        const known = { amounts: Float64Array.from(minor), only }
        const amountOf = (row: number) =>
          Number.isNaN(minor[row]!) || (!all && inCurrency[row] !== 1)
            ? Number.POSITIVE_INFINITY
            : minor[row]!
        const itemsOf = (sides: readonly (readonly number[])[], group: number) =>
          sides.flatMap((side) => [...rows].filter((row) => side[row] === group + 1).map(amountOf))
        for (const sides of [[payer], [payee], [payer, payee]]) {
          const coded = { rows, sides: sides.map((side) => Uint32Array.from(side)), groupCount: GROUPS }
          const groups = [...Array(GROUPS).keys()].map((group) => itemsOf(sides, group))
          const sums = groups.map((items) => items.reduce((sum, one) => sum + one, 0))
          expect([...sumsOfGroups(coded, known)]).toEqual(sums)
          const [some, ...others] = coded.sides.map((side) =>
            sumsOfGroups({ ...coded, sides: [side] }, known),
          )
          expect([...others.reduce(addSums, some!)]).toEqual(sums)
          const flags = groups.map((items) => Number(items.some((one) => one >= enough)))
          expect([...groupsWithOneOf(coded, known, enough)]).toEqual(flags)
        }
      },
    ),
  )
})
