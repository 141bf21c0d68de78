// Counts of different codes in moving windows against sets of each, by counters that are used again and again.
import fc from "fast-check"
import { expect, test } from "vitest"
import { movingDistinct, movingMode } from "../../src/engine/moving-windows.ts"

const CODES = 4
const MOST = 12

/** Windows whose ends never decrease, some of them empty, over some codes. */
const given = fc
  .record({
    codes: fc.array(fc.nat({ max: CODES }), { maxLength: MOST }),
    ends: fc.array(fc.tuple(fc.nat({ max: MOST }), fc.nat({ max: MOST })), { maxLength: MOST }),
  })
  .map(({ codes, ends }) => {
    const tos = ends.map(([to]) => Math.min(to, codes.length)).sort((a, b) => a - b)
    const froms = ends.map(([, from]) => from).sort((a, b) => a - b)
    return {
      codes: Uint32Array.from(codes),
      windows: {
        from: Uint32Array.from(froms.map((from, i) => Math.min(from, tos[i]!))),
        to: Uint32Array.from(tos),
      },
    }
  })

test("windows are counted as each by itself is, and counters are left at 0", () => {
  const seen = new Uint32Array(CODES + 1)
  fc.assert(
    fc.property(given, ({ codes, windows }) => {
      const { from, to } = windows
      const known = [...to].map((end, i) => [...codes.subarray(from[i], end)].filter((code) => code !== 0))
      expect([...movingDistinct(codes, seen, windows)]).toEqual(known.map((its) => new Set(its).size))
      expect([...seen]).toEqual([0, 0, 0, 0, 0])
      const timesOf = (its: number[]) => its.map((code) => its.filter((other) => other === code).length)
      expect([...movingMode(codes, seen, windows)]).toEqual(known.map((its) => Math.max(0, ...timesOf(its))))
      expect([...seen]).toEqual([0, 0, 0, 0, 0])
    }),
  )
})
