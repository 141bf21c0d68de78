// How far a value is from a bound.
import { describe, expect, test } from "vitest"
import { type Gap, gapOf } from "../../../src/engine/why-not/gap.ts"
import { ENGLISH } from "../../../src/model/messages.ts"
import type { NumberTest } from "../../../src/rules/tree.ts"

describe("gapOf", () => {
  const format = (value: number) => String(value)
  test.each<[NumberTest, number, Partial<Gap> | null]>([
    [{ gte: 5 }, 3, { side: "below", bound: 5, by: 2, strict: false, text: "2 short" }],
    [{ gte: 5 }, 5, null],
    [{ gt: 5 }, 5, { side: "below", by: 0, strict: true, text: "exactly at a bound that is not enough" }],
    [{ gt: 5, lt: 9 }, 11, { side: "above", bound: 9, by: 2, strict: true, text: "2 too much" }],
    [{ lte: 5 }, 8, { side: "above", bound: 5, by: 3, strict: false }],
    [{ gte: 1 }, Number.NaN, null],
    [{ lte: 1 }, Number.POSITIVE_INFINITY, null],
  ])("%j of %d", (bounds, value, expected) => {
    const gap = gapOf(ENGLISH, bounds, value, format)
    if (expected === null) expect(gap).toBeNull()
    else expect(gap).toMatchObject(expected)
  })
  test("what rounds to nothing is not told as nothing", () => {
    expect(gapOf(ENGLISH, { gte: 1 }, 0.99999999, (value) => value.toFixed(2))?.text).toMatch(
      /^1\.\d+e-8 \(before rounding\) short$/,
    )
  })
})
