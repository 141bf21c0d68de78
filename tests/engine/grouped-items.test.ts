// Items in their groups, few of them and many, against groups that are put together one item at a time.
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  createSelectionRoom,
  type GroupedItems,
  itemsOfMany,
  keepFound,
} from "../../src/engine/grouped-items.ts"
import { rowsOfManyPairs } from "../../src/engine/pair-items.ts"
import { legsOfManyParties } from "../../src/engine/party-legs.ts"
import { inCanonicalOrder } from "../../src/engine/row-sets.ts"
import { legsInGroups, rowsInGroups, rowsInPairs } from "../../src/engine/sorted-items.ts"
import { createBits, setBit } from "../../src/model/bits.ts"
import { groupByParty, groupBySide } from "../../src/model/order.ts"

const ROWS = 14
// Codes of one digit and of two; 0 is missing.
const code = fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(2047, 2048, 2049, 4096))
const column = fc.array(code, { minLength: ROWS, maxLength: ROWS }).map((codes) => Uint32Array.from(codes))
/** Of which pairs come again in several groups. */
const repeatedColumn = fc
  .array(fc.nat({ max: 3 }), { minLength: ROWS, maxLength: ROWS })
  .map((codes) => Uint32Array.from(codes))
const order = fc
  .shuffledSubarray([...Array(ROWS).keys()], { minLength: 1 })
  .map((rows) => Uint32Array.from(rows))
const PARTIES = 4096
const LEAST = fc.integer({ min: 1, max: 3 })
const wantedRows = fc.array(fc.boolean(), { minLength: ROWS, maxLength: ROWS })
const direction = fc.constantFrom("in" as const, "out" as const, null)

/** Groups of items by key, in order of keys, those with enough. */
function slowGroups(items: readonly number[], keyOf: (item: number) => number, least: number) {
  const keys = [...new Set(items.map(keyOf))].sort((a, b) => a - b)
  return keys
    .map((key) => ({ key, items: items.filter((item) => keyOf(item) === key) }))
    .filter((group) => group.items.length >= least)
}

function listed({ items, groups, starts }: GroupedItems) {
  return [...groups].map((group, g) => ({ key: group, items: [...items.slice(starts[g], starts[g + 1])] }))
}

const bitsOf = (flags: readonly boolean[]) => {
  const bits = createBits(ROWS)
  for (const [row, flag] of flags.entries()) if (flag) setBit(bits, row)
  return bits
}

const ranksOf = (rows: Uint32Array) => {
  const ranks = new Uint32Array(ROWS)
  for (const [rank, row] of rows.entries()) ranks[row] = rank
  return ranks
}

test("rows and pairs, few and many", () => {
  fc.assert(
    fc.property(order, column, column, wantedRows, LEAST, (rows, payer, payee, flags, least) => {
      const wanted = [...rows].filter((row) => flags[row])
      const ascending = Uint32Array.from(wanted).sort()
      expect([...inCanonicalOrder(ascending, ranksOf(rows), rows)]).toEqual(wanted)
      const few = Uint32Array.from(wanted)
      const expected = slowGroups(
        wanted.filter((row) => payer[row] !== 0),
        (row) => payer[row]! - 1,
        least,
      )
      expect(listed(rowsInGroups(few, payer, least))).toEqual(expected)
      const grouping = groupBySide(rows, payer, PARTIES)
      const room = createSelectionRoom()
      const many = { rows: bitsOf(flags), count: wanted.length }
      expect(listed(itemsOfMany(room, grouping, many, null, least, null))).toEqual(expected)
      const pairs = slowGroups(
        wanted.filter((row) => payer[row] !== 0 && payee[row] !== 0),
        (row) => payer[row]! * (PARTIES + 1) + payee[row]!,
        least,
      )
      const found = rowsInPairs(few, { payer, payee }, least)
      expect(listed(found).map(({ items }) => items)).toEqual(pairs.map(({ items }) => items))
      const left = rowsOfManyPairs(room, grouping, payee, many, least, { payers: null, payees: null })
      expect([...left].sort()).toEqual(pairs.flatMap(({ items }) => items).sort())
      const again = listed(rowsInPairs(left, { payer, payee }, least))
      expect(again.map(({ items }) => items)).toEqual(pairs.map(({ items }) => items))
    }),
  )
})

test("of many pairs those of payers and payees that may do", () => {
  fc.assert(
    fc.property(
      order,
      repeatedColumn,
      repeatedColumn,
      wantedRows,
      LEAST,
      fc.func(fc.boolean()),
      (rows, payer, payee, flags, least, may) => {
        const wanted = [...rows].filter((row) => flags[row])
        const [payers, payees] = [0, 1].map((side) =>
          Uint8Array.from({ length: PARTIES }, (_, group) => Number(may(side, group % 5))),
        )
        const pairs = slowGroups(
          wanted.filter((row) => payers![payer[row]! - 1] === 1 && payees![payee[row]! - 1] === 1),
          (row) => payer[row]! * (PARTIES + 1) + payee[row]!,
          least,
        )
        const found = rowsOfManyPairs(
          createSelectionRoom(),
          groupBySide(rows, payer, PARTIES),
          payee,
          { rows: bitsOf(flags), count: wanted.length },
          least,
          { payers: payers!, payees: payees! },
        )
        const left = listed(rowsInPairs(found, { payer, payee }, least))
        expect(left.map(({ items }) => items)).toEqual(pairs.map(({ items }) => items))
      },
    ),
  )
})

test("legs, few and many, of groups that may do", () => {
  fc.assert(
    fc.property(
      order,
      column,
      column,
      wantedRows,
      direction,
      LEAST,
      fc.func(fc.boolean()),
      (rows, payer, payee, flags, side, least, may) => {
        const wanted = [...rows].filter((row) => flags[row])
        const codeOf = (leg: number) => (leg % 2 === 1 ? payee : payer)[leg >>> 1]!
        const legs = wanted
          .flatMap((row) => [...(side === "in" ? [] : [row * 2]), ...(side === "out" ? [] : [row * 2 + 1])])
          .filter((leg) => codeOf(leg) !== 0)
        const expected = slowGroups(legs, (leg) => codeOf(leg) - 1, least)
        const few = legsInGroups(Uint32Array.from(wanted), { payer, payee }, side, least)
        expect(listed(few)).toEqual(expected)
        const grouping = groupByParty(rows, payer, payee, PARTIES)
        const mayDo = Uint8Array.from({ length: PARTIES }, (_, group) => Number(may(group % 5)))
        const many = itemsOfMany(
          createSelectionRoom(),
          grouping,
          { rows: bitsOf(flags), count: wanted.length },
          { isIn: side !== "out", isOut: side !== "in" },
          least,
          mayDo,
        )
        const those = expected.filter(({ key }) => mayDo[key] === 1)
        expect(listed(many)).toEqual(those)
        if (side === null) {
          const sides = {
            byPayer: groupBySide(rows, payer, PARTIES),
            byPayee: groupBySide(rows, payee, PARTIES),
          }
          const its = { rows: bitsOf(flags), count: wanted.length }
          const both = legsOfManyParties(createSelectionRoom(), sides, ranksOf(rows), its, least, mayDo)
          expect(listed(both)).toEqual(those)
        }
        const keep = Uint8Array.from(few.groups, (group) => mayDo[group]!)
        expect(listed(keepFound(few, keep))).toEqual(those)
      },
    ),
  )
})
