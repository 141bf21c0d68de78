import { describe, expect, test } from "vitest"
import { GrowingColumn, makeRoom } from "../../src/model/columns.ts"

describe("room for columns", () => {
  test("grows with what is appended", () => {
    const column = new GrowingColumn(Uint16Array)
    for (let i = 0; i < 3000; i++) column.push(i)
    column.fill(7, 2000)
    expect(column.done()).toEqual(Uint16Array.from({ length: 5000 }, (_, i) => (i < 3000 ? i : 7)))
  })

  test("what was expected changes nothing but the copies", () => {
    const column = new GrowingColumn(Uint16Array)
    for (let i = 0; i < 3000; i++) column.push(i)
    column.expect(5000)
    const before = column.done()
    column.expect(10)
    // No system has so much: it grows as it is filled.
    column.expect(2 ** 52)
    column.fill(7, 2000)
    expect(column.done().buffer).toBe(before.buffer)
    column.push(8)
    expect(column.done().buffer).not.toBe(before.buffer)
    expect([...column.done()]).toEqual([...before, ...new Array<number>(2000).fill(7), 8])
  })

  test("more than there can be is told as too many payments", () => {
    expect(() => makeRoom(Uint8Array, 2 ** 52)).toThrow("PAYMENTS_TOO_MANY: there is no room in memory")
  })

  test("other faults are told as they are", () => {
    class Faulty {
      constructor() {
        throw new TypeError("something else")
      }
    }
    expect(() => makeRoom(Faulty, 1)).toThrow("something else")
  })
})
