import { expect, test } from "vitest"
import { type Evaluated, keepMasks } from "../../src/engine/kept-masks.ts"
import { createBits } from "../../src/model/bits.ts"
import type { Condition } from "../../src/rules/tree.ts"

const condition: Condition = { kind: "exists", field: "memo", exists: true }

/** A mask over so many rows, and how often it was made. */
function counted(rowCount: number) {
  const masks = keepMasks()
  let made = 0
  const ask = () =>
    masks.keep(condition, (): Evaluated => {
      made++
      const isTrue = createBits(rowCount)
      return { mask: { rowCount, isTrue, undecidable: null, absent: null }, parts: [] }
    })
  return { ask, rest: masks.rest, made: () => made }
}

test("masks stay at rest where they are few", () => {
  const { ask, rest, made } = counted(1000)
  const first = ask()
  rest()
  expect(ask()).toBe(first)
  expect(made()).toBe(1)
})

test("masks are given up at rest where they are much, and kept again from then on", () => {
  const { ask, rest, made } = counted(2 ** 30 + 32)
  const first = ask()
  expect(ask() === first).toBe(true)
  rest()
  // Compared here: the matcher would look at each of their numbers.
  const again = ask()
  expect(again === first).toBe(false)
  expect(ask() === again).toBe(true)
  expect(made()).toBe(2)
})
