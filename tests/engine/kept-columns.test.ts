import { describe, expect, it } from "vitest"
import { keepColumns, roomForColumns } from "../../src/engine/kept-columns.ts"

/** Columns of 8 bytes each by number, and how often each was made. */
function counted(mostBytes: number) {
  const made: number[] = []
  const columns = keepColumns(mostBytes)
  const column = columns.keepByKey((key: number) => {
    made.push(key)
    return Float64Array.of(key)
  })
  return { column, made, rest: columns.rest, keep: columns.keep }
}

describe("columns that are kept", () => {
  it("are made once while there is room", () => {
    const { column, made } = counted(16)
    for (const key of [1, 2, 1, 2, 1]) expect(column(key)).toEqual(Float64Array.of(key))
    expect(made).toEqual([1, 2])
  })

  it("give way in the order in which they were last asked for", () => {
    const { column, made } = counted(16)
    for (const key of [1, 2, 1, 3, 1, 2]) expect(column(key)).toEqual(Float64Array.of(key))
    expect(made).toEqual([1, 2, 3, 2])
  })

  it("may be larger than the room, and are then kept alone", () => {
    const { column, made, keep } = counted(16)
    const large = keep(() => ({ items: new Uint32Array(100), starts: new Uint32Array(1) }))
    column(1)
    expect(large()).toBe(large())
    column(1)
    expect(made).toEqual([1, 1])
  })

  it("stay at rest where they are few", () => {
    const { column, made, rest } = counted(2 ** 30)
    column(1)
    rest()
    column(1)
    expect(made).toEqual([1])
  })

  it("are given up at rest where they are much", () => {
    const { column, made, rest, keep } = counted(2 ** 30)
    column(1)
    keep(() => new Uint8Array(2 ** 28))()
    rest()
    column(1)
    expect(made).toEqual([1, 1])
  })

  it("have room by the number of payments, and much of it in any run", () => {
    expect(roomForColumns(0)).toBe(2 ** 28)
    expect(roomForColumns(1_000_000)).toBe(2 ** 28)
    expect(roomForColumns(10_000_000)).toBe(480_000_000)
    expect(roomForColumns(50_000_000)).toBe(2 ** 29)
  })
})
