import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { type CoverItem, createRowCover, holdsRow } from "../../src/network/row-cover.ts"

const ROWS = 3000
const byNumber = (a: number, b: number) => a - b

/** The same choices with sets, weighed anew each time. */
function slowCover(items: readonly CoverItem[]): number[] {
  let open = items.filter(({ rows }) => rows.length > 0)
  const chosen: number[] = []
  while (open.length > 0) {
    const weightOf = (row: number) =>
      open.reduce((sum, { rows, weight }) => sum + (rows.includes(row) ? weight : 0), 0)
    const rows = [...new Set(open.flatMap((item) => item.rows))].sort(byNumber)
    const best = rows.reduce((first, row) => (weightOf(row) > weightOf(first) ? row : first))
    chosen.push(best)
    open = open.filter((item) => !item.rows.includes(best))
  }
  return chosen
}

function fastCover(cover: ReturnType<typeof createRowCover>, items: readonly CoverItem[]): number[] {
  for (const item of items) cover.add(item)
  const chosen: number[] = []
  for (let row = cover.weightiest(); row !== undefined; row = cover.weightiest()) {
    chosen.push(row)
    cover.explain(row)
  }
  cover.clear()
  return chosen
}

/** Side by side, so that items share rows; and so far apart that room has to be made for them. */
const row = fc.oneof(
  fc.nat({ max: 11 }),
  fc.nat({ max: 99 }).map((far) => far * 30),
)
const item = fc
  .record({
    weight: fc.integer({ min: 1, max: 9 }),
    rows: fc.array(row, { maxLength: 8 }),
    isInOrder: fc.boolean(),
  })
  .map((one) => (one.isInOrder ? { ...one, rows: one.rows.toSorted(byNumber) } : one))

describe("the cover of rows", () => {
  test("chooses what weighing anew chooses, one cover after another", () => {
    const cover = createRowCover(ROWS, byNumber)
    fc.assert(
      fc.property(fc.array(item, { maxLength: 10 }), (items) => {
        expect(fastCover(cover, items)).toEqual(slowCover(items))
      }),
    )
  })

  test("what rows weigh is kept while room is made for others", () => {
    const cover = createRowCover(ROWS, byNumber)
    cover.add({ weight: 1, rows: [60, 90] })
    cover.add({ weight: 1, rows: Array.from({ length: 100 }, (_, far) => far * 30) })
    expect(cover.weightiest()).toBe(60)
  })

  test("an item that was open when all was closed weighs nothing afterwards", () => {
    const cover = createRowCover(ROWS, byNumber)
    cover.add({ weight: 5, rows: [3, 4] })
    cover.clear()
    expect(cover.weightiest()).toBeUndefined()
    cover.add({ weight: 1, rows: [7] })
    expect(cover.weightiest()).toBe(7)
  })

  test("compares by order only rows of one weight: a million rows are gone through once a choice", () => {
    const compared: number[] = []
    const cover = createRowCover(ROWS, (a, b) => {
      compared.push(a)
      return a - b
    })
    cover.add({ weight: 1, rows: [0, 1, 2, 3] })
    cover.add({ weight: 2, rows: [2] })
    expect(cover.weightiest()).toBe(2)
    expect(compared).toEqual([1])
  })
})

test("a row is found among rows in order, equal ones too, and no other is", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 12 }), fc.nat(30), (rows, row) => {
      // Three rows each are equal.
      const inThrees = (a: number, b: number) => Math.floor(a / 3) - Math.floor(b / 3)
      expect(holdsRow(rows.toSorted(inThrees), row, inThrees)).toBe(rows.includes(row))
    }),
    { numRuns: 500 },
  )
})
