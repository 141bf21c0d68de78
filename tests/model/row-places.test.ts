import fc from "fast-check"
import { expect, test } from "vitest"
import { PlaceRunsBuilder, placesOf, sharedRuns } from "../../src/model/row-places.ts"

const places = fc.array(
  fc.record({ file: fc.integer({ min: 1, max: 3 }), line: fc.integer({ min: 1, max: 6 }), rows: fc.nat(4) }),
)

test("rows stand where they were put, in whatever order they are asked for", () => {
  fc.assert(
    fc.property(places, fc.boolean(), fc.infiniteStream(fc.nat()), (some, isShared, asked) => {
      const builder = new PlaceRunsBuilder()
      const expected: (readonly [file: number, line: number])[] = []
      for (const { file, line, rows } of some) {
        const lines = Uint32Array.from({ length: rows + 2 }, (_, i) => line + i)
        builder.append(file, lines, 1, 1 + rows)
        for (let i = 1; i <= rows; i++) expected.push([file, line + i])
        expect(builder.isLast(file, line)).toBe(
          expected.length > 0 && expected.at(-1)![0] === file && expected.at(-1)![1] === line,
        )
        builder.add(file, line)
        expected.push([file, line])
        expect(builder.isLast(file, line)).toBe(true)
      }
      const runs = builder.done()
      const { fileOf, lineOf } = placesOf(isShared ? sharedRuns(runs) : runs)
      const found = expected.map((_, row) => [fileOf(row), lineOf(row)])
      expect(found).toEqual(expected)
      for (let i = 0; i < expected.length; i++) {
        const row = asked.next().value! % expected.length
        expect([lineOf(row), fileOf(row)]).toEqual([...expected[row]!].reverse())
      }
    }),
  )
})

test("lines that follow one another take no room", () => {
  const builder = new PlaceRunsBuilder()
  const lines = Uint32Array.from({ length: 1000 }, (_, i) => i + 2)
  builder.append(1, lines, 0, 600)
  builder.append(1, lines, 600, 1000)
  builder.append(2, lines, 0, 1000)
  expect(builder.done().rows.length).toBe(2)
})
