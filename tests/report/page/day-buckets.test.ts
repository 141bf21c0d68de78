import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bucketDays } from "../../../src/report/page/day-buckets.ts"
import type { DayFlow } from "../../../src/report/page/report-data.ts"

const DAY_MS = 86_400_000

function flow(day: number): DayFlow {
  const text = new Date(day * DAY_MS).toISOString().slice(0, 10)
  return { day: text, payments: 3, flagged: 2, alerts: 1 }
}

const days = fc
  .tuple(
    fc.integer({ min: -5000, max: 20_000 }),
    fc.uniqueArray(fc.nat(3000), { minLength: 1, maxLength: 40 }),
  )
  .map(([first, offsets]) => offsets.sort((a, b) => a - b).map((offset) => flow(first + offset)))

describe("days in bars", () => {
  test("lose and invent nothing, stand in order, and are few enough to be told apart", () => {
    fc.assert(
      fc.property(days, (some) => {
        const { unit, days: bars } = bucketDays(some)
        const sum = (of: readonly { readonly alerts: number }[]) =>
          of.reduce((all, { alerts }) => all + alerts, 0)
        expect(sum(bars)).toBe(sum(some))
        expect(bars.map(({ day }) => day)).toEqual([...new Set(bars.map(({ day }) => day))].sort())
        expect(bars.length).toBeLessThanOrEqual(122)
        if (unit === "week") for (const { day } of bars) expect(new Date(day).getUTCDay()).toBe(1)
      }),
    )
  })

  test("close the gaps of days", () => {
    const { unit, days: bars } = bucketDays([flow(100), flow(103)])
    expect(unit).toBe("day")
    expect(bars.map(({ alerts }) => alerts)).toEqual([1, 0, 0, 1])
  })

  test("are none without days", () => {
    expect(bucketDays([])).toEqual({ unit: "day", days: [] })
  })
})
