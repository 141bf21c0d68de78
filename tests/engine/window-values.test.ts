// Every value of every measure in every grouping against its twin, on random tables.
import fc from "fast-check"
import { expect, test } from "vitest"
import { createEngineContext } from "../../src/engine/context.ts"
import { type Detected, measureWindows } from "../../src/engine/window.ts"
import type { PaymentTable } from "../../src/model/table.ts"
import type { Having, WindowDetection } from "../../src/rules/tree.ts"
import { packOf, tableOf } from "../helpers/table.ts"
import { durationMs, where } from "./arbitrary.ts"
import {
  columnsOf,
  fitted,
  GROUPINGS,
  HAVINGS,
  identifiedWorld,
  isOfLegs,
  MEASURES,
} from "./arbitrary-window.ts"
import type { Value } from "./brute-force-having.ts"
import { windowValues } from "./brute-force-window.ts"

const TABLES = 5000
/** Measures of one rule; the rules of a table together have all of them. */
const EACH = 3

/** A payment stands at most once on each side of a grouping. */
const placeOf = (id: string, isIn: boolean) => `${id} ${isIn ? "in" : "out"}`

function valuesByPlace(table: PaymentTable, { selection, measured }: Detected): Map<string, Value[]> {
  const { rows, isIn } = selection
  const places = new Map<string, Value[]>()
  for (let i = 0; i < rows.length; i++) {
    const place = placeOf(table.idOf(rows[i]!), isIn[i] === 1)
    expect(places.has(place)).toBe(false)
    const values = measured.map(({ values, undecidable }): Value => {
      if (undecidable?.[i] === 1) return "no rate"
      return Number.isNaN(values[i]) ? "false" : values[i]!
    })
    places.set(place, values)
  }
  return places
}

/** Sums of logarithms may differ in their last digit; everything else is equal to the bit. */
function expectEqual(having: readonly Having[], found: readonly Value[], expected: readonly Value[]): void {
  expected.forEach((value, i) => {
    if (having[i]!.measure === "benford" && typeof value === "number") expect(found[i]).toBeCloseTo(value, 12)
    else if (found[i] !== value)
      expect({ having: having[i], value: found[i] }).toEqual({ having: having[i], value })
  })
}

const rule = fc.record({
  where,
  lookbackMs: durationMs,
  variant: fc.nat({ max: 5 }),
  offset: fc.nat({ max: MEASURES.length - 1 }),
  havings: fc.record<{ [M in Having["measure"]]: Having }>(HAVINGS),
})

test(`all values equal brute force on ${TABLES} tables each`, { timeout: 120_000 }, () => {
  const tablesOf = new Map<string, number>()
  fc.assert(
    fc.property(identifiedWorld, rule, (given, { variant, offset, havings, ...parts }) => {
      const table = tableOf(given.payments, columnsOf(given))
      const context = createEngineContext(table, packOf(), { rates: given.rates })
      const met = new Set<string>()
      Object.values(GROUPINGS).forEach((groups, number) => {
        // Of four groupings of legs with three directions each, one always has both.
        const group = groups[(variant + number) % groups.length]!
        const measures = Array.from(
          { length: EACH },
          (_, i) => MEASURES[(offset + number * EACH + i) % MEASURES.length]!,
        )
        const having = [...new Set([...measures, "in_out" as const])].flatMap(
          (measure) => fitted(group, havings[measure]) ?? [],
        )
        const detection: WindowDetection = { kind: "window", ...group, ...parts, having, reason: "" }
        const detected = measureWindows(context, detection, new Map())
        const found = valuesByPlace(table, detected)
        const expected = windowValues(given, detection)
        expect(found.size).toBe(expected.length)
        for (const { member, values } of expected) {
          const place = placeOf(member.payment.id, isOfLegs(group) && member.isIn)
          expectEqual(having, found.get(place) ?? [], values)
        }
        for (const what of [group.groupBy, ...having.map(({ measure }) => measure)]) met.add(what)
      })
      for (const what of met) tablesOf.set(what, (tablesOf.get(what) ?? 0) + 1)
    }),
    { numRuns: TABLES },
  )
  const all = [...Object.keys(GROUPINGS), ...MEASURES]
  expect(Object.fromEntries(tablesOf)).toEqual(Object.fromEntries(all.map((what) => [what, TABLES])))
})
