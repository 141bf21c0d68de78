// Sets of rows as bits, against sets of numbers; masks, against states row by row.
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  addBits,
  allBits,
  countBoth,
  intersect,
  listRows,
  noBits,
  unite,
  without,
} from "../../src/engine/bits.ts"
import {
  ABSENT,
  allOf,
  anyOf,
  FALSE,
  type Mask,
  notOf,
  settle,
  TRUE,
  UNDECIDABLE,
  withParty,
} from "../../src/engine/masks.ts"
import { partiesIn, rowsOfParties } from "../../src/engine/row-sets.ts"
import { type Bits, createBits, hasBit, setBit } from "../../src/model/bits.ts"
import { statesOf } from "./mask-states.ts"

const ROWS = 70
const rowList = fc.uniqueArray(fc.nat({ max: ROWS - 1 }))
const ascending = (rows: Iterable<number>) => [...rows].sort((a, b) => a - b)

function bitsOf(rows: Iterable<number>): Bits {
  const bits = createBits(ROWS)
  for (const row of rows) setBit(bits, row)
  return bits
}

test("sets are what sets of numbers are", () => {
  fc.assert(
    fc.property(rowList, rowList, (a, b) => {
      const [first, second] = [bitsOf(a), bitsOf(b)]
      const [inA, inB] = [new Set(a), new Set(b)]
      const both = ascending(a.filter((row) => inB.has(row)))
      expect([...listRows(first)]).toEqual(ascending(a))
      expect([...listRows(intersect(first, second))]).toEqual(both)
      expect(countBoth(first, second)).toBe(both.length)
      expect([...listRows(unite(first, second))]).toEqual(ascending(new Set([...a, ...b])))
      expect([...listRows(without(first, second))]).toEqual(ascending(a.filter((row) => !inB.has(row))))
      for (let row = 0; row < ROWS; row++) expect(hasBit(first, row)).toBe(inA.has(row))
      addBits(first, second)
      expect(first).toEqual(unite(bitsOf(a), second))
    }),
  )
})

test.each([0, 1, 31, 32, 33, 64, 70])("all of %i rows are those rows and no more", (rowCount) => {
  expect([...listRows(allBits(rowCount))]).toEqual(Array.from({ length: rowCount }, (_, row) => row))
})

test("the parties of rows, and the rows of parties", () => {
  const side = fc.array(fc.nat({ max: 9 }), { minLength: ROWS, maxLength: ROWS })
  fc.assert(
    fc.property(rowList, rowList, side, (a, b, codes) => {
      const column = Uint32Array.from(codes)
      const parties = partiesIn(bitsOf(a), column, 10)
      const wanted = new Set(a.map((row) => codes[row]!))
      expect([...listRows(parties)]).toEqual(ascending(wanted))
      const kept = rowsOfParties(bitsOf(b), column, parties)
      expect([...listRows(kept)]).toEqual(ascending(b.filter((row) => wanted.has(codes[row]!))))
    }),
  )
})

const states = fc.array(fc.constantFrom(FALSE, TRUE, UNDECIDABLE, ABSENT), {
  minLength: ROWS,
  maxLength: ROWS,
})

/** Sets that are empty may be there or null. */
function maskOf(list: readonly number[], spared: boolean): Mask {
  const of = (state: number) => bitsOf(list.flatMap((its, row) => (its === state ? [row] : [])))
  const orNull = (state: number) => (spared && !list.includes(state) ? null : of(state))
  return { rowCount: ROWS, isTrue: of(TRUE), undecidable: orNull(UNDECIDABLE), absent: orNull(ABSENT) }
}

/** What masks combined by all and by any are, row by row. */
function expectCombined(masks: readonly Mask[], given: readonly (readonly number[])[]): void {
  const byRow = (combine: (of: readonly number[]) => number) =>
    Array.from({ length: ROWS }, (_, row) => combine(given.map((list) => list[row]!)))
  const worst = (of: readonly number[]) => Math.max(...of, FALSE)
  expect(statesOf(allOf(masks, ROWS))).toEqual(
    byRow((of) => (of.includes(FALSE) ? FALSE : Math.max(...of, TRUE))),
  )
  expect(statesOf(anyOf(masks, ROWS))).toEqual(byRow((of) => (of.includes(TRUE) ? TRUE : worst(of))))
}

test("masks that share what they do not know are combined likewise, and left as they are", () => {
  const unknown = states.map((list) => list.map((state) => (state === TRUE ? FALSE : state)))
  const allAbsent = Array.from({ length: ROWS }, () => ABSENT)
  const parts = fc.array(
    fc.record({ shared: fc.nat({ max: 3 }), which: fc.constantFrom("none", "all", "some"), rows: rowList }),
    { maxLength: 5 },
  )
  fc.assert(
    fc.property(unknown, unknown, parts, (first, second, all) => {
      const patterns = [first, second, allAbsent, allAbsent.map(() => FALSE)]
      const shared = patterns.map((list) => settle(maskOf(list, true)))
      const given = all.map(({ shared: pattern, which, rows }) =>
        patterns[pattern]!.map((state, row) =>
          state === FALSE && (which === "all" || (which === "some" && rows.includes(row))) ? TRUE : state,
        ),
      )
      const masks = all.map(({ shared: pattern }, i) => {
        const { undecidable, absent } = shared[pattern]!
        return settle({ ...maskOf(given[i]!, true), undecidable, absent })
      })
      expectCombined(masks, given)
      expect(masks.map(statesOf)).toEqual(given)
      expect([listRows(noBits(ROWS)).length, listRows(allBits(ROWS)).length]).toEqual([0, ROWS])
    }),
    { numRuns: 500 },
  )
})

test("masks are combined as their states are, row by row", () => {
  // Some masks have no state that is unknown, as most conditions have.
  const sure = states.map((list) => list.map((state) => (state === TRUE ? TRUE : FALSE)))
  const lists = fc.array(fc.oneof(states, sure), { maxLength: 4 })
  fc.assert(
    fc.property(lists, rowList, fc.boolean(), (given, missing, spared) => {
      const masks = given.map((list) => maskOf(list, spared))
      expectCombined(masks, given)
      const [first, list] = [masks[0], given[0]]
      if (first === undefined || list === undefined) return
      expect(statesOf(notOf(first))).toEqual(list.map((state) => (state <= TRUE ? TRUE - state : state)))
      expect(statesOf(withParty(first, bitsOf(missing), null))).toEqual(
        list.map((state, row) => (state === TRUE && missing.includes(row) ? ABSENT : state)),
      )
    }),
  )
})
